import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Failure, SelectField, TextField, Wrong } from "../admin/form-parts.tsx";
import { useChange, useMay } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { vehicleQuery, vehiclesQuery } from "../api/queries.ts";
import type { VehicleSummary } from "../api/types.ts";
import { useLive } from "../live/live-context.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { fieldsQuery, type AttributeField, type AttributeValues } from "./attribute-queries.ts";
import { textOf, valueOf, wordsOf, wrongOf } from "./attribute-words.ts";

/** What the fleet's own fields hold of a vehicle. Nothing where the fleet has none. */
export function AttributesRegion({ vehicle }: { readonly vehicle: VehicleSummary }) {
  const texts = useTexts();
  const may = useMay();
  const read = useQuery(fieldsQuery);
  const { data } = read;
  if (data?.fields.length === 0) return null;
  return (
    <section className="reg" aria-labelledby="attributes-h">
      <header>
        <h2 id="attributes-h">{texts("attributes.title")}</h2>
      </header>
      {data === undefined ? (
        <Unread of={read} reading={texts("attributes.reading")} failed={texts("attributes.failed")} minHeight={120} />
      ) : may("fleet.change") ? (
        <ValuesForm key={data.version} vehicle={vehicle} fields={data.fields} />
      ) : (
        <Values fields={data.fields} values={vehicle.attributes} />
      )}
    </section>
  );
}

function Values({ fields, values }: { readonly fields: readonly AttributeField[]; readonly values: AttributeValues }) {
  const texts = useTexts();
  return (
    <dl className="kv">
      {fields.map((field) => {
        const value = values[field.key];
        return (
          <div key={field.key}>
            <dt>{field.label}</dt>
            <dd>{value === undefined ? "–" : wordsOf(field, value, { yes: texts("attributes.yes"), no: texts("attributes.no") })}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function ValuesForm({ vehicle, fields }: { readonly vehicle: VehicleSummary; readonly fields: readonly AttributeField[] }) {
  const texts = useTexts();
  const { fleet } = useLive();
  const { vehicleId } = vehicle;
  const [written, setWritten] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(fields.map(({ key }) => [key, textOf(vehicle.attributes[key])])),
  );
  const [isTried, setIsTried] = useState(false);
  const wrongs = new Map(fields.map((field) => [field.key, wrongOf(field, written[field.key] ?? "")]));
  const save = useChange(async () => {
    const values = Object.fromEntries(
      fields.flatMap((field) => {
        const value = valueOf(field, written[field.key] ?? "");
        return value === undefined ? [] : [[field.key, value]];
      }),
    );
    await answer(api.PUT("/api/v1/vehicles/{vehicleId}/attributes", { params: { path: { vehicleId } }, body: values }));
    fleet.learn({ ...vehicle, attributes: values });
  }, [vehiclesQuery.queryKey, vehicleQuery(vehicleId).queryKey]);
  return (
    <form
      className="wide-stack"
      noValidate
      onChange={() => save.reset()}
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if ([...wrongs.values()].every((wrong) => wrong === undefined)) save.mutate(undefined);
      }}
    >
      {fields.map((field) => (
        <ValueField
          key={field.key}
          field={field}
          text={written[field.key] ?? ""}
          wrong={isTried ? wrongs.get(field.key) : undefined}
          onWrite={(text) => setWritten((before) => ({ ...before, [field.key]: text }))}
        />
      ))}
      <Failure error={save.error} />
      <div role="status">{save.isSuccess && texts("attributes.saved")}</div>
      <div className="btns">
        <button type="submit" className="btn">
          {texts("attributes.save")}
        </button>
      </div>
    </form>
  );
}

interface ValueFieldProps {
  readonly field: AttributeField;
  readonly text: string;
  readonly wrong: ReturnType<typeof wrongOf>;
  readonly onWrite: (text: string) => void;
}

function ValueField({ field, text, wrong, onWrite }: ValueFieldProps) {
  const texts = useTexts();
  const { key, label, type, unit, min, max, choices = [], isRequired } = field;
  const id = `at-${key}`;
  const name = unit === undefined ? label : `${label} (${unit})`;
  const said = wrong === undefined ? undefined : texts(`attributes.wrong.${wrong}`, { label, min: min ?? "", max: max ?? "" });
  if (type === "choice" || type === "yes-no") {
    const all =
      type === "choice"
        ? choices.map((value) => ({ value, label: value }))
        : [
            { value: "true", label: texts("attributes.yes") },
            { value: "false", label: texts("attributes.no") },
          ];
    // a choice that was taken out is shown as it was written, until another one is picked
    const gone = text !== "" && !all.some(({ value }) => value === text) ? [{ value: text, label: text }] : [];
    return (
      <>
        <SelectField id={id} label={name} value={text} choices={[{ value: "", label: texts("attributes.nothing") }, ...all, ...gone]} onChange={onWrite} />
        {said !== undefined && <Wrong>{said}</Wrong>}
      </>
    );
  }
  return (
    <TextField
      id={id}
      label={name}
      type={type === "date" ? "date" : "text"}
      value={text}
      onChange={onWrite}
      hint={isRequired ? texts("attributes.required") : undefined}
      wrong={said}
    />
  );
}
