import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Dialog, Failure, SelectField, TextField } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";
import { formatBytes, monthsBetween } from "./amount-words.ts";
import { erasureForecastQuery, erasuresQuery, sourcesQuery, type SourceView } from "./keeping-queries.ts";

/** Erases up to a month, once the last figures of the id are typed: nothing brings it back. */
export function EraseDialog({ source, onClose }: { readonly source: SourceView; readonly onClose: () => void }) {
  const texts = useTexts();
  const { sourceId, callSign = texts("keeping.noVehicle") } = source;
  // Without a key there may be samples that were stored before there were keys: the running month covers them.
  const thisMonth = new Date().toISOString().slice(0, 7);
  const months = monthsBetween(source.firstMonth ?? thisMonth, source.lastMonth ?? thisMonth);
  const [through, setThrough] = useState(months.at(-1) ?? thisMonth);
  const [typed, setTyped] = useState("");
  const [isTried, setIsTried] = useState(false);
  const proof = sourceId.slice(-6);
  const { data: forecast, error } = useQuery(erasureForecastQuery(sourceId, through));
  const erase = useChange(
    () => answer<Schemas["TelemetryErasure"]>(api.POST("/api/v1/telemetry/erasures", { body: { sourceId, through } })),
    [erasuresQuery.queryKey, sourcesQuery("").queryKey.slice(0, 2)],
  );
  return (
    <Dialog title={texts("keeping.eraseTitle", { callSign })} onClose={onClose}>
      {erase.data === undefined ? (
        <form
          className="wide-stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setIsTried(true);
            if (typed === proof && forecast !== undefined) erase.mutate(undefined);
          }}
        >
          <p className="code" style={{ whiteSpace: "normal", overflowWrap: "anywhere" }}>
            {sourceId}
          </p>
          <SelectField
            id="erase-through"
            label={texts("keeping.throughMonth")}
            value={through}
            choices={months.map((month) => ({ value: month, label: month }))}
            onChange={setThrough}
          />
          <p role="status">
            {forecast === undefined
              ? error === null && texts("keeping.counting")
              : texts(forecast.isAtLeast ? "keeping.erasesAtLeast" : "keeping.erases", {
                  samples: formatNumber(forecast.samples),
                  bytes: formatBytes(forecast.bytes),
                  keys: forecast.keys,
                })}
          </p>
          <Failure error={error} />
          <p>{texts("keeping.forever")}</p>
          <TextField
            id="erase-proof"
            label={texts("keeping.proof", { proof })}
            value={typed}
            onChange={setTyped}
            wrong={isTried && typed !== proof ? texts("keeping.proofWrong", { proof }) : undefined}
          />
          <Failure error={erase.error} />
          <div>
            <button type="submit" className="btn do">
              {texts("keeping.eraseDo")}
            </button>
          </div>
        </form>
      ) : (
        <p role="status">{texts("keeping.erased", { through: erase.data.through, keys: erase.data.keys })}</p>
      )}
    </Dialog>
  );
}
