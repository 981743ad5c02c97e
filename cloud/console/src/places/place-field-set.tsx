import { useQuery } from "@tanstack/react-query";
import { SelectField, TextField } from "../admin/form-parts.tsx";
import { depotsQuery } from "../api/queries.ts";
import { useTexts } from "../texts/texts.tsx";
import type { PlaceFields } from "./place-form.ts";
import { purposes } from "./place-queries.ts";

interface PlaceFieldSetProps {
  readonly fields: PlaceFields;
  readonly wrong: ReadonlySet<string>;
  readonly onFields: (fields: PlaceFields) => void;
}

/** What a place is called, what for, and by which rule vehicles enter and leave it. */
export function PlaceFieldSet({ fields, wrong, onFields }: PlaceFieldSetProps) {
  const texts = useTexts();
  const { data: depots = [] } = useQuery(depotsQuery);
  const set = (name: keyof PlaceFields) => (value: string) => onFields({ ...fields, [name]: value });
  return (
    <>
      <TextField
        id="pl-name"
        label={texts("places.name")}
        value={fields.name}
        onChange={set("name")}
        wrong={wrong.has("name") ? texts("places.nameWrong") : undefined}
      />
      <SelectField
        id="pl-purpose"
        label={texts("places.purpose")}
        value={fields.purpose}
        choices={purposes.map((value) => ({ value, label: texts(`places.purpose.${value}`) }))}
        onChange={set("purpose")}
      />
      <SelectField
        id="pl-depot"
        label={texts("places.depot")}
        value={fields.depotId}
        choices={[{ value: "", label: texts("places.noDepot") }, ...depots.map(({ depotId, name }) => ({ value: depotId, label: name }))]}
        onChange={set("depotId")}
      />
      <TextField id="pl-note" label={texts("places.note")} value={fields.note} onChange={set("note")} />
      <TextField
        id="pl-hysteresis"
        label={texts("places.hysteresis")}
        hint={texts("places.hysteresisWhy")}
        value={fields.hysteresisM}
        onChange={set("hysteresisM")}
        wrong={wrong.has("hysteresisM") ? texts("places.hysteresisWrong") : undefined}
      />
      <TextField
        id="pl-dwell"
        label={texts("places.dwell")}
        hint={texts("places.dwellWhy")}
        value={fields.dwellS}
        onChange={set("dwellS")}
        wrong={wrong.has("dwellS") ? texts("places.dwellWrong") : undefined}
      />
    </>
  );
}
