import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Failure, Wrong } from "../admin/form-parts.tsx";
import { useChange, useMay } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { ColumnForm } from "./column-form.tsx";
import { RowsTable } from "./rows-table.tsx";
import { FindingsTable } from "./findings-table.tsx";
import { importQuery, importsQuery, isAtWork, type ImportView } from "./import-queries.ts";

const route = getRouteApi("/inside/import/$importId");

/** One file on its way: columns, dry run, making, and back. */
export function ImportPage() {
  const texts = useTexts();
  const { importId } = route.useParams();
  const read = useQuery(importQuery(importId));
  const { data: found } = read;
  usePageTitle(found?.fileName ?? texts("imports.title"));
  if (found === undefined) {
    return (
      <div className="reg">
        <Unread of={read} reading={texts("imports.oneReading")} failed={texts("imports.oneFailed")} minHeight={240} />
      </div>
    );
  }
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1 style={{ overflowWrap: "anywhere" }}>
            {found.fileName} <AsOf />
          </h1>
          <p>{found.sheet === undefined ? texts(`imports.state.${found.state}`) : facts(found, texts)}</p>
        </div>
        <div className="btns">
          <Discard found={found} />
        </div>
      </div>
      <Now found={found} />
      {(found.state === "read" || found.state === "checked") && <ColumnForm key={found.state} found={found} />}
      {found.updateBy !== undefined && (found.state === "checked" || (found.state === "applied" && found.rowsChanged > 0)) && <RowsTable found={found} />}
      {found.rowsBad + found.rowsWarned + found.rowsKept > 0 && !isAtWork(found) && found.state !== "read" && <FindingsTable found={found} />}
    </>
  );
}

/** What happens, or has happened; spoken when it changes. */
function Now({ found }: { readonly found: ImportView }) {
  const texts = useTexts();
  const { state, rows, rowsDone, rowsMade, rowsChanged, rowsBad, rowsKept, problem, updateBy } = found;
  return (
    <section className="reg" aria-labelledby="now-h">
      <header>
        <h2 id="now-h">{texts(`imports.state.${state}`)}</h2>
      </header>
      <div role="status">
        {isAtWork(found) && (
          <>
            <p>{texts("imports.progress", { step: texts(`imports.state.${state}`), done: formatNumber(rowsDone), rows: formatNumber(rows) })}</p>
            <progress aria-label={texts(`imports.state.${state}`)} max={Math.max(1, rows)} value={rowsDone} style={{ width: "100%", maxWidth: "40ch" }} />
          </>
        )}
        {problem !== undefined && <Wrong>{sentence(problem)}</Wrong>}
        {state === "checked" && <Result found={found} />}
        {state === "applied" && updateBy !== undefined && <p>{texts("imports.did", countsOf(found))}</p>}
        {state === "applied" && updateBy === undefined && (
          <p>
            {texts("imports.madeOf", { made: rowsMade, madeText: formatNumber(rowsMade) })}{" "}
            {texts("imports.leftOut", { bad: rowsBad, badText: formatNumber(rowsBad) })}
          </p>
        )}
        {state === "undone" && (
          <p>
            {rowsKept === 0
              ? texts(updateBy === undefined ? "imports.undoneAll" : "imports.undoneChanges")
              : texts("imports.undoneKept", { kept: rowsKept, keptText: formatNumber(rowsKept) })}
          </p>
        )}
      </div>
      {state === "checked" && rows > rowsBad + found.rowsSame && <Act found={found} action="apply" />}
      {state === "applied" && rowsMade + rowsChanged > 0 && <Undo found={found} />}
      {(state === "applied" || state === "undone" || state === "unreadable") && (
        <p>
          <Link to="/vehicles" className="tall">
            {texts("imports.toVehicles")}
          </Link>{" "}
          <Link to="/import" className="tall">
            {texts("imports.another")}
          </Link>
        </p>
      )}
    </section>
  );
}

/** Of an import that may change vehicles: what it does with its rows. New ones are counted once they are made. */
function countsOf({ state, rows, rowsBad, rowsMade, rowsChanged, rowsSame }: ImportView) {
  const made = state === "checked" ? rows - rowsBad - rowsChanged - rowsSame : rowsMade;
  return { made: formatNumber(made), changed: formatNumber(rowsChanged), same: formatNumber(rowsSame), bad: formatNumber(rowsBad) };
}

function Result({ found }: { readonly found: ImportView }) {
  const texts = useTexts();
  const { rows, rowsBad, rowsWarned, updateBy } = found;
  const good = formatNumber(rows - rowsBad);
  return (
    <>
      <p>
        {updateBy !== undefined
          ? texts("imports.planned", countsOf(found))
          : rowsBad === 0
            ? texts("imports.allGood", { good })
            : rowsBad === rows
              ? texts("imports.noneGood")
              : texts("imports.someBad", { good, bad: rowsBad, badText: formatNumber(rowsBad) })}
      </p>
      {rowsWarned > 0 && <p>{texts("imports.warned", { warned: rowsWarned, warnedText: formatNumber(rowsWarned) })}</p>}
    </>
  );
}

function Undo({ found }: { readonly found: ImportView }) {
  const texts = useTexts();
  const may = useMay();
  if (!may("fleet.administer")) return <p className="quiet">{texts("imports.mayNotUndo")}</p>;
  return (
    <>
      <p className="quiet">{texts(found.updateBy === undefined ? "imports.undoWhat" : "imports.undoChangesWhat")}</p>
      <Act found={found} action="undo" />
    </>
  );
}

function Act({ found, action }: { readonly found: ImportView; readonly action: "apply" | "undo" }) {
  const texts = useTexts();
  const { importId, rows, rowsBad, rowsMade, updateBy } = found;
  const act = useChange(() => {
    const params = { path: { importId } };
    return answer<ImportView>(
      action === "apply" ? api.POST("/api/v1/imports/{importId}/apply", { params }) : api.POST("/api/v1/imports/{importId}/undo", { params }),
    );
  }, [importsQuery.queryKey]);
  const good = rows - rowsBad;
  return (
    <>
      <div className="btns">
        <button type="button" className="btn" aria-disabled={act.isPending} onClick={() => (act.isPending ? undefined : act.mutate(undefined))}>
          {updateBy !== undefined
            ? texts(action === "apply" ? "imports.applyChanges" : "imports.undoChanges", countsOf(found))
            : action === "apply"
              ? texts("imports.apply", { good, goodText: formatNumber(good) })
              : texts("imports.undo", { made: rowsMade, madeText: formatNumber(rowsMade) })}
        </button>
      </div>
      <Failure error={act.error} />
    </>
  );
}

/** Of one that has made something, only the import is forgotten: that cannot be undone any more. */
function Discard({ found }: { readonly found: ImportView }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { importId, state } = found;
  const discard = useChange(async () => {
    await answer<unknown>(api.DELETE("/api/v1/imports/{importId}", { params: { path: { importId } } }));
    await navigate({ to: "/import" });
  }, [importsQuery.queryKey]);
  if (isAtWork(found) || state === "applied") return null;
  return (
    <>
      <button type="button" className="btn" aria-disabled={discard.isPending} onClick={() => discard.mutate(undefined)}>
        {texts(state === "undone" ? "imports.forget" : "imports.discard")}
      </button>
      <Failure error={discard.error} />
    </>
  );
}

function facts({ rows, sheet }: ImportView, texts: ReturnType<typeof useTexts>): string {
  const { format, encoding = "", separator = "" } = sheet ?? { format: "csv" };
  const how =
    format === "xlsx"
      ? texts("imports.xlsxIs")
      : texts("imports.csvIs", { encoding: encoding.toUpperCase(), separator: separator === "\t" ? texts("imports.tab") : separator });
  return texts("imports.facts", { rows, rowsText: formatNumber(rows), how });
}

function sentence(problem: string): string {
  const text = problem.charAt(0).toUpperCase() + problem.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
