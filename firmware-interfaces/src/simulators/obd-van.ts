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
import { dtcStatusBits } from "./ecu/ecu-unit.ts";
import { engineRequestId, vehicleUnits } from "./ecu/vehicle-units.ts";
import { simulatorLimits } from "./limits.ts";
import type { SimulatedBus, SimulatedVehicle } from "./simulated-vehicle.ts";
import { vanSpec } from "./van.ts";
import { VehicleModel, type VehicleState } from "./vehicle-model.ts";
import type { ComponentTruth, VehicleFault } from "./wear/wear-model.ts";

interface ObdVanOptions {
  /** Stamps frames and tells the control units when to answer. */
  readonly clock: Clock;
  readonly timer: Timer;
  /** Hours of wear in an hour: 1 as in life. */
  readonly wearRate?: number;
  /** A bus that is really there, on which its control units answer; a bus in memory when absent. */
  readonly channel?: CanBus & CanSender;
}

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
  #reported: readonly VehicleFault[] = [];

  /** @param seed makes the van and its trip. */
  constructor(seed: number, { clock, timer, wearRate = 1, channel: given }: ObdVanOptions) {
    const random = new SeededRandom(seed * 3 + seedOffset);
    this.callSignHint = `OV ${100 + random.below(900)}`;
    this.#model = new VehicleModel(vanSpec, random, { wearRate, wearRandom: new SeededRandom(seed * 7 + 5) });
    const bus = new MemoryBus({ name: "can0", clock });
    this.buses = given === undefined ? [{ name: bus.name, language: { kind: "obd" }, connect: () => bus.connect() }] : [];
    const vin = `DRAWBARVN${String(seed % 100_000_000).padStart(8, "0")}`;
    this.#units = new SimulatedControlUnits(vehicleUnits({ state: () => this.#model.state, vin, tankLitres: vanSpec.tankLitres }), seed);
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
    const { faults } = this.#model;
    if (faults.length === this.#reported.length && faults.every((fault, index) => fault.isActive === this.#reported[index]?.isActive)) return;
    this.#reported = faults;
    const { confirmed, testFailed, warningIndicatorRequested } = dtcStatusBits;
    this.#units.setTroubleCodes(
      engineRequestId,
      faults.map(({ dtc, isActive }) => ({
        // No failure type below the code.
        dtc: (troubleCodeNumber(dtc) ?? 0) << 8,
        status: confirmed | (isActive ? testFailed | warningIndicatorRequested : 0),
      })),
    );
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
