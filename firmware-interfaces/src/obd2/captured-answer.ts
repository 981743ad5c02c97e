/**
 * Answers as people capture and share them: a line a CAN frame, header and bytes in hex, with the noise of the tool around
 * them. Frames of one answer are joined by their sequence numbers (ISO 15765-2); what is incomplete is kept as far as it goes.
 */
import type { DiagnosticAnswer } from "../diagnostics/diagnostic-link.ts";
import { obdLimits } from "./limits.ts";

export interface CapturedAnswer extends DiagnosticAnswer {
  /** False when frames of it are missing: the payload ends at the hole. */
  readonly isWhole: boolean;
}

interface CapturedFrame {
  readonly id: number;
  readonly data: Uint8Array;
}

interface Assembly {
  readonly length: number;
  readonly bytes: number[];
  next: number;
}

/**
 * @param text frames such as `7E803410400` or `18DAF110 03 41 04 3E`, separated by line ends; echoes, prompts and words
 *   between them are passed over.
 * @returns the answers in the order in which they began.
 */
export function readCapturedAnswers(text: string): readonly CapturedAnswer[] {
  const answers: { responseId: number; payload: Uint8Array | Assembly }[] = [];
  const open = new Map<number, Assembly>();
  for (const line of text.split(/[\r\n]+/, obdLimits.capturedLinesMax)) {
    const frame = frameOf(line);
    if (frame === undefined) continue;
    const { id, data } = frame;
    const [first = 0, second = 0] = data;
    const kind = first >> 4;
    if (kind === 0) {
      const payload = data.subarray(1, 1 + first);
      if (payload.length > 0) answers.push({ responseId: id, payload });
    } else if (kind === 1 && data.length >= 2) {
      const assembly = { length: (first & 0x0f) * 256 + second, bytes: [...data.subarray(2)], next: 1 };
      open.set(id, assembly);
      answers.push({ responseId: id, payload: assembly });
    } else if (kind === 2) {
      append(open.get(id), first & 0x0f, data.subarray(1));
    }
  }
  return answers.map(({ responseId, payload }) =>
    payload instanceof Uint8Array
      ? { responseId, payload, isWhole: true }
      : { responseId, payload: Uint8Array.from(payload.bytes.slice(0, payload.length)), isWhole: payload.bytes.length >= payload.length },
  );
}

/** A frame out of step ends the answer there: what lies beyond a hole would be read at the wrong place. */
function append(assembly: Assembly | undefined, sequence: number, data: Uint8Array): void {
  if (assembly === undefined || assembly.bytes.length >= assembly.length || sequence !== assembly.next) return;
  assembly.bytes.push(...data);
  assembly.next = (assembly.next + 1) % 16;
}

/** A header of three digits makes the line odd, one of eight even. */
function frameOf(line: string): CapturedFrame | undefined {
  const hex = line.replaceAll(/\s/g, "");
  if (!/^[0-9A-Fa-f]{5,}$/.test(hex)) return undefined;
  const headerDigits = hex.length % 2 === 1 ? 3 : 8;
  const bytes = hex.slice(headerDigits);
  if (bytes.length === 0 || bytes.length > 128) return undefined;
  const id = Number.parseInt(hex.slice(0, headerDigits), 16);
  return id > 0x1fff_ffff || (headerDigits === 3 && id > 0x7ff) ? undefined : { id, data: Uint8Array.from(Buffer.from(bytes, "hex")) };
}
