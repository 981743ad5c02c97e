/** Service 02: what the engine did when a trouble code was stored (ISO 15031-5, 7.2). */
import { assertByte } from "./current-data.ts";
import { obdServices, readObdAnswer } from "./obd-answer.ts";
import { troubleCodeText } from "./trouble-codes.ts";

/** The PID of a freeze frame that holds the code which stored it. */
export const freezeFrameCodePid = 0x02;

/**
 * @param frame number of the frame; 0 is the one that the standard asks for.
 * @throws DrawbarError `OBD_REQUEST_IMPOSSIBLE`.
 */
export function freezeFrameRequest(pid: number, frame = 0): Uint8Array {
  assertByte(pid, "PID");
  assertByte(frame, "freeze frame");
  return Uint8Array.of(obdServices.freezeFrame, pid, frame);
}

export type FreezeFrameValue =
  /** The bytes behind PID and frame number; read them by the definition of service 01. */
  { readonly kind: "value"; readonly data: Uint8Array } | { readonly kind: "refused"; readonly code: number } | { readonly kind: "foreign" };

export function readFreezeFrame(pid: number, frame: number, payload: Uint8Array): FreezeFrameValue {
  const answer = readObdAnswer(obdServices.freezeFrame, payload);
  if (answer.kind !== "positive") return answer;
  if (answer.data[0] !== pid || answer.data[1] !== frame) return { kind: "foreign" };
  return { kind: "value", data: answer.data.subarray(2) };
}

/** @param data the value of PID 02. @returns the code, or `undefined` when no frame is stored. */
export function freezeFrameCode(data: Uint8Array): string | undefined {
  const [high, low] = data;
  if (high === undefined || low === undefined || (high === 0 && low === 0)) return undefined;
  return troubleCodeText((high << 8) | low);
}
