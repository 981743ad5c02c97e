import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import type { Collection } from "../collection/collection-rule.ts";
import { NewestValues } from "../live/newest-values.ts";
import { SignalTable } from "../signals/signal-table.ts";
import { Collector } from "./collector.ts";
import type { SealedSegment } from "./sealed-segment.ts";

const second = 1_000_000;
const all: Collection = {
  mode: "all",
  deadband: 0,
  intervalMinMs: 0,
  silenceMaxMs: 0,
  priority: 3,
  rules: [
    { signals: ["alarm"], priority: 0 },
    { signals: ["trip"], priority: 2 },
  ],
};

describe("Collector", () => {
  it("seals a segment when the next frame is a span after its first sample, not a microsecond earlier", () => {
    const { collector, sealed } = setUp();
    frames(collector, [
      [0, 0],
      [5 * second, 0],
      [10 * second - 1, 0],
    ]);
    expect(sealed).toEqual([]);
    frames(collector, [[10 * second, 0]]);
    expect(sealed.map(({ samples, firstUs, lastUs, priority }) => ({ samples, firstUs, lastUs, priority }))).toEqual([
      { samples: 3, firstUs: 0, lastUs: 10 * second - 1, priority: 3 },
    ]);
  });

  it("seals at its limit of samples, whatever the span", () => {
    const { collector, sealed } = setUp({ samplesMax: 4 });
    frames(
      collector,
      Array.from({ length: 9 }, (_, at) => [at, 0] as const),
    );
    expect(sealed.map(({ samples }) => samples)).toEqual([4, 4]);
  });

  it("sends what is urgent at the end of the batch, and leaves the rest open", () => {
    const { collector, sealed } = setUp();
    frames(collector, [
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    collector.endBatch();
    expect(sealed.map(({ priority, samples }) => [priority, samples])).toEqual([[0, 1]]);
    collector.flush();
    expect(sealed.map(({ priority, samples }) => [priority, samples])).toEqual([
      [0, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  it("seals by the monotonic clock when the bus has fallen silent", () => {
    const { collector, sealed } = setUp();
    frames(collector, [
      [1_000 * second, 0],
      [1_000 * second, 2],
    ]);
    collector.tick(1_000 * second + 999_999 + 500);
    expect(sealed).toEqual([]);
    collector.tick(1_001 * second + 500);
    expect(sealed.map(({ priority }) => priority)).toEqual([2]);
    collector.tick(1_010 * second + 500);
    expect(sealed.map(({ priority }) => priority)).toEqual([2, 3]);
  });

  it("does not keep a segment open for hours when the clock was set back", () => {
    const { collector, sealed } = setUp();
    frames(collector, [
      [7_200 * second, 0],
      [0, 0],
      [9 * second, 0],
    ]);
    expect(sealed).toEqual([]);
    frames(collector, [[10 * second, 0]]);
    expect(sealed.map(({ samples, firstUs, lastUs }) => [samples, firstUs, lastUs])).toEqual([[3, 0, 7_200 * second]]);
  });

  it("names the monotonic time and the catalogue of what was met so far", () => {
    const { collector, sealed, table } = setUp();
    frames(collector, [[second, 0]]);
    table.register([{ ...signalOf("late") }]);
    collector.flush();
    expect(sealed[0]).toMatchObject({ firstMonoUs: second + 500, lastMonoUs: second + 500, clockQuality: "rtc", catalogue: { signals: 4 } });
  });

  it("keeps out a value that would spoil the segment of all others", () => {
    const { collector, sealed } = setUp();
    collector.beginFrame(1);
    for (const raw of [5, 0.5, Number.NaN, 2 ** 60, -7]) collector.number(0, raw);
    collector.flush();
    expect([collector.kept, collector.unusable, sealed[0]?.samples]).toEqual([2, 3, 2]);
  });

  it("loses and invents nothing: what is kept equals what is sealed after a flush", () => {
    const frame = fc.tuple(fc.integer({ min: 0, max: 60 * second }), fc.integer({ min: -1, max: 2 }));
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (given, samplesMax) => {
        const { collector, sealed } = setUp({ samplesMax });
        frames(collector, given);
        collector.endBatch();
        collector.flush();
        const wanted = given.filter(([, signal]) => signal >= 0);
        expect(collector.kept).toBe(wanted.length);
        const got = sealed.flatMap(({ columns }) => columns.flatMap(({ signal, times }) => [...times].map((atUs) => `${signal}@${atUs}`)));
        expect(got.toSorted()).toEqual(wanted.map(([atUs, signal]) => `${signal}@${atUs}`).toSorted());
      }),
    );
  });
});

function setUp(options: { readonly samplesMax?: number } = {}): { collector: Collector; sealed: SealedSegment[]; table: SignalTable } {
  const sealed: SealedSegment[] = [];
  const newest = new NewestValues();
  const table: SignalTable = new SignalTable({
    onSignal: (index, signal) => collector.define(index, signal),
  });
  const collector: Collector = new Collector({
    table,
    newest,
    collection: all,
    samplesMax: options.samplesMax ?? 1_000,
    spanUs: { 1: second, 2: second, 3: 10 * second },
    time: { monoUsAt: (wallUs) => wallUs + 500, quality: "rtc" },
    onSealed: (segment) => sealed.push(segment),
  });
  table.register([signalOf("speed"), signalOf("alarm"), signalOf("trip")]);
  return { collector, sealed, table };
}

function frames(collector: Collector, given: readonly (readonly [atUs: number, signal: number])[]): void {
  for (const [atUs, signal] of given) {
    collector.beginFrame(atUs);
    collector.number(signal, 1);
  }
}

function signalOf(name: string): CatalogueSignal {
  return { name, source: `can0/${name}`, unit: "", kind: "scaled", factor: 1, offset: 0, decimals: 0 };
}
