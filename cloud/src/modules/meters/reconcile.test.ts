/** Meters from several sources: what is believed, what is not and why. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Driven, Reading, ReadingsOfSource } from "./meter-types.ts";
import { reconcile } from "./reconcile.ts";

const hour = 3_600_000_000;
const day = 24 * hour;
const at = (hours: number, value: number): Reading => ({ atUs: hours * hour, untilUs: hours * hour, value });
const signal = (name: string, readings: readonly Reading[]): ReadingsOfSource => ({ source: { kind: "signal", name }, readings });
const people = (...readings: readonly Reading[]): ReadingsOfSource => ({ source: { kind: "people" }, readings });
/** 50 km in each hour. */
const drive = (hours: number, fromKm: number, startsAt = 0): readonly Reading[] => Array.from({ length: hours }, (_, n) => at(startsAt + n, fromKm + n * 50));
const reasonsOf = (sources: readonly ReadingsOfSource[], driven?: readonly Driven[]) =>
  reconcile("odometer", sources, driven).sources.map(({ doubts }) => doubts.map(({ reason }) => reason));

describe("an odometer", () => {
  it("is what a signal says last, with what two signals lie apart", () => {
    const { value, atUs, error, source } = reconcile("odometer", [signal("fine", drive(10, 1_000)), signal("coarse", drive(10, 1_001.5))]);
    expect({ value, atUs, error }).toEqual({ value: 1_451.5, atUs: 9 * hour, error: 1.5 });
    expect(source).toEqual({ kind: "signal", name: "coarse" });
  });

  it("does not follow single readings that jump back, jump forward or are none", () => {
    const wrong = [at(3.1, 20), at(4.1, 90_000), at(5.1, 4e9), at(6.1, Number.NaN), at(7.1, -1)];
    const { value, sources } = reconcile("odometer", [signal("a", [...drive(10, 1_000), ...wrong])]);
    expect(value).toBe(1_450);
    expect(sources[0]?.doubts.map(({ reason }) => reason)).toEqual(["out-of-range", "out-of-range", "out-of-range", "jump-forward", "jump-back"]);
  });

  it("goes on where another instrument was built in, and says what may be missing", () => {
    const { value, error, sources } = reconcile("odometer", [signal("a", [...drive(10, 500_000), ...drive(5, 7_000, 10)])]);
    expect(value).toBe(500_450 + 200);
    expect(error).toBe(201);
    expect(sources[0]?.doubts.map(({ reason }) => reason)).toEqual(["swapped"]);
    expect(reasonsOf([signal("a", [...drive(10, 500_000), ...drive(5, 0, 10)])])).toEqual([["reset"]]);
  });

  it("is not held back by a first reading that was wrong", () => {
    expect(reconcile("odometer", [signal("a", [at(-1, 4_000_000), ...drive(10, 1_000)])]).value).toBe(1_450);
  });

  it("knows miles and metres by the other sources, and by the track", () => {
    const miles = drive(10, 1_000).map((each) => ({ ...each, value: each.value / 1.609_344 }));
    expect(reasonsOf([signal("a", drive(10, 1_000)), signal("b", miles), people(at(9, 1_450))])).toEqual([[], [], ["unit"]]);
    const track: Driven = { fromUs: 0, toUs: 9 * hour, km: 450, isOfTrack: true };
    const judged = reconcile("odometer", [signal("a", miles), signal("b", drive(10, 1_000))], [track]);
    expect(judged.source).toEqual({ kind: "signal", name: "b" });
    expect(judged.sources[0]?.doubts[0]?.reason).toBe("unit");
  });

  it("believes people over a meter that was swapped, and counts on with the meter", () => {
    const swapped = signal("a", [...drive(10, 500_000), ...drive(5, 7_000, 10)]);
    const { value, source, added } = reconcile("odometer", [swapped, people(at(12, 530_000))]);
    expect({ value, source, added }).toEqual({ value: 530_100, source: { kind: "people" }, added: 100 });
  });

  it("does not believe a person who contradicts a signal", () => {
    const { value, sources } = reconcile("odometer", [signal("a", drive(10, 1_000)), people(at(5, 9_250))]);
    expect(value).toBe(1_450);
    expect(sources.map(({ doubts }) => doubts.map(({ reason, expected }) => [reason, expected]))).toEqual([[["contradicts", 1_250]], []]);
  });

  it("is carried on with trips where nothing else counts", () => {
    const trips = [
      { fromUs: 2 * day, toUs: 2 * day + hour, km: 60, isOfTrack: true },
      { fromUs: 0, toUs: hour, km: 30, isOfTrack: true },
    ];
    const { value, error, added, atUs } = reconcile("odometer", [people(at(24, 1_000))], trips);
    expect({ value, error, added, atUs }).toEqual({ value: 1_060, error: 1 + 60 * 0.03, added: 60, atUs: 2 * day + hour });
    expect(reconcile("odometer", [], trips)).toEqual({ sources: [] });
  });
});

describe("engine hours", () => {
  it("cannot gain more than the time that passed", () => {
    const { value, sources } = reconcile("engine-hours", [signal("a", [at(0, 100), at(5, 104), at(6, 150), at(7, 105)])]);
    expect(value).toBe(105);
    expect(sources[0]?.doubts[0]).toMatchObject({ reason: "jump-forward", value: 150, expected: 104 });
  });
});

describe("any readings", () => {
  const reading = fc.record({ hours: fc.integer({ min: 0, max: 300 }), value: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.constant(Number.NaN)) });
  const sources = fc.array(fc.array(reading, { maxLength: 20 }), { maxLength: 4 });

  it("come to the same in any order", () => {
    fc.assert(
      fc.property(sources, fc.infiniteStream(fc.nat(1_000)), (given, random) => {
        const all = given.map((readings, n) =>
          n === 0
            ? people(...readings.map(({ hours, value }, index) => ({ ...at(hours, value), readingId: `r${index}` })))
            : signal(
                `s${n}`,
                readings.map(({ hours, value }) => at(hours, value)),
              ),
        );
        const shuffle = <Item>(items: readonly Item[]): Item[] =>
          items
            .map((item) => [random.next().value as number, item] as const) // the stream never ends
            .toSorted(([one], [other]) => one - other)
            .map(([, item]) => item);
        expect(reconcile("odometer", shuffle(all.map((each) => ({ ...each, readings: shuffle(each.readings) }))))).toEqual(reconcile("odometer", all));
      }),
    );
  });

  it("of a meter that counts as it should never lower its value when one more comes", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 72 }), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 2, maxLength: 30 }), (steps) => {
        let [hours, km] = [0, 50_000];
        const readings = steps.map(([pause, share]) => at((hours += pause), (km += pause * 190 * share)));
        const values = readings.map((_, n) => reconcile("odometer", [signal("a", readings.slice(0, n + 1))]).value ?? 0);
        expect(values).toEqual(readings.map(({ value }) => value));
        expect(reconcile("odometer", [signal("a", readings)]).sources[0]?.doubts).toEqual([]);
      }),
    );
  });
});
