/** What NHTSA's table knows about vehicles made for the United States, held in memory as it lies in the file. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import { failVin } from "../vin-errors.ts";
import { columnsLength, columnsOf, digits, endless, firstYear, vinCharacters, type VpicColumns, type VpicHeader } from "./vpic-format.ts";

export const tablePath = path.join(import.meta.dirname, "vpic-3.45.bin.zst");

/** Unpacked size; today's table takes 5 MiB. */
const bytesMax = 32 * 1_048_576;

/** What stands under a code of a maker. */
export interface MakerCode {
  readonly manufacturer: string | undefined;
  /** Where only one make uses the code. */
  readonly make: string | undefined;
  readonly vehicleType: string | undefined;
  /** Cars, multipurpose vehicles, light trucks: their position 7 tells the century. */
  readonly isLight: boolean;
  /** Its place in the table. */
  readonly index: number;
}

export interface Described {
  readonly make?: string | undefined;
  readonly model?: string | undefined;
  readonly series?: string | undefined;
  readonly trim?: string | undefined;
  readonly bodyClass?: string | undefined;
  readonly electrification?: string | undefined;
}

/** Places in the lists of names, one higher; 0 is not known yet. */
interface Found {
  model: number;
  series: number;
  trim: number;
  bodyClass: number;
  electrification: number;
}

export class VpicTable {
  /** As `3.45`. */
  readonly version: string;
  readonly releasedYear: number;
  readonly #header: VpicHeader;
  readonly #columns: VpicColumns;
  readonly #codes: ReadonlyMap<string, number>;

  /** @param bytes the unpacked file. @throws DrawbarError `VIN_TABLE_DAMAGED`. */
  constructor(bytes: Uint8Array) {
    const { header, offset } = readHeader(bytes);
    if (bytes.length - offset !== columnsLength(header)) throw failVin("VIN_TABLE_DAMAGED", "the VIN table ends too early; install the release anew");
    // A buffer of their own, in which columns of 32 bits are aligned and the header's text is not kept.
    this.#columns = columnsOf(header, new Uint8Array(bytes.subarray(offset)).buffer, 0);
    this.#header = header;
    this.#codes = new Map(header.wmi.code.map((code, index) => [code, index]));
    this.version = header.version;
    this.releasedYear = Number(header.released.slice(0, 4));
  }

  /** Reads the table that ships with this package: about 30 ms, most of it off the event loop. @throws DrawbarError `VIN_TABLE_DAMAGED`. */
  static async load(file = tablePath): Promise<VpicTable> {
    let unpacked: Uint8Array;
    try {
      unpacked = await promisify(zstdDecompress)(await readFile(file), { maxOutputLength: bytesMax });
    } catch (cause) {
      throw failVin("VIN_TABLE_DAMAGED", `the VIN table ${file} cannot be read; install the release anew`, { cause });
    }
    return new VpicTable(unpacked);
  }

  /** @param code three characters, or six where the third is a 9. */
  maker(code: string): MakerCode | undefined {
    const index = this.#codes.get(code);
    if (index === undefined) return undefined;
    const { wmi, names } = this.#header;
    return {
      manufacturer: nameAt(names.manufacturer, wmi.manufacturer[index]),
      make: nameAt(names.make, wmi.make[index]),
      vehicleType: nameAt(names.vehicleType, wmi.vehicleType[index]),
      isLight: wmi.isLight[index] === 1,
      index,
    };
  }

  /**
   * What the table says of a vehicle of this maker and model year. Several rows add to each other; where two contradict, the
   * newer one is believed.
   *
   * @param vin 17 characters that a VIN may have.
   * @returns `undefined` when no pattern fits.
   */
  describe({ index }: MakerCode, vin: string, modelYear: number): Described | undefined {
    const { firstRow } = this.#header.wmi;
    const { fromYear, toYear, pattern, model, series, trim, bodyClass, electrification } = this.#columns;
    const codes = codesOf(vin);
    const year = modelYear - firstYear;
    const found: Found = { model: 0, series: 0, trim: 0, bodyClass: 0, electrification: 0 };
    let isFound = false;
    const end = firstRow[index + 1] ?? 0;
    for (let row = firstRow[index] ?? end; row < end; row++) {
      const until = toYear[row] ?? 0;
      if ((fromYear[row] ?? 0) > year || (until < year && until !== endless)) continue;
      if (!this.#fits(pattern[row] ?? 0, codes)) continue;
      isFound = true;
      found.model ||= model[row] ?? 0;
      found.series ||= series[row] ?? 0;
      found.trim ||= trim[row] ?? 0;
      found.bodyClass ||= bodyClass[row] ?? 0;
      found.electrification ||= electrification[row] ?? 0;
    }
    return isFound ? this.#named(found) : undefined;
  }

  #fits(pattern: number, codes: Uint8Array): boolean {
    const { firstToken, token, classDigits, classLetters } = this.#columns;
    const begin = firstToken[pattern] ?? 0;
    const end = firstToken[pattern + 1] ?? 0;
    for (let at = begin; at < end; at++) {
      const code = codes[at - begin] ?? 0;
      const held = token[at] ?? 0;
      const bits = code < digits ? (classDigits[held] ?? 0) >>> code : (classLetters[held] ?? 0) >>> (code - digits);
      if ((bits & 1) === 0) return false;
    }
    return true;
  }

  #named({ model, series, trim, bodyClass, electrification }: Found): Described {
    const { names, makeOfModel } = this.#header;
    return {
      make: model === 0 ? undefined : nameAt(names.make, makeOfModel[model - 1]),
      model: nameAt(names.model, model - 1),
      series: nameAt(names.series, series - 1),
      trim: nameAt(names.trim, trim - 1),
      bodyClass: nameAt(names.bodyClass, bodyClass - 1),
      electrification: nameAt(names.electrification, electrification - 1),
    };
  }
}

/** Positions 4 to 8 and 10 to 17, which patterns speak of. */
function codesOf(vin: string): Uint8Array {
  const [beforeCheckDigit, checkDigit] = [3, 8];
  const codes = new Uint8Array(vin.length - beforeCheckDigit - 1);
  for (let at = beforeCheckDigit, index = 0; at < vin.length; at++) if (at !== checkDigit) codes[index++] = vinCharacters.indexOf(vin[at] ?? "");
  return codes;
}

function nameAt(names: readonly string[], index: number | undefined): string | undefined {
  return index === undefined || index < 0 ? undefined : names[index];
}

/** Only that it is a header of this form: the table is part of the release, and checking 30,000 names takes longer than reading them. */
function readHeader(bytes: Uint8Array): { readonly header: VpicHeader; readonly offset: number } {
  const length = bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as VpicHeader; // generate.ts wrote it
    if (header.format === 1) return { header, offset: Math.ceil((4 + length) / 4) * 4 };
  } catch (cause) {
    throw failVin("VIN_TABLE_DAMAGED", "the VIN table has no readable header; install the release anew", { cause });
  }
  throw failVin("VIN_TABLE_DAMAGED", "the VIN table has another form than this release reads; install the release anew");
}
