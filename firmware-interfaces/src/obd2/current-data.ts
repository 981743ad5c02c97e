/** Service 01 with one to six PIDs in a request, and the answers taken apart again (ISO 15031-5, 7.1). */
import { readObdAnswer, obdServices } from "./obd-answer.ts";
import { obdFail } from "./obd-errors.ts";
import { obdLimits } from "./limits.ts";
import { pidDefinition } from "./pids.ts";

/**
 * @returns the request's payload.
 * @throws DrawbarError `OBD_REQUEST_IMPOSSIBLE` for none or more than six PIDs, a PID twice, or one that is no byte.
 */
export function currentDataRequest(pids: readonly number[]): Uint8Array {
  if (pids.length === 0 || pids.length > obdLimits.pidsPerRequestMax) {
    throw obdFail("OBD_REQUEST_IMPOSSIBLE", `${pids.length} PIDs do not make a request; 1 to ${obdLimits.pidsPerRequestMax} do`);
  }
  for (const pid of pids) assertByte(pid, "PID");
  if (new Set(pids).size !== pids.length) throw obdFail("OBD_REQUEST_IMPOSSIBLE", `PIDs ${pids.join(", ")} name one twice`);
  return Uint8Array.of(obdServices.currentData, ...pids);
}

/** @throws DrawbarError `OBD_REQUEST_IMPOSSIBLE`. */
export function assertByte(value: number, what: string): void {
  if (!Number.isInteger(value) || value < 0 || value > 0xff) throw obdFail("OBD_REQUEST_IMPOSSIBLE", `${what} ${value} is outside 0..255`);
}

/** Whether the length of its answer is known, so that it can share a request with others. */
export function isGroupable(pid: number): boolean {
  return pidDefinition(pid) !== undefined;
}

export type CurrentData =
  /** The bytes behind each PID that the control unit answered; those that it does not have are missing. */
  | { readonly kind: "split"; readonly parts: ReadonlyMap<number, Uint8Array> }
  | { readonly kind: "refused"; readonly code: number }
  /** It does not follow from the bytes where one value ends: ask one by one. */
  | { readonly kind: "unclear" }
  | { readonly kind: "foreign" };

/**
 * Takes one control unit's answer apart by the known lengths. PIDs may come in any order and each at most once; a PID
 * with a short and a long form is tried in both, and only one way through to the last byte counts.
 *
 * @param asked the PIDs of the request.
 */
export function splitCurrentData(asked: readonly number[], payload: Uint8Array): CurrentData {
  const answer = readObdAnswer(obdServices.currentData, payload);
  if (answer.kind !== "positive") return answer;
  const { data } = answer;
  const [first] = data;
  if (first === undefined || !asked.includes(first)) return { kind: "foreign" };
  // Alone, all the rest is its own, however long: nothing has to be known of it.
  if (asked.length === 1) return { kind: "split", parts: new Map([[first, data.subarray(1)]]) };
  const ways: Map<number, Uint8Array>[] = [];
  follow(data, 0, new Map(), new Set(asked), ways);
  const [way] = ways;
  return way !== undefined && ways.length === 1 ? { kind: "split", parts: way } : { kind: "unclear" };
}

/** At most six PIDs of at most two lengths each: 64 ways. */
function follow(data: Uint8Array, at: number, taken: ReadonlyMap<number, Uint8Array>, open: ReadonlySet<number>, ways: Map<number, Uint8Array>[]): void {
  if (at === data.length) {
    ways.push(new Map(taken));
    return;
  }
  const pid = data[at] as number; // at < length
  const definition = open.has(pid) ? pidDefinition(pid) : undefined;
  if (definition === undefined) return;
  const rest = new Set(open);
  rest.delete(pid);
  for (const bytes of [definition.bytes, definition.bytesLong]) {
    if (bytes === undefined || at + 1 + bytes > data.length) continue;
    follow(data, at + 1 + bytes, new Map([...taken, [pid, data.subarray(at + 1, at + 1 + bytes)]]), rest, ways);
  }
}
