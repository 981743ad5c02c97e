/** Faults of the made-up fleet: one of each level, one that is gone, and one of which nothing is known since. */
import type { MockState } from "./mock-server.ts";
import type { Answer, Call } from "./mock-webhooks.ts";

interface MockFault {
  readonly vehicle: number;
  readonly code: string;
  readonly text?: string;
  readonly level: "stop-now" | "workshop" | "note";
  readonly sinceMs: number;
  readonly clearedMs?: number;
  readonly silentMs?: number;
  readonly interruptions?: number;
  readonly unit: readonly [key: string, name: string];
  readonly frame?: "control-unit" | "snapshot";
}

const minute = 60_000;
const engine = ["can0/DM1@00", "Engine"] as const;
const faults: readonly MockFault[] = [
  { vehicle: 0, code: "SPN 110 FMI 16", text: "Engine coolant temperature: too high, moderately severe", level: "workshop", sinceMs: 5 * minute, interruptions: 3, unit: engine, frame: "snapshot" }, // prettier-ignore
  { vehicle: 0, code: "SPN 96 FMI 17", text: "Fuel level 1: too low, least severe", level: "note", sinceMs: 300 * minute, unit: engine },
  { vehicle: 1, code: "SPN 100 FMI 1", text: "Engine oil pressure: too low, most severe", level: "stop-now", sinceMs: 11 * minute, unit: engine, frame: "snapshot" }, // prettier-ignore
  { vehicle: 2, code: "P0401", text: "Exhaust gas recirculation: flow insufficient", level: "workshop", sinceMs: 90 * minute, silentMs: 26 * minute, unit: ["can0/OBD@7E8", "Engine"], frame: "control-unit" }, // prettier-ignore
  { vehicle: 0, code: "SPN 520200 FMI 31", level: "note", sinceMs: 2_000 * minute, clearedMs: 1_900 * minute, unit: ["can0/DM1@31", "Cab controller"] },
];

export class MockFaults {
  readonly #nowMs: number;

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  /** @returns undefined for a path that is not of faults. */
  answer({ path, query, state }: Call & { readonly state: MockState; readonly query: URLSearchParams }): Answer | undefined {
    const [, root, id, part] = path.split("/");
    const all = faults.flatMap((fault, index) => (state.vehicles[fault.vehicle] === undefined ? [] : [this.#view(state, fault, index)]));
    if (root === "fault-levels") return { status: 200, body: { items: levelsOf(all) } };
    if (root === "vehicles" && part === "faults") return { status: 200, body: { items: fitting(all, query).filter(({ vehicleId }) => vehicleId === id) } };
    if (root !== "faults") return undefined;
    if (id === undefined) return { status: 200, body: { items: fitting(all, query) } };
    const index = all.findIndex(({ episodeId }) => episodeId === id);
    const [fault, made] = [all[index], faults[index]];
    if (fault === undefined || made === undefined) return { status: 404, refusal: { code: "FAULT_UNKNOWN", detail: `there is no fault ${id}` } };
    return { status: 200, body: { fault, ...(made.frame === undefined ? {} : { frame: frameOf(made.frame) }), links: { history: "" } } };
  }

  #view({ vehicles }: MockState, fault: MockFault, index: number) {
    const at = (agoMs: number): string => new Date(this.#nowMs - agoMs).toISOString();
    const { code, text, level, sinceMs, clearedMs, silentMs, interruptions = 0, unit, frame } = fault;
    const [, spn, fmi] = /^SPN (\d+) FMI (\d+)$/.exec(code) ?? [];
    return {
      episodeId: `018f6a00-0000-7000-8000-00000000f${String(index).padStart(3, "0")}`,
      vehicleId: vehicles[fault.vehicle]?.vehicleId ?? "",
      callSign: vehicles[fault.vehicle]?.callSign ?? "",
      controlUnit: { key: unit[0], name: unit[1] },
      code,
      ...(spn === undefined ? {} : { spn: Number(spn), fmi: Number(fmi), occurrences: 2 }),
      ...(text === undefined ? {} : { text, textSource: spn === undefined ? "SAE J2012" : "SAE J1939-71 and -73" }),
      level,
      state: clearedMs === undefined ? "active" : "cleared",
      onsetAt: at(sinceMs),
      lastSeenAt: at(clearedMs ?? silentMs ?? 0),
      ...(clearedMs === undefined ? {} : { absentSince: at(clearedMs), clearedAt: at(clearedMs) }),
      ...(silentMs === undefined ? {} : { silentSince: at(silentMs) }),
      interruptions,
      lists: spn === undefined ? ["stored"] : [],
      lamps: level === "stop-now" ? ["redStop"] : level === "workshop" ? [spn === undefined ? "malfunction" : "amberWarning"] : [],
      hasFrame: frame !== undefined,
    };
  }
}

interface Made {
  readonly code: string;
  readonly level: string;
  readonly state: string;
  readonly onsetAt: string;
}

function fitting<Fault extends Made>(all: readonly Fault[], query: URLSearchParams): readonly Fault[] {
  return all
    .filter((fault) => (["state", "level", "code"] as const).every((name) => (query.get(name) ?? fault[name]) === fault[name]))
    .filter(({ onsetAt }) => onsetAt >= (query.get("from") ?? ""))
    .toSorted((a, b) => (a.onsetAt > b.onsetAt ? -1 : 1));
}

function levelsOf(
  all: readonly {
    readonly vehicleId: string;
    readonly level: string;
    readonly state: string;
    readonly episodeId: string;
    readonly code: string;
    readonly text?: string;
    readonly onsetAt: string;
  }[],
): readonly object[] {
  const order = ["stop-now", "workshop", "note"];
  const active = Map.groupBy(
    all.filter(({ state }) => state === "active"),
    ({ vehicleId }) => vehicleId,
  );
  return [...active].map(([vehicleId, faulty]) => {
    const [worst] = faulty.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
    return { vehicleId, level: worst?.level, faults: faulty.length, worst };
  });
}

function frameOf(from: "control-unit" | "snapshot"): object {
  const age = (ageS: number): object => (from === "snapshot" ? { ageS } : {});
  return {
    from,
    values: [
      { name: "Vehicle.Speed", unit: "km/h", value: 82.4, ...age(0.1) },
      { name: "Vehicle.Powertrain.CombustionEngine.Speed", unit: "rpm", value: 1_240, ...age(0.1) },
      { name: "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", unit: "°C", value: 105.3, ...age(0.8) },
    ],
  };
}
