import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { SelectField } from "../admin/form-parts.tsx";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { fieldsQuery } from "./attribute-queries.ts";
import { wordsOf } from "./attribute-words.ts";

/** Values of one field beyond which a list to pick from helps nobody. */
const valuesMost = 200;

/** Picks a value of one of the fleet's own fields, out of those that vehicles have. @param picked as `key=value`. */
export function AttributeFilter({ picked, onPick }: { readonly picked: string | undefined; readonly onPick: (picked: string) => void }) {
  const texts = useTexts();
  const { fleet } = useLive();
  const { data } = useQuery(fieldsQuery);
  const members = useBeat(() => fleet.members, "second");
  const fields = data?.fields ?? [];
  const choices = useMemo(() => {
    const words = { yes: texts("attributes.yes"), no: texts("attributes.no") };
    return fields.flatMap((field) => {
      const values = [...new Set(fleet.all().map(({ attributes }) => attributes[field.key]))].filter((value) => value !== undefined);
      if (values.length > valuesMost) return [];
      return values
        .map((value) => ({ value: `${field.key}=${String(value)}`, label: `${field.label}: ${wordsOf(field, value, words)}` }))
        .toSorted((one, other) => one.label.localeCompare(other.label, "en", { numeric: true }));
    });
  }, [fields, fleet, members, texts]); // members stands for what all() returns
  if (fields.length === 0 && picked === undefined) return null;
  const known = picked === undefined || choices.some(({ value }) => value === picked) ? [] : [{ value: picked, label: picked }];
  return (
    <SelectField
      id="f-attribute"
      label={texts("filter.attribute")}
      value={picked ?? ""}
      choices={[{ value: "", label: texts("filter.everyAttribute") }, ...choices, ...known]}
      onChange={onPick}
    />
  );
}
