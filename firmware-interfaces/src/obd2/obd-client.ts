/**
 * Asks a vehicle in the words of OBD-II, over whatever carries the question. Remembers which control unit has what and
 * whether several PIDs in one request work there. One request at a time; asks nothing by itself.
 */
import type { DiagnosticAnswer, DiagnosticLink, DiagnosticOutcome } from "../diagnostics/diagnostic-link.ts";
import { currentDataRequest, isGroupable, splitCurrentData } from "./current-data.ts";
import { freezeFrameCode, freezeFrameCodePid, freezeFrameRequest, readFreezeFrame } from "./freeze-frame.ts";
import { obdLimits } from "./limits.ts";
import { monitorTestsRequest, readMonitorTests, type MonitorTest } from "./monitor-tests.ts";
import { obdServices, readObdAnswer } from "./obd-answer.ts";
import { obdFail } from "./obd-errors.ts";
import { bitmapPids, readSupported } from "./supported-pids.ts";
import { readTroubleCodes } from "./trouble-codes.ts";
import { readVehicleInformation, vehicleInformationRequest } from "./vehicle-information.ts";

export interface ObdClientOptions {
  readonly link: DiagnosticLink;
  /** Without it `clearTroubleCodes` throws. */
  readonly mayClearTroubleCodes?: boolean;
}

/** No answer at all, for the reason that the link gives. */
export type ObdSilence = Extract<DiagnosticOutcome, { kind: "silent" | "failed" }>;

/** What one control unit said of one PID. */
export interface ObdReading {
  readonly responseId: number;
  readonly pid: number;
  /** The bytes behind the PID. */
  readonly data: Uint8Array;
}

export type CurrentDataOutcome =
  | {
      readonly kind: "answered";
      readonly readings: readonly ObdReading[];
      /** Asked alone in the end and not answered: with the code of the refusal, or without one when everybody kept silent. */
      readonly missing: readonly { readonly pid: number; readonly code: number | undefined }[];
    }
  | ObdSilence;

/** One item for each control unit that answered. */
export type PerUnit<Value> = { readonly kind: "answered"; readonly units: readonly (Value & { readonly responseId: number })[] } | ObdSilence;

/** Requests of several PIDs that went wrong before they are given up for this vehicle. */
const groupFailuresMax = 2;

export class ObdClient {
  readonly #options: ObdClientOptions;
  /** By response identifier. */
  readonly #supported = new Map<number, ReadonlySet<number>>();
  #groupFailures = 0;
  #hasGroupWorked = false;

  constructor(options: ObdClientOptions) {
    this.#options = options;
  }

  /** PIDs of service 01 that at least one control unit said to have; empty before `discover`. */
  get supportedPids(): ReadonlySet<number> {
    return new Set([...this.#supported.values()].flatMap((pids) => [...pids]));
  }

  /** Response identifier of the first control unit that said to have the PID, by identifier; `undefined` when none did. */
  ownerOf(pid: number): number | undefined {
    const owners = [...this.#supported].filter(([, pids]) => pids.has(pid)).map(([responseId]) => responseId);
    return owners.length === 0 ? undefined : Math.min(...owners);
  }

  /** Whether several PIDs still share a request. */
  get asksInGroups(): boolean {
    return this.#groupFailures < groupFailuresMax;
  }

  /** Asks which control units there are and what they have. Forgets what was known before. */
  async discover(): Promise<PerUnit<{ readonly pids: readonly number[] }>> {
    this.#supported.clear();
    this.#groupFailures = 0;
    this.#hasGroupWorked = false;
    const found = new Map<number, number[]>();
    for (const base of bitmapPids) {
      if (base > 0 && ![...found.values()].some((pids) => pids.includes(base))) break;
      const outcome = await this.#ask(currentDataRequest([base]));
      if (outcome.kind !== "answered") {
        if (base === 0) return outcome;
        break;
      }
      for (const { responseId, payload } of outcome.answers) {
        const part = partOf(splitCurrentData([base], payload), base);
        if (part === undefined || (!found.has(responseId) && found.size >= obdLimits.controlUnitsMax)) continue;
        found.set(responseId, [...(found.get(responseId) ?? []), ...readSupported(base, part)]);
      }
    }
    const units = [...found].map(([responseId, pids]) => ({ responseId, pids: pids.filter((pid) => !isBitmap(pid)) }));
    for (const { responseId, pids } of units) this.#supported.set(responseId, new Set(pids));
    return { kind: "answered", units };
  }

  /**
   * Up to six PIDs in one request. What a control unit that has a PID left out, refused or ran together is asked again alone.
   *
   * @throws DrawbarError `OBD_REQUEST_IMPOSSIBLE`.
   */
  async currentData(pids: readonly number[]): Promise<CurrentDataOutcome> {
    const request = currentDataRequest(pids);
    const isGroup = pids.length > 1 && this.asksInGroups && pids.every(isGroupable);
    if (!isGroup) return this.#alone(pids, []);
    const outcome = await this.#ask(request);
    if (outcome.kind === "failed" || (outcome.kind === "silent" && this.#hasGroupWorked)) return outcome;
    const readings = readingsOf(pids, answersOf(outcome));
    const again = pids.filter((pid) => this.#isOwed(pid, readings));
    if (again.length === 0) {
      this.#groupFailures = 0;
      this.#hasGroupWorked = true;
      return { kind: "answered", readings, missing: [] };
    }
    const [first] = again;
    if (outcome.kind === "silent" && first !== undefined) {
      // A vehicle that is off would cost a timeout for each PID; the first one tells.
      const probe = await this.#alone([first], []);
      if (probe.kind !== "answered") return probe;
    }
    const rest = await this.#alone(again, readings);
    // The group is to blame only when a question of one works where it did not.
    if (rest.kind === "answered" && rest.readings.length > readings.length) this.#groupFailures += 1;
    return rest;
  }

  /** @param kind `stored` (service 03), `pending` (07) or `permanent` (0A). */
  async troubleCodes(kind: "stored" | "pending" | "permanent"): Promise<PerUnit<{ readonly codes: readonly string[] }>> {
    const service = { stored: obdServices.storedCodes, pending: obdServices.pendingCodes, permanent: obdServices.permanentCodes }[kind];
    return this.#perUnit(Uint8Array.of(service), (payloads) => {
      const lists = payloads.map((payload) => readTroubleCodes(service, payload)).filter((list) => list.kind === "codes");
      return lists.length === 0 ? undefined : { codes: lists.flatMap(({ codes }) => codes) };
    });
  }

  /**
   * Service 04: wipes trouble codes, freeze frames and readiness.
   *
   * @throws DrawbarError `OBD_CLEAR_NOT_PERMITTED` unless the client was made with permission.
   */
  async clearTroubleCodes(): Promise<PerUnit<{ readonly hasCleared: boolean }>> {
    if (this.#options.mayClearTroubleCodes !== true) {
      throw obdFail("OBD_CLEAR_NOT_PERMITTED", "this client only reads; make it with mayClearTroubleCodes to clear codes");
    }
    return this.#perUnit(Uint8Array.of(obdServices.clearCodes), ([payload]) => ({
      hasCleared: payload !== undefined && readObdAnswer(obdServices.clearCodes, payload).kind === "positive",
    }));
  }

  /** @param frame 0 is the frame that the standard asks for. @throws DrawbarError `OBD_REQUEST_IMPOSSIBLE`. */
  async freezeFrame(pid: number, frame = 0): Promise<PerUnit<{ readonly data: Uint8Array }>> {
    return this.#perUnit(freezeFrameRequest(pid, frame), (payloads) => {
      const value = payloads.map((payload) => readFreezeFrame(pid, frame, payload)).find(({ kind }) => kind === "value");
      return value?.kind === "value" ? { data: value.data } : undefined;
    });
  }

  /** The code that stored the freeze frame of each control unit; units without a frame are left out. */
  async freezeFrameCodes(frame = 0): Promise<PerUnit<{ readonly code: string }>> {
    return this.#perUnit(freezeFrameRequest(freezeFrameCodePid, frame), (payloads) => {
      const value = payloads.map((payload) => readFreezeFrame(freezeFrameCodePid, frame, payload)).find(({ kind }) => kind === "value");
      const code = value?.kind === "value" ? freezeFrameCode(value.data) : undefined;
      return code === undefined ? undefined : { code };
    });
  }

  /** @param type such as `informationTypes.vin`; read `data` with the function of its type. @throws DrawbarError `OBD_REQUEST_IMPOSSIBLE`. */
  async vehicleInformation(type: number): Promise<PerUnit<{ readonly data: Uint8Array }>> {
    return this.#perUnit(vehicleInformationRequest(type), (payloads) => {
      const information = readVehicleInformation(type, payloads);
      return information.kind === "data" ? { data: information.data } : undefined;
    });
  }

  /** @throws DrawbarError `OBD_REQUEST_IMPOSSIBLE`. */
  async monitorTests(monitor: number): Promise<PerUnit<{ readonly tests: readonly MonitorTest[] }>> {
    return this.#perUnit(monitorTestsRequest(monitor), (payloads) => {
      const results = payloads.map((payload) => readMonitorTests(monitor, payload)).filter((result) => result.kind === "tests");
      return results.length === 0 ? undefined : { tests: results.flatMap(({ tests }) => tests) };
    });
  }

  #ask(payload: Uint8Array): Promise<DiagnosticOutcome> {
    return this.#options.link.request({ target: { kind: "functional" }, payload });
  }

  /** Whether somebody who has the PID, or anybody when nobody knows, has not answered it. */
  #isOwed(pid: number, readings: readonly ObdReading[]): boolean {
    const owners = [...this.#supported].filter(([, pids]) => pids.has(pid)).map(([responseId]) => responseId);
    const answered = new Set(readings.filter((reading) => reading.pid === pid).map(({ responseId }) => responseId));
    return owners.length === 0 ? answered.size === 0 : owners.some((responseId) => !answered.has(responseId));
  }

  async #alone(pids: readonly number[], before: readonly ObdReading[]): Promise<CurrentDataOutcome> {
    const asked = new Set(pids);
    const readings = before.filter(({ pid }) => !asked.has(pid));
    const missing: { pid: number; code: number | undefined }[] = [];
    let hasSomebodyAnswered = before.length > 0;
    for (const pid of pids) {
      const outcome = await this.#ask(currentDataRequest([pid]));
      if (outcome.kind === "failed") return outcome;
      const answers = answersOf(outcome);
      if (answers.length > 0) hasSomebodyAnswered = true;
      const fresh = readingsOf([pid], answers);
      const kept = fresh.length > 0 ? fresh : before.filter((reading) => reading.pid === pid);
      readings.push(...kept);
      if (kept.length === 0) missing.push({ pid, code: refusalOf(answers) });
    }
    return hasSomebodyAnswered ? { kind: "answered", readings, missing } : { kind: "silent" };
  }

  async #perUnit<Value extends object>(request: Uint8Array, read: (payloads: readonly Uint8Array[]) => Value | undefined): Promise<PerUnit<Value>> {
    const outcome = await this.#ask(request);
    if (outcome.kind !== "answered") return outcome;
    const byUnit = [...Map.groupBy(outcome.answers, ({ responseId }) => responseId)].slice(0, obdLimits.controlUnitsMax);
    const units = byUnit.flatMap(([responseId, answers]) => {
      const value = read(answers.map(({ payload }) => payload));
      return value === undefined ? [] : [{ ...value, responseId }];
    });
    return { kind: "answered", units };
  }
}

function answersOf(outcome: DiagnosticOutcome): readonly DiagnosticAnswer[] {
  return outcome.kind === "answered" ? outcome.answers.slice(0, obdLimits.controlUnitsMax) : [];
}

function readingsOf(pids: readonly number[], answers: readonly DiagnosticAnswer[]): readonly ObdReading[] {
  return answers.flatMap(({ responseId, payload }) => {
    const split = splitCurrentData(pids, payload);
    return split.kind === "split" ? [...split.parts].map(([pid, data]) => ({ responseId, pid, data })) : [];
  });
}

function partOf(split: ReturnType<typeof splitCurrentData>, pid: number): Uint8Array | undefined {
  return split.kind === "split" ? split.parts.get(pid) : undefined;
}

function refusalOf(answers: readonly DiagnosticAnswer[]): number | undefined {
  for (const { payload } of answers) {
    const answer = readObdAnswer(obdServices.currentData, payload);
    if (answer.kind === "refused") return answer.code;
  }
  return undefined;
}

function isBitmap(pid: number): boolean {
  return bitmapPids.some((base) => base === pid);
}
