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

/** How an answer shows which question it answers, behind the service. */
type Echo =
  | "nothing"
  /** The first byte is one of the request's (OBD: PIDs, of which a unit may leave out some). */
  | "one-of-bytes"
  | "first-byte"
  | "sub-function"
  /** The first two bytes are one of the request's pairs (UDS data identifiers). */
  | "one-of-pairs";

const echoes: ReadonlyMap<number, Echo> = new Map([
  [0x01, "one-of-bytes"],
  [0x02, "first-byte"],
  [0x06, "one-of-bytes"],
  [0x09, "one-of-bytes"],
  [0x10, "sub-function"],
  [0x19, "sub-function"],
  [0x22, "one-of-pairs"],
  [0x3e, "sub-function"],
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
  return isEchoed(echoes.get(service) ?? "nothing", request, payload) ? "final" : "unrelated";
}

function isEchoed(echo: Echo, request: Uint8Array, payload: Uint8Array): boolean {
  const first = payload[1];
  // An answer without anything to compare is the answer of a unit that has nothing to say.
  if (echo === "nothing" || first === undefined || request.length === 1) return true;
  switch (echo) {
    case "first-byte":
      return first === request[1];
    case "sub-function":
      return first === ((request[1] ?? 0) & ~suppressPositiveResponse);
    case "one-of-bytes":
      return request.includes(first, 1);
    case "one-of-pairs": {
      for (let index = 1; index + 1 < request.length; index += 2) if (request[index] === first && request[index + 1] === payload[2]) return true;
      return false;
    }
  }
}
