/**
 * What a controller says about its bus, which SocketCAN delivers as frames with the error flag: the identifier is a set of
 * classes, the eight payload bytes are details.
 *
 * @see linux/can/error.h
 */
import type { ControllerState } from "./can-bus.ts";
import type { CanFrame } from "./can-frame.ts";

export interface CanErrorReport {
  /** What happened, in words and in the order of the classes. Never empty. */
  readonly causes: readonly string[];
  /** Set when the frame tells the controller's standing. */
  readonly state?: ControllerState;
  /** The controller or its driver lost frames before the kernel saw them. */
  readonly isOverflow: boolean;
  /** Error counters of ISO 11898-1, 12.1.4.2, 0..255, where the driver gives them. */
  readonly counters?: { readonly transmit: number; readonly receive: number };
}

/** Error classes, bits of the identifier. */
const txTimeout = 0x1;
const lostArbitration = 0x2;
const controller = 0x4;
const protocol = 0x8;
const transceiver = 0x10;
const acknowledgement = 0x20;
const busOff = 0x40;
const busError = 0x80;
const restarted = 0x100;
const counters = 0x200;

type Bits = readonly (readonly [bit: number, meaning: string])[];

/** data[1] */
const receiveOverflow = 0x1;
const transmitOverflow = 0x2;
const warningBits = 0x4 | 0x8;
const passiveBits = 0x10 | 0x20;
const activeBit = 0x40;
const controllerBits: Bits = [
  [receiveOverflow, "receive buffer overflow"],
  [transmitOverflow, "transmit buffer overflow"],
  [0x4, "warning level of receive errors"],
  [0x8, "warning level of transmit errors"],
  [0x10, "error passive by receive errors"],
  [0x20, "error passive by transmit errors"],
  [activeBit, "error active again"],
];

/** data[2] */
const protocolBits: Bits = [
  [0x1, "single bit error"],
  [0x2, "frame format error"],
  [0x4, "bit stuffing error"],
  [0x8, "dominant bit could not be sent"],
  [0x10, "recessive bit could not be sent"],
  [0x20, "bus overload"],
  [0x40, "active error announced"],
  [0x80, "on transmission"],
];

/** data[3]: where in the frame. */
const locations: Readonly<Record<number, string>> = {
  0x02: "identifier bits 28-21",
  0x03: "start of frame",
  0x04: "substitute RTR",
  0x05: "identifier extension",
  0x06: "identifier bits 20-18",
  0x07: "identifier bits 17-13",
  0x08: "CRC sequence",
  0x09: "reserved bit 0",
  0x0a: "data section",
  0x0b: "data length code",
  0x0c: "RTR",
  0x0d: "reserved bit 1",
  0x0e: "identifier bits 4-0",
  0x0f: "identifier bits 12-5",
  0x12: "intermission",
  0x18: "CRC delimiter",
  0x19: "acknowledge slot",
  0x1a: "end of frame",
  0x1b: "acknowledge delimiter",
};

/** data[4] */
const transceiverStates: Readonly<Record<number, string>> = {
  0x04: "CANH no wire",
  0x05: "CANH short to battery",
  0x06: "CANH short to supply",
  0x07: "CANH short to ground",
  0x40: "CANL no wire",
  0x50: "CANL short to battery",
  0x60: "CANL short to supply",
  0x70: "CANL short to ground",
  0x80: "CANL short to CANH",
};

/** @param frame with `flags.error`, `id` the classes without the flag itself; a short payload counts as zeros. */
export function decodeErrorFrame(frame: Pick<CanFrame, "id" | "data">): CanErrorReport {
  const { id, data } = frame;
  const byte = (index: number): number => data[index] ?? 0;
  const causes: string[] = [];
  if (id & txTimeout) causes.push("transmit timeout");
  if (id & lostArbitration) causes.push(byte(0) === 0 ? "arbitration lost" : `arbitration lost in bit ${byte(0)}`);
  const control = id & controller ? byte(1) : 0;
  if (id & controller) causes.push(...named("controller problem", controllerBits, control));
  if (id & protocol) {
    const where = locations[byte(3)];
    const what = named("protocol violation", protocolBits, byte(2));
    causes.push(...(where === undefined ? what : [`${what.join(", ")} in ${where}`]));
  }
  if (id & transceiver) causes.push(transceiverStates[byte(4)] ?? "transceiver problem");
  if (id & acknowledgement) causes.push("no acknowledgement: nobody else is on the bus, or at another bit rate");
  if (id & busOff) causes.push("bus off");
  if (id & busError) causes.push("bus error");
  if (id & restarted) causes.push("controller restarted");
  if (causes.length === 0) causes.push(id & counters ? "error counters" : `unknown error class 0x${id.toString(16)}`);
  const state = stateOf(id, control);
  return {
    causes,
    ...(state === undefined ? {} : { state }),
    isOverflow: (control & (receiveOverflow | transmitOverflow)) !== 0,
    ...(id & counters ? { counters: { transmit: byte(6), receive: byte(7) } } : {}),
  };
}

/** The worst that is said counts, but a restart ends it all. */
function stateOf(id: number, control: number): ControllerState | undefined {
  if (id & restarted) return "restarted";
  if (id & busOff) return "bus-off";
  if (control & passiveBits) return "passive";
  if (control & warningBits) return "warning";
  return control & activeBit ? "active" : undefined;
}

function named(general: string, bits: Bits, value: number): readonly string[] {
  const found = bits.filter(([bit]) => value & bit).map(([, meaning]) => meaning);
  return found.length === 0 ? [general] : found;
}
