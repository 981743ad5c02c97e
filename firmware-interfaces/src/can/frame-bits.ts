/**
 * How long a frame keeps the bus busy, in bit times, counted bit by bit as the controller sends it, stuff bits included.
 *
 * @see ISO 11898-1, 10.4 (frame formats), 10.5 (bit stuffing)
 */
import type { CanFrame } from "./can-frame.ts";

/** CRC delimiter, acknowledge slot and delimiter, end of frame, and the three bits of silence after it: never stuffed. */
const tailBits = 1 + 2 + 7 + 3;
const crc15Polynomial = 0x4599;
/** A stuff bit of the other kind follows five equal bits. */
const equalBitsMax = 5;

/** Bits at the rate of the arbitration phase and, for CAN FD with a switch of rate, at that of the data phase. */
export interface FrameBits {
  readonly nominal: number;
  readonly data: number;
}

/**
 * @param frame a classic frame is exact; for CAN FD the stuff bits of the data phase are estimated at one in twenty,
 *   which is what random payloads have.
 */
export function frameBits(frame: Pick<CanFrame, "id" | "extended" | "data" | "flags">): FrameBits {
  return frame.flags?.fd === true ? fdFrameBits(frame) : { nominal: classicFrameBits(frame), data: 0 };
}

/** Sends the stuffed part of a classic frame into counters. */
class StuffedBits {
  count = 0;
  crc = 0;
  #previous = -1;
  #equal = 0;

  push(value: number, bits: number, isChecked: boolean): void {
    for (let index = bits - 1; index >= 0; index--) this.#pushBit((value >>> index) & 1, isChecked);
  }

  #pushBit(bit: number, isChecked: boolean): void {
    if (isChecked) {
      const isHighBit = ((this.crc >> 14) ^ bit) & 1;
      this.crc = (this.crc << 1) & 0x7fff;
      if (isHighBit === 1) this.crc ^= crc15Polynomial;
    }
    this.count++;
    if (bit !== this.#previous) {
      this.#previous = bit;
      this.#equal = 1;
      return;
    }
    this.#equal++;
    if (this.#equal < equalBitsMax) return;
    // The stuff bit itself begins the next run.
    this.count++;
    this.#previous = bit ^ 1;
    this.#equal = 1;
  }
}

function classicFrameBits(frame: Pick<CanFrame, "id" | "extended" | "data" | "flags">): number {
  const remote = frame.flags?.remote === true ? 1 : 0;
  const bits = new StuffedBits();
  bits.push(0, 1, true); // start of frame
  if (frame.extended) {
    bits.push(frame.id >>> 18, 11, true);
    bits.push(0b11, 2, true); // SRR, IDE
    bits.push(frame.id & 0x3_ffff, 18, true);
    bits.push(remote, 1, true);
    bits.push(0, 2, true); // r1, r0
  } else {
    bits.push(frame.id, 11, true);
    bits.push(remote, 1, true);
    bits.push(0, 2, true); // IDE, r0
  }
  bits.push(frame.data.length, 4, true);
  if (remote === 0) for (const byte of frame.data) bits.push(byte, 8, true);
  bits.push(bits.crc, 15, false);
  return bits.count + tailBits;
}

function fdFrameBits(frame: Pick<CanFrame, "id" | "extended" | "data" | "flags">): FrameBits {
  const head = frame.extended ? 1 + 11 + 2 + 18 + 3 : 1 + 11 + 3; // up to and with the bit-rate switch
  const crcBits = frame.data.length > 16 ? 21 : 17;
  const fixedStuffBits = Math.ceil((4 + crcBits) / 4);
  const body = (1 + 4 + frame.data.length * 8) * 1.05 + 4 + crcBits + fixedStuffBits;
  const data = Math.round(body);
  return frame.flags?.bitRateSwitch === true ? { nominal: head + tailBits, data } : { nominal: head + tailBits + data, data: 0 };
}
