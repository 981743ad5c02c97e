/** Synthetic drives of some vehicles, as records for the cloud's store and as lines for VictoriaMetrics: the same samples. */
import { recordChecksum } from "@drawbar/proto/link/checksum.ts";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { streamKey, type CatalogueHash, type Epoch, type LinkRecord } from "@drawbar/proto/link/records.ts";
import { catalogueHash, encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import { encodeSegment } from "@drawbar/proto/segment/encode-segment.ts";
import { syntheticCatalogue, syntheticDrive, syntheticSignals, type ScaledColumn } from "../synthetic-telemetry.ts";

export const segmentSeconds = 10;
/** A drive is made and loaded in parts, so that a day never is in memory at once. */
export const partSeconds = 600;

export const catalogueBytes: Uint8Array = encodeCatalogue({ version: 1, signals: syntheticCatalogue });
export const catalogue: CatalogueHash = catalogueHash(catalogueBytes);

export interface Drive {
  readonly source: SourceId;
  readonly seed: number;
  readonly startUs: number;
  readonly seconds: number;
}

export interface DrivePart {
  readonly records: readonly LinkRecord[];
  readonly columns: readonly ScaledColumn[];
  readonly samples: number;
}

/** Parts of `partSeconds`. The columns are what the records hold. */
export function* partsOf({ source, seed, startUs, seconds }: Drive): Generator<DrivePart> {
  const epoch = (seed + 1) as Epoch; // any number of its own
  const stream = streamKey(source, epoch, 3);
  let [seq, produced] = [0, 0];
  for (let part = 0; part < seconds / partSeconds; part += 1) {
    const columns = syntheticDrive(seed * 1_000 + part, partSeconds, startUs + part * partSeconds * 1_000_000);
    const records: LinkRecord[] = [];
    for (let begin = 0; begin < partSeconds; begin += segmentSeconds) {
      const fromUs = startUs + (part * partSeconds + begin) * 1_000_000;
      const cut = columns.map((column) => cutOut(column, fromUs, fromUs + segmentSeconds * 1_000_000)).filter(({ times }) => times.length > 0);
      const samples = cut.reduce((sum, { times }) => sum + times.length, 0);
      seq += 1;
      const bytes = encodeSegment(
        {
          source,
          epoch,
          priority: 3,
          seq,
          boot: 1,
          firstMonoUs: fromUs - startUs,
          lastMonoUs: fromUs - startUs + segmentSeconds * 1_000_000,
          clockQuality: "gnss",
          catalogue,
        },
        cut,
      );
      const record = { stream, seq, kind: "segment" as const, producedBefore: produced, bytes, samples, produced: samples, catalogue };
      records.push({ ...record, checksum: recordChecksum(record) });
      produced += samples;
    }
    yield { records, columns, samples: records.reduce((sum, { samples }) => sum + samples, 0) };
  }
}

/** Lines of VictoriaMetrics' JSON import: one a signal, with milliseconds, which is what it keeps. */
export function importLines(columns: readonly ScaledColumn[], vehicle: string): string {
  return columns
    .map(({ signal, times, raw }) => {
      const { name = "", factor = 1 } = syntheticSignals[signal] ?? {};
      const metric = { __name__: "telemetry", signal: name, vehicle };
      const digits = Math.max(0, Math.ceil(-Math.log10(factor)));
      // With the digits of its resolution: 0.1 x 3 must not come as 0.30000000000000004.
      const values = Array.from(raw, (value) => Number((value * factor).toFixed(digits)));
      return JSON.stringify({ metric, values, timestamps: Array.from(times, (us) => Math.round(us / 1_000)) });
    })
    .join("\n");
}

function cutOut(column: ScaledColumn, fromUs: number, toUs: number): ScaledColumn {
  const start = firstFrom(column.times, fromUs);
  const end = firstFrom(column.times, toUs);
  return { ...column, times: column.times.slice(start, end), raw: column.raw.slice(start, end) };
}

function firstFrom(times: Float64Array, us: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? us) < us) low = middle + 1;
    else high = middle;
  }
  return low;
}
