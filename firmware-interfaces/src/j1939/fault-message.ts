/**
 * DM1 (active) and DM2 (previously active) trouble codes, from single frames and transfers alike.
 *
 * @see SAE J1939-73, 5.7.1 and 5.7.2
 */
import { pgns, type J1939Message } from "./j1939-message.ts";
import { j1939Limits } from "./limits.ts";
import { isNoTroubleCode, readTroubleCode, troubleCodeBytes, troubleCodeBytesOf, type OldSpnConversion, type TroubleCode } from "./trouble-codes.ts";

export type LampState = "off" | "on" | "reserved" | "not-available";
/** `slow` 1 Hz, `fast` 2 Hz or more. Only an `on` lamp flashes; `steady` also where the unit does not say. */
export type LampFlash = "slow" | "fast" | "reserved" | "steady";

export interface Lamp {
  readonly state: LampState;
  readonly flash: LampFlash;
}

export interface Lamps {
  /** Emission-related. */
  readonly malfunction: Lamp;
  readonly redStop: Lamp;
  readonly amberWarning: Lamp;
  readonly protect: Lamp;
}

export interface FaultMessage {
  readonly list: "active" | "previously-active";
  readonly sourceAddress: number;
  readonly lamps: Lamps;
  /** Empty = no faults. */
  readonly codes: readonly TroubleCode[];
  /** Codes beyond `j1939Limits.faultsPerSourceMax`, which were left out. */
  readonly codesLeftOut: number;
}

const lampStates = ["off", "on", "reserved", "not-available"] as const;
const lampFlashes = ["slow", "fast", "reserved", "steady"] as const;
/** Highest bits first. */
const lampNames = ["malfunction", "redStop", "amberWarning", "protect"] as const satisfies readonly (keyof Lamps)[];

/**
 * @param oldConversion of this sender, for codes by a conversion method before version 4.
 * @returns `undefined` for another group, or a message too short for lamps and one code.
 */
export function readFaultMessage(message: J1939Message, oldConversion?: OldSpnConversion): FaultMessage | undefined {
  const { pgn, data, sourceAddress } = message;
  if ((pgn !== pgns.activeFaults && pgn !== pgns.previouslyActiveFaults) || data.length < 2 + troubleCodeBytes) return undefined;
  const codes: TroubleCode[] = [];
  let codesLeftOut = 0;
  // A single frame holds one code and two bytes of padding; what is left over of a transfer is padding as well.
  for (let at = 2; at + troubleCodeBytes <= data.length; at += troubleCodeBytes) {
    if (isNoTroubleCode(data, at)) continue;
    if (codes.length < j1939Limits.faultsPerSourceMax) codes.push(readTroubleCode(data, at, oldConversion));
    else codesLeftOut++;
  }
  const list = pgn === pgns.activeFaults ? "active" : "previously-active";
  return { list, sourceAddress, lamps: readLamps(data[0] ?? 0xff, data[1] ?? 0xff), codes, codesLeftOut };
}

/** @returns the payload; 8 bytes for up to one code. Lamps not given are off and do not flash. */
export function faultMessageBytes(
  lamps: Partial<Lamps>,
  codes: readonly { readonly spn: number; readonly fmi: number; readonly occurrenceCount?: number | undefined }[],
): Uint8Array {
  const data = new Uint8Array(Math.max(8, 2 + codes.length * troubleCodeBytes)).fill(0xff);
  let [state, flash] = [0, 0];
  for (const name of lampNames) {
    const lamp = lamps[name] ?? { state: "off", flash: "steady" };
    state = (state << 2) | lampStates.indexOf(lamp.state);
    flash = (flash << 2) | lampFlashes.indexOf(lamp.flash);
  }
  data[0] = state;
  data[1] = flash;
  if (codes.length === 0) data.fill(0, 2, 6);
  for (const [index, code] of codes.entries()) data.set(troubleCodeBytesOf(code), 2 + index * troubleCodeBytes);
  return data;
}

function readLamps(states: number, flashes: number): Lamps {
  const lamp = (index: number): Lamp => {
    const shift = 6 - 2 * index;
    const state = lampStates[(states >> shift) & 3] ?? "not-available";
    // Many units leave the second byte 0, which would be slow flashing of lamps that are dark.
    const flash = state === "on" ? (lampFlashes[(flashes >> shift) & 3] ?? "steady") : "steady";
    return { state, flash };
  };
  return { malfunction: lamp(0), redStop: lamp(1), amberWarning: lamp(2), protect: lamp(3) };
}
