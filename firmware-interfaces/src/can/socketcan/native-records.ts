/** Frames as the addon writes them into a buffer; the layout is described in native/socketcan/socketcan.c. */
import type { CanFrame, CanFrameFlags } from "../can-frame.ts";

const headBytes = 16;
const kindFd = 1;
const kindLost = 2;
/** Flags of a 32-bit identifier (linux/can.h). */
const extendedFlag = 0x8000_0000;
const remoteFlag = 0x4000_0000;
const errorFlag = 0x2000_0000;
const idBits = 0x1fff_ffff;

/** One object for all frames of a kind: at thousands of frames a second their flags would be the most of the garbage. */
const remote: CanFrameFlags = Object.freeze({ remote: true });
const error: CanFrameFlags = Object.freeze({ error: true });
const fdFlags: readonly CanFrameFlags[] = [
  Object.freeze({ fd: true }),
  Object.freeze({ fd: true, bitRateSwitch: true }),
  Object.freeze({ fd: true, errorStateIndicator: true }),
  Object.freeze({ fd: true, bitRateSwitch: true, errorStateIndicator: true }),
];

export interface RecordReader {
  /** Frames without a loss between them; each owns its part of the buffer. */
  onFrames(frames: CanFrame[]): void;
  /** The kernel dropped so many frames here. */
  onLost(frames: number): void;
}

/** @param buffer whole records, as `receive` of the addon left them. */
export function readRecords(buffer: ArrayBuffer, reader: RecordReader): void {
  const bytes = new Uint8Array(buffer);
  const words = new Uint32Array(buffer);
  const doubles = new Float64Array(buffer);
  let frames: CanFrame[] = [];
  const flush = (): void => {
    if (frames.length > 0) reader.onFrames(frames);
    frames = [];
  };
  for (let at = 0; at + headBytes <= bytes.length;) {
    // Within the buffer by the line above; records are padded to 8 bytes.
    const word = words[(at >> 2) + 2] as number;
    const length = bytes[at + 12] as number;
    const kind = bytes[at + 13] as number;
    if (kind === kindLost) {
      flush();
      reader.onLost(word);
    } else {
      frames.push({
        id: word & idBits,
        extended: (word & (extendedFlag | errorFlag)) !== 0,
        data: new Uint8Array(buffer, at + headBytes, length),
        atUs: doubles[at >> 3] as number,
        flags: kind === kindFd ? fdFlags[(bytes[at + 14] as number) & 3] : flagsOf(word),
      });
    }
    at += headBytes + ((length + 7) & ~7);
  }
  flush();
}

function flagsOf(word: number): CanFrameFlags | undefined {
  if ((word & errorFlag) !== 0) return error;
  return (word & remoteFlag) === 0 ? undefined : remote;
}
