import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Failure, Wrong } from "../admin/form-parts.tsx";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { fileBytesMax, importsQuery, sendFile } from "./import-queries.ts";

/** Many vehicles at once: which file, and what became of the ones before? */
export function ImportsPage() {
  const texts = useTexts();
  usePageTitle(texts("imports.title"));
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>
            {texts("imports.title")} <AsOf />
          </h1>
          <p>{texts("imports.summary")}</p>
        </div>
      </div>
      <FileForm />
      <Past />
    </>
  );
}

function FileForm() {
  const texts = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const [isTried, setIsTried] = useState(false);
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: (chosen: File) => sendFile(chosen, setShare),
    onSuccess: async ({ importId }) => {
      void client.invalidateQueries({ queryKey: importsQuery.queryKey, exact: true });
      await navigate({ to: "/import/$importId", params: { importId } });
    },
  });
  const wrong = file === undefined ? "imports.fileMissing" : file.size > fileBytesMax ? "imports.fileTooLarge" : undefined;
  const isWrong = isTried && wrong !== undefined;
  return (
    <section className="reg" aria-labelledby="choose-h">
      <header>
        <h2 id="choose-h">{texts("imports.choose")}</h2>
      </header>
      <form
        className="stack narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (file !== undefined && wrong === undefined && !send.isPending) send.mutate(file);
        }}
      >
        <div className="field">
          <label htmlFor="import-file">{texts("imports.file")}</label>
          <input
            id="import-file"
            type="file"
            accept=".csv,.txt,.tsv,.xlsx,text/csv"
            aria-invalid={isWrong}
            aria-describedby="import-file-below"
            onChange={(event) => setFile(event.target.files?.[0])}
          />
          {isWrong ? (
            <Wrong id="import-file-below">{texts(wrong)}</Wrong>
          ) : (
            <p className="sub" id="import-file-below">
              {texts("imports.fileHint")}
            </p>
          )}
        </div>
        <div>
          <button type="submit" className="btn" aria-disabled={send.isPending}>
            {texts("imports.send")}
          </button>
        </div>
        <p role="status">{send.isPending && texts("imports.sending", { percent: Math.round(share * 100) })}</p>
        <Failure error={send.error} />
      </form>
    </section>
  );
}

function Past() {
  const texts = useTexts();
  const read = useQuery(importsQuery);
  const { data: imports } = read;
  const nowMs = Date.now();
  return (
    <section className="reg" aria-labelledby="past-h">
      <header>
        <h2 id="past-h">{texts("imports.past")}</h2>
        <span className="end">
          <ListFiles file={listFile("/imports", { sort: "-createdAt" })} />
        </span>
      </header>
      {imports === undefined ? (
        <Unread of={read} reading={texts("imports.reading")} failed={texts("imports.failed")} minHeight={120} />
      ) : imports.length === 0 ? (
        <p>{texts("imports.none")}</p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={texts("imports.pastTable")}>
          <table className="t compact plain">
            <thead>
              <tr>
                <th scope="col">{texts("imports.fileName")}</th>
                <th scope="col">{texts("imports.when")}</th>
                <th scope="col">{texts("imports.how")}</th>
                <th scope="col" className="num">
                  {texts("imports.rows")}
                </th>
                <th scope="col" className="num">
                  {texts("imports.made")}
                </th>
                <th scope="col" className="num">
                  {texts("imports.changed")}
                </th>
              </tr>
            </thead>
            <tbody>
              {imports.map(({ importId, fileName, createdAt, state, rows, rowsMade, rowsChanged }) => (
                <tr key={importId}>
                  <th scope="row">
                    <Link to="/import/$importId" params={{ importId }} className="tall">
                      {fileName}
                    </Link>
                  </th>
                  <td>{formatMoment(Date.parse(createdAt), nowMs)}</td>
                  <td>{texts(`imports.state.${state}`)}</td>
                  <td className="num">{formatNumber(rows)}</td>
                  <td className="num">{formatNumber(rowsMade)}</td>
                  <td className="num">{formatNumber(rowsChanged)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
