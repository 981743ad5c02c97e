/** A catalogue as the bytes that its hash is taken of. */
import { createHash } from "node:crypto";
import type { CatalogueHash } from "../link/records.ts";
import type { Catalogue, CatalogueSignal, SignalValueKind } from "./catalogue.ts";
import { catalogueLimits } from "./limits.ts";
import { segmentFailure } from "./segment-errors.ts";

const fields = ["name", "source", "unit", "kind", "factor", "offset", "decimals"] as const;
const kinds: readonly string[] = ["scaled", "float", "integer", "text"] satisfies readonly SignalValueKind[];
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Canonical JSON: fields in one order, no white space, so that equal catalogues have equal bytes on every machine.
 *
 * @throws DrawbarError `CATALOGUE_MALFORMED` when it breaks what `parseCatalogue` checks.
 */
export function encodeCatalogue(catalogue: Catalogue): Uint8Array {
  const { version, signals } = check(catalogue);
  const ordered = signals.map(({ name, source, unit, kind, factor, offset, decimals }) => ({ name, source, unit, kind, factor, offset, decimals }));
  const bytes = new TextEncoder().encode(JSON.stringify({ version, signals: ordered }));
  checkSize(bytes);
  return bytes;
}

/**
 * @returns a catalogue whose every field was checked: sources are unique, numbers finite, only `scaled` signals have a
 *   factor other than 1 or an offset other than 0.
 * @throws DrawbarError `CATALOGUE_MALFORMED`.
 */
export function parseCatalogue(bytes: Uint8Array): Catalogue {
  checkSize(bytes);
  let parsed: unknown;
  try {
    parsed = JSON.parse(decoder.decode(bytes));
  } catch (error) {
    throw segmentFailure("CATALOGUE_MALFORMED", "it is not JSON in UTF-8", { cause: error });
  }
  return check(parsed);
}

/** SHA-256 over the bytes as they are. */
export function catalogueHash(bytes: Uint8Array): CatalogueHash {
  return createHash("sha256").update(bytes).digest("hex") as CatalogueHash; // 64 hex digits
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length > catalogueLimits.bytesMax) throw malformed(`${bytes.length} bytes are over the limit of ${catalogueLimits.bytesMax} (catalogue.bytesMax)`);
}

function check(value: unknown): Catalogue {
  if (!isObject(value) || value["version"] !== 1) throw malformed("its version is not 1");
  checkFields(value, ["version", "signals"], "it");
  const { signals } = value;
  if (!Array.isArray(signals)) throw malformed("it has no list of signals");
  if (signals.length > catalogueLimits.signalsMax)
    throw malformed(`${signals.length} signals are over the limit of ${catalogueLimits.signalsMax} (catalogue.signalsMax)`);
  const sources = new Set<string>();
  const checked = signals.map((signal: unknown, index) => {
    const result = checkSignal(signal, index);
    if (sources.has(result.source)) throw malformed(`signal ${index} repeats the source ${JSON.stringify(result.source)}`);
    sources.add(result.source);
    return result;
  });
  return { version: 1, signals: checked };
}

function checkSignal(signal: unknown, index: number): CatalogueSignal {
  if (!isObject(signal)) throw malformed(`signal ${index} is no object`);
  checkFields(signal, fields, `signal ${index}`);
  const text = (field: "name" | "source" | "unit", lengthMin: number): string => {
    const value = signal[field];
    if (typeof value === "string" && value.length >= lengthMin && value.length <= catalogueLimits.textMax) return value;
    throw malformed(`signal ${index} has no ${field} of ${lengthMin} to ${catalogueLimits.textMax} characters`);
  };
  const finite = (field: "factor" | "offset"): number => {
    const value = signal[field];
    if (typeof value === "number" && Number.isFinite(value)) return value + 0;
    throw malformed(`signal ${index} has no finite ${field}`);
  };
  const { kind, decimals } = signal;
  if (!isKind(kind)) throw malformed(`signal ${index} has the unknown kind ${JSON.stringify(kind)}`);
  if (typeof decimals !== "number" || !Number.isInteger(decimals) || decimals < 0 || decimals > catalogueLimits.decimalsMax) {
    throw malformed(`signal ${index} has no decimals from 0 to ${catalogueLimits.decimalsMax}`);
  }
  const factor = finite("factor");
  const offset = finite("offset");
  if (factor === 0 || (kind !== "scaled" && (factor !== 1 || offset !== 0)))
    throw malformed(`signal ${index} of kind ${kind} cannot have factor ${factor} and offset ${offset}`);
  return { name: text("name", 1), source: text("source", 1), unit: text("unit", 0), kind, factor, offset, decimals };
}

/** What this release does not know must not change a hash unseen: a new field comes with a new version. */
function checkFields(value: Readonly<Record<string, unknown>>, known: readonly string[], what: string): void {
  const unknown = Object.keys(value).find((field) => !known.includes(field));
  if (unknown !== undefined) throw malformed(`${what} has the unknown field ${JSON.stringify(unknown)}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isKind(value: unknown): value is SignalValueKind {
  return typeof value === "string" && kinds.includes(value);
}

function malformed(what: string): Error {
  return segmentFailure("CATALOGUE_MALFORMED", what);
}
