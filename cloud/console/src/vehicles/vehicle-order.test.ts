import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VehicleState, VehicleSummary } from "../api/types.ts";
import { parseListSearch } from "./list-search.ts";
import { fitsFilter, keepPlaces, movedRows, orderVehicles, rankByCallSign, type ListedVehicle } from "./vehicle-order.ts";

const listed = (callSign: string, state: VehicleState, rest: Partial<VehicleSummary> = {}): ListedVehicle => ({
  state,
  rank: 0,
  vehicle: {
    vehicleId: callSign,
    callSign,
    description: "Tractor",
    simulated: false,
    life: "active",
    lifeSince: "2026-11-01T00:00:00Z",
    tags: [],
    attributes: {},
    state,
    headline: [],
    ...rest,
  },
});

describe("fitsFilter", () => {
  const tractor = listed("TR 214", "live", { vin: "XDB7G4110S0041874" }).vehicle;
  it.each(["tr214", "TR 2", "tr-214", "0041874", "tract", " "])("finds it by %j", (filter) => expect(fitsFilter(tractor, filter)).toBe(true));
  it("does not find another", () => expect(fitsFilter(tractor, "TR 215")).toBe(false));
});

describe("orderVehicles", () => {
  const unranked = [
    listed("TR 10", "live"),
    listed("TR 9", "live"),
    listed("RG 1", "silent", { lastSampleAt: "2026-11-21T10:00:00Z" }),
    listed("VN 1", "late", { lastSampleAt: "2026-11-21T14:00:00Z" }),
    listed("TL 5", "never"),
  ];
  const ranks = rankByCallSign(unranked.map(({ vehicle }) => vehicle));
  const fleet = unranked.map((each) => ({ ...each, rank: ranks.get(each.vehicle.vehicleId) ?? 0 }));
  it("puts those that need attention first, then by call-sign as people count", () =>
    expect(orderVehicles(fleet, undefined)).toEqual(["RG 1", "VN 1", "TR 9", "TR 10", "TL 5"]));
  it("puts what must stop and what needs the workshop before those, of a level the newest first, and what is only noted after", () => {
    const faulty: readonly ListedVehicle[] = [
      ...fleet,
      { ...listed("TR 21", "asleep"), level: "workshop", onsetAt: "2026-11-21T10:00:00Z" },
      { ...listed("TR 22", "silent"), level: "workshop", onsetAt: "2026-11-21T11:00:00Z" },
      { ...listed("TR 23", "in-depot"), level: "stop-now", onsetAt: "2026-11-20T11:00:00Z" },
      { ...listed("TR 24", "in-depot"), level: "note", onsetAt: "2026-11-20T11:00:00Z" },
    ];
    expect(orderVehicles(faulty, undefined)).toEqual(["TR 23", "TR 22", "TR 21", "RG 1", "VN 1", "TR 24", "TR 9", "TR 10", "TL 5"]);
    expect(orderVehicles(faulty, "fault").slice(0, 5)).toEqual(["TR 23", "TR 22", "TR 21", "TR 24", "RG 1"]);
    expect(orderVehicles(faulty, "-fault").slice(-4)).toEqual(["TR 24", "TR 21", "TR 22", "TR 23"]);
  });
  it("sorts by call-sign both ways", () => {
    expect(orderVehicles(fleet, "vehicle")).toEqual(["RG 1", "TL 5", "TR 9", "TR 10", "VN 1"]);
    expect(orderVehicles(fleet, "-vehicle")).toEqual(["VN 1", "TR 10", "TR 9", "TL 5", "RG 1"]);
  });
  it("sorts by when each was heard", () => expect(orderVehicles(fleet, "heard")).toEqual(["TR 9", "TR 10", "VN 1", "RG 1", "TL 5"]));
});

describe("movedRows", () => {
  it("counts the fewest rows that must move", () => {
    expect(movedRows(["a", "b", "c", "d"], ["a", "b", "c", "d"])).toBe(0);
    expect(movedRows(["a", "b", "c", "d"], ["d", "a", "b", "c"])).toBe(1);
    expect(movedRows(["a", "b", "c"], ["c", "b", "a"])).toBe(2);
  });
  it("counts a row that is new and in its right place at the end as not moved", () => expect(movedRows(["a", "b"], ["a", "b"])).toBe(0));
  it("is nothing for the order itself and less than all for any other", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 30 }), fc.infiniteStream(fc.nat()), (ids, noise) => {
        const keys = new Map(ids.map((id) => [id, noise.next().value as number])); // an endless stream
        const other = ids.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        expect(movedRows(ids, ids)).toBe(0);
        expect(movedRows(other, ids)).toBeLessThan(ids.length);
      }),
    );
  });
});

describe("keepPlaces", () => {
  it("keeps what is shown where it is, drops what left, appends what came", () =>
    expect(keepPlaces(["c", "a", "b"], ["a", "b", "d"])).toEqual(["a", "b", "d"]));
  it("gives the same list back when nothing came or went", () => {
    const shown = ["c", "a"];
    expect(keepPlaces(shown, ["a", "c"])).toBe(shown);
  });
});

describe("parseListSearch", () => {
  it("takes what makes sense and leaves the rest", () => {
    expect(parseListSearch({ state: "late", sort: "-heard", filter: "214" })).toEqual({ state: "late", sort: "-heard", filter: "214" });
    expect(parseListSearch({ state: "flying", sort: "colour", filter: "" })).toEqual({});
  });
});
