/**
 * The compact form of NHTSA's vPIC table, one file packed with zstd: a length (32 bits, little-endian), a header of so
 * many bytes of JSON, then columns of numbers in the order of `columnsOf`, each beginning at a multiple of four bytes.
 * README.md beside it says where the table comes from.
 */
/** Characters that a VIN may have, in the order of their codes: digits first, then letters without I, O and Q. */
export const vinCharacters = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
export const digits = 10;

type Names = readonly string[];
/** Places in a list of names; -1 is none. */
type Indices = readonly number[];

export interface VpicHeader {
  readonly format: 1;
  readonly version: string;
  readonly released: string;
  readonly url: string;
  readonly rows: number;
  readonly patterns: number;
  readonly tokens: number;
  readonly classes: number;
  readonly names: Readonly<Record<"manufacturer" | "make" | "model" | "series" | "trim" | "bodyClass" | "electrification" | "vehicleType", Names>>;
  /** A make per model. */
  readonly makeOfModel: Indices;
  readonly wmi: {
    readonly code: Names;
    readonly manufacturer: Indices;
    /** The only make under this code; -1 where there are several. */
    readonly make: Indices;
    readonly vehicleType: Indices;
    /** 1 where it stands for cars, multipurpose vehicles or light trucks, whose position 7 tells the century (49 CFR 565.15). */
    readonly isLight: readonly (0 | 1)[];
    /** Of the rows of each code; one more than there are codes. */
    readonly firstRow: readonly number[];
  };
}

/**
 * Rows stand code by code, newest knowledge first. Indices into names are one higher than there, 0 is none. A pattern is a
 * list of character classes for positions 4 to 8 and 10 to 17.
 */
export interface VpicColumns {
  /** A bit per digit, and per letter, that the class holds. */
  readonly classDigits: Uint16Array;
  readonly classLetters: Uint32Array;
  /** Of the classes of each pattern; one more than there are patterns. */
  readonly firstToken: Uint32Array;
  /** A class each. */
  readonly token: Uint16Array;
  readonly pattern: Uint16Array;
  /** Years since 1980; `toYear` 255 is without end. */
  readonly fromYear: Uint8Array;
  readonly toYear: Uint8Array;
  readonly model: Uint16Array;
  readonly series: Uint16Array;
  readonly trim: Uint16Array;
  readonly bodyClass: Uint8Array;
  readonly electrification: Uint8Array;
}

export const firstYear = 1980;
export const endless = 255;

/** @returns views of the columns in `bytes`, which begins at the first of them; writing to them fills it. */
export function columnsOf(header: Pick<VpicHeader, "rows" | "patterns" | "tokens" | "classes">, bytes: ArrayBuffer, offset: number): VpicColumns {
  let at = offset;
  const take = (length: number, width: number): number => {
    const begin = at;
    at += Math.ceil((length * width) / 4) * 4;
    return begin;
  };
  const bytesOf = (length: number): Uint8Array => new Uint8Array(bytes, take(length, 1), length);
  const shorts = (length: number): Uint16Array => new Uint16Array(bytes, take(length, 2), length);
  const words = (length: number): Uint32Array => new Uint32Array(bytes, take(length, 4), length);
  const { rows, patterns, tokens, classes } = header;
  return {
    classDigits: shorts(classes),
    classLetters: words(classes),
    firstToken: words(patterns + 1),
    token: shorts(tokens),
    pattern: shorts(rows),
    fromYear: bytesOf(rows),
    toYear: bytesOf(rows),
    model: shorts(rows),
    series: shorts(rows),
    trim: shorts(rows),
    bodyClass: bytesOf(rows),
    electrification: bytesOf(rows),
  };
}

/** Bytes that the columns take. */
export function columnsLength({ rows, patterns, tokens, classes }: Pick<VpicHeader, "rows" | "patterns" | "tokens" | "classes">): number {
  const padded = (length: number, width: number): number => Math.ceil((length * width) / 4) * 4;
  return padded(classes, 2) + classes * 4 + (patterns + 1) * 4 + padded(tokens, 2) + padded(rows, 2) * 4 + padded(rows, 1) * 4;
}
