/**
 * How a simulated control unit answers the services of OBD-II on CAN.
 *
 * @see SAE J1979 (ISO 15031-5), services 01 to 0A
 */
import {
  dtcStatusBits,
  negative,
  positive,
  refusalCodes,
  type ObdKnowledge,
  type SimulatedFreezeFrame,
  type SimulatedTroubleCode,
  type UnitAnswer,
} from "./ecu-unit.ts";

/** What one request of OBD may name at once (ISO 15765-4, 6.3; SAE J1979). */
const pidsPerRequestMax = 6;
const freezeFramesPerRequestMax = 3;
const positiveOffset = 0x40;

export interface ObdState {
  readonly knowledge: ObdKnowledge;
  readonly troubleCodes: readonly SimulatedTroubleCode[];
  /** It goes with the codes when they are cleared. */
  readonly freezeFrame: SimulatedFreezeFrame | undefined;
  /** Service 04 was asked for: codes, freeze frame and self-tests are forgotten. */
  readonly clear: () => void;
}

/** @returns `undefined` when the service is none of OBD's. */
export function answerObd(state: ObdState, request: Uint8Array, nowMs: number): UnitAnswer | undefined {
  switch (request[0]) {
    case 0x01:
      return answerPids(state, request, nowMs);
    case 0x02:
      return answerFreezeFrame(state, request);
    case 0x03:
      return answerCodes(state, request, ({ status }) => (status & dtcStatusBits.confirmed) !== 0);
    case 0x04:
      if (request.length !== 1) return negative(refusalCodes.incorrectMessageLength);
      state.clear();
      return positive(0x44);
    case 0x06:
      return answerMonitors(state, request);
    case 0x07:
      return answerCodes(state, request, ({ status }) => (status & dtcStatusBits.pending) !== 0);
    case 0x09:
      return answerVehicleInformation(state, request);
    case 0x0a:
      return answerCodes(state, request, ({ isPermanent }) => isPermanent === true);
    default:
      return undefined;
  }
}

function answerPids(state: ObdState, request: Uint8Array, nowMs: number): UnitAnswer {
  const asked = request.subarray(1);
  if (asked.length === 0 || asked.length > pidsPerRequestMax) return negative(refusalCodes.incorrectMessageLength);
  const supported = [...state.knowledge.pids.keys(), 0x01, ...(canKeepFrame(state) ? [0x02] : [])];
  const parts: number[] = [];
  for (const pid of asked) {
    const value = supportedMask(pid, supported) ?? pidValue(state, pid, nowMs);
    if (value !== undefined) parts.push(pid, ...value);
  }
  return parts.length === 0 ? negative(refusalCodes.subFunctionNotSupported) : positive(0x41, ...parts);
}

function pidValue(state: ObdState, pid: number, nowMs: number): Uint8Array | undefined {
  if (pid === 0x01) return monitorStatus(state);
  if (pid === 0x02 && canKeepFrame(state)) return freezeFrameCode(state);
  return state.knowledge.pids.get(pid)?.(nowMs);
}

/** Byte A: lamp in the top bit, number of confirmed codes below. */
function monitorStatus({ knowledge, troubleCodes }: ObdState): Uint8Array {
  const confirmed = troubleCodes.filter(({ status }) => (status & dtcStatusBits.confirmed) !== 0);
  const isLampOn = troubleCodes.some(({ status }) => (status & dtcStatusBits.warningIndicatorRequested) !== 0);
  return Uint8Array.of((isLampOn ? 0x80 : 0) | Math.min(confirmed.length, 0x7f), ...knowledge.monitorStatus);
}

/** One whose frame was cleared still has the place for it. */
function canKeepFrame({ knowledge, freezeFrame }: ObdState): boolean {
  return knowledge.freezeFrame !== undefined || freezeFrame !== undefined;
}

function freezeFrameCode({ freezeFrame }: ObdState): Uint8Array {
  const code = (freezeFrame?.dtc ?? 0) >>> 8;
  return Uint8Array.of(code >>> 8, code & 0xff);
}

function answerFreezeFrame(state: ObdState, request: Uint8Array): UnitAnswer {
  const asked = request.subarray(1);
  if (asked.length === 0 || asked.length % 2 !== 0 || asked.length > 2 * freezeFramesPerRequestMax) return negative(refusalCodes.incorrectMessageLength);
  const frame = state.freezeFrame;
  const supported = [0x02, ...(frame?.pids.keys() ?? [])];
  const parts: number[] = [];
  for (let index = 0; index < asked.length; index += 2) {
    const pid = asked[index] ?? 0;
    const frameNumber = asked[index + 1] ?? 0;
    if (frameNumber !== 0) continue;
    const value = supportedMask(pid, supported) ?? (pid === 0x02 ? freezeFrameCode(state) : frame?.pids.get(pid));
    if (value !== undefined) parts.push(pid, frameNumber, ...value);
  }
  return parts.length === 0 ? negative(refusalCodes.subFunctionNotSupported) : positive(0x42, ...parts);
}

function answerCodes(state: ObdState, request: Uint8Array, isListed: (code: SimulatedTroubleCode) => boolean): UnitAnswer {
  if (request.length !== 1) return negative(refusalCodes.incorrectMessageLength);
  // Several failure types of one code are one code here.
  const codes = [...new Set(state.troubleCodes.filter(isListed).map(({ dtc }) => dtc >>> 8))];
  return positive((request[0] ?? 0) + positiveOffset, codes.length, ...codes.flatMap((code) => [code >>> 8, code & 0xff]));
}

function answerMonitors({ knowledge }: ObdState, request: Uint8Array): UnitAnswer {
  const tests = knowledge.monitorTests ?? new Map<number, readonly never[]>();
  const asked = request.subarray(1);
  if (asked.length === 0 || asked.length > pidsPerRequestMax) return negative(refusalCodes.incorrectMessageLength);
  const masks = [...asked].map((monitor) => supportedMask(monitor, [...tests.keys()]));
  if (masks.every((mask) => mask !== undefined)) return positive(0x46, ...masks.flatMap((mask, index) => [asked[index] ?? 0, mask]));
  const [monitor] = asked;
  // Results of several monitors in one answer could not be told apart.
  if (asked.length > 1 || monitor === undefined) return negative(refusalCodes.incorrectMessageLength);
  const results = tests.get(monitor);
  if (results === undefined) return negative(refusalCodes.subFunctionNotSupported);
  return positive(
    0x46,
    ...results.flatMap(({ testId, unitAndScalingId, value, min, max }) => [
      monitor,
      testId,
      unitAndScalingId,
      ...[value, min, max].flatMap((word) => [(word >>> 8) & 0xff, word & 0xff]),
    ]),
  );
}

function answerVehicleInformation({ knowledge }: ObdState, request: Uint8Array): UnitAnswer {
  const [, type] = request;
  if (type === undefined || request.length !== 2) return negative(refusalCodes.incorrectMessageLength);
  const mask = supportedMask(type, [...knowledge.vehicleInformation.keys()]);
  if (mask !== undefined) return positive(0x49, type, mask);
  const items = knowledge.vehicleInformation.get(type);
  return items === undefined ? negative(refusalCodes.subFunctionNotSupported) : positive(0x49, type, items.length, ...items);
}

/**
 * 0x00, 0x20, … 0xE0 tell which of the next 32 identifiers there are, the highest bit first; the last one says whether a
 * further such mask is worth asking for.
 *
 * @returns `undefined` for every other identifier, and for a mask that would be empty and is not the first.
 */
function supportedMask(identifier: number, supported: readonly number[]): Uint8Array | undefined {
  if (identifier % 0x20 !== 0) return undefined;
  const mask = new Uint8Array(4);
  for (const known of supported) {
    // Whatever lies beyond is announced by the bit of the next mask.
    const place = Math.min(known, identifier + 0x20) - identifier - 1;
    if (known > identifier) mask[place >> 3] = (mask[place >> 3] ?? 0) | (0x80 >> (place & 7));
  }
  return identifier === 0 || mask.some((byte) => byte !== 0) ? mask : undefined;
}
