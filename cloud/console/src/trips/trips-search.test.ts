import { describe, expect, it } from "vitest";
import { instantsOf, lastDays, parseTripsSearch, tripsFile } from "./trips-search.ts";

const id = "018f6a00-0000-7000-8000-000000000001";

describe("the address of a list of trips", () => {
  it("gives what makes sense and nothing else", () => {
    expect(parseTripsSearch({ vehicle: id, driver: "7", from: "2026-11-20", to: "2026-02-31T00:00", view: "table" })).toEqual({
      vehicle: id,
      from: "2026-11-20",
    });
    expect(parseTripsSearch({ from: "2026-13-01", to: 5 })).toEqual({});
  });

  it("asks for whole days, the last one included", () => {
    const { from = "", to = "" } = instantsOf({ from: "2026-11-20", to: "2026-11-20" });
    expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000);
    expect(new Date(from).getHours()).toBe(0);
    expect(instantsOf({})).toEqual({});
  });

  it("counts today as one of the last days", () => {
    expect(lastDays(1, new Date(2026, 10, 26, 0, 5).getTime())).toEqual({ from: "2026-11-26", to: undefined });
    expect(lastDays(7, new Date(2026, 10, 26, 23, 55).getTime()).from).toBe("2026-11-20");
  });

  it("names the same trips for the file", () => {
    expect(tripsFile({ vehicle: id })("xlsx")).toBe(`/api/v1/trips/export?format=xlsx&sort=-startedAt&vehicleId=${id}`);
  });
});
