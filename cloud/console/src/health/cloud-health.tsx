import { useQuery } from "@tanstack/react-query";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import type { ReactNode } from "react";
import { healthQuery } from "../api/queries.ts";
import type { HealthView } from "../api/types.ts";
import { useBeat } from "../live/live-context.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { isDiskShort, lateness } from "./troubles.ts";

/** What waits for the worker, the database with its backups, and which releases are out there. */
export function CloudHealth() {
  const texts = useTexts();
  const read = useQuery(healthQuery);
  const { data: health } = read;
  if (health === undefined) {
    return (
      <section className="reg" aria-labelledby="jobs-h">
        <header>
          <h2 id="jobs-h">{texts("health.jobs")}</h2>
        </header>
        <Unread of={read} reading={texts("health.reading")} failed={texts("health.failed")} minHeight={120} />
      </section>
    );
  }
  return (
    <>
      <Jobs jobs={health.jobs} />
      <Database database={health.database} />
      <Releases agents={health.agents} version={health.version} />
    </>
  );
}

function Jobs({ jobs }: Pick<HealthView, "jobs">) {
  const texts = useTexts();
  return (
    <section className="reg" aria-labelledby="jobs-h">
      <header>
        <h2 id="jobs-h">{texts("health.jobs")}</h2>
      </header>
      <div className="scroll">
        <table className="t compact plain" aria-labelledby="jobs-h">
          <thead>
            <tr>
              <th scope="col">{texts("health.job")}</th>
              <th scope="col">{texts("health.state")}</th>
              <th scope="col" className="num">
                {texts("health.waiting")}
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <JobRow key={job.job} job={job} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function JobRow({ job: work }: { readonly job: HealthView["jobs"][number] }) {
  const texts = useTexts();
  const { job, waiting } = work;
  const lateMs = useBeat((nowMs) => lateness(work, nowMs), "second");
  return (
    <tr>
      <th scope="row">{texts(`health.${job}`)}</th>
      <td>
        {lateMs !== undefined ? (
          <State level="warn">{texts("health.late", { age: formatAge(lateMs) })}</State>
        ) : (
          texts(waiting === 0 ? "health.idle" : "health.working")
        )}
      </td>
      <td className="num">{formatNumber(waiting)}</td>
    </tr>
  );
}

function Database({ database }: { readonly database: HealthView["database"] }) {
  const texts = useTexts();
  const archivedMs = database?.archivedAt === undefined ? undefined : Date.parse(database.archivedAt);
  const archived = useBeat((nowMs) => (archivedMs === undefined ? undefined : formatMoment(archivedMs, nowMs)), "second");
  return (
    <section className="reg" aria-labelledby="database-h">
      <header>
        <h2 id="database-h">{texts("health.database")}</h2>
      </header>
      {database === undefined ? (
        <p className="quiet">{texts("health.notAsked")}</p>
      ) : (
        <dl className="kv">
          <dt>{texts("health.server")}</dt>
          <dd className="code">{database.serverVersion}</dd>
          <dt>{texts("health.backups")}</dt>
          <dd>
            {database.logArchive === "failing" ? (
              <State level="stop">{texts("health.archiveFailing")}</State>
            ) : database.logArchive === "off" ? (
              <State level="warn">{texts("health.archiveOff")}</State>
            ) : archived === undefined ? (
              texts("health.archiveSoon")
            ) : (
              texts("health.archived", { at: archived })
            )}
          </dd>
          {database.diskFreePercent !== undefined && (
            <>
              <dt>{texts("health.disk")}</dt>
              <dd>
                {isDiskShort(database) ? (
                  <State level="stop">{texts("health.diskShort", { percent: database.diskFreePercent })}</State>
                ) : (
                  texts("health.diskFree", { percent: database.diskFreePercent })
                )}
              </dd>
            </>
          )}
        </dl>
      )}
    </section>
  );
}

/** What to do is a sentence, which must be able to break where the page is narrow. */
function State({ level, children }: { readonly level: "warn" | "stop"; readonly children: ReactNode }) {
  return (
    <>
      <Glyph name={level} level={level} /> {children}
    </>
  );
}

function Releases({ agents, version }: Pick<HealthView, "agents" | "version">) {
  const texts = useTexts();
  return (
    <section className="reg" aria-labelledby="releases-h">
      <header>
        <h2 id="releases-h">{texts("health.releases")}</h2>
      </header>
      <dl className="kv">
        <dt>{texts("health.cloud")}</dt>
        <dd className="code">{version}</dd>
        {agents.map(({ agent, devices }) => (
          <Release key={agent} agent={agent} devices={devices} />
        ))}
      </dl>
    </section>
  );
}

function Release({ agent, devices }: HealthView["agents"][number]) {
  const texts = useTexts();
  return (
    <>
      <dt className="code">{agent}</dt>
      <dd>{texts("health.devices", { devices })}</dd>
    </>
  );
}
