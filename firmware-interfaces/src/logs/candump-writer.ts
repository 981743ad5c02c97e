import { canFail } from "../can/can-errors.ts";
import { extendedIdMax, standardIdMax, type CanFrame } from "../can/can-frame.ts";
import { canLimits, fdLengths } from "../can/limits.ts";
import type { LogWriter, LogWriterOptions } from "./log-format.ts";
import { secondsText } from "./log-time.ts";
import { refusalOf } from "./writable-frame.ts";

/** `candump -L`: names every bus, holds every kind of frame, keeps all digits of a time. */
export function createCandumpWriter({ times }: LogWriterOptions): LogWriter {
  return {
    lineEnd: "\n",
    channels: new Map(),
    head: [],
    tail: [],
    write({ bus, frame, time }) {
      const code = refusalOf(frame, { fd: true, remote: true, error: true });
      if (code !== undefined) return { kind: "refused", code };
      // Differences were summed while reading; the text of one says nothing about when.
      return { kind: "line", text: formatCandumpLine(bus, frame, times === "delta" || time === "" ? undefined : time) };
    },
  };
}

/**
 * A line as `candump -L` writes it, without its line end; canplayer, SavvyCAN and python-can read it.
 *
 * @param bus interface name without blanks.
 * @param time seconds with all digits of the original recording; by default `frame.atUs`.
 * @throws DrawbarError `CAN_FRAME_IMPOSSIBLE` when no bus can carry the frame.
 */
export function formatCandumpLine(bus: string, frame: CanFrame, time?: string): string {
  const { flags, data } = frame;
  const head = `(${time ?? secondsText(frame.atUs)}) ${bus} ${idText(frame)}`;
  if (flags?.remote === true) return `${head}#R`;
  if (flags?.fd === true) {
    if (!fdLengths.includes(data.length)) throw canFail("CAN_FRAME_IMPOSSIBLE", `${data.length} bytes do not fit a CAN FD frame`);
    const mark = (flags.bitRateSwitch === true ? 1 : 0) | (flags.errorStateIndicator === true ? 2 : 0);
    return `${head}##${mark}${hex(data)}`;
  }
  if (data.length > canLimits.classicBytesMax) throw canFail("CAN_FRAME_IMPOSSIBLE", `${data.length} bytes do not fit a classic CAN frame`);
  return `${head}#${hex(data)}`;
}

function idText(frame: CanFrame): string {
  const isLong = frame.extended || frame.flags?.error === true;
  if (!Number.isInteger(frame.id) || frame.id < 0 || frame.id > (isLong ? extendedIdMax : standardIdMax)) {
    throw canFail("CAN_FRAME_IMPOSSIBLE", `identifier ${frame.id} does not fit ${isLong ? 29 : 11} bits`);
  }
  // The error flag of SocketCAN (linux/can.h, CAN_ERR_FLAG) is part of the number in a log.
  const id = frame.flags?.error === true ? frame.id + 0x2000_0000 : frame.id;
  return id
    .toString(16)
    .toUpperCase()
    .padStart(isLong ? 8 : 3, "0");
}

function hex(data: Uint8Array): string {
  let text = "";
  for (const byte of data) text += byte.toString(16).toUpperCase().padStart(2, "0");
  return text;
}
