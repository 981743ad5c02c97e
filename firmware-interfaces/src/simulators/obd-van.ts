/**
 * The delivery van once more, as an agent behind a gateway finds it: nothing is broadcast at its OBD socket, and its
 * control units answer when they are asked.
 */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { CanBus, CanSender } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { MemoryBus } from "../can/memory-bus.ts";
import type { Timer } from "../can/timer.ts";
import type { ControlUnits } from "../diagnostics/control-units.ts";
import { IsoTpEcu } from "./ecu/isotp-ecu.ts";
import { SimulatedControlUnits } from "./ecu/simulated-control-units.ts";
import { troubleCodeNumber } from "../obd2/trouble-codes.ts";
import { dtcStatusBits, type SimulatedUnitOptions } from "./ecu/ecu-unit.ts";
import { engineRequestId, vehicleUnits } from "./ecu/vehicle-units.ts";
import { simulatorLimits } from "./limits.ts";
import type { SimulatedBus, SimulatedVehicle } from "./simulated-vehicle.ts";
import { vanSpec } from "./van.ts";
import { VehicleModel } from "./vehicle-model.ts";
import type { VehicleState } from "./vehicle-state.ts";
import type { ComponentTruth, VehicleFault } from "./wear/wear-model.ts";

interface ObdVanOptions {
  /** Stamps frames and tells the control units when to answer. */
  readonly clock: Clock;
  readonly timer: Timer;
  /** Hours of wear in an hour: 1 as in life. */
  readonly wearRate?: number;
  /** Its exhaust gas recirculation sticks for some minutes of each quarter of an hour: a fault to look at, long before anything wears out. */
  readonly hasStickingValve?: boolean;
  /** A bus that is really there, on which its control units answer; a bus in memory when absent. */
  readonly channel?: CanBus & CanSender;
}

/** The valve sticks a minute after the engine started, and then in each quarter of an hour of its operation for so long; at first the code is pending. */
const stickingFromS = 60;
const stickingEveryS = 900;
const stickingS = 240;
const pendingS = 30;
const stickingDtc = "P0401";
/** Load, coolant, manifold pressure, engine speed, speed, intake air: what a frame must hold (SAE J1979, service 02). */
const framePids = [0x04, 0x05, 0x0b, 0x0c, 0x0d, 0x0f] as const;

/** Far from the seeds of the vehicles that broadcast: no van is the twin of another. */
const seedOffset = 2_000_003;

export class ObdVan implements SimulatedVehicle {
  readonly kind = "obd-van";
  readonly callSignHint: string;
  readonly description = "Simulated delivery van behind a gateway, OBD-II only";
  readonly buses: readonly SimulatedBus[];
  readonly #model: VehicleModel;
  readonly #units: SimulatedControlUnits;
  readonly #ecu: IsoTpEcu;
  readonly #engine: SimulatedUnitOptions | undefined;
  /** Seconds of engine operation when it began; absent where the valve does not stick. */
  readonly #beganS: number | undefined;
  #reported = "";
  #wasFaulty = false;

  /** @param seed makes the van and its trip. */
  constructor(seed: number, { clock, timer, wearRate = 1, hasStickingValve = false, channel: given }: ObdVanOptions) {
    const random = new SeededRandom(seed * 3 + seedOffset);
    this.callSignHint = `OV ${100 + random.below(900)}`;
    this.#model = new VehicleModel(vanSpec, random, { wearRate, wearRandom: new SeededRandom(seed * 7 + 5) });
    const bus = new MemoryBus({ name: "can0", clock });
    this.buses = given === undefined ? [{ name: bus.name, language: { kind: "obd" }, connect: () => bus.connect() }] : [];
    const vin = `DRAWBARVN${String(seed % 100_000_000).padStart(8, "0")}`;
    const units = vehicleUnits({ state: () => this.#model.state, vin, tankLitres: vanSpec.tankLitres });
    this.#engine = units.find(({ requestId }) => requestId === engineRequestId);
    this.#beganS = hasStickingValve ? this.#model.state.engineHours * 3_600 : undefined;
    this.#units = new SimulatedControlUnits(units, seed);
    const channel = given ?? bus.connect();
    this.#ecu = new IsoTpEcu({ bus: channel, sender: channel, timer, clock, units: this.#units, addresses: this.#units.addresses });
    this.#ecu.start();
  }

  get state(): Readonly<VehicleState> {
    return this.#model.state;
  }

  get faults(): readonly VehicleFault[] {
    return this.#model.faults;
  }

  get truth(): readonly ComponentTruth[] {
    return this.#model.truth;
  }

  /** Lets time pass; @returns nothing: what it sends are answers, and they go out when they are due. */
  advance(elapsedMs: number): readonly CanFrame[] {
    let leftMs = Math.min(Math.max(0, elapsedMs), simulatorLimits.advanceMsMax);
    while (leftMs > 0) {
      const stepMs = Math.min(simulatorLimits.stepMs, leftMs);
      this.#model.step(stepMs / 1_000);
      leftMs -= stepMs;
    }
    this.#report();
    return [];
  }

  /** What wear has led to is stored by the engine's unit, the active ones with their lamp. */
  #report(): void {
    const { confirmed, pending, testFailed, warningIndicatorRequested } = dtcStatusBits;
    const codes = this.#model.faults.map(({ dtc, isActive }) => ({ dtc, status: confirmed | (isActive ? testFailed | warningIndicatorRequested : 0) }));
    const stuckS = this.#stuckS();
    if (stuckS !== undefined) codes.push({ dtc: stickingDtc, status: testFailed | (stuckS < pendingS ? pending : confirmed | warningIndicatorRequested) });
    const reported = codes.map(({ dtc, status }) => `${dtc} ${status}`).join();
    if (reported === this.#reported) return;
    this.#reported = reported;
    this.#units.setTroubleCodes(
      engineRequestId,
      // No failure type below the code.
      codes.map(({ dtc, status }) => ({ dtc: (troubleCodeNumber(dtc) ?? 0) << 8, status })),
    );
    this.#freeze(codes.find(({ status }) => (status & confirmed) !== 0)?.dtc);
  }

  /** @returns seconds since the valve stuck; `undefined` while it moves. */
  #stuckS(): number | undefined {
    if (this.#beganS === undefined) return undefined;
    const sinceS = this.#model.state.engineHours * 3_600 - this.#beganS - stickingFromS;
    const atS = sinceS % stickingEveryS;
    return sinceS >= 0 && atS < stickingS ? atS : undefined;
  }

  /** One frame, of the first confirmed code; it goes with the last one. */
  #freeze(dtc: string | undefined): void {
    const isFaulty = dtc !== undefined;
    if (isFaulty === this.#wasFaulty) return;
    this.#wasFaulty = isFaulty;
    const values = framePids.flatMap((pid) => {
      const bytes = this.#engine?.obd?.pids.get(pid)?.(0);
      return bytes === undefined ? [] : [[pid, bytes] as const];
    });
    this.#units.setFreezeFrame(engineRequestId, isFaulty ? { dtc: (troubleCodeNumber(dtc) ?? 0) << 8, pids: new Map(values) } : undefined);
  }

  /** For whatever else carries their answers, such as an ELM327. */
  get units(): ControlUnits {
    return this.#units;
  }

  /** Its control units leave the bus. */
  stop(): Promise<void> {
    return this.#ecu.stop();
  }
}
