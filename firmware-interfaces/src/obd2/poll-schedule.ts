/**
 * Which PIDs to ask next, and when to keep silent. Pure: time comes in as monotonic milliseconds, and nothing is sent here.
 *
 * Asking keeps control units awake and empties the battery of a parked vehicle. So once the ignition is off for a minute
 * nothing is asked, and nothing is asked to find out whether it is on again: that must be heard (`heardTraffic`, a frame
 * on a bus that was quiet) or measured (`measuredVolts`, the supply rising to where only a running alternator or
 * converter lifts it).
 */
import { obdLimits } from "./limits.ts";
import { isPassingRefusal } from "./obd-answer.ts";
import { obdFail } from "./obd-errors.ts";

/** `parked`: the ignition is off or nobody answers, for less than a minute. `asleep`: nothing is sent. */
export type VehicleActivity = "driving" | "idling" | "parked" | "asleep";

export interface PolledPid {
  readonly pid: number;
  /** Milliseconds from one reading to the next; left out for a state in which it is not asked. */
  readonly periodMs: Readonly<Partial<Record<Exclude<VehicleActivity, "asleep">, number>>>;
}

export interface PollScheduleOptions {
  /** Engine speed (0C) and vehicle speed (0D) are added where they are missing: the state is read from them. */
  readonly pids: readonly PolledPid[];
  readonly nowMs: number;
  /** By default six; 1 for a vehicle or an adapter that takes one PID a request. */
  readonly pidsPerRequest?: number;
}

export type PollStep =
  | { readonly kind: "ask"; readonly pids: readonly number[] }
  /** Nothing is due for so long. */
  | { readonly kind: "wait"; readonly ms: number }
  /** Until it wakes up; ask again after that. */
  | { readonly kind: "asleep" };

/** What a request brought, as `ObdClient.currentData` has it; values as far as the schedule needs them. */
export type PollResult =
  | {
      readonly kind: "answered";
      readonly missing: readonly { readonly pid: number; readonly code: number | undefined }[];
      /** Of PIDs 0C and 0D, when they were among the answers. */
      readonly engineRpm?: number | undefined;
      readonly speedKmh?: number | undefined;
    }
  | { readonly kind: "silent" | "failed" };

const engineSpeedPid = 0x0c;
const vehicleSpeedPid = 0x0d;
/** Often enough to see a start within seconds, in every state. */
const statePeriodMs = { driving: 1_000, idling: 1_000, parked: 2_000 };
/**
 * A bus counts as quiet after so long; the next frame is then a wake-up. One that the engine does not follow makes it four
 * times as long: a parked vehicle that says a word every ten seconds must not be asked all night.
 */
const quietMs = { first: 5_000, growth: 4, max: 3_600_000 };
/** A 12 V system at rest has less than 12.9 V, a charging one more than 13.2 V; of 24 V systems twice as much. */
const chargingVolts = { low: 13.2, high: 26.4, restLow: 12.9, restHigh: 25.8, systemBorder: 18 };

interface Entry {
  readonly polled: PolledPid;
  dueMs: number;
  refusals: number;
  /** Since the last wake-up. */
  hasAnswered: boolean;
}

export class PollSchedule {
  readonly #entries: readonly Entry[];
  readonly #pidsPerRequest: number;
  #activity: VehicleActivity = "parked";
  #speedKmh = 0;
  #engineRpm = 0;
  /** When it last was known to run, or woke up. */
  #lastActiveMs: number;
  #silences = 0;
  #silentPids: number[] = [];
  #lastTrafficMs = Number.NEGATIVE_INFINITY;
  #hasSeenRest = false;
  #quietMs = quietMs.first;
  #supported: ReadonlySet<number> | undefined;

  /** @throws DrawbarError `OBD_SCHEDULE_INVALID`. */
  constructor(options: PollScheduleOptions) {
    const { nowMs, pids } = options;
    check(pids);
    const state = [engineSpeedPid, vehicleSpeedPid]
      .filter((pid) => !pids.some((polled) => polled.pid === pid))
      .map((pid) => ({ pid, periodMs: statePeriodMs }));
    this.#entries = [...state, ...pids].map((polled) => ({ polled, dueMs: nowMs, refusals: 0, hasAnswered: false }));
    this.#pidsPerRequest = Math.min(obdLimits.pidsPerRequestMax, Math.max(1, options.pidsPerRequest ?? obdLimits.pidsPerRequestMax));
    this.#lastActiveMs = nowMs;
  }

  get activity(): VehicleActivity {
    return this.#activity;
  }

  /** PIDs that were refused too often; asked again after the next wake-up. */
  get givenUp(): readonly number[] {
    return this.#entries.filter(({ refusals }) => refusals >= obdLimits.refusalsMax).map(({ polled }) => polled.pid);
  }

  /** What the vehicle says to have, until it sleeps: nothing else is asked. An empty set is a vehicle that does not say. */
  restrictTo(pids: ReadonlySet<number>): void {
    this.#supported = pids.size === 0 ? undefined : pids;
  }

  /**
   * What to do now. Of what is due the most belated comes first, measured in its own periods: on a link too slow for all
   * of it every PID gets its share, the fast ones more often than the slow ones.
   */
  next(nowMs: number): PollStep {
    this.#settle(nowMs);
    if (this.#activity === "asleep") return { kind: "asleep" };
    const wanted = this.#entries.flatMap((entry) => {
      const periodMs = this.#periodOf(entry);
      return periodMs === undefined ? [] : [{ entry, lateness: (nowMs - entry.dueMs) / periodMs }];
    });
    const due = wanted.filter(({ lateness }) => lateness >= 0).toSorted((a, b) => b.lateness - a.lateness);
    if (due.length > 0) return { kind: "ask", pids: due.slice(0, this.#pidsPerRequest).map(({ entry }) => entry.polled.pid) };
    const nextMs = Math.min(...wanted.map(({ entry }) => entry.dueMs), this.#lastActiveMs + obdLimits.silentAfterMs);
    return { kind: "wait", ms: Math.max(1, nextMs - nowMs) };
  }

  /** Tells what the request of the last `ask` brought. */
  settled(pids: readonly number[], result: PollResult, nowMs: number): void {
    for (const entry of this.#entriesOf(pids)) entry.dueMs = nextDueMs(entry.dueMs, this.#periodOf(entry) ?? obdLimits.periodMsMin, nowMs);
    if (result.kind !== "answered") {
      this.#heardNothing(pids);
      return;
    }
    // The vehicle is there: who kept silent before does not have the PID.
    for (const entry of this.#entriesOf(this.#silentPids)) if (!entry.hasAnswered) entry.refusals += 1;
    this.#silences = 0;
    this.#silentPids = [];
    this.#countRefusals(pids, result.missing);
    this.#engineRpm = result.engineRpm ?? this.#engineRpm;
    this.#speedKmh = result.speedKmh ?? this.#speedKmh;
    if (this.#engineRpm > 0 || this.#speedKmh > 0) {
      this.#lastActiveMs = nowMs;
      this.#quietMs = quietMs.first;
    }
    this.#settle(nowMs);
  }

  /** A frame was heard that is no answer to us. */
  heardTraffic(nowMs: number): void {
    const isFirst = nowMs - this.#lastTrafficMs >= this.#quietMs;
    this.#lastTrafficMs = nowMs;
    this.#settle(nowMs);
    if (!isFirst || this.#activity !== "asleep") return;
    this.#quietMs = Math.min(quietMs.max, this.#quietMs * quietMs.growth);
    this.#wake(nowMs);
  }

  /** The supply voltage as the unit measures it, without asking the vehicle. */
  measuredVolts(volts: number, nowMs: number): void {
    const isHigh = volts > chargingVolts.systemBorder;
    if (volts < (isHigh ? chargingVolts.restHigh : chargingVolts.restLow)) this.#hasSeenRest = true;
    // The step counts, not the level: a charger in the workshop is no running engine for days.
    if (!this.#hasSeenRest || volts < (isHigh ? chargingVolts.high : chargingVolts.low)) return;
    this.#hasSeenRest = false;
    this.#settle(nowMs);
    this.#wake(nowMs);
  }

  #wake(nowMs: number): void {
    this.#lastActiveMs = nowMs;
    if (this.#activity !== "asleep") return;
    this.#activity = "parked";
    this.#silences = 0;
    this.#silentPids = [];
    this.#supported = undefined;
    for (const entry of this.#entries) {
      entry.refusals = 0;
      entry.hasAnswered = false;
      entry.dueMs = nowMs;
    }
  }

  #settle(nowMs: number): void {
    if (this.#activity === "asleep") return;
    const before = this.#activity;
    if (nowMs - this.#lastActiveMs >= obdLimits.silentAfterMs) this.#activity = "asleep";
    else if (this.#speedKmh > 0) this.#activity = "driving";
    else this.#activity = this.#engineRpm > 0 ? "idling" : "parked";
    if (this.#activity === before) return;
    // Nobody waits out the slow period of the state before.
    for (const entry of this.#entries) entry.dueMs = Math.min(entry.dueMs, nowMs + (this.#periodOf(entry) ?? 0));
  }

  #heardNothing(pids: readonly number[]): void {
    this.#silences += 1;
    // Of a group nobody knows which PID is to blame.
    if (pids.length === 1) this.#silentPids = [...this.#silentPids, ...pids].slice(-obdLimits.silencesMax);
    if (this.#silences < obdLimits.silencesMax) return;
    this.#engineRpm = 0;
    this.#speedKmh = 0;
    this.#silentPids = [];
  }

  /** Only what was never answered is given up: with the key turned back many control units answer less, and more again later. */
  #countRefusals(pids: readonly number[], missing: readonly { readonly pid: number; readonly code: number | undefined }[]): void {
    const refused = new Map(missing.map(({ pid, code }) => [pid, code]));
    for (const entry of this.#entriesOf(pids)) {
      const { pid } = entry.polled;
      if (!refused.has(pid)) entry.hasAnswered = true;
      else if (!entry.hasAnswered && !isPassingRefusal(refused.get(pid) ?? 0)) entry.refusals += 1;
    }
    // What is not answered must not stay as it last was.
    if (refused.has(engineSpeedPid)) this.#engineRpm = 0;
    if (refused.has(vehicleSpeedPid)) this.#speedKmh = 0;
  }

  #entriesOf(pids: readonly number[]): readonly Entry[] {
    return this.#entries.filter(({ polled }) => pids.includes(polled.pid));
  }

  /** @returns `undefined` when it is not asked in this state. */
  #periodOf({ polled, refusals }: Entry): number | undefined {
    if (this.#activity === "asleep" || refusals >= obdLimits.refusalsMax) return undefined;
    if (this.#supported?.has(polled.pid) === false) return undefined;
    return polled.periodMs[this.#activity];
  }
}

/** In step with its period as long as that can be kept; what was missed is not caught up with. */
function nextDueMs(dueMs: number, periodMs: number, nowMs: number): number {
  return dueMs + periodMs > nowMs ? dueMs + periodMs : nowMs + periodMs - ((nowMs - dueMs) % periodMs);
}

function check(pids: readonly PolledPid[]): void {
  if (pids.length > obdLimits.scheduledPidsMax) {
    throw obdFail("OBD_SCHEDULE_INVALID", `${pids.length} PIDs are more than may be polled (obdLimits.scheduledPidsMax, ${obdLimits.scheduledPidsMax})`);
  }
  const seen = new Set<number>();
  for (const { pid, periodMs } of pids) {
    if (!Number.isInteger(pid) || pid < 0 || pid > 0xff) throw obdFail("OBD_SCHEDULE_INVALID", `PID ${pid} is outside 0..255`);
    if (seen.has(pid)) throw obdFail("OBD_SCHEDULE_INVALID", `PID ${pid.toString(16).padStart(2, "0")} is there twice`);
    seen.add(pid);
    for (const period of Object.values(periodMs)) {
      if (!(period >= obdLimits.periodMsMin)) {
        throw obdFail("OBD_SCHEDULE_INVALID", `a period of ${period} ms for PID ${pid.toString(16)} is shorter than ${obdLimits.periodMsMin} ms`);
      }
    }
  }
}
