import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { EraseSource } from "./erase-source.tsx";
import { erasuresQuery, retentionQuery } from "./keeping-queries.ts";
import { RetentionForm } from "./retention-form.tsx";

/** How long is telemetry kept, and what was erased before its time? */
export function KeepingPage() {
  const texts = useTexts();
  usePageTitle(texts("keeping.title"));
  const read = useQuery(retentionQuery);
  const { data: retention } = read;
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>
            {texts("keeping.title")} <AsOf />
          </h1>
          {retention !== undefined && <p>{texts("keeping.summary", { hot: retention.hotDays, cold: retention.coldDays })}</p>}
        </div>
      </div>
      <section className="reg" aria-labelledby="days-h">
        <header>
          <h2 id="days-h">{texts("keeping.days")}</h2>
        </header>
        {retention === undefined ? (
          <Unread of={read} reading={texts("keeping.reading")} failed={texts("keeping.failed")} minHeight={200} />
        ) : (
          // made anew when the days in force change
          <RetentionForm key={`${retention.hotDays} ${retention.coldDays}`} retention={retention} />
        )}
      </section>
      <EraseSource />
      <Erasures />
    </>
  );
}

function Erasures() {
  const texts = useTexts();
  const read = useQuery(erasuresQuery);
  const { data: erasures } = read;
  const nowMs = Date.now();
  return (
    <section className="reg" aria-labelledby="erasures-h">
      <header>
        <h2 id="erasures-h">{texts("keeping.erasures")}</h2>
      </header>
      {erasures === undefined ? (
        <Unread of={read} reading={texts("keeping.readingErasures")} failed={texts("keeping.erasuresFailed")} minHeight={120} />
      ) : erasures.length === 0 ? (
        <p>{texts("keeping.noErasures")}</p>
      ) : (
        <>
          <div className="scroll" tabIndex={0} role="region" aria-label={texts("keeping.erasuresTable")}>
            <table className="t compact plain">
              <thead>
                <tr>
                  <th scope="col">{texts("keeping.erasedAt")}</th>
                  <th scope="col">{texts("keeping.whose")}</th>
                  <th scope="col">{texts("keeping.through")}</th>
                  <th scope="col" className="num">
                    {texts("keeping.keys")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {erasures.map(({ erasureId, erasedAt, callSign, sourceId, through, keys }) => (
                  <tr key={erasureId}>
                    <th scope="row">{formatMoment(Date.parse(erasedAt), nowMs)}</th>
                    <td>
                      {callSign ?? texts("keeping.noVehicle")}
                      <span className="two code" style={{ whiteSpace: "normal", overflowWrap: "anywhere" }}>
                        {sourceId}
                      </span>
                    </td>
                    <td>{through}</td>
                    <td className="num">{formatNumber(keys)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p>
            <Link to="/audit" search={{ action: "telemetry.erased" }} className="tall">
              {texts("keeping.who")}
            </Link>
          </p>
        </>
      )}
    </section>
  );
}
