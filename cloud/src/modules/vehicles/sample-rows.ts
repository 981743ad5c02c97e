/** Samples as lines of an export, every digit kept. */
import type { SampleBatch } from "../telemetry/index.ts";
import { vehicleLimits } from "./vehicle-types.ts";

export type ExportFormat = "jsonl" | "csv";

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  jsonl: "application/x-ndjson; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
};

const csvHeader = "signal,source,timeNs,value,unit\r\n";

/**
 * Chunks of text, each of many lines; the next is made when the reader takes it. A line is
 * `{"signal","source","timeNs","value","unit"}`: nanoseconds as text, since doubles do not hold them; 64-bit integers with
 * all digits; other numbers in the shortest form that gives the same double.
 *
 * @see docs/cli.md, export; RFC 4180 for CSV
 */
export async function* exportChunks(batches: AsyncIterable<SampleBatch>, format: ExportFormat): AsyncGenerator<string, void, undefined> {
  let chunk = format === "csv" ? csvHeader : "";
  for await (const batch of batches) {
    const row = format === "csv" ? csvRows(batch) : jsonRows(batch);
    for (let index = 0; index < batch.timesUs.length; index++) {
      chunk += row(index);
      if (chunk.length < vehicleLimits.exportChunkCharacters) continue;
      yield chunk;
      chunk = "";
    }
  }
  if (chunk !== "") yield chunk;
}

function jsonRows({ signal, source, unit, timesUs, values }: SampleBatch): (index: number) => string {
  const head = `{"signal":${JSON.stringify(signal)},"source":${JSON.stringify(source)},"timeNs":"`;
  const tail = `,"unit":${JSON.stringify(unit)}}\n`;
  return (index) => `${head}${nanoseconds(timesUs[index] ?? 0)}","value":${jsonValue(values[index])}${tail}`;
}

function csvRows({ signal, source, unit, timesUs, values }: SampleBatch): (index: number) => string {
  const head = `${csvField(signal)},${csvField(source)},`;
  const tail = `,${csvField(unit)}\r\n`;
  return (index) => `${head}${nanoseconds(timesUs[index] ?? 0)},${csvValue(values[index])}${tail}`;
}

/** Microseconds are integers within 2^53; three zeros make nanoseconds without arithmetic. */
function nanoseconds(us: number): string {
  return us === 0 ? "0" : `${us.toFixed(0)}000`;
}

function jsonValue(value: number | bigint | string | undefined): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return numberText(value) ?? "null";
  return JSON.stringify(value ?? null);
}

function csvValue(value: number | bigint | string | undefined): string {
  if (typeof value === "number") return numberText(value) ?? "";
  return typeof value === "string" ? csvField(value) : String(value ?? "");
}

/** JSON has no NaN and no infinity. */
function numberText(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  return Object.is(value, -0) ? "-0" : String(value);
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
