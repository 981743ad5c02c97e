import { WifiSlashIcon } from "@phosphor-icons/react/dist/csr/WifiSlash";
import { useQuery } from "@tanstack/react-query";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatClock, zoneName } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { depotsQuery } from "../api/queries.ts";
import type { VehicleState } from "../api/types.ts";
import { stateAt } from "../live/fleet-store.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { depotTitle } from "../texts/depot-title.ts";
import { useTexts } from "../texts/texts.tsx";
import { useLostSince } from "./connection.ts";

/** The foot line says what you can trust: how old the newest sample is, how many vehicles are heard, which depots work alone. */
export function Foot() {
  const texts = useTexts();
  const clock = useBeat((nowMs) => formatClock(nowMs, { seconds: true }), "second");
  const zone = useBeat((nowMs) => zoneName(nowMs), "second");
  return (
    <footer className="foot" aria-label={texts("foot.label")}>
      <Freshness />
      <Heard />
      <Alone />
      <span>{texts("foot.clock", { time: clock, zone })}</span>
    </footer>
  );
}

function Freshness() {
  const texts = useTexts();
  const { fleet, pulse } = useLive();
  const lostSince = useLostSince();
  const heldSince = useBeat(() => pulse.heldAtMs);
  const age = useBeat((nowMs) => (fleet.newestSampleMs === Number.NEGATIVE_INFINITY ? undefined : formatAge(nowMs - fleet.newestSampleMs)));
  const isLive = useBeat((nowMs) => nowMs - fleet.newestSampleMs < 30_000);
  if (heldSince !== undefined) return <span>{texts.rich("foot.held", { since: formatClock(heldSince, { seconds: true }) })}</span>;
  if (lostSince !== undefined) {
    return (
      <span>
        <WifiSlashIcon className="i-s" aria-hidden="true" />
        <span>{texts.rich("foot.offline", { since: formatClock(lostSince) })}</span>
      </span>
    );
  }
  if (age === undefined) return <span>{texts("foot.none")}</span>;
  return (
    <span>
      <Glyph name={isLive ? "live" : "late"} />
      <span>{texts.rich(isLive ? "foot.live" : "foot.quiet", { age })}</span>
    </span>
  );
}

const asExpected: ReadonlySet<VehicleState> = new Set(["live", "in-depot", "asleep"]);

/** Heard as expected: live, in a depot, or asleep because the unit signed off. */
function Heard() {
  const texts = useTexts();
  const { fleet, socket } = useLive();
  const text = useBeat((nowMs) => {
    const states = fleet.all().map((vehicle) => stateAt(vehicle, nowMs, socket.lostAtMs === undefined));
    const all = states.filter((state) => state !== "never").length;
    return all === 0 ? undefined : `${states.filter((state) => asExpected.has(state)).length}/${all}`;
  }, "second");
  if (text === undefined) return null;
  const [heard = "0", all = "0"] = text.split("/");
  return (
    <span>
      <span>{texts.rich("foot.heard", { heard: formatNumber(Number(heard)), all: formatNumber(Number(all)) })}</span>
    </span>
  );
}

function Alone() {
  const texts = useTexts();
  const { data: depots = [] } = useQuery(depotsQuery);
  const alone = depots.filter((depot) => !depot.connected);
  const [first] = alone;
  if (first === undefined) return null;
  const depot = depotTitle(first.name, texts);
  return (
    <span>
      <Glyph name="warn" level="warn" />
      <span>
        {alone.length > 1
          ? texts.rich("foot.aloneMany", { count: alone.length })
          : first.lastHeardAt === undefined
            ? texts.rich("foot.aloneNew", { depot })
            : texts.rich("foot.alone", { depot, since: formatClock(Date.parse(first.lastHeardAt)) })}
      </span>
    </span>
  );
}
