import { useState } from "react";
import { Dialog, Failure, SelectField, TextField } from "../admin/form-parts.tsx";
import { useTexts } from "../texts/texts.tsx";
import type { AttributeField } from "./attribute-queries.ts";
import { keyOf } from "./attribute-words.ts";

const types: readonly AttributeField["type"][] = ["text", "number", "date", "choice", "yes-no"];

export interface FieldDialogProps {
  /** Absent: a new one. Its type stays. */
  readonly field: AttributeField | undefined;
  readonly taken: ReadonlySet<string>;
  readonly error: unknown;
  readonly onSave: (field: AttributeField) => void;
  readonly onClose: () => void;
}

/** Makes a field, or changes what its values may be. */
export function FieldDialog({ field, taken, error, onSave, onClose }: FieldDialogProps) {
  const texts = useTexts();
  const [label, setLabel] = useState(field?.label ?? "");
  const [type, setType] = useState<AttributeField["type"]>(field?.type ?? "text");
  const [isRequired, setIsRequired] = useState(field?.isRequired ?? false);
  const [unit, setUnit] = useState(field?.unit ?? "");
  const [min, setMin] = useState(field?.min === undefined ? "" : String(field.min));
  const [max, setMax] = useState(field?.max === undefined ? "" : String(field.max));
  const [choices, setChoices] = useState(field?.choices?.join("\n") ?? "");
  const [isTried, setIsTried] = useState(false);
  const picked = [...new Set(choices.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
  const isNumber = (text: string) => text.trim() === "" || !Number.isNaN(Number(text.trim().replace(",", ".")));
  const numberOf = (name: "min" | "max", text: string) => (text.trim() === "" ? {} : { [name]: Number(text.trim().replace(",", ".")) });
  const lacksChoices = type === "choice" && picked.length === 0;
  const isRight = label.trim() !== "" && isNumber(min) && isNumber(max) && !lacksChoices;
  const save = () =>
    onSave({
      key: field?.key ?? keyOf(label, taken),
      label: label.trim(),
      type,
      isRequired,
      ...(type === "number" ? { ...(unit.trim() === "" ? {} : { unit: unit.trim() }), ...numberOf("min", min), ...numberOf("max", max) } : {}),
      ...(type === "choice" ? { choices: picked } : {}),
    });
  return (
    <Dialog title={field === undefined ? texts("fields.add") : texts("fields.changeOf", { label: field.label })} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (isRight) save();
        }}
      >
        <TextField
          id="fd-label"
          label={texts("fields.label")}
          value={label}
          onChange={setLabel}
          wrong={isTried && label.trim() === "" ? texts("fields.labelMissing") : undefined}
        />
        {field === undefined ? (
          <SelectField
            id="fd-type"
            label={texts("fields.type")}
            value={type}
            choices={types.map((value) => ({ value, label: texts(`fields.type.${value}`) }))}
            onChange={(value) => setType(types.find((each) => each === value) ?? type)}
          />
        ) : (
          <p className="sub">{texts("fields.typeStays", { type: texts(`fields.type.${type}`) })}</p>
        )}
        {type === "number" && (
          <>
            <TextField id="fd-unit" label={texts("fields.unit")} hint={texts("fields.unitHint")} value={unit} onChange={setUnit} />
            <TextField
              id="fd-min"
              label={texts("fields.min")}
              value={min}
              onChange={setMin}
              wrong={isTried && !isNumber(min) ? texts("fields.noNumber") : undefined}
            />
            <TextField
              id="fd-max"
              label={texts("fields.max")}
              value={max}
              onChange={setMax}
              wrong={isTried && !isNumber(max) ? texts("fields.noNumber") : undefined}
            />
          </>
        )}
        {type === "choice" && (
          <div className="field">
            <label htmlFor="fd-choices">{texts("fields.choices")}</label>
            <textarea
              id="fd-choices"
              value={choices}
              aria-invalid={isTried && lacksChoices}
              aria-describedby="fd-choices-below"
              onChange={(event) => setChoices(event.target.value)}
            />
            <p className="sub" id="fd-choices-below">
              {texts(isTried && lacksChoices ? "fields.choicesMissing" : "fields.choicesHint")}
            </p>
          </div>
        )}
        <label className="check">
          <input type="checkbox" checked={isRequired} onChange={(event) => setIsRequired(event.target.checked)} />
          <span>{texts("fields.isRequired")}</span>
        </label>
        <Failure error={error} />
        <div className="btns">
          <button type="submit" className="btn do">
            {texts("fields.save")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
