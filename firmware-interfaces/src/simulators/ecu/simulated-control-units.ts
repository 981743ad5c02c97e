/** The control units of one simulated vehicle: what they answer and when, the same for the same seed. */
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { negativeResponse } from "../../diagnostics/answer-match.ts";
import type { ControlUnitReply, ControlUnits } from "../../diagnostics/control-units.ts";
import type { DiagnosticRequest } from "../../diagnostics/diagnostic-link.ts";
import { ecuFail } from "./ecu-errors.ts";
import { negative, refusalCodes, type SimulatedFreezeFrame, type SimulatedTroubleCode, type SimulatedUnitOptions, type UnitAnswer } from "./ecu-unit.ts";
import { ecuLimits } from "./limits.ts";
import { answerObd } from "./obd-answers.ts";
import { answerUds } from "./uds-answers.ts";

/** Refusals that a unit keeps to itself when the request was for all: not being meant is no news (ISO 14229-1, 8.7.4). */
const silentToAll: ReadonlySet<number> = new Set([
  refusalCodes.serviceNotSupported,
  refusalCodes.subFunctionNotSupported,
  refusalCodes.requestOutOfRange,
  refusalCodes.subFunctionNotSupportedInSession,
  refusalCodes.serviceNotSupportedInSession,
]);
const delayMsDefault = 8;

export class SimulatedControlUnits implements ControlUnits {
  readonly #units: readonly SimulatedUnit[];
  readonly #random: SeededRandom;

  /** @throws DrawbarError `ECU_UNITS_IMPOSSIBLE`. */
  constructor(units: readonly SimulatedUnitOptions[], seed: number) {
    if (units.length > ecuLimits.unitsMax) throw ecuFail("ECU_UNITS_IMPOSSIBLE", `${units.length} control units; ecuLimits.unitsMax is ${ecuLimits.unitsMax}`);
    const ids = units.flatMap(({ requestId, responseId }) => [requestId, responseId]);
    const shared = ids.find((id, index) => ids.indexOf(id) !== index);
    if (shared !== undefined) throw ecuFail("ECU_UNITS_IMPOSSIBLE", `identifier 0x${shared.toString(16)} is used twice`);
    this.#units = units.map((options) => new SimulatedUnit(options));
    this.#random = new SeededRandom(seed);
  }

  /** Identifiers of the units, for the node that puts them on a bus. */
  get addresses(): readonly { readonly requestId: number; readonly responseId: number }[] {
    return this.#units.map(({ options: { requestId, responseId } }) => ({ requestId, responseId }));
  }

  /** @returns the codes that a unit has now; `undefined` when there is no such unit. */
  troubleCodes(requestId: number): readonly SimulatedTroubleCode[] | undefined {
    return this.#unit(requestId)?.troubleCodes;
  }

  /**
   * A fault comes or goes.
   *
   * @throws DrawbarError `ECU_UNITS_IMPOSSIBLE` when there is no such unit or an answer could not name so many.
   */
  setTroubleCodes(requestId: number, codes: readonly SimulatedTroubleCode[]): void {
    const unit = this.#unit(requestId);
    if (unit === undefined) throw ecuFail("ECU_UNITS_IMPOSSIBLE", `no control unit listens to 0x${requestId.toString(16)}`);
    unit.setTroubleCodes(codes);
  }

  /**
   * What the vehicle did when a fault was found; without it there is no frame any more.
   *
   * @throws DrawbarError `ECU_UNITS_IMPOSSIBLE` when there is no such unit.
   */
  setFreezeFrame(requestId: number, frame: SimulatedFreezeFrame | undefined): void {
    const unit = this.#unit(requestId);
    if (unit === undefined) throw ecuFail("ECU_UNITS_IMPOSSIBLE", `no control unit listens to 0x${requestId.toString(16)}`);
    unit.freezeFrame = frame;
  }

  answer(request: DiagnosticRequest, nowMs: number): readonly ControlUnitReply[] {
    const { target, payload } = request;
    const isForAll = target.kind === "functional";
    return this.#units
      .filter(({ options }) => isForAll || options.requestId === target.requestId)
      .flatMap((unit) => unit.reply(payload, isForAll, nowMs, this.#random))
      .sort((one, other) => one.afterMs - other.afterMs);
  }

  #unit(requestId: number): SimulatedUnit | undefined {
    return this.#units.find(({ options }) => options.requestId === requestId);
  }
}

class SimulatedUnit {
  readonly options: SimulatedUnitOptions;
  freezeFrame: SimulatedFreezeFrame | undefined;
  #troubleCodes: readonly SimulatedTroubleCode[] = [];

  constructor(options: SimulatedUnitOptions) {
    this.options = options;
    this.freezeFrame = options.obd?.freezeFrame;
    this.setTroubleCodes(options.troubleCodes ?? []);
  }

  get troubleCodes(): readonly SimulatedTroubleCode[] {
    return this.#troubleCodes;
  }

  setTroubleCodes(codes: readonly SimulatedTroubleCode[]): void {
    if (codes.length > ecuLimits.troubleCodesMax) {
      throw ecuFail("ECU_UNITS_IMPOSSIBLE", `${codes.length} trouble codes; ecuLimits.troubleCodesMax is ${ecuLimits.troubleCodesMax}`);
    }
    this.#troubleCodes = codes;
  }

  reply(payload: Uint8Array, isForAll: boolean, nowMs: number, random: SeededRandom): ControlUnitReply[] {
    const { behaviour = {}, responseId, isAwake } = this.options;
    const service = payload[0];
    if (service === undefined || isAwake?.(nowMs) === false) return [];
    // Drawn for every request, so that one unit's silence does not change another's delays.
    const delayMs = (behaviour.delayMs ?? delayMsDefault) + random.next() * (behaviour.jitterMs ?? 0);
    const isSilent = random.chance(behaviour.silenceChance ?? 0);
    if (isSilent || behaviour.silentServices?.has(service) === true) return [];
    const answer = this.#answer(payload, service, nowMs);
    if (answer.kind === "nothing" || (answer.kind === "negative" && isForAll && silentToAll.has(answer.code))) return [];
    const { times, everyMs } = behaviour.putOff?.get(service) ?? { times: 0, everyMs: 0 };
    const putOffs = Array.from({ length: times }, (_, index) => ({
      responseId,
      payload: Uint8Array.of(negativeResponse, service, refusalCodes.responsePending),
      afterMs: delayMs + index * everyMs,
    }));
    const last = answer.kind === "positive" ? answer.payload : Uint8Array.of(negativeResponse, service, answer.code);
    return [...putOffs, { responseId, payload: last, afterMs: delayMs + times * everyMs }];
  }

  #answer(payload: Uint8Array, service: number, nowMs: number): UnitAnswer {
    const refusal = this.options.behaviour?.refusals?.get(service);
    if (refusal !== undefined) return negative(refusal);
    const answer = this.#answerObd(payload, nowMs) ?? this.#answerUds(payload, nowMs) ?? negative(refusalCodes.serviceNotSupported);
    return answer.kind === "positive" && answer.payload.length > ecuLimits.answerBytesMax ? negative(refusalCodes.responseTooLong) : answer;
  }

  #answerObd(payload: Uint8Array, nowMs: number): UnitAnswer | undefined {
    const { obd } = this.options;
    if (obd === undefined) return undefined;
    const clear = (): void => {
      // A permanent code stays until the unit itself finds that the fault is gone (SAE J1979, service 0A).
      this.#troubleCodes = this.#troubleCodes.filter(({ isPermanent }) => isPermanent === true).map((code) => ({ ...code, status: 0 }));
      this.freezeFrame = undefined;
    };
    return answerObd({ knowledge: obd, troubleCodes: this.#troubleCodes, freezeFrame: this.freezeFrame, clear }, payload, nowMs);
  }

  #answerUds(payload: Uint8Array, nowMs: number): UnitAnswer | undefined {
    return answerUds({ identifiers: this.options.identifiers ?? new Map(), troubleCodes: this.#troubleCodes }, payload, nowMs);
  }
}
