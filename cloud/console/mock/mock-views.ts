/** The fleet in the API's words. */
import type { MockState } from "./mock-server.ts";
import { positionAt } from "./positions.ts";
import { gapAt, valueAt } from "./samples.ts";
import type { MockSignal, MockVehicle } from "./vehicles.ts";

const headlineNames = ["Vehicle.Speed", "Vehicle.Powertrain.CombustionEngine.Speed", "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"];

/** @returns when the newest sample of a signal was taken. */
export function newestAt(vehicle: MockVehicle, signal: MockSignal, nowMs: number): number {
  return Math.floor((nowMs - vehicle.silentForMs) / signal.periodMs) * signal.periodMs;
}

export function vehicleSummary(vehicle: MockVehicle, nowMs: number): object {
  const { vehicleId, callSign, vin, description, simulated, state, unit, depot } = vehicle;
  const lastSampleAt =
    vehicle.signals.length === 0 ? undefined : new Date(Math.max(...vehicle.signals.map((signal) => newestAt(vehicle, signal, nowMs)))).toISOString();
  const { changed, ...profile } = vehicle.profile;
  return {
    vehicleId,
    callSign,
    vin,
    description,
    simulated,
    ...profile,
    state,
    lastSampleAt,
    headline: headline(vehicle, nowMs),
    position: positionAt(vehicle, nowMs),
    unit,
    depot,
    ...changed,
  };
}

export function signalView(vehicle: MockVehicle, signal: MockSignal, nowMs: number): object {
  const atMs = newestAt(vehicle, signal, nowMs);
  return {
    signal: signal.signal,
    source: signal.source,
    unit: signal.unit,
    decimals: signal.decimals,
    kind: "scaled",
    value: valueAt(signal, atMs),
    at: new Date(atMs).toISOString(),
    lowToday: signal.low + (signal.high - signal.low) * 0.02,
    highToday: signal.high - (signal.high - signal.low) * 0.03,
    samplesToday: Math.floor((nowMs % 86_400_000) / signal.periodMs),
  };
}

export function systemView(state: MockState, nowMs: number): object {
  const live = state.vehicles.filter((vehicle) => vehicle.state === "live");
  return {
    version: "0.1.0-mock",
    vehicles: state.vehicles.length,
    depots: state.depots.length,
    samplesPerSecond: live.flatMap((vehicle) => vehicle.signals).reduce((sum, signal) => sum + 1_000 / signal.periodMs, 0),
    newestSampleAt: live.length === 0 ? undefined : new Date(nowMs - 180).toISOString(),
    links: state.depots
      .filter(({ connected }) => connected)
      .map(({ depotId, name }) => ({ sourceId: depotId, kind: "depot", name, lastHeardAt: new Date(nowMs - 400).toISOString() })),
  };
}

export function healthView({ troubles, vehicles, depots }: MockState, nowMs: number): object {
  const logArchive = troubles.has("no-backups") ? "off" : troubles.has("archive") ? "failing" : "working";
  return {
    version: "0.1.0-mock",
    database: {
      serverVersion: "18.4",
      diskFreePercent: troubles.has("disk") ? 4 : 61,
      logArchive,
      archivedAt: logArchive === "off" ? undefined : new Date(nowMs - 40_000).toISOString(),
    },
    jobs: [
      { job: "rollup", waiting: 12, oldestAt: new Date(nowMs - (troubles.has("worker") ? 1_260_000 : 20_000)).toISOString() },
      { job: "sequencer", waiting: 0 },
    ],
    agents: [
      { agent: "drawbar-edge 0.1.0", devices: vehicles.length },
      { agent: "drawbar-depot 0.1.0", devices: depots.length },
    ],
  };
}

export function mockRuns(
  vehicle: MockVehicle,
  startedAtMs: number,
): readonly { readonly runId: string; readonly fromMs: number; readonly toMs: number; readonly view: object }[] {
  if (vehicle.callSign !== "CR 118") return [];
  const fromMs = Date.parse("2018-08-02T16:41:28.233Z");
  const runId = "018f6a00-0000-7000-8000-00000000c001";
  const view = {
    runId,
    vehicleId: vehicle.vehicleId,
    log: { name: "rav4-2017.log.gz" },
    startedAt: new Date(startedAtMs - 3_600_000).toISOString(),
    finishedAt: new Date(startedAtMs - 3_300_000).toISOString(),
    account: { produced: 912_406, received: 912_406, lost: 0, entrusted: 0, open: 0 },
    segments: 61,
  };
  return [{ runId, fromMs, toMs: fromMs + 600_000, view }];
}

function headline(vehicle: MockVehicle, nowMs: number): readonly object[] {
  return headlineNames.flatMap((name) => {
    const signal = vehicle.signals.find((candidate) => candidate.signal === name);
    if (signal === undefined || gapAt(vehicle.gaps, nowMs) !== undefined) return [];
    const atMs = newestAt(vehicle, signal, nowMs);
    return [{ name, source: signal.source, unit: signal.unit, decimals: signal.decimals, value: valueAt(signal, atMs), at: new Date(atMs).toISOString() }];
  });
}
