import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog, Failure, PageHead } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { vehiclesQuery } from "../api/queries.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { fieldsQuery, type AttributeField, type AttributeFields } from "./attribute-queries.ts";
import { FieldDialog } from "./field-dialog.tsx";

const fieldsMost = 40;

/** What does the fleet note of its vehicles, beside what every fleet does? */
export function AttributesPage() {
  const texts = useTexts();
  const read = useQuery(fieldsQuery);
  const { data } = read;
  const [changed, setChanged] = useState<AttributeField | "new">();
  const [removed, setRemoved] = useState<AttributeField>();
  usePageTitle(texts("fields.title"));
  const save = useChange(
    (body: AttributeFields) => answer<AttributeFields>(api.PUT("/api/v1/vehicle-attributes", { body })),
    [fieldsQuery.queryKey, vehiclesQuery.queryKey, ["vehicle"]],
  );
  const put = (fields: readonly AttributeField[], onSuccess: () => void) =>
    data !== undefined && !save.isPending && save.mutate({ version: data.version, fields: [...fields] }, { onSuccess });
  const fields = data?.fields ?? [];
  const open = (field: AttributeField | "new") => {
    save.reset();
    setChanged(field);
  };
  return (
    <>
      <PageHead title={texts("fields.title")} summary={texts("fields.summary")}>
        {data !== undefined && fields.length < fieldsMost ? (
          <button type="button" className="btn do" onClick={() => open("new")}>
            {texts("fields.add")}
          </button>
        ) : undefined}
      </PageHead>
      <section className="reg" aria-label={texts("fields.title")}>
        {data === undefined ? (
          <Unread of={read} reading={texts("attributes.reading")} failed={texts("attributes.failed")} minHeight={240} headingLevel={2} />
        ) : fields.length === 0 ? (
          <>
            <b>{texts("fields.none")}</b>
            <p className="quiet">{texts("fields.noneWhy")}</p>
          </>
        ) : (
          <FieldTable
            fields={fields}
            onChange={open}
            onRemove={(field) => {
              save.reset();
              setRemoved(field);
            }}
            onRaise={(index) =>
              put(
                fields.map((field, place) => fields[place === index - 1 ? index : place === index ? index - 1 : place] ?? field),
                () => undefined,
              )
            }
          />
        )}
        {changed === undefined && removed === undefined && <Failure error={save.error} />}
      </section>
      {changed !== undefined && (
        <FieldDialog
          field={changed === "new" ? undefined : changed}
          taken={new Set(fields.map(({ key }) => key))}
          error={save.error}
          onSave={(field) =>
            put(changed === "new" ? [...fields, field] : fields.map((each) => (each.key === field.key ? field : each)), () => setChanged(undefined))
          }
          onClose={() => setChanged(undefined)}
        />
      )}
      {removed !== undefined && (
        <Dialog title={texts("fields.removeOf", { label: removed.label })} onClose={() => setRemoved(undefined)}>
          <div className="wide-stack">
            <p>{texts("fields.removeWhy")}</p>
            <Failure error={save.error} />
            <div className="btns">
              <button
                type="button"
                className="btn do"
                onClick={() =>
                  put(
                    fields.filter(({ key }) => key !== removed.key),
                    () => setRemoved(undefined),
                  )
                }
              >
                {texts("fields.remove")}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}

interface FieldTableProps {
  readonly fields: readonly AttributeField[];
  readonly onChange: (field: AttributeField) => void;
  readonly onRemove: (field: AttributeField) => void;
  /** The field at this place goes before the one above it. */
  readonly onRaise: (index: number) => void;
}

function FieldTable({ fields, onChange, onRemove, onRaise }: FieldTableProps) {
  const texts = useTexts();
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={texts("fields.title")}>
      <table className="t compact plain" aria-label={texts("fields.title")}>
        <thead>
          <tr>
            <th scope="col">{texts("fields.label")}</th>
            <th scope="col">{texts("fields.type")}</th>
            <th scope="col">{texts("fields.may")}</th>
            <th scope="col">
              <span className="vh">{texts("fields.change")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field, index) => (
            <tr key={field.key}>
              <th scope="row">
                {field.label}
                <span className="two code">{field.key}</span>
              </th>
              <td className="nw">
                {texts(`fields.type.${field.type}`)}
                {field.isRequired && <span className="two">{texts("attributes.required")}</span>}
              </td>
              <td>{limitsOf(field, texts)}</td>
              <td className="num nw">
                <span className="btns">
                  {index > 0 && (
                    <button type="button" className="btn" aria-label={texts("fields.raiseOf", { label: field.label })} onClick={() => onRaise(index)}>
                      {texts("fields.raise")}
                    </button>
                  )}
                  <button type="button" className="btn" aria-label={texts("fields.changeOf", { label: field.label })} onClick={() => onChange(field)}>
                    {texts("fields.change")}
                  </button>
                  <button type="button" className="btn" aria-label={texts("fields.removeOf", { label: field.label })} onClick={() => onRemove(field)}>
                    {texts("fields.remove")}
                  </button>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function limitsOf({ type, unit, min, max, choices = [] }: AttributeField, texts: ReturnType<typeof useTexts>): string {
  if (type === "choice") return choices.join(", ");
  const parts = [unit, min === undefined ? undefined : texts("fields.from", { min }), max === undefined ? undefined : texts("fields.to", { max })].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? "–" : parts.join(", ");
}
