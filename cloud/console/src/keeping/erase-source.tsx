import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { TextField } from "../admin/form-parts.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { EraseDialog } from "./erase-dialog.tsx";
import { sourcesQuery, type SourceView } from "./keeping-queries.ts";

const route = getRouteApi("/inside/admin/keeping");

/** Finds what has spoken for a vehicle, to erase a part of it. */
export function EraseSource() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { of } = route.useSearch();
  const [wanted, setWanted] = useState(of ?? "");
  const [isTried, setIsTried] = useState(false);
  return (
    <section className="reg" aria-labelledby="erase-h">
      <header>
        <h2 id="erase-h">{texts("keeping.erase")}</h2>
      </header>
      <p className="quiet" style={{ maxWidth: "80ch", marginBottom: 16 }}>
        {texts("keeping.eraseWhat")}
      </p>
      <form
        className="stack narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          const trimmed = wanted.trim();
          if (trimmed !== "") void navigate({ to: "/admin/keeping", search: { of: trimmed }, resetScroll: false });
        }}
      >
        <TextField
          id="erase-of"
          label={texts("keeping.of")}
          value={wanted}
          onChange={setWanted}
          wrong={isTried && wanted.trim() === "" ? texts("keeping.ofMissing") : undefined}
        />
        <div>
          <button type="submit" className="btn">
            {texts("keeping.find")}
          </button>
        </div>
      </form>
      {of !== undefined && <Found of={of} />}
    </section>
  );
}

function Found({ of }: { readonly of: string }) {
  const texts = useTexts();
  const read = useQuery(sourcesQuery(of));
  const { data: sources } = read;
  const [erasing, setErasing] = useState<SourceView>();
  if (sources === undefined) return <Unread of={read} reading={texts("keeping.finding")} failed={texts("keeping.findFailed")} minHeight={80} />;
  if (sources.length === 0) {
    return (
      <p role="status" style={{ marginTop: 16 }}>
        {texts("keeping.foundNone", { of })}
      </p>
    );
  }
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={texts("keeping.found", { of })} style={{ marginTop: 16 }}>
      <table className="t compact plain">
        <thead>
          <tr>
            <th scope="col">{texts("keeping.whose")}</th>
            <th scope="col">{texts("keeping.months")}</th>
            <th scope="col">
              <span className="vh">{texts("keeping.eraseAct")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source.sourceId}>
              <th scope="row">
                {texts(`keeping.kind.${source.kind}`, { callSign: source.callSign ?? texts("keeping.noVehicle") })}
                <span className="two code" style={{ whiteSpace: "normal", overflowWrap: "anywhere" }}>
                  {source.sourceId}
                </span>
              </th>
              <td style={{ whiteSpace: "nowrap" }}>
                {source.firstMonth === undefined ? texts("keeping.noMonths") : `${source.firstMonth} – ${source.lastMonth ?? ""}`}
              </td>
              <td className="num">
                <button
                  type="button"
                  className="btn"
                  aria-label={texts("keeping.eraseOf", { id: source.sourceId.slice(-6) })}
                  onClick={() => setErasing(source)}
                >
                  {texts("keeping.eraseAct")}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {erasing !== undefined && <EraseDialog source={erasing} onClose={() => setErasing(undefined)} />}
    </div>
  );
}
