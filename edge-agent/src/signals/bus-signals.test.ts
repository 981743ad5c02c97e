import { describe, expect, it } from "vitest";
import { parseMapping } from "@drawbar/firmware-interfaces/catalogue/mapping-parser.ts";
import { SignalMapper } from "@drawbar/firmware-interfaces/catalogue/signal-mapper.ts";
import { compileDbc } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import { parseDbc } from "@drawbar/firmware-interfaces/dbc/dbc-parser.ts";
import { BusSignals } from "./bus-signals.ts";
import { catalogueSignalOf, conversionOf } from "./catalogue-signals.ts";
import { SignalTable } from "./signal-table.ts";

const dbc = `BO_ 1 M: 8 X
 SG_ Exact : 0|16@1+ (0.5,0) [0|0] "m/s" X
 SG_ Float : 32|32@1- (1,0) [0|0] "m/s" X
SIG_VALTYPE_ 1 Float : 1;
`;
const mapping = "mapping: 1\nsignals:\n- { dbc: M/Exact, name: Vehicle.Speed }\n- { dbc: M/Float, name: Vehicle.AverageSpeed }\n";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("BusSignals", () => {
  it("gives samples in the unit of the catalogue: scaled ones by their scaling, floats by their value", () => {
    const mapper = new SignalMapper([parseMapping(bytes(mapping), { name: "fleet.yaml" })]);
    const table = new SignalTable({ onSignal: () => undefined });
    const samples: [string, number][] = [];
    const signals = new BusSignals({
      bus: "can0",
      decoder: compileDbc(parseDbc(bytes(dbc), { name: "a.dbc" })),
      table,
      samples: {
        number: (signal, raw) => {
          const { name = "", factor = 1, offset = 0 } = table.signals[signal] ?? {};
          samples.push([name, raw * factor + offset]);
        },
        other: () => undefined,
      },
      describe: (bus, signal) => catalogueSignalOf(bus, signal, mapper),
      conversionOf: (bus, signal) => conversionOf(bus, signal, mapper),
    });
    const data = new Uint8Array(8);
    new DataView(data.buffer).setUint16(0, 20, true);
    new DataView(data.buffer).setFloat32(4, 10, true);
    signals.decode({ id: 1, extended: false, data, atUs: 0 });
    expect(samples).toEqual([
      ["Vehicle.Speed", 36],
      ["Vehicle.AverageSpeed", 36],
    ]);
    expect(table.signals.map(({ unit }) => unit)).toEqual(["km/h", "km/h"]);
  });
});
