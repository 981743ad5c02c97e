/** Where vehicles of the made-up fleet head to. */
import type { MockState } from "./mock-server.ts";

const minute = 60_000;

/** @returns `undefined` for an address that is another's. */
export function answerArrivals(state: MockState, path: string, nowMs: number): { readonly status: number; readonly body: object } | undefined {
  const vehicle = /^\/vehicles\/([\w-]+)\/arrival$/.exec(path)?.[1];
  const [venlo, liege] = state.depots;
  if (vehicle !== undefined) {
    const index = state.vehicles.findIndex(({ vehicleId }) => vehicleId === vehicle);
    const positionAt = new Date(nowMs - 2_000).toISOString();
    if (index === 0) return { status: 200, body: { vehicleId: vehicle, state: "heading", positionAt, heading: headingTo(venlo, nowMs, 20, 12) } };
    if (index === 1)
      return { status: 200, body: { vehicleId: vehicle, state: "unclear", positionAt, reason: "no depot is likely enough to be where it heads to" } };
    return { status: 200, body: { vehicleId: vehicle, state: "never-driven", reason: "it has not driven in the last two days" } };
  }
  const depotId = /^\/depots\/([\w-]+)\/arrivals$/.exec(path)?.[1];
  const depot = state.depots.find((each) => each.depotId === depotId);
  if (depotId === undefined || depot === undefined) return undefined;
  if (depot === liege) return { status: 200, body: { depotId, name: depot.name, items: [], isPartial: false } };
  const items = state.vehicles.slice(0, 3).map(({ vehicleId, callSign }, row) => ({
    vehicleId,
    callSign,
    positionAt: new Date(nowMs - 2_000 - row * 40_000).toISOString(),
    ...(row === 1 ? { standsSince: new Date(nowMs - 9 * minute).toISOString() } : {}),
    heading: headingTo(depot, nowMs, 20 + row * 55, row === 2 ? 0 : 12 + row * 3),
  }));
  return { status: 200, body: { depotId, name: depot.name, placeId: "018f6a00-0000-7000-8000-00000000d001", items, isPartial: false } };
}

function headingTo(depot: MockState["depots"][number] | undefined, nowMs: number, minutes: number, journeys: number): object {
  const at = (from: number): string => new Date(nowMs + from * minute).toISOString();
  const isGuess = journeys === 0;
  return {
    depot: { placeId: "018f6a00-0000-7000-8000-00000000d001", depotId: depot?.depotId, name: depot?.name },
    probability: isGuess ? 0.45 : 0.93,
    probabilityFrom: isGuess ? "direction" : "journeys",
    arrival: { p10: at(minutes * (isGuess ? 0.65 : 0.9)), p50: at(minutes), p90: at(minutes * (isGuess ? 1.6 : 1.2)) },
    distanceM: minutes * 970,
    basis: isGuess ? "distance" : "journeys",
    journeys,
    judged: isGuess ? 0 : 41,
    explanation: isGuess ? "from the distance alone" : `from ${journeys} earlier journeys that came through here`,
  };
}
