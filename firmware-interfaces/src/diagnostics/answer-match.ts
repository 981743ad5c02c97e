/**
 * Which payload answers which request. A control unit may answer after its time is over, when the next question is
 * already out; its answer must not count for that one.
 *
 * @see ISO 14229-1, 8.4 (positive and negative responses); SAE J1979 (what OBD services repeat)
 */

/** The first byte of a refusal. */
export const negativeResponse = 0x7f;
/** What a positive response adds to the service. */
export const positiveResponseOffset = 0x40;
/** Negative response code: received, the answer needs longer (ISO 14229-1, annex A). */
const responsePending = 0x78;
/** Bit of a sub-function that asks for no positive response. */
const suppressPositiveResponse = 0x80;

export type AnswerMatch =
  /** The last word of the control unit. */
  | "final"
  /** `7F xx 78`: it will answer, later. */
  | "pending"
  /** To some other question. */
  | "unrelated";

/**
 * How an answer shows which question it answers, behind the service: it repeats one of the identifiers that were asked
 * for (a unit may leave out those that it does not know), or the sub-function.
 */
type Echo =
  | { readonly kind: "sub-function" }
  /** `bytes` of each identifier, which stand `stride` apart in the request. */
  | { readonly kind: "identifier"; readonly bytes: 1 | 2; readonly stride: 1 | 2 };

const pid: Echo = { kind: "identifier", bytes: 1, stride: 1 };
const subFunction: Echo = { kind: "sub-function" };

const echoes: ReadonlyMap<number, Echo> = new Map<number, Echo>([
  [0x01, pid],
  // Each PID is followed by the number of the freeze frame.
  [0x02, { kind: "identifier", bytes: 1, stride: 2 }],
  [0x06, pid],
  [0x09, pid],
  [0x10, subFunction],
  [0x19, subFunction],
  // KWP2000's local identifiers, which makers still use on CAN.
  [0x21, pid],
  [0x22, { kind: "identifier", bytes: 2, stride: 2 }],
  [0x3e, subFunction],
]);

/**
 * @param request from the service byte on.
 * @param payload one control unit's message, from its first byte on.
 */
export function matchAnswer(request: Uint8Array, payload: Uint8Array): AnswerMatch {
  const service = request[0];
  if (service === undefined) return "unrelated";
  if (payload[0] === negativeResponse) {
    if (payload[1] !== service || payload[2] === undefined) return "unrelated";
    return payload[2] === responsePending ? "pending" : "final";
  }
  if (payload[0] !== service + positiveResponseOffset) return "unrelated";
  return isEchoed(echoes.get(service), request, payload) ? "final" : "unrelated";
}

function isEchoed(echo: Echo | undefined, request: Uint8Array, payload: Uint8Array): boolean {
  // An answer without anything to compare is that of a unit that has nothing to say.
  if (echo === undefined || payload.length === 1 || request.length === 1) return true;
  if (echo.kind === "sub-function") return payload[1] === ((request[1] ?? 0) & ~suppressPositiveResponse);
  for (let index = 1; index + echo.bytes <= request.length; index += echo.stride) {
    if (request[index] === payload[1] && (echo.bytes === 1 || request[index + 1] === payload[2])) return true;
  }
  return false;
}
