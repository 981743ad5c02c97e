import { useQuery } from "@tanstack/react-query";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Failure } from "../admin/form-parts.tsx";
import { sessionsQuery, useChange } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { deviceOf } from "./device-words.ts";

/** Where one is signed in, and an end to each. */
export function SessionSection() {
  const texts = useTexts();
  const read = useQuery(sessionsQuery);
  const { data: sessions } = read;
  const end = useChange(
    async (sessionId: string | undefined) => {
      if (sessionId === undefined) await answer(api.DELETE("/api/v1/account/sessions"));
      else await answer(api.DELETE("/api/v1/account/sessions/{sessionId}", { params: { path: { sessionId } } }));
    },
    [sessionsQuery.queryKey],
  );
  const nowMs = Date.now();
  return (
    <section className="reg" aria-labelledby="sessions-h">
      <header>
        <h2 id="sessions-h">{texts("account.sessions")}</h2>
        {sessions !== undefined && sessions.length > 1 && (
          <span className="end">
            <button type="button" className="btn" onClick={() => end.mutate(undefined)}>
              {texts("account.endOthers")}
            </button>
          </span>
        )}
      </header>
      <Failure error={end.error} />
      {sessions === undefined ? (
        <Unread of={read} reading={texts("account.readingSessions")} failed={texts("account.failedSessions")} minHeight={160} />
      ) : (
        <div className="scroll" tabIndex={0} role="group" aria-labelledby="sessions-h">
          <table className="t compact plain">
            <thead>
              <tr>
                <th scope="col">{texts("account.device")}</th>
                <th scope="col" className="wide">
                  {texts("account.how")}
                </th>
                <th scope="col">{texts("account.seen")}</th>
                <th scope="col">
                  <span className="vh">{texts("account.end")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => {
                const seen = formatMoment(Date.parse(session.lastSeenAt), nowMs);
                const device = deviceOf(session.userAgent);
                return (
                  <tr key={session.sessionId}>
                    <th scope="row">
                      {device}
                      <span className="two">{session.address}</span>
                    </th>
                    <td className="wide">{texts(`method.${session.method}`)}</td>
                    <td>{seen}</td>
                    <td className="num">
                      {session.isCurrent ? (
                        texts("account.this")
                      ) : (
                        <button
                          type="button"
                          className="btn"
                          aria-label={texts("account.endOf", { device, seen })}
                          onClick={() => end.mutate(session.sessionId)}
                        >
                          {texts("account.end")}
                        </button>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
