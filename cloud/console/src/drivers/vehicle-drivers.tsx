import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Failure, SelectField, TextField, Wrong } from "../admin/form-parts.tsx";
import { useChange, useMay } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useTexts } from "../texts/texts.tsx";
import { driversQuery } from "./driver-queries.ts";
import { DrivenTable } from "./driven-table.tsx";
import { ofLocalField, toLocalField } from "./local-time.ts";

/** Who drives a vehicle, and who drove it. */
export function VehicleDrivers({ vehicleId }: { readonly vehicleId: string }) {
  const texts = useTexts();
  const may = useMay();
  return (
    <section className="reg" aria-labelledby="driven-h">
      <header>
        <h2 id="driven-h">{texts("driven.title")}</h2>
        <span className="end">
          <ListFiles file={listFile(`/vehicles/${vehicleId}/drivers`, { sort: "-from" })} />
        </span>
      </header>
      {may("fleet.change") && <AssignForm vehicleId={vehicleId} />}
      <DrivenTable scope={{ kind: "vehicle", id: vehicleId }} title={texts("driven.title")} />
    </section>
  );
}

function AssignForm({ vehicleId }: { readonly vehicleId: string }) {
  const texts = useTexts();
  const { data } = useInfiniteQuery(driversQuery(true));
  const drivers = data?.pages.flatMap(({ items }) => items) ?? [];
  const [driverId, setDriverId] = useState("");
  const [from, setFrom] = useState(() => toLocalField(Date.now()));
  const [to, setTo] = useState("");
  const [isTried, setIsTried] = useState(false);
  const begins = ofLocalField(from);
  const ends = ofLocalField(to);
  const assign = useChange(
    (start: string) =>
      answer(api.POST("/api/v1/driver-assignments", { body: { driverId, vehicleId, from: start, ...(ends === undefined ? {} : { to: ends }) } })),
    [["driven"], ["drivers"]],
  );
  return (
    <form
      className="wide-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (driverId !== "" && begins !== undefined) assign.mutate(begins, { onSuccess: () => setIsTried(false) });
      }}
    >
      <SelectField
        id="as-driver"
        label={texts("drivers.driver")}
        value={driverId}
        choices={[
          { value: "", label: texts("driven.pick") },
          ...drivers.map(({ driverId: value, name, number }) => ({ value, label: number === undefined ? name : `${name}, ${number}` })),
        ]}
        onChange={setDriverId}
      />
      {isTried && driverId === "" && <Wrong>{texts("driven.pickMissing")}</Wrong>}
      <TextField
        id="as-from"
        type="datetime-local"
        label={texts("driven.from")}
        value={from}
        onChange={setFrom}
        wrong={isTried && begins === undefined ? texts("driven.fromMissing") : undefined}
      />
      <TextField id="as-to" type="datetime-local" label={texts("driven.to")} hint={texts("driven.toHint")} value={to} onChange={setTo} />
      <Failure error={assign.error} />
      <div role="status">{assign.isSuccess && texts("driven.assigned")}</div>
      <div className="btns">
        <button type="submit" className="btn">
          {texts("driven.assign")}
        </button>
      </div>
    </form>
  );
}
