import { describe, expect, it } from "vitest";
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import { ManualTimer } from "@drawbar/firmware-interfaces/can/manual-timer.ts";
import { standardPollPlan } from "@drawbar/firmware-interfaces/obd2/poll-plans.ts";
import type { VehicleActivity } from "@drawbar/firmware-interfaces/obd2/poll-schedule.ts";
import { ObdVan } from "@drawbar/firmware-interfaces/simulators/obd-van.ts";
import { parseFaultReport, type FaultReport } from "@drawbar/proto/faults/fault-report.ts";
import { FaultRecorder } from "../faults/fault-recorder.ts";
import { catalogueSignalOf } from "../signals/catalogue-signals.ts";
import { ObdSignals } from "../signals/obd-signals.ts";
import { SignalTable } from "../signals/signal-table.ts";
import { ObdInput } from "./obd-input.ts";
import { pollPlanOf } from "./obd-plan.ts";

function setUp(seed = 1, van0: Partial<ConstructorParameters<typeof ObdVan>[1]> = {}) {
  const timer = new ManualTimer();
  const van = new ObdVan(seed, { clock: timer.clock, timer, ...van0 });
  const [bus] = van.buses;
  if (bus === undefined) throw new Error("the van has no bus");
  const table = new SignalTable({ onSignal: () => undefined });
  const samples: { name: string; atUs: number; value: number }[] = [];
  const activities: VehicleActivity[] = [];
  let atUs = 0;
  let batches = 0;
  const sink = {
    beginFrame: (time: number) => {
      atUs = time;
    },
    endBatch: () => undefined,
    number: (index: number, raw: number) => {
      const signal = table.signal(index);
      if (signal !== undefined) samples.push({ name: signal.name, atUs, value: raw * signal.factor + signal.offset });
    },
  };
  const reports: FaultReport[] = [];
  const recorded = {
    get atUs(): number {
      return atUs;
    },
    other: (_: number, text: string) => {
      const report = parseFaultReport(text);
      if (report !== undefined) reports.push(report);
    },
  };
  const faults = new FaultRecorder({ table, samples: recorded, snapshot: () => [] });
  const input = new ObdInput({
    faults,
    bus: bus.connect(),
    pids: standardPollPlan,
    timer,
    clock: timer.clock,
    supplyVolts: () => van.state.batteryVolts,
    signals: new ObdSignals({ bus: "can0", table, samples: sink, describe: catalogueSignalOf }),
    samples: sink,
    onAnswer: () => undefined,
    onBatch: () => {
      batches += 1;
    },
    onActivity: (activity) => activities.push(activity),
  });
  const listener = bus.connect();
  const heard: CanFrame[] = [];
  listener.start({ onFrames: (frames) => heard.push(...frames), onEvent: () => undefined });
  const drive = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 50) {
      van.advance(50);
      await timer.advance(50);
    }
  };
  const stop = async (): Promise<void> => {
    await input.stop();
    await listener.stop();
    await van.stop();
  };
  return { timer, van, input, table, reports, samples, activities, heard, drive, stop, batches: () => batches };
}

describe("ObdInput", () => {
  it("asks an OBD-only van and hands its values over under the catalogue's names", async () => {
    const { input, table, samples, activities, drive, stop, batches, van, timer } = setUp();
    input.start();
    input.start();
    await drive(40_000);
    const names = new Set(samples.map(({ name }) => name));
    for (const name of [
      "Vehicle.Speed",
      "Vehicle.Powertrain.CombustionEngine.Speed",
      "Vehicle.Powertrain.FuelSystem.RelativeLevel",
      "Vehicle.LowVoltageBattery.CurrentVoltage",
    ]) {
      expect(names).toContain(name);
    }
    const speed = samples.findLast(({ name }) => name === "Vehicle.Speed");
    expect(Math.abs((speed?.value ?? 0) - van.state.speedMps * 3.6)).toBeLessThan(5);
    expect(timer.clock.wallUs() - (speed?.atUs ?? 0)).toBeLessThan(1_500_000);
    expect(activities).toContain("driving");
    expect(batches()).toBeGreaterThan(20);
    // The transmission answers the speed, too; one of both has the catalogue's name.
    const speeds = table.signals.filter(({ source }) => source.startsWith("can0/OBD/VehicleSpeed@"));
    expect(speeds.map(({ name, source }) => [name, source])).toEqual([
      ["Vehicle.Speed", "can0/OBD/VehicleSpeed@7E8"],
      ["can0/OBD/VehicleSpeed@7E9", "can0/OBD/VehicleSpeed@7E9"],
    ]);
    await stop();
    expect(timer.waiting).toBe(0);
  });

  it("asks for trouble codes, and records the set of each control unit with the frame that the engine's unit kept", async () => {
    const { input, reports, table, drive, stop } = setUp(1, { hasStickingValve: true });
    input.start();
    await drive(900_000);
    const engine = reports.filter(({ faults }) => faults.some(({ code }) => code === "P0401"));
    expect(reports[0]).toMatchObject({ protocol: "obd", lamps: [], faults: [] });
    expect(engine.map(({ lamps, faults }) => [lamps.join(), faults[0]?.lists?.join()])).toContainEqual(["malfunction", "stored"]);
    const frames = engine.flatMap((report) => report.frames);
    expect(frames.every(({ code }) => code === "P0401")).toBe(true);
    expect(frames.length).toBeGreaterThan(0);
    // A set that stays is not told again each half minute.
    expect(reports.length).toBeLessThan(12);
    expect(table.signals.filter(({ name }) => name === "Drawbar.Faults").map(({ source }) => source)).toEqual(["can0/OBD/Faults@7E8", "can0/OBD/Faults@7E9"]);
    await stop();
  });

  it("sends nothing after it was stopped, also in the middle of a request", async () => {
    const { input, heard, drive, stop, timer } = setUp();
    input.start();
    await drive(2_000);
    input.start();
    // A request is on its way.
    await timer.advance(1);
    await input.stop();
    const asked = (): number => heard.filter(({ id }) => id < 0x7e8).length;
    const before = asked();
    expect(before).toBeGreaterThan(3);
    await drive(10_000);
    expect(asked()).toBe(before);
    await stop();
  });

  it("knows answers, and takes only what others say for a sign of life", async () => {
    const { input, drive, stop, heard, van, timer } = setUp();
    await van.stop();
    input.start();
    await drive(70_000);
    const asleep = heard.length;
    await drive(30_000);
    expect(heard.length).toBe(asleep);
    expect(input.decode(frame(0x7e8))).toBe("decoded");
    expect(input.decode(frame(0x7e0))).toBe("unknown");
    expect(input.decode(frame(0x7df))).toBe("unknown");
    expect(input.decode(frame(0x18db33f1, true))).toBe("unknown");
    await timer.advance(5_000);
    expect(heard.length).toBe(asleep);
    expect(input.decode(frame(0x100))).toBe("unknown");
    await timer.advance(5_000);
    expect(heard.length).toBeGreaterThan(asleep);
    await stop();
  });
});

describe("pollPlanOf", () => {
  it("takes the standard plan or what is configured", () => {
    expect(pollPlanOf({})).toBe(standardPollPlan);
    expect(pollPlanOf({ obd: {} })).toBe(standardPollPlan);
    expect(
      pollPlanOf({
        obd: {
          pids: [
            { pid: "5C", drivingMs: 5_000 },
            { pid: "0c", drivingMs: 200, idlingMs: 1_000, parkedMs: 2_000 },
          ],
        },
      }),
    ).toEqual([
      { pid: 0x5c, periodMs: { driving: 5_000 } },
      { pid: 0x0c, periodMs: { driving: 200, idling: 1_000, parked: 2_000 } },
    ]);
  });
});

function frame(id: number, extended = false): CanFrame {
  return { id, extended, data: new Uint8Array(8), atUs: 0 };
}
