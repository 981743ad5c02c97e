import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Failure, TextField } from "../admin/form-parts.tsx";
import { useChange, useMay } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { vehicleQuery, vehiclesQuery } from "../api/queries.ts";
import type { VehicleSummary } from "../api/types.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useBeat, useLive } from "../live/live-context.tsx";
import { MorePages } from "../states/more-pages.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { followingSteps, lifeQuery, type LifeStep } from "./profile-queries.ts";

/** Where a vehicle stands in its life, what may follow, and what led there. */
export function LifeRegion({ vehicle }: { readonly vehicle: VehicleSummary }) {
  const texts = useTexts();
  const may = useMay();
  const { fleet } = useLive();
  const { vehicleId, life, lifeSince, callSign } = vehicle;
  const [note, setNote] = useState("");
  const nowMs = useBeat((now) => Math.floor(now / 60_000) * 60_000, "second");
  const step = useChange(
    async (to: LifeStep) => {
      const body = { to, ...(note.trim() === "" ? {} : { note: note.trim() }) };
      const changed = await answer<VehicleSummary>(api.POST("/api/v1/vehicles/{vehicleId}/life", { params: { path: { vehicleId } }, body }));
      fleet.learn(changed);
      return changed;
    },
    [vehiclesQuery.queryKey, vehicleQuery(vehicleId).queryKey, lifeQuery(vehicleId).queryKey],
  );
  return (
    <section className="reg" aria-labelledby="life-h">
      <header>
        <h2 id="life-h">{texts("life.title")}</h2>
        <span className="end">
          <ListFiles file={listFile(`/vehicles/${vehicleId}/life`, { sort: "-at" })} />
        </span>
      </header>
      <div className="wide-stack">
        <p>
          <b>{texts(`life.${life}`)}</b> <span className="quiet">{formatMoment(Date.parse(lifeSince), nowMs)}</span>
        </p>
        {may("fleet.change") ? (
          <>
            <TextField id="life-note" label={texts("life.note")} hint={texts("life.noteHint")} value={note} onChange={setNote} />
            <div className="btns">
              {followingSteps[life].map((to) => (
                <button key={to} type="button" className="btn" onClick={() => step.mutate(to, { onSuccess: () => setNote("") })}>
                  {texts(`life.to.${to}`)}
                </button>
              ))}
            </div>
          </>
        ) : (
          <p className="quiet">{texts("life.readOnly")}</p>
        )}
        <Failure error={step.error} />
        <div role="status">{step.data !== undefined && texts("life.done", { callSign, life: texts(`life.${step.data.life}`) })}</div>
      </div>
      <History vehicleId={vehicleId} nowMs={nowMs} />
    </section>
  );
}

function History({ vehicleId, nowMs }: { readonly vehicleId: string; readonly nowMs: number }) {
  const texts = useTexts();
  const pages = useInfiniteQuery(lifeQuery(vehicleId));
  const { data } = pages;
  if (data === undefined) return <Unread of={pages} reading={texts("life.reading")} failed={texts("life.failed")} minHeight={120} />;
  const steps = data.pages.flatMap(({ items }) => items);
  if (steps.length === 0) return <p className="quiet">{texts("life.none")}</p>;
  return (
    <>
      <div className="scroll" tabIndex={0} role="group" aria-label={texts("life.history")}>
        <table className="t compact plain" aria-label={texts("life.history")}>
          <thead>
            <tr>
              {(["life.when", "life.from", "life.toHead", "life.note"] as const).map((id) => (
                <th key={id} scope="col">
                  {texts(id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map(({ stepId, from, to, note, at }) => (
              <tr key={stepId}>
                <td className="nw">{formatMoment(Date.parse(at), nowMs)}</td>
                <td className="nw">{texts(`life.${from}`)}</td>
                <td className="nw">{texts(`life.${to}`)}</td>
                <td>{note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <MorePages pages={pages} label={texts("life.older")} />
    </>
  );
}
