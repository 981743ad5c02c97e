/** What reads a receiver's stream, whatever its protocol. */
import type { GnssAttitude, GnssFix } from "./gnss-fix.ts";
import type { CompressionDamage } from "../logs/log-unpack.ts";
import type { NmeaProblemCode } from "./nmea-scanner.ts";

export type GnssProblemCode = NmeaProblemCode | CompressionDamage | "json-impossible" | "line-too-long";

export type GnssEvent =
  | { readonly kind: "fix"; readonly fix: GnssFix }
  | { readonly kind: "attitude"; readonly attitude: GnssAttitude }
  | { readonly kind: "problem"; readonly code: GnssProblemCode };

export const gnssProblems: Readonly<Record<GnssProblemCode, string>> = {
  "checksum-wrong": "sentences with a wrong checksum",
  "checksum-missing": "sentences without a checksum",
  "sentence-too-long": "sentences that are too long",
  "sentence-broken": "sentences that break off",
  "json-impossible": "lines that begin like JSON and are none",
  "line-too-long": "lines that are too long",
  "compression-truncated": "the compressed file ends in the middle, and what came before was read",
  "compression-damaged": "the compressed file is damaged, and what came before was read",
};

/** One per stream; bounded memory whatever comes. */
export interface GnssReader {
  /** @param bytes any piece of the stream. */
  push(bytes: Uint8Array): Iterable<GnssEvent>;
  /** Gives out what is complete but waits for a successor, when nothing came for a while. */
  flush(): GnssEvent | undefined;
  /** At the end of a recording. */
  finish(): Iterable<GnssEvent>;
}
