import { describe, expect, it } from "vitest";
import type { CanFrame } from "../can/can-frame.ts";
import { ManualTimer } from "../can/manual-timer.ts";
import { SignalMapper } from "../catalogue/signal-mapper.ts";
import { compileDbc } from "../dbc/dbc-decoder.ts";
import { signalSource, type FrameDecoder } from "../decoding/frame-decoder.ts";
import { J1939Decoder } from "../j1939/j1939-decoder.ts";
import { BusObserver, type BusObservation } from "../j1939/bus-observer.ts";
import { parameterGroupOf } from "../j1939/j1939-id.ts";
import { pgns } from "../j1939/j1939-message.ts";
import { simulatorLimits } from "./limits.ts";
import { createSimulatedVehicle, type SimulatedVehicle, type BroadcastingVehicleKind } from "./simulated-vehicle.ts";
import { VehicleRunner } from "./vehicle-runner.ts";

const kinds: readonly BroadcastingVehicleKind[] = ["tractor", "car", "van"];
const diagnosticGroups: readonly number[] = [pgns.activeFaults, pgns.transportControl, pgns.transportData];
const startUs = 1_764_000_000_000_000;

function decoderOf({ buses: [bus] }: SimulatedVehicle): FrameDecoder {
  if (bus === undefined) throw new Error("a vehicle has a bus");
  if (bus.language.kind === "obd") throw new Error("nothing to decode on a bus that only answers");
  return bus.language.kind === "j1939" ? new J1939Decoder() : compileDbc(bus.language.file);
}

/** Lowest and highest value, by path. */
function watch(vehicle: SimulatedVehicle, seconds: number): { frames: number; ranges: Map<string, [low: number, high: number]>; decoder: FrameDecoder } {
  const decoder = decoderOf(vehicle);
  const ranges = new Map<string, [number, number]>();
  const sink = {
    number: (index: number, raw: number): void => {
      const { path, factor, offset } = decoder.signals[index] ?? { path: "?", factor: 1, offset: 0 };
      const value = raw * factor + offset;
      const [low, high] = ranges.get(path) ?? [value, value];
      ranges.set(path, [Math.min(low, value), Math.max(high, value)]);
    },
    integer: (): void => undefined,
    text: (): void => undefined,
  };
  let frames = 0;
  for (let second = 0; second < seconds; second++) {
    for (const frame of vehicle.advance(1_000)) {
      const outcome = decoder.decode(frame, sink);
      // What a truck says about itself is no signal: faults, and transfers with its identities.
      const isDiagnostic = vehicle.kind === "tractor" && diagnosticGroups.includes(parameterGroupOf(frame.id));
      expect(outcome === "decoded" || isDiagnostic ? "as expected" : outcome).toBe("as expected");
      frames++;
    }
  }
  return { frames, ranges, decoder };
}

describe.each(kinds)("a simulated %s", (kind) => {
  it("sends the same frames for the same seed, others for another", () => {
    const record = (seed: number): readonly CanFrame[] => createSimulatedVehicle(kind, seed, { startUs }).advance(3_000);
    expect(record(5)).toEqual(record(5));
    expect(record(6)).not.toEqual(record(5));
  });

  it("sends 100 to 300 frames a second with 20 to 80 signals, its position among them, most of them with a VSS name or a unit", () => {
    const { frames, ranges, decoder } = watch(createSimulatedVehicle(kind, 1, { startUs }), 60);
    expect(frames / 60).toBeGreaterThan(100);
    expect(frames / 60).toBeLessThan(300);
    expect(ranges.size).toBeGreaterThan(20);
    expect(ranges.size).toBeLessThan(81);
    const mapper = new SignalMapper();
    const sent = decoder.signals.filter(({ path }) => ranges.has(path)).map((signal) => mapper.map(signalSource("can0", signal), signal));
    expect(sent.filter(({ name }) => name.startsWith("Vehicle.")).length).toBeGreaterThanOrEqual(18);
    expect(sent.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Vehicle.Speed", "Vehicle.Powertrain.CombustionEngine.Speed", "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"]),
    );
    expect(sent.filter(({ name }) => name.startsWith("Vehicle.CurrentLocation.")).map(({ name }) => name.split(".").at(-1))).toEqual(
      expect.arrayContaining(["Latitude", "Longitude", "Heading"]),
    );
  });

  it("moves within a few seconds, and everything moves with it", () => {
    const vehicle = createSimulatedVehicle(kind, 2, { startUs });
    vehicle.advance(simulatorLimits.advanceMsMax);
    const before = { ...vehicle.state };
    for (let second = 0; second < 15; second++) vehicle.advance(1_000);
    expect(vehicle.state.speedMps).toBeGreaterThan(2);
    expect(vehicle.state.odometerM).toBeGreaterThan(before.odometerM + 15);
    expect(vehicle.state.engineRpm).toBeGreaterThan(500);
    expect(vehicle.state.coolantC).toBeGreaterThan(before.coolantC + 1);
    expect(vehicle.state.fuelLitres).toBeLessThan(before.fuelLitres);
  });

  it("stays within what such a vehicle can do, for two hours", { timeout: 60_000 }, () => {
    const vehicle = createSimulatedVehicle(kind, 3, { startUs });
    const hours = 2;
    let offSeconds = 0;
    const unsound: string[] = [];
    let stops = 0;
    let wasMoving = false;
    for (let second = 0; second < hours * 3_600; second++) {
      vehicle.advance(1_000);
      const { state } = vehicle;
      if (!state.isIgnitionOn) offSeconds++;
      if (wasMoving && state.speedMps === 0) stops++;
      wasMoving = state.speedMps > 0;
      const isSound =
        state.speedMps <= 38 && state.engineRpm < 4_500 && state.coolantC < 100 && state.load <= 1 && state.fuelLitres > 0 && Number.isFinite(state.oilC);
      if (!isSound) unsound.push(`after ${second} s: ${JSON.stringify(state)}`);
    }
    expect(unsound).toEqual([]);
    expect(vehicle.state.coolantC).toBeGreaterThan(70);
    expect(stops).toBeGreaterThan(5);
    // A demonstration wants movement: the ignition is off for less than one minute in twenty.
    expect(offSeconds).toBeLessThan((hours * 3_600) / 20);
  });
});

describe("the units of a simulated tractor", () => {
  function observe(seed: number, seconds: number): readonly BusObservation[] {
    const vehicle = createSimulatedVehicle("tractor", seed, { startUs });
    const observer = new BusObserver();
    const observations: BusObservation[] = [];
    for (let second = 0; second < seconds; second++) {
      for (const frame of vehicle.advance(1_000)) observations.push(observer.accept(frame, frame.atUs / 1_000));
    }
    return observations;
  }

  it("say who they are in transfers that are whole", () => {
    const observations = observe(1, 60);
    expect(observations.flatMap(({ lost }) => lost)).toEqual([]);
    const identities = observations.flatMap(({ identity }) => (identity === undefined ? [] : [identity]));
    expect(identities.map(({ kind }) => kind).sort()).toEqual(["component", "component", "software", "vehicle"]);
    expect(identities.find(({ kind }) => kind === "vehicle")).toMatchObject({ vin: expect.stringMatching(/^ZZZTRCTR0RD\d{6}$/) });
    const intervals = observations.flatMap(({ message }) => (message?.transport === "bam" ? [message.pgn] : []));
    expect(intervals.length).toBeGreaterThanOrEqual(8);
  });

  it("report a fault while it is there, count how often it began, and light its lamp", () => {
    const observations = observe(2, 660);
    const events = observations
      .flatMap(({ faults }) => faults)
      .flatMap((event) => ("fault" in event && event.fault.code.spn === 111 ? [[event.kind, event.fault.code.fmi, event.fault.code.occurrenceCount]] : []));
    expect(events.slice(0, 3)).toEqual([
      ["faultAppeared", 3, 1],
      ["faultGone", 3, 1],
      ["faultAppeared", 3, 2],
    ]);
    const lamps = observations.flatMap(({ faults }) => faults).flatMap((event) => (event.kind === "faultAppeared" ? [event.fault.lamps.protect.state] : []));
    expect(new Set(lamps)).toEqual(new Set(["on"]));
  });
});

describe("advance", () => {
  it("stamps frames in order and joins spans, although wall and monotonic time drift", () => {
    const vehicle = createSimulatedVehicle("car", 4, { startUs });
    const times: number[] = [];
    for (let step = 1; step <= 200; step++) times.push(...vehicle.advance(50, startUs + step * 50_020 - (step % 3) * 40).map(({ atUs }) => atUs));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(startUs);
    expect(times.at(-1)).toBeLessThan(startUs + 200 * 50_020);
  });

  it("follows a wall clock that somebody sets", () => {
    const vehicle = createSimulatedVehicle("car", 4, { startUs });
    vehicle.advance(100, startUs + 100_000);
    const later = vehicle.advance(100, startUs + 3_600_000_000);
    expect(later[0]?.atUs).toBeGreaterThanOrEqual(startUs + 3_600_000_000 - 100_000);
  });

  it("does not catch up for more than the limit", () => {
    const frames = createSimulatedVehicle("tractor", 1, { startUs }).advance(3_600_000);
    expect(frames.length).toBeLessThan(300 * (simulatorLimits.advanceMsMax / 1_000));
  });

  it("puts its frames on the bus for every reader", async () => {
    const vehicle = createSimulatedVehicle("van", 1, { startUs });
    const heard: CanFrame[] = [];
    vehicle.buses[0]?.connect().start({ onFrames: (frames) => heard.push(...frames), onEvent: () => undefined });
    const sent = vehicle.advance(200);
    await Promise.resolve();
    expect(heard).toEqual(sent);
  });
});

describe("VehicleRunner", () => {
  it("drives by the clock and leaves no timer behind", async () => {
    const timer = new ManualTimer();
    const vehicle = createSimulatedVehicle("car", 1, { startUs: timer.clock.wallUs() });
    const heard: CanFrame[] = [];
    vehicle.buses[0]?.connect().start({ onFrames: (frames) => heard.push(...frames), onEvent: () => undefined });
    const runner = new VehicleRunner({ vehicles: [vehicle], clock: timer.clock, timer });
    runner.start();
    runner.start();
    await timer.advance(1_000);
    expect(heard.length).toBeGreaterThan(200);
    expect(heard.length).toBeLessThan(280);
    expect(timer.clock.wallUs() - (heard.at(-1)?.atUs ?? 0)).toBeLessThan(20_000);
    runner.stop();
    runner.stop();
    expect(timer.waiting).toBe(0);
  });
});
