import { ascDateText } from "./asc-date.ts";
import { channelNumbers } from "./channel-numbers.ts";
import type { LogEntry } from "./log-entry.ts";
import type { LogWriter, LogWriterOptions, WrittenLine } from "./log-format.ts";
import { secondsText } from "./log-time.ts";
import { codeOfLength, payloadText } from "./payload-text.ts";
import { refusalOf } from "./writable-frame.ts";

const channelsMax = 255;
/** Flags at the end of a CANFD line: the format bit, bit rate switch, error state indicator. */
const fdBit = 0x1000;
const switchBit = 0x2000;
const errorStateBit = 0x4000;

/**
 * Vector ASC with absolute timestamps to the microsecond, hexadecimal. `can0` becomes channel 1. Directions are not
 * known here: every frame counts as received. An error frame keeps its time and bus; its class has no place.
 * The dates are UTC. A recording with relative times gets no date, since it has none.
 */
export function createAscWriter({ buses, times, startUs }: LogWriterOptions): LogWriter {
  const channels = channelNumbers(buses, 1, channelsMax);
  const isDated = times === "absolute";
  // The head has milliseconds and no more.
  const originUs = isDated ? Math.floor(startUs / 1_000) * 1_000 : 0;
  const date = ascDateText(originUs / 1_000);
  return {
    lineEnd: "\r\n",
    channels,
    head: [
      ...(isDated ? [`date ${date}`] : []),
      "base hex  timestamps absolute",
      "internal events logged",
      ...(isDated ? [`Begin Triggerblock ${date}`] : []),
      "   0.000000 Start of measurement",
    ],
    tail: isDated ? ["End TriggerBlock"] : [],
    write: (entry) => writeEntry(entry, originUs, channels.get(entry.bus) ?? 1),
  };
}

function writeEntry({ frame }: LogEntry, originUs: number, channel: number): WrittenLine {
  const refusal = frame.atUs < originUs ? "time-before-start" : refusalOf(frame, { fd: true, remote: true, error: true });
  if (refusal !== undefined) return { kind: "refused", code: refusal };
  const { data, flags } = frame;
  const time = secondsText(frame.atUs - originUs).padStart(11);
  if (flags?.error === true) return { kind: "line", text: `${time} ${channel}  ErrorFrame` };
  const id = `${frame.id.toString(16).toUpperCase()}${frame.extended ? "x" : ""}`;
  if (flags?.fd === true) {
    const marks = `${flags.bitRateSwitch === true ? 1 : 0} ${flags.errorStateIndicator === true ? 1 : 0}`;
    const bits = fdBit | (flags.bitRateSwitch === true ? switchBit : 0) | (flags.errorStateIndicator === true ? errorStateBit : 0);
    const size = `${codeOfLength(data.length).toString(16)} ${String(data.length).padStart(2)}`;
    // Two blanks stand where an unknown message name would; duration, length, checksum and bit timings were not recorded.
    const head = `${time} CANFD ${String(channel).padStart(3)} Rx   ${id.padStart(9)}  ${marks} ${size}`;
    return { kind: "line", text: `${head} ${payloadText(data)}${data.length === 0 ? "" : " "}       0    0 ${bits.toString(16).padStart(8)} 0 0 0 0 0` };
  }
  const body = flags?.remote === true ? "r" : `d ${data.length} ${payloadText(data)}`.trimEnd();
  return { kind: "line", text: `${time} ${channel}  ${id.padEnd(15)} Rx   ${body}` };
}
