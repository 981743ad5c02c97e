/** Wear and the faults that come of it: components age with use, show symptoms, and are noticed by the controllers. */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { VehicleSpec, VehicleState } from "../vehicle-state.ts";
import { componentDefinitions, wearComponents, type FaultCode, type WearComponent } from "./wear-components.ts";

export interface WearOptions {
  readonly random: SeededRandom;
  readonly spec: VehicleSpec;
  /** How many hours of wear pass in an hour: 1 as in life, some thousands to see a failure within a test. */
  readonly rate: number;
}

/** A fault as a controller reports it: active while it is seen, counted each time that it comes. */
export interface VehicleFault extends FaultCode {
  readonly isActive: boolean;
  /** Times that it became active, 1 to 126 (SAE J1939-73, 5.7.1.4). */
  readonly occurrences: number;
  /** Seconds of the vehicle's own time at which it last became active. */
  readonly onsetS: number;
  /** What was true at the first onset: a freeze frame. */
  readonly freezeFrame: Readonly<VehicleState>;
}

/** What nobody on the vehicle can know: for tests, and as the truth that a model is trained against. */
export interface ComponentTruth {
  readonly component: WearComponent;
  /** Share of its life that is used, 0 to 1 and more. */
  readonly wear: number;
  /** 0 until the first signs, 1 when it is through. */
  readonly severity: number;
  /** At the present stress and rate. */
  readonly hoursLeft: number;
}

/** Share of a life after which the first signs show. */
const firstSigns = 0.8;
const occurrencesMax = 126;
/** A fault that is not seen for so long is no longer active. */
const clearedAfterS = 30;

interface Component {
  readonly name: WearComponent;
  lifeHours: number;
  usedHours: number;
  seenS: number;
  unseenS: number;
  fault: VehicleFault | undefined;
}

export class WearModel {
  readonly #options: WearOptions;
  readonly #components: readonly Component[];
  /** Values of the healthy vehicle that symptoms stand in for. */
  #healthy: Partial<VehicleState> = {};
  #elapsedS = 0;

  constructor(options: WearOptions) {
    this.#options = options;
    // Every vehicle has a life behind it, and none of its parts is about to fail at the first turn of the key.
    this.#components = wearComponents.map((name) => {
      const lifeHours = this.#drawLife(name);
      return { name, lifeHours, usedHours: lifeHours * (0.1 + 0.6 * options.random.next()), seenS: 0, unseenS: 0, fault: undefined };
    });
  }

  /** Gives the state its healthy values back, from which the model goes on. Before each step. */
  restore(state: VehicleState): void {
    Object.assign(state, this.#healthy);
    this.#healthy = {};
  }

  /** Lets the parts age by `dtS` of what the state says, and puts their symptoms into it. After each step. */
  apply(dtS: number, state: VehicleState): void {
    const { spec, rate } = this.#options;
    this.#elapsedS += dtS;
    for (const component of this.#components) {
      const { stress, symptoms } = componentDefinitions[component.name];
      component.usedHours += (stress(state) * rate * dtS) / 3_600;
      const severity = severityOf(component);
      if (severity === 0) continue;
      const changes = symptoms(state, spec, severity);
      this.#healthy = { ...pick(state, changes), ...this.#healthy };
      Object.assign(state, changes);
    }
    for (const component of this.#components) this.#watch(component, dtS, state);
  }

  /** Active and previously active ones, in the order of the components. */
  faults(): readonly VehicleFault[] {
    return this.#components.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
  }

  truth(state: Readonly<VehicleState>): readonly ComponentTruth[] {
    return this.#components.map((component) => {
      const { name, lifeHours, usedHours } = component;
      const stress = componentDefinitions[name].stress(state) * this.#options.rate;
      return {
        component: name,
        wear: usedHours / lifeHours,
        severity: severityOf(component),
        hoursLeft: Math.max(0, lifeHours - usedHours) / Math.max(stress, 1e-9),
      };
    });
  }

  /** A new part, with a life of its own; its fault is cleared. */
  replace(name: WearComponent): void {
    const component = this.#components.find((candidate) => candidate.name === name);
    if (component === undefined) return;
    Object.assign(component, { lifeHours: this.#drawLife(name), usedHours: 0, seenS: 0, unseenS: 0, fault: undefined });
  }

  #watch(component: Component, dtS: number, state: VehicleState): void {
    const { isNoticed, noticedAfterS, code } = componentDefinitions[component.name];
    const isSeen = isNoticed(state, this.#options.spec);
    component.seenS = isSeen ? component.seenS + dtS : 0;
    component.unseenS = isSeen ? 0 : component.unseenS + dtS;
    const { fault } = component;
    if (component.seenS >= noticedAfterS && fault?.isActive !== true) {
      component.fault = {
        ...code,
        isActive: true,
        occurrences: Math.min(occurrencesMax, (fault?.occurrences ?? 0) + 1),
        onsetS: this.#elapsedS,
        freezeFrame: fault?.freezeFrame ?? { ...state },
      };
    } else if (fault?.isActive === true && component.unseenS >= clearedAfterS) component.fault = { ...fault, isActive: false };
  }

  /** By the Weibull law: the median is where half of them are through. */
  #drawLife(name: WearComponent): number {
    const { medianLifeHours, shape } = componentDefinitions[name];
    const survival = 1 - this.#options.random.next();
    return medianLifeHours * (Math.log(1 / Math.max(survival, 1e-6)) / Math.LN2) ** (1 / shape);
  }
}

function severityOf({ usedHours, lifeHours }: Component): number {
  return Math.min(1, Math.max(0, (usedHours / lifeHours - firstSigns) / (1 - firstSigns)));
}

function pick(state: VehicleState, changes: Partial<VehicleState>): Partial<VehicleState> {
  return Object.fromEntries(Object.keys(changes).map((key) => [key, state[key as keyof VehicleState]])); // the keys are those of a part of the state
}
