/** Whole vehicles that drive, for demonstrations and tests: they fill an in-memory bus as a real one would. */
import type { CanBus, CanSender } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { canLimits } from "../can/limits.ts";
import { MemoryBus } from "../can/memory-bus.ts";
import type { DbcFile } from "../dbc/dbc-types.ts";
import { parameterGroupOf, sourceAddressOf } from "../j1939/j1939-id.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { BroadcastTransfers } from "./broadcast-transfers.ts";
import { carMessages, carSpec } from "./car.ts";
import { FrameSchedule, type ScheduledMessage } from "./frame-schedule.ts";
import { simulatorLimits } from "./limits.ts";
import { simulatorDbc } from "./simulator-dbc.ts";
import { tractorMessages, tractorSpec } from "./tractor.ts";
import { vanMessages, vanSpec } from "./van.ts";
import type { ComponentTruth, VehicleFault } from "./wear/wear-model.ts";
import { VehicleModel } from "./vehicle-model.ts";
import type { VehicleSpec, VehicleState } from "./vehicle-state.ts";

/** Kinds whose bus is full of frames. */
export type BroadcastingVehicleKind = "tractor" | "car" | "van";

/** `obd-van` says nothing unless it is asked (obd-van.ts). */
export type SimulatedVehicleKind = BroadcastingVehicleKind | "obd-van";

/** How the frames of a bus are to be understood. */
export type BusLanguage = { readonly kind: "j1939" } | { readonly kind: "dbc"; readonly file: DbcFile } | { readonly kind: "obd" };

export interface SimulatedBus {
  readonly name: string;
  readonly language: BusLanguage;
  /** @returns a channel of its own for each reader. */
  connect(): CanBus & CanSender;
}

export interface SimulatedVehicle {
  readonly kind: SimulatedVehicleKind;
  /** What the yard might call it, the same for the same seed, such as `TR 214`. */
  readonly callSignHint: string;
  readonly description: string;
  readonly buses: readonly SimulatedBus[];
  /** What it is doing now. */
  readonly state: Readonly<VehicleState>;
  /** What its controllers have noticed, now or before. */
  readonly faults: readonly VehicleFault[];
  /** How its parts really are: the truth that a prediction is held against. */
  readonly truth: readonly ComponentTruth[];
  /**
   * Lets time pass and puts what it sends on the buses.
   *
   * @param elapsedMs since the last call; beyond `simulatorLimits.advanceMsMax` the rest is left out.
   * @param endUs wall time at the end of the span, microseconds since 1970; by default the span follows the last one.
   * @returns the frames, oldest first.
   */
  advance(elapsedMs: number, endUs?: number): readonly CanFrame[];
}

export interface SimulatedVehicleOptions {
  /** Wall time at which it begins, microseconds since 1970. */
  readonly startUs?: number;
  /** Hours of wear in an hour: 1 as in life (the default), some thousands to see faults develop within an hour. */
  readonly wearRate?: number;
}

interface Recipe {
  readonly spec: VehicleSpec;
  readonly prefix: string;
  readonly description: string;
  readonly language: () => BusLanguage;
  readonly messages: (model: VehicleModel, random: SeededRandom, language: BusLanguage) => readonly ScheduledMessage[];
}

const recipes: Readonly<Record<BroadcastingVehicleKind, Recipe>> = {
  tractor: {
    spec: tractorSpec,
    prefix: "TR",
    description: "Simulated tractor with semitrailer, SAE J1939",
    language: () => ({ kind: "j1939" }),
    messages: (model, random) => tractorMessages(model, random),
  },
  car: {
    spec: carSpec,
    prefix: "CA",
    description: "Simulated passenger car, petrol, drawbar-car.dbc",
    language: () => ({ kind: "dbc", file: simulatorDbc("drawbar-car.dbc") }),
    messages: (model, random, language) => carMessages(model, random, dbcOf(language)),
  },
  van: {
    spec: vanSpec,
    prefix: "VA",
    description: "Simulated delivery van, diesel, drawbar-van.dbc",
    language: () => ({ kind: "dbc", file: simulatorDbc("drawbar-van.dbc") }),
    messages: (model, random, language) => vanMessages(model, random, dbcOf(language)),
  },
};

/** @param seed makes the vehicle, its trip and its noise; the same seed gives the same frames. */
export function createSimulatedVehicle(kind: BroadcastingVehicleKind, seed: number, options: SimulatedVehicleOptions = {}): SimulatedVehicle {
  const recipe = recipes[kind];
  // A fleet counts its seeds from 1 for each kind; its vehicles should not be twins.
  const random = new SeededRandom(seed * 3 + Object.keys(recipes).indexOf(kind));
  const callSignHint = `${recipe.prefix} ${100 + random.below(900)}`;
  const model = new VehicleModel(recipe.spec, random, { wearRate: options.wearRate ?? 1, wearRandom: new SeededRandom(seed * 7 + 3) });
  const language = recipe.language();
  return new DrivenVehicle(
    kind,
    callSignHint,
    recipe.description,
    model,
    new FrameSchedule(recipe.messages(model, random, language), random),
    language,
    options.startUs ?? 0,
  );
}

class DrivenVehicle implements SimulatedVehicle {
  readonly kind: SimulatedVehicleKind;
  readonly callSignHint: string;
  readonly description: string;
  readonly buses: readonly SimulatedBus[];
  readonly #model: VehicleModel;
  readonly #schedule: FrameSchedule;
  readonly #transfers = new BroadcastTransfers();
  readonly #bus: MemoryBus;
  /** Time of the vehicle's own, from 0. */
  #elapsedUs = 0;
  #wallUs: number;

  constructor(
    kind: SimulatedVehicleKind,
    callSignHint: string,
    description: string,
    model: VehicleModel,
    schedule: FrameSchedule,
    language: BusLanguage,
    startUs: number,
  ) {
    this.kind = kind;
    this.callSignHint = callSignHint;
    this.description = description;
    this.#model = model;
    this.#schedule = schedule;
    this.#wallUs = startUs;
    this.#bus = new MemoryBus({ name: "can0", clock: { wallUs: () => this.#wallUs } });
    this.buses = [{ name: this.#bus.name, language, connect: () => this.#bus.connect() }];
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

  advance(elapsedMs: number, endUs?: number): readonly CanFrame[] {
    const spanUs = Math.round(Math.min(Math.max(0, elapsedMs), simulatorLimits.advanceMsMax) * 1_000);
    const end = endUs ?? this.#wallUs + spanUs;
    const span = { fromUs: this.#elapsedUs, spanUs, startUs: this.#startOf(end, spanUs), endUs: end };
    const frames: CanFrame[] = [];
    const stopUs = this.#elapsedUs + spanUs;
    while (this.#elapsedUs < stopUs) {
      const stepUs = Math.min(simulatorLimits.stepMs * 1_000, stopUs - this.#elapsedUs);
      this.#model.step(stepUs / 1_000_000);
      this.#send(span, stepUs, frames);
      this.#elapsedUs += stepUs;
    }
    this.#wallUs = end;
    this.#bus.publish(frames);
    return frames;
  }

  /** Spans join without overlap, although wall and monotonic time drift; after a step of the wall clock they begin anew. */
  #startOf(endUs: number, spanUs: number): number {
    const start = endUs - spanUs;
    return Math.abs(start - this.#wallUs) < simulatorLimits.clockStepUs && this.#wallUs <= endUs ? this.#wallUs : start;
  }

  #send(span: Span, stepUs: number, frames: CanFrame[]): void {
    const untilUs = this.#elapsedUs + stepUs;
    // With the ignition off the controllers sleep and the bus is silent.
    if (!this.#model.state.isIgnitionOn) {
      this.#transfers.clear();
      this.#schedule.skip(untilUs);
      return;
    }
    const due: { readonly frame: Omit<CanFrame, "atUs">; readonly dueUs: number }[] = [];
    for (const { message, count, dueUs } of this.#schedule.due(this.#elapsedUs, untilUs)) {
      const { id, extended } = message;
      const data = message.payload(count);
      if (data.length <= canLimits.classicBytesMax) due.push({ frame: { id, extended, data, flags: undefined }, dueUs });
      else this.#transfers.open({ sourceAddress: sourceAddressOf(id), pgn: parameterGroupOf(id), data }, dueUs);
    }
    due.push(...this.#transfers.due(this.#elapsedUs, untilUs));
    for (const { frame, dueUs } of due.sort((a, b) => a.dueUs - b.dueUs)) {
      const share = (dueUs - span.fromUs) / span.spanUs;
      frames.push({ ...frame, atUs: Math.floor(span.startUs + share * (span.endUs - span.startUs)) });
    }
  }
}

/** Vehicle time and the wall time that it is stamped with. */
interface Span {
  readonly fromUs: number;
  readonly spanUs: number;
  readonly startUs: number;
  readonly endUs: number;
}

function dbcOf(language: BusLanguage): DbcFile {
  if (language.kind === "dbc") return language.file;
  throw new TypeError("a vehicle by DBC needs a DBC file");
}
