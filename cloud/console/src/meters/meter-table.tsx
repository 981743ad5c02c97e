import { formatAge } from "@drawbar/ui/format/ages.ts";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Source } from "./source.tsx";
import { meterAmount, type MeterView } from "./meter-queries.ts";

/** What each meter shows now. */
export function MeterTable({ meters }: { readonly meters: readonly MeterView[] }) {
  const texts = useTexts();
  const nowMs = useBeat((now) => Math.floor(now / 10_000) * 10_000, "second");
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={texts("meters.title")}>
      <table className="t compact plain" aria-label={texts("meters.title")}>
        <thead>
          <tr>
            <th scope="col">{texts("meters.meter")}</th>
            <th scope="col" className="num">
              {texts("meters.value")}
            </th>
            <th scope="col">{texts("meters.from")}</th>
            <th scope="col">{texts("meters.age")}</th>
          </tr>
        </thead>
        <tbody>
          {meters.map(({ meter, value, error, from, added, at }) => (
            <tr key={meter}>
              <th scope="row">{texts(`meters.${meter}`)}</th>
              {value === undefined ? (
                <>
                  <td className="num quiet nw">{texts("meters.noValue")}</td>
                  <td className="quiet">{texts("meters.noValueWhy")}</td>
                  <td>–</td>
                </>
              ) : (
                <>
                  <td className="num nw">
                    {meterAmount(meter, value)}
                    <span className="two">
                      {texts("meters.right", { error: meterAmount(meter, meter === "odometer" ? Math.ceil(error ?? 0) : (error ?? 0)) })}
                    </span>
                  </td>
                  <td>
                    <Source name={from?.name} />
                    {added !== undefined && <span className="two">{texts("meters.added", { added: meterAmount(meter, added) })}</span>}
                  </td>
                  <td className="nw">{at === undefined ? "–" : formatAge(nowMs - Date.parse(at))}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
