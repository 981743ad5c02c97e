/** What a VIN says, each field with where it comes from. */

/** `table`: looked up; `rule`: follows from a standard; `unknown`: the VIN does not say, or nobody here knows how this maker writes it. */
export type Sureness = "table" | "rule" | "unknown";

export const readFields = [
  "region",
  "country",
  "manufacturer",
  "make",
  "model",
  "series",
  "trim",
  "bodyClass",
  "vehicleType",
  "electrification",
  "modelYear",
  "plant",
  "serial",
] as const;
export type ReadField = (typeof readFields)[number];

/** `error`: it is no VIN; `warning`: a typing error is likely; `note`: what cannot be known, and why. */
export type FindingSeverity = "error" | "warning" | "note";

export const findingCodes = [
  "length",
  "characters",
  "check-digit-wrong",
  "check-digit-unused",
  "maker-unknown",
  "model-unknown",
  "year-ambiguous",
  "year-unknown",
  "year-impossible",
] as const;
export type FindingCode = (typeof findingCodes)[number];

export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  /** One sentence for people. */
  readonly text: string;
  /** Positions that it is about, from 1. */
  readonly positions?: readonly number[] | undefined;
  /** What was likely meant, the likeliest first. */
  readonly suggestions?: readonly string[] | undefined;
}

export interface DecodedVin {
  readonly kind: "decoded";
  /** 17 upper-case characters. */
  readonly vin: string;
  readonly checkDigitOk: boolean;
  /** What position 9 is if it is a check digit. */
  readonly checkDigit: string;
  /** Three characters; six for a maker of fewer than 1,000 vehicles a year (position 3 is a 9). */
  readonly wmi: string;
  readonly region?: string | undefined;
  /** Where the maker is registered, not where the vehicle was built. */
  readonly country?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly make?: string | undefined;
  readonly model?: string | undefined;
  readonly series?: string | undefined;
  readonly trim?: string | undefined;
  readonly bodyClass?: string | undefined;
  readonly vehicleType?: string | undefined;
  readonly electrification?: string | undefined;
  readonly modelYear?: number | undefined;
  /** Every year that it may be, newest first; empty when position 10 is no year. */
  readonly modelYears: readonly number[];
  /** The maker's own code of the plant (position 11). */
  readonly plant?: string | undefined;
  readonly serial?: string | undefined;
  readonly from: Readonly<Record<ReadField, Sureness>>;
  readonly findings: readonly Finding[];
}

/** A text that is no VIN. */
export interface MalformedVin {
  readonly kind: "malformed";
  readonly text: string;
  readonly findings: readonly Finding[];
}

export type VinReading = DecodedVin | MalformedVin;

export const vinLimits = {
  length: 17,
  /** Of a text that is looked at; a longer one is cut, and malformed in any case. */
  textMax: 64,
  suggestionsMax: 3,
} as const;
