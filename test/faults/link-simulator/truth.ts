/** What really happened, kept by the simulator from outside: every sample, every record, every reason to lose one. */
import type { ForgottenBecause } from "@drawbar/proto/link/holder-options.ts";
import type { LinkRecord, RecordName, StreamKey } from "@drawbar/proto/link/records.ts";
import { samplesOf } from "./simulated-segments.ts";

/** A record and its contents: two devices with one identity may give one number to two of them. */
export type Content = string;

export function contentOf({ stream, seq, checksum }: RecordName & { readonly checksum: Uint8Array }): Content {
  return `${stream}#${seq}@${Buffer.from(checksum.buffer, checksum.byteOffset, 8).toString("hex")}`;
}

export type Loss = ForgottenBecause | "crash" | "depot-lost" | "unit-lost";

export class Truth {
  readonly sealed = new Map<Content, { readonly record: LinkRecord; readonly machine: string }>();
  readonly losses = new Map<Content, Set<Loss>>();
  /** Numbers that samples without a record took. */
  readonly skipped = new Map<StreamKey, Map<number, number>>();
  readonly secured = new Map<Content, RecordName & { readonly checksum: Uint8Array }>();
  /** Which records ever held the sample. */
  readonly carriers = new Map<number, Content[]>();
  /** Streams that their own source has no memory of after a restore. */
  readonly abandoned = new Set<StreamKey>();
  readonly forkedSources = new Set<string>();
  cloudRestores = 0;
  #samples = 0;

  newSamples(count: number): number[] {
    return Array.from({ length: count }, () => (this.#samples += 1));
  }

  sealedBy(machine: string, record: LinkRecord): void {
    const content = contentOf(record);
    this.sealed.set(content, { record, machine });
    this.losses.get(content)?.delete("crash"); // undone by a full disk, and sealed again as it was
    for (const sample of samplesOf(record)) {
      const carriers = this.carriers.get(sample);
      if (carriers === undefined) this.carriers.set(sample, [content]);
      else if (!carriers.includes(content)) carriers.push(content);
    }
  }

  skippedBy({ stream, seq }: RecordName, samples: number): void {
    this.skipped.set(stream, (this.skipped.get(stream) ?? new Map<number, number>()).set(seq, samples));
  }

  /** A crash, or a full disk, took the number back. */
  unskipped({ stream, seq }: RecordName): void {
    this.skipped.get(stream)?.delete(seq);
  }

  lost(record: RecordName & { readonly checksum: Uint8Array }, because: Loss): void {
    const content = contentOf(record);
    this.losses.set(content, (this.losses.get(content) ?? new Set()).add(because));
  }

  /** A crash took back the forgetting of these; what other holders did stays true. */
  stillHeld(contents: Iterable<Content>): void {
    for (const content of contents) {
      const reasons = this.losses.get(content);
      for (const reason of reasons ?? []) if (reason !== "depot-lost" && reason !== "unit-lost" && reason !== "secured-early") reasons?.delete(reason);
    }
  }

  /** Whether the design admits that this record is nowhere. */
  mayBeLost(content: Content): boolean {
    const reasons = this.losses.get(content);
    if (reasons === undefined || reasons.has("planted")) return false;
    if (reasons.has("crash") || reasons.has("thinned") || reasons.has("given-up") || reasons.has("resealed") || reasons.has("restated")) return true;
    if (reasons.has("depot-lost") || reasons.has("unit-lost")) return true;
    return reasons.has("secured-early") && this.cloudRestores > 0;
  }

  /** Samples sealed for the first time in each stream, without those whose record a crash took. */
  producedByStream(): Map<StreamKey, number> {
    const produced = new Map<StreamKey, number>();
    for (const [content, { record }] of this.sealed) {
      const isTaken = this.losses.get(content)?.has("crash") ?? false;
      produced.set(record.stream, (produced.get(record.stream) ?? 0) + (isTaken ? 0 : record.produced));
    }
    for (const [stream, numbers] of this.skipped) for (const samples of numbers.values()) produced.set(stream, (produced.get(stream) ?? 0) + samples);
    return produced;
  }
}
