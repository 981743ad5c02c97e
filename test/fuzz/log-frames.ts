/** What must hold of a recording's parser whatever it reads; shared by the targets of the formats. */
import { extendedIdMax, standardIdMax } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import { fdLengths } from "@drawbar/firmware-interfaces/can/limits.ts";
import type { LogEntry } from "@drawbar/firmware-interfaces/logs/log-entry.ts";
import type { LogFormat } from "@drawbar/firmware-interfaces/logs/log-format.ts";
import { microsecondsOf, secondsText } from "@drawbar/firmware-interfaces/logs/log-time.ts";

/**
 * Reads every line, checks that a bus can carry what comes out, and that the format's writer, where it takes the
 * frames, writes what reads back as the same frames.
 */
export function checkLogFrames(format: LogFormat, input: Uint8Array): void {
  const entries = entriesOf(format, Buffer.from(input).toString("latin1").split(/\r?\n/));
  const startUs = entries.reduce((least, { frame }) => Math.min(least, frame.atUs), Number.POSITIVE_INFINITY);
  const buses = [...new Set(entries.map(({ bus }) => bus))];
  // An origin in our own time: what a head says of a date is checked by the tests of the format.
  if (entries.length === 0 || startUs < 1e12 || buses.length > 16 || format.createWriter === undefined) return;
  if (format.name === "python-can-csv" && buses.length > 1) return;
  const writer = format.createWriter({ buses, times: "absolute", startUs });
  const written = entries.map((entry) => ({ entry, line: writer.write(entry) }));
  const lines = written.flatMap(({ line }) => (line.kind === "line" ? [line.text] : []));
  const back = entriesOf(format, [...writer.head, ...lines, ...writer.tail]);
  const kept = written.filter(({ line }) => line.kind === "line").map(({ entry }) => entry);
  if (back.length !== kept.length) throw new Error(`${kept.length} frames written, ${back.length} read back`);
  for (const [index, entry] of kept.entries()) {
    const other = back[index];
    if (other === undefined || essence(other) !== essence(entry))
      throw new Error(`${essence(entry)} reads back as ${other === undefined ? "nothing" : essence(other)}`);
  }
}

function entriesOf(format: LogFormat, lines: readonly string[]): LogEntry[] {
  const parser = format.createParser();
  const entries: LogEntry[] = [];
  for (const text of lines) {
    format.recognises(text);
    const parsed = parser.parse(text);
    if (parsed.kind !== "frame") continue;
    const { id, extended, data, flags } = parsed.frame;
    if (!(Number.isInteger(id) && id >= 0 && id <= (extended ? extendedIdMax : standardIdMax))) throw new Error(`identifier ${id} cannot exist`);
    if (!fdLengths.includes(data.length) || (flags?.fd !== true && data.length > 8)) throw new Error(`${data.length} bytes cannot exist`);
    if (parsed.bus === "" || /\s/.test(parsed.bus)) throw new Error(`bus ${JSON.stringify(parsed.bus)} has no name`);
    const atUs = parsed.time === "" ? 0 : microsecondsOf(parsed.time);
    if (atUs === undefined) continue;
    if (!Number.isSafeInteger(atUs)) throw new Error(`time ${parsed.time} is ${atUs} us`);
    entries.push({ bus: parsed.bus, time: secondsText(atUs), line: 1, frame: { ...parsed.frame, atUs } });
  }
  return entries;
}

function essence({ frame }: LogEntry): string {
  const { atUs, id, extended, data, flags } = frame;
  // An error frame's class has no place in most formats.
  return flags?.error === true ? `${atUs} error` : JSON.stringify([atUs, id, extended, [...data], flags ?? {}]);
}
