/**
 * A vehicle that can be believed: speed follows forces, engine speed the gear, fuel the work, temperatures the fuel.
 * Not a physicist's model; every quantity moves with the others as a technician expects it to.
 */
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { DriveCycle, type DrivePhase } from "./drive-cycle.ts";
import { movedBy, wanderingRoute, type GnssRoute } from "./gnss-route.ts";
import { ThermalModel, type Temperatures } from "./thermal-model.ts";
import type { VehicleSpec, VehicleState } from "./vehicle-state.ts";
import type { WearComponent } from "./wear/wear-components.ts";
import { WearModel, type ComponentTruth, type VehicleFault } from "./wear/wear-model.ts";

const gravity = 9.81;
const airDensity = 1.2;
const brakingMps2Max = 2.4;
const shiftS = 0.45;
const fuelReserveShare = 0.12;
const fuelFullShare = 0.96;
/** Round Venlo, each vehicle on a round trip of its own. */
const homeGround = { latitudeDeg: 51.37, longitudeDeg: 6.17 } as const;
const homeRadiusM = 30_000;
const routeM = 60_000;

export interface VehicleModelOptions {
  /** Hours of wear in an hour; 0 for a vehicle that never wears. */
  readonly wearRate?: number;
  /** Of its own, so that wear does not change the drive. */
  readonly wearRandom?: SeededRandom;
}

export class VehicleModel {
  readonly state: VehicleState;
  readonly spec: VehicleSpec;
  readonly #random: SeededRandom;
  readonly #cycle: DriveCycle;
  readonly #thermal: ThermalModel;
  readonly #wear: WearModel | undefined;
  #phase: DrivePhase = { kind: "stop", targetMps: 0, durationS: 3 };
  #phaseS = 0;
  #elapsedS = 0;
  #shiftLeftS = 0;
  #bend = 0;
  readonly #route: GnssRoute;

  constructor(spec: VehicleSpec, random: SeededRandom, { wearRate = 0, wearRandom }: VehicleModelOptions = {}) {
    this.spec = spec;
    this.#wear = wearRate > 0 && wearRandom !== undefined ? new WearModel({ random: wearRandom, spec, rate: wearRate }) : undefined;
    this.#random = random;
    this.#cycle = new DriveCycle(random, spec.habits);
    this.#thermal = new ThermalModel(4 + random.next() * 18);
    this.state = { ...parked(spec), ...this.#thermal.temperatures() };
    // Every vehicle has a life behind it.
    Object.assign(this.state, {
      fuelLitres: spec.tankLitres * (0.45 + random.next() * 0.5),
      fuelUsedLitres: 4_000 + random.next() * 40_000,
      odometerM: Math.round((20_000 + random.next() * 400_000) * 1_000),
      engineHours: 800 + random.next() * 8_000,
      engineRevolutions: 6e7 + random.next() * 6e8,
      exhaustFluidShare: 0.4 + random.next() * 0.5,
    });
    this.#route = routeOf(this.state.odometerM);
    this.#place();
  }

  /** @param dtS seconds, at most a tenth. */
  step(dtS: number): void {
    this.#elapsedS += dtS;
    this.#phaseS += dtS;
    if (this.#isPhaseOver()) this.#nextPhase();
    const { state } = this;
    this.#wear?.restore(state);
    state.isIgnitionOn = this.#phase.kind !== "off" || state.speedMps > 0;
    if (!state.isIgnitionOn) this.#rest(dtS);
    else this.#drive(dtS);
    Object.assign(state, this.#thermal.step(dtS, state));
    this.#wear?.apply(dtS, state);
  }

  /** What its controllers have noticed, now or before. */
  get faults(): readonly VehicleFault[] {
    return this.#wear?.faults() ?? [];
  }

  /** How its parts really are. */
  get truth(): readonly ComponentTruth[] {
    return this.#wear?.truth(this.state) ?? [];
  }

  replacePart(component: WearComponent): void {
    this.#wear?.replace(component);
  }

  /** A standing phase counts from when the vehicle stands. */
  #isPhaseOver(): boolean {
    if (this.#phase.kind !== "drive" && this.state.speedMps > 0) this.#phaseS = 0;
    return this.#phaseS >= this.#phase.durationS;
  }

  #nextPhase(): void {
    const { state, spec } = this;
    if (this.#phase.kind === "off" && state.fuelLitres < spec.tankLitres * 0.5) state.fuelLitres = spec.tankLitres * fuelFullShare;
    this.#phase = this.#cycle.next(state.fuelLitres < spec.tankLitres * fuelReserveShare);
    this.#phaseS = 0;
    this.#bend = this.#phase.kind === "drive" && this.#random.chance(0.6) ? (this.#random.next() - 0.5) * 2 : 0;
    if (this.#phase.kind === "off") state.tripM = 0;
  }

  #rest(dtS: number): void {
    const { state, spec } = this;
    Object.assign(state, {
      engineRpm: 0,
      torqueNm: 0,
      load: 0,
      accelerator: 0,
      brake: 0,
      fuelLitresPerHour: 0,
      boostKpa: 0,
      oilPressureKpa: 0,
      gear: 0,
      alternatorAmps: 0,
      batteryAmps: -2,
    });
    state.batteryVolts += (spec.systemVolts * 0.89 - state.batteryVolts) * Math.min(1, dtS);
  }

  #drive(dtS: number): void {
    const { state, spec } = this;
    const grade = 0.018 * Math.sin(this.#elapsedS / 70) + 0.012 * Math.sin(this.#elapsedS / 23 + 1);
    const resistance =
      state.speedMps > 0 ? spec.massKg * gravity * (spec.rollingResistance + grade) + 0.5 * airDensity * spec.dragAreaM2 * state.speedMps ** 2 : 0;
    const wanted = this.#wantedAcceleration();
    const force = spec.massKg * wanted + resistance;
    const driving = this.#drivingForce(Math.max(0, force));
    // What the engine does not slow down by itself, the brakes do.
    const engineBraking = state.speedMps > 1 ? 0.015 * spec.massKg * gravity : 0;
    const braking = Math.max(0, -force - engineBraking);
    const acceleration = state.speedMps <= 0 && wanted <= 0 ? 0 : (driving - resistance - Math.min(braking + engineBraking, Math.max(0, -force))) / spec.massKg;
    const speed = Math.max(0, state.speedMps + acceleration * dtS);
    state.accelerationMps2 = (speed - state.speedMps) / dtS;
    state.brake = state.speedMps === 0 && this.#phase.kind === "stop" ? 0.25 : Math.min(1, braking / (spec.massKg * 6));
    this.#move(dtS, speed);
    this.#gear(dtS);
    this.#engine(dtS, driving);
  }

  #wantedAcceleration(): number {
    const { state } = this;
    // Nobody holds a speed to the metre.
    const wander = this.#phase.kind === "drive" ? 0.4 * Math.sin(this.#elapsedS / 13) + 0.25 * Math.sin(this.#elapsedS / 4.1) : 0;
    const difference = this.#phase.targetMps + wander - state.speedMps;
    if (this.#phase.kind !== "drive" && state.speedMps < 0.4) return -brakingMps2Max;
    const comfort = Math.min(1.6, (0.8 * this.spec.powerWMax) / (this.spec.massKg * Math.max(4, state.speedMps)));
    // A driver who stops does not creep up to the line for ever.
    const firmness = this.#phase.kind === "drive" ? 0 : -0.35;
    return Math.max(-brakingMps2Max * 0.7, Math.min(comfort, difference * 0.25 + firmness));
  }

  #drivingForce(wanted: number): number {
    const { state, spec } = this;
    if (state.isShifting || wanted <= 0) {
      state.accelerator = 0;
      return 0;
    }
    const byPower = (spec.powerWMax * 0.92) / Math.max(2.5, state.speedMps);
    const ratio = (spec.gearRatios[Math.max(0, state.gear - 1)] ?? 1) * spec.axleRatio;
    const available = Math.min(byPower, (spec.torqueNmMax * ratio * 0.92) / spec.wheelRadiusM);
    const force = Math.min(wanted, available);
    state.accelerator = Math.min(1, 0.04 + (0.94 * force) / available);
    return force;
  }

  #move(dtS: number, speed: number): void {
    const { state } = this;
    const metres = ((state.speedMps + speed) / 2) * dtS;
    state.speedMps = speed;
    state.odometerM += metres;
    state.tripM += metres;
    if (metres > 0) this.#place();
    // Bends that tyres and passengers bear: at most 1.5 m/s² to the side.
    const yawMaxDps = speed > 1 ? Math.min(18, ((1.5 / speed) * 180) / Math.PI) : 0;
    const yaw = (this.#bend * 0.5 + 0.35 * Math.sin(this.#elapsedS / 11)) * yawMaxDps;
    state.yawRateDps += (yaw - state.yawRateDps) * Math.min(1, dtS * 1.5);
    const steering = speed > 1 ? Math.max(-480, Math.min(480, (state.yawRateDps * 44) / speed)) : state.steeringAngleDeg * (1 - dtS);
    state.steeringAngleDeg += (steering - state.steeringAngleDeg) * Math.min(1, dtS * 3);
  }

  #place(): void {
    const { latitudeDeg, longitudeDeg, trackDeg } = this.#route.at(this.state.odometerM);
    Object.assign(this.state, { latitudeDeg, longitudeDeg, headingDeg: trackDeg });
  }

  #gear(dtS: number): void {
    const { state } = this;
    this.#shiftLeftS = Math.max(0, this.#shiftLeftS - dtS);
    state.isShifting = this.#shiftLeftS > 0;
    if (state.isShifting) return;
    if (state.speedMps < 0.3) {
      state.gear = this.#phase.kind === "drive" ? 1 : 0;
      return;
    }
    const rpm = this.#rpmIn(Math.max(1, state.gear));
    const next = this.#nextGear(rpm);
    if (next === state.gear) return;
    state.gear = next;
    this.#shiftLeftS = shiftS;
  }

  #nextGear(rpm: number): number {
    const { gear } = this.state;
    if (gear === 0) return 1;
    if (rpm > this.spec.upshiftRpm && gear < this.spec.gearRatios.length) return gear + 1;
    return rpm < this.spec.downshiftRpm && gear > 1 ? gear - 1 : gear;
  }

  #rpmIn(gear: number): number {
    const { state, spec } = this;
    return (state.speedMps / (2 * Math.PI * spec.wheelRadiusM)) * 60 * (spec.gearRatios[gear - 1] ?? 1) * spec.axleRatio;
  }

  #engine(dtS: number, driving: number): void {
    const { state, spec } = this;
    // Below idle the clutch slips.
    const target = state.gear === 0 ? spec.idleRpm : Math.max(spec.idleRpm + 150 * state.accelerator, this.#rpmIn(state.gear));
    state.engineRpm += (target - state.engineRpm) * Math.min(1, dtS * 7);
    const omega = (state.engineRpm * 2 * Math.PI) / 60;
    const wheelPowerW = driving * Math.max(state.speedMps, 0.8);
    const accessoriesW = spec.powerWMax * 0.012;
    const available = Math.min(spec.torqueNmMax, spec.powerWMax / Math.max(1, omega));
    state.torqueNm = Math.min(available, (wheelPowerW / 0.92 + accessoriesW) / Math.max(1, omega));
    state.load = state.torqueNm / available;
    const isCoasting = driving === 0 && state.speedMps > 3 && !state.isShifting;
    state.fuelLitresPerHour = isCoasting
      ? 0
      : spec.idleLitresPerHour * (state.engineRpm / spec.idleRpm) * 0.9 + ((state.torqueNm * omega) / 1_000) * spec.litresPerKwh;
    const used = (state.fuelLitresPerHour * dtS) / 3_600;
    state.fuelLitres = Math.max(0, state.fuelLitres - used);
    state.fuelUsedLitres += used;
    state.exhaustFluidShare = state.exhaustFluidShare < 0.08 ? 0.95 : state.exhaustFluidShare - used * 0.0004;
    state.engineHours += dtS / 3_600;
    state.engineRevolutions += (state.engineRpm * dtS) / 60;
    state.boostKpa += (state.load * 170 * Math.min(1, state.engineRpm / spec.upshiftRpm) - state.boostKpa) * Math.min(1, dtS * 1.2);
    const pressure =
      spec.oilPressureKpaIdle +
      (spec.oilPressureKpaMax - spec.oilPressureKpaIdle) * Math.min(1, (state.engineRpm - spec.idleRpm) / (spec.upshiftRpm - spec.idleRpm));
    state.oilPressureKpa = pressure * (1.25 - Math.min(0.3, state.oilC / 330));
    state.batteryVolts = spec.systemVolts + 0.06 * Math.sin(this.#elapsedS / 7);
    state.alternatorAmps = 45 + 12 * Math.sin(this.#elapsedS / 31);
    state.batteryAmps = Math.max(1, 18 * Math.exp(-this.#elapsedS / 900));
    // The brakes use air, the compressor brings it back between its two switching points.
    state.airPressureKpa = state.airPressureKpa < 720 ? 850 : state.airPressureKpa - dtS * (0.4 + 14 * state.brake);
  }
}

/** By its odometer, which no two vehicles share, so that the route changes nothing of the drive. */
function routeOf(odometerM: number): GnssRoute {
  const random = new SeededRandom(Math.floor(odometerM) % 2 ** 31);
  const spread = () => (random.next() * 2 - 1) * homeRadiusM;
  return wanderingRoute(random, movedBy(homeGround, spread(), spread()), routeM);
}

function parked(spec: VehicleSpec): Omit<VehicleState, keyof Temperatures> {
  return {
    isIgnitionOn: true,
    speedMps: 0,
    accelerationMps2: 0,
    yawRateDps: 0,
    steeringAngleDeg: 0,
    gear: 0,
    isShifting: false,
    engineRpm: spec.idleRpm,
    torqueNm: 0,
    load: 0.1,
    accelerator: 0,
    brake: 0.3,
    fuelLitresPerHour: spec.idleLitresPerHour,
    fuelLitres: spec.tankLitres,
    fuelUsedLitres: 0,
    odometerM: 0,
    tripM: 0,
    engineHours: 0,
    engineRevolutions: 0,
    boostKpa: 0,
    oilPressureKpa: spec.oilPressureKpaIdle,
    batteryVolts: spec.systemVolts,
    batteryAmps: 12,
    alternatorAmps: 40,
    airPressureKpa: 760,
    exhaustFluidShare: 1,
    ...homeGround,
    headingDeg: 0,
  };
}
