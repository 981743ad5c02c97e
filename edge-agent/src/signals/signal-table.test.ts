import { describe, expect, it } from "vitest";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import { parseCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import { agentLimits } from "../limits.ts";
import { SignalTable } from "./signal-table.ts";

describe("SignalTable", () => {
  it("gives each source one index, told once and before it is used", () => {
    const { table, told } = setUp();
    expect([...table.register([signalOf("a"), signalOf("b")])]).toEqual([0, 1]);
    expect([...table.register([signalOf("b"), signalOf("c")])]).toEqual([1, 2]);
    expect(told).toEqual([0, 1, 2]);
    expect([table.signal(2)?.source, table.signal(3)]).toEqual(["c", undefined]);
  });

  it("makes a version only when one is asked for, and each only adds to the one before", () => {
    const { table } = setUp();
    table.register([signalOf("a")]);
    expect(table.published).toBeUndefined();
    const first = table.version();
    expect(table.version()).toBe(first);
    table.register([signalOf("b")]);
    expect(table.published).toBe(first);
    const second = table.version();
    expect(second.hash).not.toBe(first.hash);
    expect(parseCatalogue(second.bytes).signals.slice(0, 1)).toEqual(parseCatalogue(first.bytes).signals);
  });

  it("leaves out and counts what no catalogue can hold, without spoiling the rest", () => {
    const { table } = setUp();
    expect([...table.register([{ ...signalOf("zero"), factor: 0 }, { ...signalOf("long"), name: "x".repeat(1_000) }, signalOf("a")])]).toEqual([-1, -1, 0]);
    expect(table.refused).toBe(2);
    expect(parseCatalogue(table.version().bytes).signals).toHaveLength(1);
  });

  it("stops at its limit of signals, and at what the link can carry", () => {
    const { table } = setUp();
    table.register(Array.from({ length: agentLimits.signalsMax + 2 }, (_, index) => signalOf(`s${index}`)));
    expect(table.refused).toBeGreaterThanOrEqual(2);
    const wide = setUp().table;
    wide.register(Array.from({ length: 4_000 }, (_, index) => signalOf(`${index}`.padStart(400, "."))));
    expect(wide.version().bytes.length).toBeLessThanOrEqual(agentLimits.catalogueBytesMax);
    expect(wide.refused).toBeGreaterThan(0);
  });
});

function setUp(): { table: SignalTable; told: number[] } {
  const told: number[] = [];
  return { told, table: new SignalTable({ onSignal: (index) => told.push(index) }) };
}

function signalOf(source: string): CatalogueSignal {
  return { name: source, source, unit: "", kind: "scaled", factor: 1, offset: 0, decimals: 0 };
}
