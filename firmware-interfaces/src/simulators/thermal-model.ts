/** Temperatures of a vehicle: fuel heats, air cools, the thermostat holds. */

export interface Temperatures {
  readonly coolantC: number;
  readonly oilC: number;
  readonly transmissionOilC: number;
  readonly intakeC: number;
  readonly exhaustC: number;
  readonly ambientC: number;
  readonly cabinC: number;
  readonly tireC: number;
}

interface HeatInput {
  readonly isIgnitionOn: boolean;
  readonly speedMps: number;
  readonly engineRpm: number;
  readonly load: number;
  readonly boostKpa: number;
  readonly gear: number;
}

const thermostatC = 88;
const cabinWantedC = 21;

/** Starts cold; a working engine is warm after some five minutes. */
export class ThermalModel {
  readonly #startC: number;
  #now: Temperatures;
  #elapsedS = 0;

  constructor(startC: number) {
    this.#startC = startC;
    this.#now = {
      coolantC: startC,
      oilC: startC,
      transmissionOilC: startC,
      intakeC: startC + 2,
      exhaustC: startC + 90,
      ambientC: startC,
      cabinC: startC + 4,
      tireC: startC,
    };
  }

  temperatures(): Temperatures {
    return this.#now;
  }

  step(dtS: number, input: HeatInput): Temperatures {
    this.#elapsedS += dtS;
    const { isIgnitionOn, load, speedMps } = input;
    const before = this.#now;
    const ambientC = this.#startC + 2.5 * Math.sin(this.#elapsedS / 1_300);
    const isRunning = isIgnitionOn && input.engineRpm > 0;
    const heat = isRunning ? 0.11 + 0.5 * load : 0;
    // Below the thermostat little is lost, above it the radiator takes all that comes and a few degrees more with load.
    const held = thermostatC + 6 * load;
    const coolantC = before.coolantC < held ? before.coolantC + heat * dtS : before.coolantC + (held - before.coolantC) * Math.min(1, dtS * 0.08);
    this.#now = {
      ambientC,
      coolantC: isRunning ? coolantC : towards(before.coolantC, ambientC, dtS / 2_400),
      oilC: towards(before.oilC, isRunning ? coolantC + 4 + 14 * load : ambientC, dtS / (isRunning ? 110 : 2_600)),
      transmissionOilC: towards(before.transmissionOilC, isRunning && speedMps > 1 ? 62 + 26 * load + 0.2 * speedMps : ambientC + 20, dtS / 420),
      intakeC: towards(before.intakeC, ambientC + 8 + input.boostKpa * 0.16, dtS / 12),
      exhaustC: towards(before.exhaustC, isRunning ? 140 + 430 * load : ambientC, dtS / 9),
      cabinC: towards(before.cabinC, isRunning ? cabinWantedC : ambientC, dtS / 260),
      tireC: towards(before.tireC, ambientC + 0.55 * speedMps, dtS / 500),
    };
    return this.#now;
  }
}

function towards(from: number, to: number, share: number): number {
  return from + (to - from) * Math.min(1, share);
}
