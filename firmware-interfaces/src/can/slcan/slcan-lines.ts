/**
 * The lines of slcan, the ASCII protocol of Lawicel's adapters, which CANable, CANtact and many others speak.
 *
 *     t1232AABB            11 bits, 2 bytes          r1232            remote
 *     T18FEF10020102       29 bits                   R18FEF1002       remote
 *     d1239...  D...       CAN FD                    b1239...  B...   CAN FD with bit rate switch (CANable)
 *     t1232AABB0102        with a time of 0..59999 ms behind it (Z1)
 *     F04                  status flags              z, Z             a frame was taken for sending
 *     sa057033             state and error counters  e1a              errors on the bus (Linux, slcan-core.c)
 *
 * @see Lawicel CANUSB manual, ASCII commands
 */
import type { ControllerState } from "../can-bus.ts";
import { extendedIdMax, standardIdMax, type CanFrame, type CanFrameFlags } from "../can-frame.ts";
import { canLimits, fdLengths } from "../limits.ts";
import { assertFramePossible } from "../possible-frame.ts";

export type SlcanLine =
  /** `stampMs` by the adapter's own clock, which runs around after a minute. */
  | { readonly kind: "frame"; readonly frame: Omit<CanFrame, "atUs">; readonly stampMs: number | undefined }
  /** An answer without a text. */
  | { readonly kind: "accepted" }
  | { readonly kind: "flags"; readonly flags: SlcanFlags }
  | { readonly kind: "state"; readonly state: ControllerState; readonly counters: { readonly transmit: number; readonly receive: number } }
  /** As the error frame that SocketCAN would make of it. */
  | { readonly kind: "errors"; readonly frame: Omit<CanFrame, "atUs"> }
  /** `V...` or `N...`. */
  | { readonly kind: "version"; readonly text: string }
  | { readonly kind: "unknown"; readonly text: string };

export interface SlcanFlags {
  /** The adapter's queue ran over: frames are lost, nobody knows how many. */
  readonly isOverrun: boolean;
  readonly state: ControllerState;
  readonly isBusError: boolean;
}

/** Milliseconds after which an adapter's clock starts at 0 again. */
export const slcanClockMs = 60_000;

const stampDigits = 4;
const hexDigits = /^[0-9A-Fa-f]*$/;
const fdBits = /^[dDbB]$/;

/** @param text one line without its end, never longer than `slcanLimits.lineMax`. */
export function parseSlcanLine(text: string): SlcanLine {
  const unknown: SlcanLine = { kind: "unknown", text };
  switch (text[0]) {
    case undefined:
    case "z":
    case "Z":
      // Some adapters poll on their own and put the first line behind the confirmation.
      return text.length <= 1 ? { kind: "accepted" } : parseSlcanLine(text.slice(1));
    case "t":
    case "T":
    case "r":
    case "R":
    case "d":
    case "D":
    case "b":
    case "B":
      return parseFrame(text) ?? unknown;
    case "F":
      return /^F[0-9A-Fa-f]{2}$/.test(text) ? { kind: "flags", flags: flagsOf(Number.parseInt(text.slice(1), 16)) } : unknown;
    case "s":
      return parseState(text) ?? unknown;
    case "e":
      return parseErrors(text) ?? unknown;
    case "V":
    case "N":
      return { kind: "version", text };
    default:
      return unknown;
  }
}

/** @returns the command that sends a frame, without its end. @throws DrawbarError `CAN_FRAME_IMPOSSIBLE`. */
export function formatSlcanFrame(frame: Omit<CanFrame, "atUs">): string {
  assertFramePossible(frame);
  const { id, extended, data, flags } = frame;
  const letter = flags?.fd === true ? fdLetter(flags) : (flags?.remote === true && "r") || "t";
  const head = `${extended ? letter.toUpperCase() : letter}${hex(id, extended ? 8 : 3)}`;
  const code = flags?.fd === true ? fdLengths.indexOf(data.length) : data.length;
  let text = head + hex(code, 1);
  if (flags?.remote !== true) for (const byte of data) text += hex(byte, 2);
  return text;
}

function parseFrame(text: string): SlcanLine | undefined {
  const letter = text[0] ?? "";
  const extended = letter === letter.toUpperCase();
  const idEnd = extended ? 9 : 4;
  const isFd = fdBits.test(letter);
  if (text.length <= idEnd || !hexDigits.test(text.slice(1))) return undefined;
  const id = Number.parseInt(text.slice(1, idEnd), 16);
  const code = Number.parseInt(text.slice(idEnd, idEnd + 1), 16);
  if (id > (extended ? extendedIdMax : standardIdMax) || (!isFd && code > canLimits.classicBytesMax)) return undefined;
  const isRemote = letter === "r" || letter === "R";
  const length = isRemote ? 0 : (fdLengths[code] ?? 0);
  const dataEnd = idEnd + 1 + 2 * length;
  const hasStamp = text.length === dataEnd + stampDigits;
  if (text.length !== dataEnd && !hasStamp) return undefined;
  const stampMs = hasStamp ? Number.parseInt(text.slice(dataEnd), 16) : undefined;
  if (stampMs !== undefined && stampMs >= slcanClockMs) return undefined;
  const data = new Uint8Array(length);
  for (let index = 0; index < length; index++) data[index] = Number.parseInt(text.slice(idEnd + 1 + 2 * index, idEnd + 3 + 2 * index), 16);
  const flags = flagsOfLetter(letter.toLowerCase());
  return { kind: "frame", frame: { id, extended, data, flags }, stampMs };
}

function flagsOfLetter(letter: string): CanFrameFlags | undefined {
  switch (letter) {
    case "r":
      return { remote: true };
    case "d":
      return { fd: true };
    case "b":
      return { fd: true, bitRateSwitch: true };
    default:
      return undefined;
  }
}

/** Bits of the SJA1000's status as Lawicel's `F` gives them. */
function flagsOf(bits: number): SlcanFlags {
  const warningState = (bits & 0x04) === 0 ? "active" : "warning";
  return { isOverrun: (bits & 0x09) !== 0, state: (bits & 0x20) === 0 ? warningState : "passive", isBusError: (bits & 0x80) !== 0 };
}

function parseState(text: string): SlcanLine | undefined {
  const [, letter = "", receive, transmit] = /^s([awpb])(\d{3})(\d{3})$/.exec(text) ?? [];
  const state = ({ a: "active", w: "warning", p: "passive", b: "bus-off" } as const)[letter];
  return state === undefined ? undefined : { kind: "state", state, counters: { transmit: Number(transmit), receive: Number(receive) } };
}

/** Class of linux/can/error.h, and the details behind it: index of the payload byte and bit. */
const errorOf: Readonly<Record<string, readonly [errorClass: number, byte: number, bit: number]>> = {
  a: [0x20, 0, 0],
  b: [0x88, 2, 0x08],
  B: [0x88, 2, 0x10],
  c: [0x88, 3, 0x08],
  f: [0x88, 2, 0x02],
  o: [0x04, 1, 0x01],
  O: [0x04, 1, 0x02],
  s: [0x88, 2, 0x04],
};

function parseErrors(text: string): SlcanLine | undefined {
  const count = Number(text[1]);
  if (!(count >= 1 && count <= 8) || text.length !== 2 + count) return undefined;
  let id = 0;
  const data = new Uint8Array(8);
  for (const letter of text.slice(2)) {
    const found = errorOf[letter];
    if (found === undefined) return undefined;
    const [errorClass, byte, bit] = found;
    id |= errorClass;
    data[byte] = (data[byte] ?? 0) | bit;
  }
  return { kind: "errors", frame: { id, extended: true, data, flags: { error: true } } };
}

function fdLetter(flags: CanFrameFlags): string {
  return flags.bitRateSwitch === true ? "b" : "d";
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}
