import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogueHash, encodeCatalogue, parseCatalogue } from "./catalogue-codec.ts";
import type { Catalogue, CatalogueSignal } from "./catalogue.ts";
import { catalogueLimits } from "./limits.ts";

const wheelSpeed: CatalogueSignal = {
  name: "Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed",
  source: "can0/WHEEL_SPEEDS/WHEEL_SPEED_FL",
  unit: "km/h",
  kind: "scaled",
  factor: 0.01,
  offset: -67.67,
  decimals: 2,
};
const catalogue: Catalogue = {
  version: 1,
  signals: [wheelSpeed, { name: "VIN", source: "obd/09/02", unit: "", kind: "text", factor: 1, offset: 0, decimals: 0 }],
};
const canonical =
  '{"version":1,"signals":[{"name":"Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed","source":"can0/WHEEL_SPEEDS/WHEEL_SPEED_FL","unit":"km/h","kind":"scaled","factor":0.01,"offset":-67.67,"decimals":2},' +
  '{"name":"VIN","source":"obd/09/02","unit":"","kind":"text","factor":1,"offset":0,"decimals":0}]}';

describe("a catalogue", () => {
  it("is written in one form only, whatever the order of its fields", () => {
    expect(text(encodeCatalogue(catalogue))).toBe(canonical);
    const { name, source, unit, kind, factor, offset, decimals } = wheelSpeed;
    const shuffled = { signals: [{ decimals, offset, factor, kind, unit, source, name }, ...catalogue.signals.slice(1)], version: 1 } as const;
    expect(text(encodeCatalogue(shuffled))).toBe(canonical);
  });

  it("is named by the SHA-256 of its bytes", () => {
    expect(catalogueHash(bytes(canonical))).toMatch(/^[0-9a-f]{64}$/);
    expect(catalogueHash(new Uint8Array())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("comes back as it was", () => {
    const signal = fc.record({
      name: fc.string({ minLength: 1, maxLength: 40 }),
      unit: fc.string({ maxLength: 8 }),
      kind: fc.constant("scaled" as const),
      factor: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((factor) => factor !== 0),
      offset: fc.double({ noNaN: true, noDefaultInfinity: true }).map((offset) => offset + 0),
      decimals: fc.nat({ max: catalogueLimits.decimalsMax }),
    });
    fc.assert(
      fc.property(fc.array(signal, { maxLength: 20 }), (signals) => {
        const given: Catalogue = { version: 1, signals: signals.map((fields, index) => ({ ...fields, source: `can0/${index}` })) };
        const written = encodeCatalogue(given);
        expect(parseCatalogue(written)).toEqual(given);
        expect(encodeCatalogue(parseCatalogue(written))).toEqual(written);
      }),
    );
  });

  it.each([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["another version", '{"version":2,"signals":[]}'],
    ["an unknown field", '{"version":1,"signals":[],"note":""}'],
    ["no signals", '{"version":1}'],
    ["a signal that is null", '{"version":1,"signals":[null]}'],
    ["an unknown field of a signal", withSignal({ note: 1 })],
    ["an empty name", withSignal({ name: "" })],
    ["a long source", withSignal({ source: "x".repeat(catalogueLimits.textMax + 1) })],
    ["a unit that is a number", withSignal({ unit: 3 })],
    ["an unknown kind", withSignal({ kind: "complex" })],
    ["a factor of 0", withSignal({ factor: 0 })],
    ["a factor beyond all numbers", withSignal({}).replace('"factor":0.01', '"factor":1e999')],
    ["an offset as text", withSignal({ offset: "1" })],
    ["too many decimals", withSignal({ decimals: catalogueLimits.decimalsMax + 1 })],
    ["half a decimal", withSignal({ decimals: 1.5 })],
    ["text with a factor", withSignal({ kind: "text" })],
    ["one source twice", JSON.stringify({ version: 1, signals: [wheelSpeed, wheelSpeed] })],
  ])("is refused with %s", (_, given) => {
    expect(() => parseCatalogue(bytes(given))).toThrow(/^CATALOGUE_MALFORMED: /);
  });

  it("is refused when it is not UTF-8", () => {
    expect(() => parseCatalogue(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(/^CATALOGUE_MALFORMED: it is not JSON in UTF-8/);
  });

  it("has as many signals as the limit says and not one more", () => {
    const signals = Array.from({ length: catalogueLimits.signalsMax + 1 }, (_, index) => ({
      ...wheelSpeed,
      name: "n",
      unit: "",
      offset: 0,
      factor: 1,
      source: `s${index}`,
    }));
    expect(() => encodeCatalogue({ version: 1, signals })).toThrow(/^CATALOGUE_MALFORMED: 65537 signals/);
  });

  it("has as many bytes as the limit says and not one more", () => {
    const padding = (length: number): Uint8Array => bytes(canonical.padEnd(length, " "));
    expect(parseCatalogue(padding(catalogueLimits.bytesMax))).toEqual(catalogue);
    expect(() => parseCatalogue(padding(catalogueLimits.bytesMax + 1))).toThrow(/^CATALOGUE_MALFORMED: 1048577 bytes/);
  });

  it("survives any bytes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (given) => {
        expect(() => parseCatalogue(given)).toThrow(/^CATALOGUE_MALFORMED/);
      }),
    );
  });
});

function withSignal(change: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ version: 1, signals: [{ ...wheelSpeed, ...change }] });
}

function bytes(given: string): Uint8Array {
  return new TextEncoder().encode(given);
}

function text(given: Uint8Array): string {
  return new TextDecoder().decode(given);
}
