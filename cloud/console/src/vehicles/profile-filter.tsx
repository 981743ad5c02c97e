import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { SelectField } from "../admin/form-parts.tsx";
import { AttributeFilter } from "../attributes/attribute-filter.tsx";
import { useBeat, useLive } from "../live/live-context.tsx";
import { groupsQuery } from "../profile/profile-queries.ts";
import { useTexts } from "../texts/texts.tsx";
import { noGroup, vehicleLives, type ListSearch } from "./list-search.ts";

/** Narrows the list by what people say of vehicles. Without a choice: all that are not decommissioned. */
export function ProfileFilter({ search }: { readonly search: ListSearch }) {
  const texts = useTexts();
  const navigate = useNavigate({ from: "/vehicles" });
  const { fleet } = useLive();
  const { data: groups = [] } = useQuery(groupsQuery);
  const members = useBeat(() => fleet.members, "second");
  const tags = useMemo(() => [...new Set(fleet.all().flatMap((vehicle) => vehicle.tags))].toSorted(), [fleet, members]); // members stands for what all() returns
  const pick = (name: "group" | "tag" | "attribute" | "life") => (value: string) =>
    void navigate({ search: (previous) => ({ ...previous, [name]: value === "" ? undefined : value }) });
  // what the address names may have gone meanwhile: it is shown as it is named
  const tagChoices = search.tag === undefined || tags.includes(search.tag) ? tags : [...tags, search.tag];
  return (
    <div className="legend filters" role="group" aria-label={texts("vehicles.filter")}>
      <SelectField
        id="f-group"
        label={texts("filter.group")}
        value={search.group ?? ""}
        choices={[
          { value: "", label: texts("filter.everyGroup") },
          ...groups.map(({ groupId, name }) => ({ value: groupId, label: name })),
          { value: noGroup, label: texts("filter.noGroup") },
        ]}
        onChange={pick("group")}
      />
      <SelectField
        id="f-tag"
        label={texts("filter.tag")}
        value={search.tag ?? ""}
        choices={[{ value: "", label: texts("filter.everyTag") }, ...tagChoices.map((tag) => ({ value: tag, label: tag }))]}
        onChange={pick("tag")}
      />
      <AttributeFilter picked={search.attribute} onPick={pick("attribute")} />
      <SelectField
        id="f-life"
        label={texts("filter.life")}
        value={search.life ?? ""}
        choices={[{ value: "", label: texts("filter.inFleet") }, ...vehicleLives.map((life) => ({ value: life, label: texts(`life.${life}`) }))]}
        onChange={pick("life")}
      />
    </div>
  );
}
