import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, api } from "../api/http.ts";
import { vehicleQuery, vehiclesQuery } from "../api/queries.ts";
import type { VehicleSummary } from "../api/types.ts";
import { Failure, SelectField, TextField } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { groupsQuery } from "./profile-queries.ts";
import { parseTags } from "./tag-words.ts";

export interface ProfileFormProps {
  /** Absent: a new one is registered. */
  readonly vehicle?: VehicleSummary | undefined;
  readonly onSaved?: ((vehicleId: string) => void) | undefined;
}

/** What is registered about a vehicle. */
export function ProfileForm({ vehicle, onSaved }: ProfileFormProps) {
  const texts = useTexts();
  const { fleet } = useLive();
  const { data: groups = [] } = useQuery(groupsQuery);
  const [callSign, setCallSign] = useState(vehicle?.callSign ?? "");
  const [vin, setVin] = useState(vehicle?.vin ?? "");
  const [description, setDescription] = useState(vehicle?.description ?? "");
  const [groupId, setGroupId] = useState(vehicle?.group?.groupId ?? "");
  const [tagText, setTagText] = useState(vehicle?.tags.join(", ") ?? "");
  const [isTried, setIsTried] = useState(false);
  const tags = parseTags(tagText);
  const wantedVin = vin.replaceAll(/\s/g, "").toUpperCase();
  // one that is there cannot be taken back by the cloud, only corrected
  const isVinRight = wantedVin === "" ? vehicle?.vin === undefined : /^[A-HJ-NPR-Z0-9]{17}$/.test(wantedVin);
  const save = useChange(
    async (known: readonly string[]) => {
      const body = { callSign: callSign.trim(), description: description.trim(), tags: [...known], ...(wantedVin === "" ? {} : { vin: wantedVin }) };
      const saved = await (vehicle === undefined
        ? answer<VehicleSummary>(api.POST("/api/v1/vehicles", { body: { ...body, ...(groupId === "" ? {} : { groupId }) } }))
        : answer<VehicleSummary>(
            api.PATCH("/api/v1/vehicles/{vehicleId}", {
              params: { path: { vehicleId: vehicle.vehicleId } },
              body: { ...body, groupId: groupId === "" ? null : groupId },
            }),
          ));
      fleet.learn(saved);
      return saved;
    },
    [vehiclesQuery.queryKey, groupsQuery.queryKey, ...(vehicle === undefined ? [] : [vehicleQuery(vehicle.vehicleId).queryKey])],
  );
  return (
    <form
      className="wide-stack"
      noValidate
      onChange={() => save.reset()}
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (callSign.trim() !== "" && isVinRight && tags !== undefined) save.mutate(tags, { onSuccess: ({ vehicleId }) => onSaved?.(vehicleId) });
      }}
    >
      <TextField
        id="pf-sign"
        label={texts("profile.callSign")}
        value={callSign}
        onChange={setCallSign}
        wrong={isTried && callSign.trim() === "" ? texts("profile.callSignMissing") : undefined}
      />
      <TextField
        id="pf-vin"
        label={texts("profile.vin")}
        hint={texts("profile.vinHint")}
        value={vin}
        onChange={setVin}
        wrong={isTried && !isVinRight ? texts("profile.vinWrong") : undefined}
      />
      <TextField id="pf-description" label={texts("profile.description")} value={description} onChange={setDescription} />
      <SelectField
        id="pf-group"
        label={texts("profile.group")}
        value={groupId}
        choices={[{ value: "", label: texts("profile.noGroup") }, ...groups.map((group) => ({ value: group.groupId, label: group.name }))]}
        onChange={setGroupId}
      />
      <TextField
        id="pf-tags"
        label={texts("profile.tags")}
        hint={texts("profile.tagsHint")}
        value={tagText}
        onChange={setTagText}
        wrong={isTried && tags === undefined ? texts("profile.tagsWrong") : undefined}
      />
      <Failure error={save.error} />
      <div role="status">{save.isSuccess && texts("profile.saved")}</div>
      <div className="btns">
        <button type="submit" className="btn do">
          {texts(vehicle === undefined ? "profile.register" : "profile.save")}
        </button>
      </div>
    </form>
  );
}
