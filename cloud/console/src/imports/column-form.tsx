import { useState } from "react";
import { Failure, SelectField, Wrong } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";
import { importsQuery, type ImportView } from "./import-queries.ts";

/** Which column of the file is which; the headings propose it. */
export function ColumnForm({ found }: { readonly found: ImportView }) {
  const texts = useTexts();
  const { importId, columns, sheet, mapping: given } = found;
  const [mapping, setMapping] = useState<Readonly<Record<string, number>>>(given ?? sheet?.proposed ?? {});
  const [updateBy, setUpdateBy] = useState(found.updateBy);
  const [isTried, setIsTried] = useState(false);
  const check = useChange(
    (wish: Readonly<Record<string, number>>) =>
      answer<ImportView>(
        api.POST("/api/v1/imports/{importId}/check", {
          params: { path: { importId } },
          body: { mapping: { ...wish }, ...(updateBy === undefined ? {} : { updateBy }) },
        }),
      ),
    [importsQuery.queryKey],
  );
  if (sheet === undefined) return null;
  // What is there is found by one column; a file need not say more of it.
  const isNeeded = ({ key, required }: ImportView["columns"][number]) => (updateBy === undefined ? required : key === updateBy);
  const missing = columns.find((column) => isNeeded(column) && mapping[column.key] === undefined);
  return (
    <section className="reg" aria-labelledby="columns-h">
      <header>
        <h2 id="columns-h">{texts("imports.columns")}</h2>
      </header>
      <form
        className="stack narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (missing === undefined && !check.isPending) check.mutate(mapping);
        }}
      >
        <SelectField
          id="import-existing"
          label={texts("imports.existing")}
          value={updateBy ?? ""}
          choices={[
            { value: "", label: texts("imports.existing.refuse") },
            ...columns.filter(({ unique }) => unique).map(({ key, label }) => ({ value: key, label: texts("imports.existing.update", { label }) })),
          ]}
          onChange={(value) => setUpdateBy(value === "" ? undefined : value)}
        />
        {updateBy !== undefined && <p className="sub">{texts("imports.existing.how")}</p>}
        {columns.map(({ key, label, ...rest }) => (
          <div className="field" key={key}>
            <label htmlFor={`column-${key}`}>{isNeeded({ key, label, ...rest }) ? texts("imports.needed", { label }) : label}</label>
            <select
              id={`column-${key}`}
              value={mapping[key] ?? ""}
              aria-invalid={isTried && missing?.key === key}
              onChange={({ target: { value } }) => {
                const { [key]: _before, ...rest } = mapping;
                // A column of the file is one thing only: who had it before lets it go.
                const others = Object.fromEntries(Object.entries(rest).filter(([, index]) => String(index) !== value));
                setMapping(value === "" ? others : { ...others, [key]: Number(value) });
              }}
            >
              <option value="">{texts("imports.notInFile")}</option>
              {sheet.headers.map((header, index) => (
                // two columns may have one heading
                <option key={`${index} ${header}`} value={index}>
                  {header}
                </option>
              ))}
            </select>
            {isTried && missing?.key === key && <Wrong>{texts("imports.neededMissing", { label })}</Wrong>}
          </div>
        ))}
        <div>
          <button type="submit" className="btn" aria-disabled={check.isPending}>
            {texts(given === undefined ? "imports.check" : "imports.checkAgain")}
          </button>
        </div>
        <Failure error={check.error} />
      </form>
      <div className="scroll" tabIndex={0} role="region" aria-label={texts("imports.samples")} style={{ marginTop: 16 }}>
        <table className="t compact plain">
          <thead>
            <tr>
              {sheet.headers.map((header, index) => (
                <th key={`${index} ${header}`} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.samples.map((cells, row) => (
              // the first rows, which never change
              <tr key={`${row} ${cells[0] ?? ""}`}>
                {sheet.headers.map((header, index) => (
                  <td key={`${index} ${header}`}>{cells[index] ?? ""}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
