/**
 * The signal catalogue of a source: what the numbers in its segments mean. Content-addressed: its hash is the
 * SHA-256 of its bytes, so segments stay readable for as long as the catalogue is kept.
 */

/** How a signal's values are carried in a segment. */
export type SignalValueKind =
  /** value = raw * factor + offset, computed in exactly this order in double precision; raw is an integer within ±2^53. */
  | "scaled"
  /** IEEE 754 double as it is. */
  | "float"
  /** Signed 64-bit integer, exact. */
  | "integer"
  /** UTF-8 text. */
  | "text";

export interface CatalogueSignal {
  /** Catalogue name such as `Vehicle.Speed`; equal to `source` when nothing maps it. */
  readonly name: string;
  /** Where it comes from, such as `can0/WHEEL_SPEEDS/WHEEL_SPEED_FL` or `can1/EEC1/EngineSpeed@00`. Unique in a catalogue. */
  readonly source: string;
  /** Unit as people write it (`km/h`, `°C`, `%`); empty when there is none. */
  readonly unit: string;
  readonly kind: SignalValueKind;
  /** For `scaled`; 1 and 0 otherwise. */
  readonly factor: number;
  readonly offset: number;
  /** Digits after the point worth showing. */
  readonly decimals: number;
}

/** A signal's index in `signals` is its number in segments and on the live path. */
export interface Catalogue {
  readonly version: 1;
  readonly signals: readonly CatalogueSignal[];
}
