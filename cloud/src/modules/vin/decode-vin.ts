/** Decodes a VIN, offline, and never says more than is known. */
import { checkDigitOf } from "./check-digit.ts";
import { makerFindings, malformedFindings, checkDigitFindings, yearFindings } from "./findings.ts";
import { makerOf } from "./makers.ts";
import { modelYearsOf, yearsByPosition7 } from "./model-year.ts";
import type { Described, MakerCode, VpicTable } from "./table/vpic-table.ts";
import { correctionsOf, type Correction } from "./typing-errors.ts";
import { readFields, vinLimits, type ReadField, type Sureness, type VinReading } from "./vin-types.ts";
import { placeOf } from "./wmi-regions.ts";

export interface DecodeOptions {
  readonly table: VpicTable;
  /** This year. */
  readonly year: number;
}

/** What is known of the year, and what the table says for it. */
interface YearReading {
  readonly modelYear: number | undefined;
  /** Those that it may be. */
  readonly modelYears: readonly number[];
  readonly from: Sureness;
  readonly described: Described | undefined;
}

/**
 * @param text as somebody typed it; case, blanks and hyphens do not matter.
 * @returns whatever the text is: this never throws.
 */
export function decodeVin(text: string, options: DecodeOptions): VinReading {
  const vin = text.slice(0, vinLimits.textMax).replaceAll(/[\s-]/g, "").toUpperCase();
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin)) return { kind: "malformed", text: vin, findings: malformedFindings(vin) };

  const wmi = wmiOf(vin);
  const { region, country } = placeOf(wmi);
  const checkDigit = checkDigitOf(vin);
  const checkDigitOk = vin[8] === checkDigit;
  const entry = options.table.maker(wmi);
  const isNorthAmerican = region === "North America";
  // The table's patterns, and the American rules, hold for vehicles made for that market: elsewhere the same positions mean something else.
  const isForAmerica = isNorthAmerican || (entry !== undefined && checkDigitOk);
  const year = isForAmerica ? readYear(vin, entry, options) : unreadYear(vin, options);
  const { described } = year;
  const maker =
    isForAmerica && entry !== undefined
      ? { manufacturer: entry.manufacturer, make: described?.make ?? entry.make, vehicleType: entry.vehicleType }
      : makerElsewhere(wmi, entry);
  const fields = {
    region,
    country,
    ...maker,
    model: described?.model,
    series: described?.series,
    trim: described?.trim,
    bodyClass: described?.bodyClass,
    electrification: described?.electrification,
    modelYear: year.modelYear,
    ...(isForAmerica ? { plant: vin[10], serial: vin.slice(wmi.length === 6 ? 14 : 11) } : {}),
  };
  const isCheckDigitRequired = isNorthAmerican || country === "China";
  return {
    kind: "decoded",
    vin,
    checkDigitOk,
    checkDigit,
    wmi,
    ...fields,
    modelYears: year.modelYears,
    from: surenessOf(fields, year.from),
    findings: [
      ...(checkDigitOk
        ? []
        : checkDigitFindings({ vin, checkDigit, isRequired: isCheckDigitRequired, corrections: isCheckDigitRequired ? plausible(vin, options) : [] })),
      ...makerFindings({ wmi, manufacturer: maker.manufacturer, isForAmerica, hasPattern: described !== undefined }),
      ...yearFindings({ vin, modelYear: year.modelYear, modelYears: year.modelYears, isForAmerica }),
    ],
  };
}

/** Makers of fewer than 1,000 vehicles a year share three characters and are told apart by positions 12 to 14. */
function wmiOf(vin: string): string {
  return vin[2] === "9" ? vin.slice(0, 3) + vin.slice(11, 14) : vin.slice(0, 3);
}

function readYear(vin: string, entry: MakerCode | undefined, options: DecodeOptions): YearReading {
  const { table } = options;
  const years = modelYearsOf(vin, yearMaxOf(options));
  const allowed = entry?.isLight === true ? yearsByPosition7(vin, years) : years;
  // A letter there and a year before 2010, or the reverse: the maker did not follow the rule, so that it tells nothing.
  const candidates = allowed.length === 0 ? years : allowed;
  const known =
    entry === undefined
      ? []
      : candidates.flatMap((year) => {
          const described = table.describe(entry, vin, year);
          return described === undefined ? [] : [{ year, described }];
        });
  const [only, another] = known;
  if (only === undefined) {
    const [year] = candidates.length === 1 ? candidates : [];
    return { modelYear: year, modelYears: candidates, from: year === undefined ? "unknown" : "rule", described: undefined };
  }
  if (another === undefined)
    return { modelYear: only.year, modelYears: [only.year], from: candidates.length === 1 ? "rule" : "table", described: only.described };
  return { modelYear: undefined, modelYears: known.map(({ year }) => year), from: "unknown", described: agreed(known.map(({ described }) => described)) };
}

/** Next year's models are sold this year. A machine whose clock stands at 1970 knows at least the year of the table. */
function yearMaxOf({ year, table }: DecodeOptions): number {
  return Math.max(year, table.releasedYear) + 1;
}

/** Outside North America position 10 may be a year, and may be anything else. */
function unreadYear(vin: string, options: DecodeOptions): YearReading {
  return { modelYear: undefined, modelYears: modelYearsOf(vin, yearMaxOf(options)), from: "unknown", described: undefined };
}

/** What holds in every year that it may be. */
function agreed(all: readonly Described[]): Described {
  const [first = {}, ...others] = all;
  return Object.fromEntries(Object.entries(first).filter(([name, value]) => others.every((other) => other[name as keyof Described] === value))); // its own keys
}

/** The table names the American importer and the makes sold there; under the same code the maker sells others at home. */
function makerElsewhere(wmi: string, entry: MakerCode | undefined): { readonly manufacturer?: string | undefined; readonly make?: string | undefined } {
  const known = makerOf(wmi);
  if (known !== undefined) return known;
  const isOwnMake = entry?.make !== undefined && entry.manufacturer?.toLowerCase().includes(entry.make.toLowerCase()) === true;
  return { manufacturer: entry?.manufacturer, make: isOwnMake ? entry.make : undefined };
}

/** Corrections of makers that exist; those that the table describes come first. */
function plausible(vin: string, options: DecodeOptions): readonly Correction[] {
  const rank = (correction: Correction): number => {
    const entry = options.table.maker(wmiOf(correction.vin));
    if (entry === undefined) return makerOf(wmiOf(correction.vin)) === undefined ? 0 : 1;
    return readYear(correction.vin, entry, options).described?.model === undefined ? 1 : 2;
  };
  return correctionsOf(vin)
    .map((correction) => ({ correction, rank: rank(correction) }))
    .filter((ranked) => ranked.rank > 0)
    .toSorted((left, right) => right.rank - left.rank)
    .map(({ correction }) => correction)
    .slice(0, vinLimits.suggestionsMax);
}

function surenessOf(fields: { readonly [Name in ReadField]?: unknown }, year: Sureness): Record<ReadField, Sureness> {
  const byRule = new Set<ReadField>(["region", "country", "plant", "serial"]);
  const sureness = (name: ReadField): Sureness => {
    if (fields[name] === undefined) return "unknown";
    if (name === "modelYear") return year;
    return byRule.has(name) ? "rule" : "table";
  };
  return Object.fromEntries(readFields.map((name) => [name, sureness(name)])) as Record<ReadField, Sureness>; // a value for each
}
