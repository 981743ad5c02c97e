/** A source that seals what a test tells it to, with numbers and totals as a real one counts them. */
import { randomInt, randomUUID } from "node:crypto";
import { parseSourceId, type SourceId } from "@drawbar/proto/kernel/ids.ts";
import { recordChecksum } from "@drawbar/proto/link/checksum.ts";
import {
  streamKey,
  streamName,
  type CatalogueHash,
  type Epoch,
  type LinkRecord,
  type Priority,
  type Statement,
  type StreamKey,
  type StreamTotals,
} from "@drawbar/proto/link/records.ts";
import { encodeStatement } from "@drawbar/proto/link/statements.ts";
import type { Catalogue } from "@drawbar/proto/segment/catalogue.ts";
import { catalogueHash, encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import { encodeSegment } from "@drawbar/proto/segment/encode-segment.ts";
import type { SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";
import { thinSegment } from "@drawbar/proto/segment/thin-segment.ts";

export const testCatalogue: Catalogue = {
  version: 1,
  signals: [
    { name: "Vehicle.Speed", source: "can0/SPEED/V", unit: "km/h", kind: "scaled", factor: 0.01, offset: 0, decimals: 1 },
    { name: "Vehicle.Powertrain.CombustionEngine.Speed", source: "can0/EEC1/EngineSpeed", unit: "rpm", kind: "scaled", factor: 0.125, offset: 0, decimals: 0 },
    { name: "can0/TEMP/T", source: "can0/TEMP/T", unit: "°C", kind: "float", factor: 1, offset: 0, decimals: 1 },
    { name: "can0/COUNT/N", source: "can0/COUNT/N", unit: "", kind: "integer", factor: 1, offset: 0, decimals: 0 },
    { name: "can0/TEXT/GEAR", source: "can0/TEXT/GEAR", unit: "", kind: "text", factor: 1, offset: 0, decimals: 0 },
  ],
};
export const testCatalogueBytes: Uint8Array = encodeCatalogue(testCatalogue);
export const testCatalogueHash: CatalogueHash = catalogueHash(testCatalogueBytes);

/** 2026-11-25T12:00:00Z. */
export const noonUs = 1_795_608_000_000_000;

export class ScriptedSource {
  readonly source: SourceId;
  readonly boot: number;
  readonly #bootedAtUs: number;
  readonly #totals = new Map<StreamKey, StreamTotals>();
  readonly #catalogue: CatalogueHash;
  epoch: Epoch;

  constructor(options: { readonly source?: SourceId; readonly boot?: number; readonly bootedAtUs?: number; readonly catalogue?: CatalogueHash } = {}) {
    this.source = options.source ?? parseSourceId(randomUUID());
    this.boot = options.boot ?? 1;
    this.#bootedAtUs = options.bootedAtUs ?? noonUs - 60_000_000;
    this.#catalogue = options.catalogue ?? testCatalogueHash;
    this.epoch = newEpoch();
  }

  /** Another device with the same identity, epoch and numbers. */
  clone(): ScriptedSource {
    const twin = new ScriptedSource({ source: this.source, boot: this.boot, bootedAtUs: this.#bootedAtUs, catalogue: this.#catalogue });
    twin.epoch = this.epoch;
    for (const [stream, totals] of this.#totals) twin.#totals.set(stream, totals);
    return twin;
  }

  stream(priority: Priority = 3): StreamKey {
    return streamKey(this.source, this.epoch, priority);
  }

  totals(): StreamTotals[] {
    return [...this.#totals.values()].filter(({ stream }) => streamName(stream).epoch === this.epoch);
  }

  /** One sample a second of the speed, rising by 0.01 km/h from `raw`, unless other columns are given. */
  segment(
    fromUs: number,
    seconds: number,
    options: { readonly raw?: number; readonly priority?: Priority; readonly columns?: readonly SegmentColumn[] } = {},
  ): LinkRecord {
    const { raw = 1_000, priority = 3 } = options;
    const times = Float64Array.from({ length: seconds }, (_, index) => fromUs + index * 1_000_000);
    const columns = options.columns ?? [{ kind: "scaled", signal: 0, times, raw: Float64Array.from({ length: seconds }, (_, index) => raw + index) }];
    return this.#sealSegment(priority, columns);
  }

  thinned(original: LinkRecord): LinkRecord {
    const { priority } = streamName(original.stream);
    const bytes = thinSegment(original.bytes, { epoch: this.epoch, priority, seq: this.#next(priority).seq });
    if (bytes === undefined) throw new RangeError("nothing to thin");
    const isOwn = original.stream === this.stream(priority);
    const root = original.replaces?.[0];
    return this.#seal(priority, "thinned", bytes, {
      samples: Math.ceil(original.samples / 2) + (original.samples % 2 === 0 ? 1 : 0),
      produced: 0,
      catalogue: original.catalogue,
      replaces: [...(root === undefined ? [] : (original.replaces ?? [])), original.seq],
      replacesEpoch: isOwn ? undefined : streamName(original.stream).epoch,
    });
  }

  statement(statement: Statement): LinkRecord {
    return this.#seal(0, statement.kind, encodeStatement(statement), { samples: 0, produced: 0 });
  }

  /** A new process: a new epoch that names the one before. */
  restart(options: { readonly totals?: readonly StreamTotals[]; readonly unclean?: boolean } = {}): LinkRecord {
    const previous = this.epoch;
    const totals = options.totals ?? this.totals();
    this.epoch = newEpoch();
    return this.statement({ kind: "opened", previous, totals, unclean: options.unclean ?? false });
  }

  #sealSegment(priority: Priority, columns: readonly SegmentColumn[]): LinkRecord {
    const firstUs = Math.min(...columns.map(({ times }) => times[0] ?? 0));
    const lastUs = Math.max(...columns.map(({ times }) => times.at(-1) ?? 0));
    const samples = columns.reduce((sum, { times }) => sum + times.length, 0);
    const bytes = encodeSegment(
      {
        source: this.source,
        epoch: this.epoch,
        priority,
        seq: this.#next(priority).seq,
        boot: this.boot,
        firstMonoUs: Math.max(0, firstUs - this.#bootedAtUs),
        lastMonoUs: Math.max(0, lastUs - this.#bootedAtUs),
        clockQuality: "network",
        catalogue: this.#catalogue,
      },
      columns,
    );
    return this.#seal(priority, "segment", bytes, { samples, produced: samples, catalogue: this.#catalogue });
  }

  #next(priority: Priority): { readonly stream: StreamKey; readonly seq: number; readonly produced: number } {
    const stream = this.stream(priority);
    const { last, produced } = this.#totals.get(stream) ?? { last: 0, produced: 0 };
    return { stream, seq: last + 1, produced };
  }

  #seal(
    priority: Priority,
    kind: LinkRecord["kind"],
    bytes: Uint8Array,
    more: Pick<LinkRecord, "samples" | "produced" | "catalogue" | "replaces" | "replacesEpoch">,
  ): LinkRecord {
    const { stream, seq, produced } = this.#next(priority);
    this.#totals.set(stream, { stream, last: seq, produced: produced + more.produced });
    const record = { stream, seq, kind, producedBefore: produced, bytes, ...more };
    return { ...record, checksum: recordChecksum(record) };
  }
}

export function newEpoch(): Epoch {
  return randomInt(1, 281_474_976_710_655) as Epoch; // drawn as rule S1 says
}
