import { describe, expect, it } from "vitest";
import { catalogueSignalOf } from "./catalogue-signals.ts";
import { ObdSignals } from "./obd-signals.ts";
import { SignalTable } from "./signal-table.ts";

function setUp(): { signals: ObdSignals; table: SignalTable; samples: [number, number][] } {
  const table = new SignalTable({ onSignal: () => undefined });
  const samples: [number, number][] = [];
  const sink = { number: (signal: number, raw: number) => samples.push([signal, raw]) };
  return { signals: new ObdSignals({ bus: "can0", table, samples: sink, describe: catalogueSignalOf }), table, samples };
}

const reading = (responseId: number, pid: number, ...data: readonly number[]) => ({ responseId, pid, data: Uint8Array.from(data) });

describe("ObdSignals", () => {
  it("gives values the catalogue's name and unit, with the exact scaling of the PID", () => {
    const { signals, table, samples } = setUp();
    signals.take(reading(0x7e8, 0x0c, 0x1a, 0xf8), 0x7e8);
    signals.take(reading(0x7e8, 0xa6, 0x00, 0x12, 0x34, 0x56), 0x7e8);
    signals.take(reading(0x7e8, 0x0c, 0x1a, 0xf9), 0x7e8);
    expect(samples).toEqual([
      [0, 0x1af8],
      [1, 0x123456],
      [0, 0x1af9],
    ]);
    expect(table.signals).toMatchObject([
      { name: "Vehicle.Powertrain.CombustionEngine.Speed", source: "can0/OBD/EngineSpeed@7E8", unit: "rpm", factor: 0.25, offset: 0 },
      // Tenths of a kilometre, which the catalogue counts in metres.
      { name: "Vehicle.TraveledDistance", source: "can0/OBD/Odometer@7E8", unit: "m", factor: 100, offset: 0 },
    ]);
  });

  it("names the value of one control unit where several have it", () => {
    const { signals, table } = setUp();
    signals.take(reading(0x7e9, 0x0d, 50), 0x7e8);
    signals.take(reading(0x7e8, 0x0d, 50), 0x7e8);
    signals.take(reading(0x7ea, 0x0c, 0, 0), undefined);
    expect(table.signals.map(({ name }) => name)).toEqual(["can0/OBD/VehicleSpeed@7E9", "Vehicle.Speed", "Vehicle.Powertrain.CombustionEngine.Speed"]);
  });

  it("takes several values of one PID, leaves out what a control unit does not have, and passes over PIDs without a meaning", () => {
    const { signals, table, samples } = setUp();
    signals.take(reading(0x7e8, 0x67, 0b10, 0x50, 0x60), undefined);
    signals.take(reading(0x7e8, 0xe1, 1, 2, 3), undefined);
    signals.take(reading(0x7e8, 0x0c, 0x1a), undefined);
    expect(table.signals.map(({ source }) => source)).toEqual(["can0/OBD/CoolantTemperature2@7E8"]);
    expect(samples).toEqual([[0, 0x60]]);
  });
});
