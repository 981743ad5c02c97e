import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatClock, formatMoment } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { useMay } from "../admin/identity-queries.ts";
import { depotsQuery, lostDepotsQuery, systemQuery } from "../api/queries.ts";
import type { DepotView, LostDepot, SystemView } from "../api/types.ts";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { CloudHealth } from "../health/cloud-health.tsx";
import { useBeat, useLive } from "../live/live-context.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { OutOfTrust } from "../trust/out-of-trust.tsx";
import { RevokeDialog } from "../trust/revoke-dialog.tsx";

/** Which link is down? Depots, the cloud with its work and database, and this browser's own connection. */
export function LinksPage() {
  const texts = useTexts();
  usePageTitle(texts("links.title"));
  const { data: depots } = useQuery(depotsQuery);
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>
            {texts("links.title")} <AsOf />
          </h1>
          {depots !== undefined && depots.length > 0 && <p>{texts("links.summary", { alone: depots.filter((depot) => !depot.connected).length })}</p>}
        </div>
      </div>
      <Depots />
      <LostDepots />
      <section className="reg" aria-labelledby="cloud-h">
        <header>
          <h2 id="cloud-h">{texts("links.cloud")}</h2>
        </header>
        <System />
      </section>
      <OpenLinks />
      <CloudHealth />
      <section className="reg" aria-labelledby="browser-h">
        <header>
          <h2 id="browser-h">{texts("links.browser")}</h2>
        </header>
        <Connection />
      </section>
    </>
  );
}

function Depots() {
  const texts = useTexts();
  const read = useQuery(depotsQuery);
  const { data: depots } = read;
  const mayChange = useMay()("fleet.change");
  const [leaving, setLeaving] = useState<DepotView>();
  return (
    <section className="reg" aria-labelledby="depots-h">
      <header>
        <h2 id="depots-h">{texts("links.depots")}</h2>
      </header>
      {depots === undefined ? (
        <Unread of={read} reading={texts("links.reading")} failed={texts("links.failed")} minHeight={120} />
      ) : depots.length === 0 ? (
        <>
          <b>{texts("links.noDepots")}</b>
          <p className="quiet">{texts("links.noDepotsWhy")}</p>
        </>
      ) : (
        <div className="scroll">
          <table className="t compact plain">
            <thead>
              <tr>
                <th scope="col">{texts("links.depot")}</th>
                <th scope="col">{texts("links.link")}</th>
                <th scope="col" className="num">
                  {texts("links.vehicles")}
                </th>
                <th scope="col" className="num">
                  {texts("links.heard")}
                </th>
                {mayChange && (
                  <th scope="col">
                    <span className="vh">{texts("trust.out")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {depots.map((depot) => (
                <DepotRow key={depot.depotId} depot={depot} onOut={mayChange ? () => setLeaving(depot) : undefined} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {leaving !== undefined && <RevokeDialog device={{ kind: "depot", id: leaving.depotId, name: leaving.name }} onClose={() => setLeaving(undefined)} />}
    </section>
  );
}

/** Depots whose server is out of trust; nothing while there are none, or while nobody knows yet. */
function LostDepots() {
  const texts = useTexts();
  const read = useQuery(lostDepotsQuery);
  const { data: depots } = read;
  if (depots === undefined ? read.error === null : depots.length === 0) return null;
  return (
    <section className="reg" aria-labelledby="lost-depots-h">
      <header>
        <h2 id="lost-depots-h">{texts("trust.depots")}</h2>
      </header>
      {depots === undefined ? (
        <Unread of={read} reading={texts("links.reading")} failed={texts("links.failed")} minHeight={75} />
      ) : (
        <LostTable depots={depots} />
      )}
    </section>
  );
}

function LostTable({ depots }: { readonly depots: readonly LostDepot[] }) {
  const texts = useTexts();
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={texts("trust.depots")}>
      <table className="t compact plain" aria-labelledby="lost-depots-h">
        <thead>
          <tr>
            <th scope="col">{texts("links.depot")}</th>
            <th scope="col">{texts("links.link")}</th>
          </tr>
        </thead>
        <tbody>
          {depots.map(({ depotId, name, revoked }) => (
            <tr key={depotId}>
              <th scope="row">{name}</th>
              <td>
                <OutOfTrust revoked={revoked} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DepotRow({ depot, onOut }: { readonly depot: DepotView; readonly onOut: (() => void) | undefined }) {
  const texts = useTexts();
  const { fleet } = useLive();
  const vehicles = useBeat(() => fleet.all().filter((vehicle) => vehicle.depot?.depotId === depot.depotId).length, "second");
  const heardMs = depot.lastHeardAt === undefined ? undefined : Date.parse(depot.lastHeardAt);
  const age = useBeat((nowMs) => (heardMs === undefined ? texts("vehicles.never") : formatAge(nowMs - heardMs)), "second");
  const moment = useBeat((nowMs) => (heardMs === undefined ? "" : formatMoment(heardMs, nowMs)), "second");
  return (
    <tr>
      <th scope="row">
        <Link className="rowlink" to="/depots/$depotId" params={{ depotId: depot.depotId }}>
          {depot.name}
        </Link>
      </th>
      <td>
        <span className="st">
          {depot.connected ? <Glyph name="depot" /> : <Glyph name="warn" level="warn" />}
          {texts(depot.connected ? "links.connected" : "links.alone")}
        </span>
      </td>
      <td className="num">{formatNumber(vehicles)}</td>
      <td className="num">
        <b>{age}</b>
        <span className="two">{moment}</span>
      </td>
      {onOut !== undefined && (
        <td className="num">
          <button type="button" className="btn" aria-label={texts("trust.outOf", { name: depot.name })} onClick={onOut}>
            {texts("trust.out")}
          </button>
        </td>
      )}
    </tr>
  );
}

/** Links that end at the cloud itself; units behind a depot are not among them. */
function OpenLinks() {
  const texts = useTexts();
  const { data: system } = useQuery(systemQuery);
  if (system === undefined || system.links.length === 0) return null;
  return (
    <section className="reg" aria-labelledby="links-h">
      <header>
        <h2 id="links-h">{texts("links.open")}</h2>
        <span className="quiet">{formatNumber(system.links.length)}</span>
      </header>
      <div className="scroll">
        <table className="t compact plain" aria-labelledby="links-h">
          <thead>
            <tr>
              <th scope="col">{texts("links.peer")}</th>
              <th scope="col">{texts("links.kind")}</th>
              <th scope="col" className="num">
                {texts("links.heard")}
              </th>
            </tr>
          </thead>
          <tbody>
            {system.links.map((link) => (
              <LinkRow key={link.sourceId} link={link} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function LinkRow({ link }: { readonly link: SystemView["links"][number] }) {
  const texts = useTexts();
  const age = useBeat((nowMs) => formatAge(nowMs - Date.parse(link.lastHeardAt)), "second");
  return (
    <tr>
      <th scope="row">{link.name}</th>
      <td>{texts(`links.${link.kind}`)}</td>
      <td className="num">
        <b>{age}</b>
      </td>
    </tr>
  );
}

function System() {
  const texts = useTexts();
  const read = useQuery(systemQuery);
  const { data: system } = read;
  const newest = useBeat((nowMs) => (system?.newestSampleAt === undefined ? undefined : formatAge(nowMs - Date.parse(system.newestSampleAt))), "second");
  if (system === undefined) return <Unread of={read} reading={texts("links.reading")} failed={texts("links.failed")} minHeight={75} />;
  return (
    <dl className="kv">
      <dt>{texts("links.version")}</dt>
      <dd className="code">{system.version}</dd>
      <dt>{texts("links.rate")}</dt>
      <dd>{formatNumber(system.samplesPerSecond)}</dd>
      <dt>{texts("links.newest")}</dt>
      <dd>{newest === undefined ? texts("vehicles.never") : texts("links.old", { age: newest })}</dd>
    </dl>
  );
}

function Connection() {
  const texts = useTexts();
  const { socket } = useLive();
  const lostAtMs = useBeat(() => socket.lostAtMs);
  return (
    <dl className="kv">
      <dt>{texts("links.socket")}</dt>
      <dd>{lostAtMs === undefined ? texts("links.socketOpen") : texts("links.socketLost", { since: formatClock(lostAtMs, { seconds: true }) })}</dd>
    </dl>
  );
}
