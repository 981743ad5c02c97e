import { describe, expect, it } from "vitest";
import type { SignalView, VehicleSummary } from "../api/types.ts";
import { FleetStore, stateAt } from "./fleet-store.ts";
import { clockOffset } from "./server-clock.ts";
import { VehicleStore } from "./vehicle-store.ts";

const now = Date.parse("2026-11-21T14:32:07Z");
const ago = (ms: number) => new Date(now - ms).toISOString();
const vehicle = (vehicleId: string, rest: Partial<VehicleSummary> = {}): VehicleSummary => ({
  vehicleId,
  callSign: vehicleId,
  description: "",
  simulated: false,
  life: "active",
  lifeSince: "2026-11-01T00:00:00Z",
  tags: [],
  attributes: {},
  state: "live",
  headline: [],
  lastSampleAt: ago(400),
  ...rest,
});
const signal = (source: string, rest: Partial<SignalView> = {}): SignalView => ({
  signal: source,
  source,
  unit: "rpm",
  decimals: 0,
  kind: "scaled",
  value: 1,
  at: ago(1_000),
  ...rest,
});

const delta = (value: number, at: number) => ({ source: "a", value, at, sentAt: at });

describe("FleetStore", () => {
  it("changes only what a delta names", () => {
    const fleet = new FleetStore();
    fleet.replace([vehicle("a"), vehicle("b")]);
    const b = fleet.get("b");
    fleet.receive({ topic: "fleet", kind: "delta", vehicles: [{ vehicleId: "a", state: "late" }] });
    expect(fleet.get("a")).toMatchObject({ callSign: "a", state: "late" });
    expect(fleet.get("b")).toBe(b);
  });

  it("takes away a field that has gone", () => {
    const fleet = new FleetStore();
    fleet.replace([vehicle("a", { depot: { depotId: "d", name: "Venlo" } })]);
    fleet.receive({ topic: "fleet", kind: "delta", vehicles: [{ vehicleId: "a", depot: null }] });
    expect(fleet.get("a")).not.toHaveProperty("depot");
  });

  it("takes in a vehicle that appeared, and leaves out a change to one it never saw", () => {
    const fleet = new FleetStore();
    fleet.replace([]);
    fleet.receive({ topic: "fleet", kind: "delta", vehicles: [{ vehicleId: "x", state: "late" }, vehicle("n")] });
    expect(fleet.all().map(({ vehicleId }) => vehicleId)).toEqual(["n"]);
  });

  it("forgets what a snapshot no longer holds", () => {
    const fleet = new FleetStore();
    fleet.replace([vehicle("a"), vehicle("b")]);
    fleet.receive({ topic: "fleet", kind: "snapshot", vehicles: [vehicle("b")] });
    expect(fleet.size).toBe(1);
  });
});

describe("stateAt", () => {
  it("believes the cloud while there is a connection", () => expect(stateAt(vehicle("a", { lastSampleAt: ago(50_000) }), now, true)).toBe("live"));

  it.each([
    [29_000, "live"],
    [30_000, "late"],
    [899_000, "late"],
    [900_000, "silent"],
  ])("goes by age alone without one: %d ms is %s", (ms, state) => expect(stateAt(vehicle("a", { lastSampleAt: ago(ms) }), now, false)).toBe(state));

  it.each(["asleep", "in-depot"] as const)("leaves who is %s so", (state) =>
    expect(stateAt(vehicle("a", { state, lastSampleAt: ago(9e6) }), now, false)).toBe(state),
  );
});

describe("VehicleStore", () => {
  it("keeps the newest value, whichever way it came", () => {
    const store = new VehicleStore();
    store.replace([signal("a")]);
    store.receive({ topic: "vehicle", vehicleId: "v", kind: "delta", values: [delta(7, now)] });
    store.replace([signal("a", { value: 3 })]);
    expect(store.get("a")).toMatchObject({ value: 7, atMs: now });
    store.receive({ topic: "vehicle", vehicleId: "v", kind: "delta", values: [delta(5, now - 10)] });
    expect(store.get("a")?.value).toBe(7);
  });

  it("keeps what it heard in order, for the chart", () => {
    const store = new VehicleStore();
    store.replace([signal("a")]);
    for (const at of [now, now + 100, now + 50, now + 200]) store.receive({ topic: "vehicle", vehicleId: "v", kind: "delta", values: [delta(at - now, at)] });
    expect(store.heard("a").at).toEqual([now - 1_000, now, now + 100, now + 200]);
    expect(store.heard("a").high).toEqual([1, 0, 100, 200]);
  });

  it("holds at most 6 000 samples a signal and drops the oldest", () => {
    const store = new VehicleStore();
    store.replace([signal("a")]);
    for (let index = 0; index < 7_000; index += 1) store.receive({ topic: "vehicle", vehicleId: "v", kind: "delta", values: [delta(index, now + index)] });
    const { at } = store.heard("a");
    expect(at.length).toBeLessThanOrEqual(6_000);
    expect(at.length).toBeGreaterThan(5_000);
    expect(at.at(-1)).toBe(now + 6_999);
  });

  it("widens today's range by what it hears", () => {
    const store = new VehicleStore();
    store.replace([signal("a", { lowToday: 0, highToday: 5 })]);
    store.receive({ topic: "vehicle", vehicleId: "v", kind: "delta", values: [delta(9, now)] });
    expect(store.get("a")).toMatchObject({ lowToday: 0, highToday: 9 });
  });

  it("does not list what Drawbar writes for its own pages, but every text of the vehicle", () => {
    const store = new VehicleStore();
    const reports = signal("dm1", { kind: "text", signal: "Drawbar.Faults" });
    store.replace([signal("a"), reports, signal("vin", { kind: "text", signal: "Vehicle.VehicleIdentification.VIN" })]);
    expect(store.sources).toEqual(["a", "vin"]);
  });

  it("keeps the list of sources the same object until it changes", () => {
    const store = new VehicleStore();
    store.replace([signal("a")]);
    const { sources } = store;
    store.replace([signal("a", { value: 2 })]);
    expect(store.sources).toBe(sources);
    store.replace([signal("a"), signal("b")]);
    expect(store.sources).toEqual(["a", "b"]);
  });
});

describe("clockOffset", () => {
  it("is nothing while the clocks agree as far as a whole-second header can tell", () => {
    expect(clockOffset(now, now + 900)).toBe(0);
    expect(clockOffset(now, now - 1_500)).toBe(0);
  });
  it("is what a wrong clock is wrong by", () => expect(clockOffset(now, now + 600_000)).toBe(-599_500));
});
