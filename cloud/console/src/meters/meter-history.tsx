import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Failure } from "../admin/form-parts.tsx";
import { useChange, useMay } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Source } from "./source.tsx";
import { meterAmount, type MeterView } from "./meter-queries.ts";

/** What is not believed, and why; nothing where all is. */
export function DoubtTable({ meters }: { readonly meters: readonly MeterView[] }) {
  const texts = useTexts();
  const nowMs = useMinute();
  const rows = meters.flatMap(({ meter, sources }) => sources.flatMap(({ name, doubts }) => doubts.map((doubt) => ({ ...doubt, meter, name }))));
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{texts("meters.doubts")}</h3>
      <div className="scroll" tabIndex={0} role="group" aria-label={texts("meters.doubts")}>
        <table className="t compact plain" aria-label={texts("meters.doubts")}>
          <thead>
            <tr>
              <th scope="col">{texts("meters.from")}</th>
              <th scope="col">{texts("meters.why")}</th>
              <th scope="col" className="num">
                {texts("meters.said")}
              </th>
              <th scope="col">{texts("meters.when")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ meter, name, reason, value, expected, at }, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- two doubts may be alike in everything
              <tr key={index}>
                <th scope="row">
                  <Source name={name} />
                  <span className="two">{texts(`meters.${meter}`)}</span>
                </th>
                <td>
                  {texts(`meters.reason.${reason}`)}
                  {expected !== undefined && <span className="two">{texts("meters.expected", { expected: meterAmount(meter, expected) })}</span>}
                </td>
                <td className="num nw">{value === undefined ? "–" : meterAmount(meter, value)}</td>
                <td className="nw">{formatMoment(Date.parse(at), nowMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** What people wrote down, newest first; each can be taken back. */
export function ReadingTable({ vehicleId, meters }: { readonly vehicleId: string; readonly meters: readonly MeterView[] }) {
  const texts = useTexts();
  const may = useMay();
  const nowMs = useMinute();
  const remove = useChange(
    async (readingId: string) => answer(api.DELETE("/api/v1/meter-readings/{readingId}", { params: { path: { readingId } } })),
    [["meters", vehicleId]],
  );
  const readings = meters.flatMap((meter) => meter.readings).toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  if (readings.length === 0) return null;
  const mayChange = may("fleet.change");
  return (
    <>
      <h3>{texts("meters.readings")}</h3>
      <div className="scroll" tabIndex={0} role="group" aria-label={texts("meters.readings")}>
        <table className="t compact plain" aria-label={texts("meters.readings")}>
          <thead>
            <tr>
              <th scope="col">{texts("meters.meter")}</th>
              <th scope="col" className="num">
                {texts("meters.value")}
              </th>
              <th scope="col">{texts("meters.when")}</th>
              <th scope="col">{texts("meters.note")}</th>
              {mayChange && (
                <th scope="col">
                  <span className="vh">{texts("meters.remove")}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {readings.map(({ readingId, meter, value, at, note }) => (
              <tr key={readingId}>
                <th scope="row">{texts(`meters.${meter}`)}</th>
                <td className="num nw">{meterAmount(meter, value)}</td>
                <td className="nw">{formatMoment(Date.parse(at), nowMs)}</td>
                <td>{note === "" ? "–" : note}</td>
                {mayChange && (
                  <td className="num">
                    <button
                      type="button"
                      className="btn"
                      aria-label={texts("meters.removeOf", { value: meterAmount(meter, value) })}
                      aria-disabled={remove.isPending}
                      onClick={() => !remove.isPending && remove.mutate(readingId)}
                    >
                      {texts("meters.remove")}
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Failure error={remove.error} />
    </>
  );
}

function useMinute(): number {
  return useBeat((now) => Math.floor(now / 60_000) * 60_000, "second");
}
