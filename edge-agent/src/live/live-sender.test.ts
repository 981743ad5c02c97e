import { beforeEach, describe, expect, it } from "vitest";
import { parseSourceId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveFrame, LiveUp } from "@drawbar/proto/link/live.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import { SignalTable } from "../signals/signal-table.ts";
import { LiveSender } from "./live-sender.ts";
import { NewestValues } from "./newest-values.ts";

const source = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
const second = 1_000_000;

describe("LiveSender", () => {
  let newest: NewestValues;
  let table: SignalTable;
  let sent: LiveUp[];
  let live: LiveSender;
  beforeEach(() => {
    newest = new NewestValues();
    table = new SignalTable({
      onSignal: (index) => newest.define(index),
    });
    sent = [];
    live = new LiveSender({ source, boot: () => 4, table, newest, signals: ["Vehicle.Speed", "Engine.Speed"], periodUs: second, send: (up) => sent.push(up) });
    table.register([
      signalOf("a"),
      signalOf("b"),
      signalOf("c"),
      signalOf("Engine.Speed", "c0/E/S@01"),
      signalOf("Engine.Speed", "c0/E/S@00"),
      signalOf("Vehicle.Speed", "c0/V/S"),
    ]);
  });

  it("says nothing before a catalogue is known to go out, then the default set, most important first, once a second", () => {
    for (const signal of [0, 1, 4, 5]) newest.note(signal, 10 * second, 100);
    live.pump(0);
    expect(sent).toEqual([]);
    table.version();
    live.pump(0);
    expect(sent).toEqual([
      {
        kind: "live",
        source,
        boot: 4,
        monoUs: 0,
        catalogue: table.version().hash,
        values: [
          { signal: 5, atUs: 10 * second, value: 49 },
          { signal: 4, atUs: 10 * second, value: 49 },
          { signal: 0, atUs: 10 * second, value: 49 },
        ],
      },
    ]);
    newest.note(5, 11 * second, 102);
    live.pump(second - 1);
    expect(sent).toHaveLength(1);
    live.pump(second);
    expect(values(1)).toEqual([[5, 50]]);
  });

  it("stays silent while nothing new comes from the bus, so that a dead bus is not shown alive", () => {
    table.version();
    newest.note(5, 1, 1);
    for (const monoUs of [0, second, 2 * second]) live.pump(monoUs);
    expect(sent).toHaveLength(1);
  });

  it("sends watched signals as they change, at most every 50 ms, and repeats a steady one once a second", () => {
    table.version();
    live.watch({ kind: "watch", source, signals: [1, 2], catalogue: table.version().hash, forMs: 30_000 }, 0);
    let steady = 0;
    for (let ms = 0; ms <= 2_000; ms += 10) {
      newest.note(1, ms * 1_000, ms);
      newest.note(2, ms * 1_000, 7);
      live.pump(ms * 1_000);
    }
    const frames = sent.filter((up): up is LiveFrame => up.kind === "live" && up.values.some(({ signal }) => signal === 1));
    for (const { values: of } of frames) steady += of.some(({ signal }) => signal === 2) ? 1 : 0;
    expect(frames.length).toBeGreaterThanOrEqual(41);
    expect(frames.length).toBeLessThanOrEqual(44); // and three of the default set
    expect(steady).toBeLessThanOrEqual(6);
    expect(steady).toBeGreaterThanOrEqual(3);
  });

  it("sends everything to a watcher who speaks of another catalogue, and stops when the watch expires", () => {
    table.version();
    live.watch({ kind: "watch", source, signals: [1], catalogue: "other" as CatalogueHash, forMs: 1_000 }, 0);
    for (const signal of [0, 1, 2]) newest.note(signal, 1, 10);
    live.pump(0);
    expect(values(0)).toEqual([
      [0, 4],
      [1, 4],
      [2, 4],
    ]);
    expect([live.isWatched(second - 1), live.isWatched(second)]).toEqual([true, false]);
  });

  it("prolongs a watch that is asked for again, and never shortens one", () => {
    live.watch({ kind: "watch", source, signals: [1], forMs: 1_000 }, 0);
    live.watch({ kind: "watch", source, signals: [1], forMs: 3_000 }, 0);
    live.watch({ kind: "watch", source, signals: [1], forMs: 10 }, second);
    expect([live.isWatched(2 * second), live.isWatched(3 * second)]).toEqual([true, false]);
  });

  it("signs off", () => {
    live.signOff(5, 6);
    expect(sent).toEqual([{ kind: "asleep", source, boot: 4, monoUs: 5, atUs: 6 }]);
  });

  function values(at: number): unknown {
    const up = sent[at];
    return up?.kind === "live" ? up.values.map(({ signal, value }) => [signal, value]) : up;
  }
});

function signalOf(name: string, from = name): CatalogueSignal {
  return { name, source: from, unit: "", kind: "scaled", factor: 0.5, offset: -1, decimals: 1 };
}
