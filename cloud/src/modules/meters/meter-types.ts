export const meterKinds = ["odometer", "engine-hours"] as const;
export type MeterKind = (typeof meterKinds)[number];

/** In whose words a reading is: a signal of the vehicle's buses, or people, who are one source together. */
export type MeterSource = { readonly kind: "signal"; readonly name: string } | { readonly kind: "people" };

export interface Reading {
  /** Microseconds since 1970: it was read between both. */
  readonly atUs: number;
  readonly untilUs: number;
  /** Kilometres or hours. */
  readonly value: number;
  /** Of one that a person made. */
  readonly readingId?: string | undefined;
}

/** Why a reading, or a whole source, is not believed. */
export const doubtReasons = ["out-of-range", "jump-back", "jump-forward", "reset", "swapped", "unit", "contradicts"] as const;

export interface Doubt extends Reading {
  readonly reason: (typeof doubtReasons)[number];
  /** What was expected there; absent when nothing was. */
  readonly expected?: number | undefined;
}

/** A stretch that was driven, as the trips know it. */
export interface Driven {
  readonly fromUs: number;
  readonly toUs: number;
  readonly km: number;
  /** Measured along the track, so it says something about an odometer; not by that odometer itself. */
  readonly isOfTrack: boolean;
}

export interface ReadingsOfSource {
  readonly source: MeterSource;
  readonly readings: readonly Reading[];
}

export interface SourceStatement {
  readonly source: MeterSource;
  readonly isChosen: boolean;
  /** The newest that it says, after corrections; absent when nothing of it is believed. */
  readonly value?: number | undefined;
  readonly atUs?: number | undefined;
  /** Latest first. */
  readonly doubts: readonly Doubt[];
}

export interface MeterStatement {
  readonly value?: number | undefined;
  readonly atUs?: number | undefined;
  /** The value is right to so much. */
  readonly error?: number | undefined;
  readonly source?: MeterSource | undefined;
  /** Part of the value that was counted by others after the source's last reading. */
  readonly added?: number | undefined;
  readonly sources: readonly SourceStatement[];
}

/** What a person wrote down. */
export interface MeterReading {
  readonly readingId: string;
  readonly vehicleId: string;
  readonly meter: MeterKind;
  readonly value: number;
  readonly at: Date;
  readonly note: string;
  readonly recordedAt: Date;
}

export type MeterWish = Pick<MeterReading, "meter" | "value" | "at" | "note">;
