/** Payloads of control units as an ELM327 prints them (data sheet, "Multiline Responses", "CAN Message Formats"). */
import type { ElmSettings } from "./elm-settings.ts";

const frameBytes = 8;
const wideIdMin = 0x800;

/** @returns lines without their ends; ISO-TP frames with headers, numbered lines without. */
export function printPayload(responseId: number, payload: Uint8Array, settings: ElmSettings): readonly string[] {
  const isServed = settings.hasOwnFlowControl || responseId >= wideIdMin || (responseId >= 0x7e8 && responseId <= 0x7ef);
  // A unit that is not told to go on sends its first frame and nothing more.
  const frames = isServed ? framesOf(payload) : framesOf(payload).slice(0, 1);
  if (settings.headers) return frames.map((frame) => spaced([...idBytes(responseId), ...[...frame].map(hexByte)], settings));
  if (payload.length < frameBytes) return [spaced([...payload].map(hexByte), settings)];
  const length = payload.length.toString(16).toUpperCase().padStart(3, "0");
  return [
    length,
    ...frames.map(
      (frame, index) =>
        `${(index & 0x0f).toString(16).toUpperCase()}:${settings.spaces ? " " : ""}${spaced([...frame.subarray(index === 0 ? 2 : 1)].map(hexByte), settings)}`,
    ),
  ];
}

/** Padded to eight bytes with 0x00, as vehicles do it. */
function framesOf(payload: Uint8Array): readonly Uint8Array[] {
  if (payload.length < frameBytes) return [padded([payload.length, ...payload])];
  const frames = [padded([0x10 | (payload.length >> 8), payload.length & 0xff, ...payload.subarray(0, 6)])];
  for (let at = 6, sequence = 1; at < payload.length; at += 7, sequence++) frames.push(padded([0x20 | (sequence & 0x0f), ...payload.subarray(at, at + 7)]));
  return frames;
}

function padded(bytes: readonly number[]): Uint8Array {
  const frame = new Uint8Array(frameBytes);
  frame.set(bytes);
  return frame;
}

/** An identifier of 11 bits is one group of three digits, one of 29 bits four groups of two. */
function idBytes(id: number): readonly string[] {
  if (id < wideIdMin) return [id.toString(16).toUpperCase().padStart(3, "0")];
  return [id >>> 24, (id >> 16) & 0xff, (id >> 8) & 0xff, id & 0xff].map(hexByte);
}

/** With blanks there is one behind each byte, the last one, too. */
function spaced(groups: readonly string[], { spaces }: ElmSettings): string {
  return spaces ? groups.map((group) => `${group} `).join("") : groups.join("");
}

function hexByte(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}
