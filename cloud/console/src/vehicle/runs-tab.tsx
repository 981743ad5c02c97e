import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { runsQuery } from "../api/queries.ts";
import type { RunView } from "../api/types.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useBeat } from "../live/live-context.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { useVehicle } from "./vehicle-context.ts";

/** The recordings played for this vehicle, and whether every sample of each arrived. */
export function RunsTab() {
  const texts = useTexts();
  const { vehicle } = useVehicle();
  const read = useQuery(runsQuery(vehicle.vehicleId));
  const { data: runs } = read;
  return (
    <section className="reg" aria-labelledby="runs-h">
      <header>
        <h2 id="runs-h">{texts("runs.title")}</h2>
        <span className="end">
          <ListFiles file={listFile(`/vehicles/${vehicle.vehicleId}/runs`)} />
        </span>
      </header>
      {runs === undefined ? (
        <Unread of={read} reading={texts("runs.reading")} failed={texts("runs.failed")} minHeight={240} />
      ) : runs.length === 0 ? (
        <>
          <b>{texts("runs.none")}</b>
          <p className="quiet">{texts("runs.noneWhy", { callSign: vehicle.callSign })}</p>
        </>
      ) : (
        <div className="scroll">
          <table className="t compact" aria-labelledby="runs-h">
            <thead>
              <tr>
                <th scope="col">{texts("runs.log")}</th>
                <th scope="col">{texts("runs.played")}</th>
                {(["runs.produced", "runs.received", "runs.lost", "runs.open", "runs.segments"] as const).map((id) => (
                  <th key={id} scope="col" className="num">
                    {texts(id)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <RunRow key={run.runId} run={run} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function RunRow({ run }: { readonly run: RunView }) {
  const texts = useTexts();
  const played = useBeat((nowMs) => formatMoment(Date.parse(run.startedAt), nowMs), "second");
  const { produced, received, lost, open } = run.account;
  return (
    <tr>
      <th scope="row">
        <Link className="rowlink" to="/vehicles/$vehicleId" params={{ vehicleId: run.vehicleId }} search={{ run: run.runId }}>
          {run.log.name}
        </Link>
        <span className="two code">{run.runId}</span>
      </th>
      <td>
        {played}
        {run.finishedAt === undefined && <span className="two">{texts("runs.running")}</span>}
      </td>
      {[produced, received, lost, open, run.segments].map((count, index) => (
        <td key={index} className="num">
          {formatNumber(count, 0, texts.locale)}
        </td>
      ))}
    </tr>
  );
}
