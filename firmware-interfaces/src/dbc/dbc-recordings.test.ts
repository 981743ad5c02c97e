/** Files that we did not write, and what another implementation makes of them. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { compileDbc, type DbcDecoder } from "./dbc-decoder.ts";
import { parseDbc } from "./dbc-parser.ts";

const folder = recordingsFolder();

interface ExpectedDecode {
  readonly dbc: string;
  readonly frame_id: number;
  readonly extended: boolean;
  readonly message: string;
  readonly data: string;
  readonly raw: Readonly<Record<string, number | bigint>>;
  readonly physical: Readonly<Record<string, number | bigint>>;
}

/** Integers beyond 2^53 come as `bigint`, with every digit. */
function parseExact(line: string): ExpectedDecode {
  const revive = (_: string, value: unknown, { source }: { source?: string } = {}): unknown =>
    typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value;
  return JSON.parse(line, revive) as ExpectedDecode; // made by cantools in this very shape
}

/** cantools reads every file as Windows-1252, so a UTF-8 name of the file comes out as its bytes. */
function asCantoolsReads(name: string): string {
  return new TextDecoder("windows-1252").decode(new TextEncoder().encode(name));
}

describe.skipIf(folder === undefined)("DBC files of real cars and of other tools' tests (set DRAWBAR_DATA to their folder)", () => {
  const files = globSync("dbc/*/*.dbc", { cwd: folder ?? "." }).toSorted();

  it("all load tolerantly, each within a second", () => {
    expect(files).toHaveLength(69);
    const slow = files.filter((file) => {
      const startedAt = performance.now();
      compileDbc(parseDbc(readFileSync(path.join(folder ?? "", file)), { name: file }));
      return performance.now() - startedAt > 1_000;
    });
    expect(slow).toEqual([]);
  });

  it.each([
    ["opendbc/chrysler_cusw.dbc", "id-needs-extended-flag", 182],
    ["opendbc/mazda_2017.dbc", "name-not-identifier", 273],
    ["opendbc/nissan_xterra_2011.dbc", "signal-overlap", 76],
    ["opendbc/toyota_2017_ref_pt.dbc", "id-out-of-range", 387],
    ["opendbc/honda_civic_touring_2016_can_generated.dbc", "syntax", 209],
    ["opendbc/hyundai_can_generated.dbc", "syntax", 1_657],
    ["cantools/bad_message_length.dbc", "signal-does-not-fit", 40],
    ["j1939/canmatrix_j1939.dbc", "signal-does-not-fit", 198],
    ["opendbc/vw_mqb.dbc", "signal-overlap", 91],
    ["opendbc/toyota_new_mc_pt_generated.dbc", "signal-overlap", 262],
    ["ovms/vwegolf.dbc", "signal-overlap", 84],
  ])("%s, which cantools rejects, loads with the reason %s in line %i", (file, code, line) => {
    const { diagnostics } = parseDbc(recording(`dbc/${file}`), { name: file });
    expect(diagnostics.map((found) => [found.code, found.line])).toContainEqual([code, line]);
    expect(() => parseDbc(recording(`dbc/${file}`), { name: file, mode: "strict" })).toThrow(/^DBC_REJECTED/);
  });

  it("are read strictly where cantools 41.3.0 reads them strictly: all but eleven", () => {
    const accepted = files.filter((name) => parseDbc(recording(name), { name }).diagnostics.every(({ severity }) => severity !== "error"));
    expect(accepted).toHaveLength(69 - 11);
  });

  it("have the signals that cantools finds, also where a tool has cut two names to one", () => {
    const { messages } = parseDbc(recording("dbc/j1939/canmatrix_j1939.dbc"), { name: "j1939.dbc" });
    expect([messages.length, messages.flatMap(({ signals }) => signals).length]).toEqual([357, 2_390]);
  });

  it("give the values that cantools gives, in every one of 3,570 decodes", () => {
    const lines = new TextDecoder().decode(recording("dbc/expected_decode_cantools.jsonl.gz")).trim().split("\n");
    const decoders = new Map<string, DbcDecoder>();
    const different: string[] = [];
    for (const line of lines) {
      const expected = parseExact(line);
      const decoder = decoders.get(expected.dbc) ?? compileDbc(parseDbc(recording(expected.dbc), { name: expected.dbc }));
      decoders.set(expected.dbc, decoder);
      const data = new Uint8Array(Buffer.from(expected.data, "hex"));
      const decoded = decoder.decodeToObject({ id: expected.frame_id, extended: expected.extended, data, atUs: 0 });
      const rename = (name: string): string => (Object.hasOwn(expected.raw, name) ? name : asCantoolsReads(name));
      const raw = Object.fromEntries([...(decoded?.signals ?? [])].map(([name, signal]) => [rename(name), signal.raw]));
      const physical = Object.fromEntries([...(decoded?.signals ?? [])].map(([name, signal]) => [rename(name), signal.value]));
      const isEqual = decoded?.message.name === expected.message && areSame(raw, expected.raw) && areSame(physical, expected.physical);
      if (!isEqual) different.push(line);
    }
    expect(different).toEqual([]);
    expect(lines).toHaveLength(3_570);
  });
});

/** To the last bit; -0 is 0. */
function areSame(a: Readonly<Record<string, number | bigint>>, b: Readonly<Record<string, number | bigint>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && sameNumber(a[name], b[name]));
}

function sameNumber(a: number | bigint | undefined, b: number | bigint | undefined): boolean {
  // An integer may come as either type.
  return a === b || (typeof a !== typeof b && a !== undefined && b !== undefined && String(a) === String(b));
}
