import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gnssLimits } from "./limits.ts";
import { formatSentence, NmeaScanner, parseSentence } from "./nmea-scanner.ts";

function scan(text: string | Uint8Array, size = 5): unknown[] {
  const bytes = typeof text === "string" ? Buffer.from(text, "latin1") : text;
  const scanner = new NmeaScanner();
  const found: unknown[] = [];
  for (let start = 0; start < bytes.length; start += size) found.push(...scanner.push(bytes.subarray(start, start + size)));
  found.push(...scanner.finish());
  return found;
}

const codes = (found: readonly unknown[]): unknown[] =>
  found.map((event) => (event as { code?: string; type?: string }).code ?? (event as { type?: string }).type);
const zda = "$GPZDA,005947.00,08,07,2010,+00,00*6F";
const good = formatSentence("GPZDA", ["005947.00", "08", "07", "2010", "+00", "00"]);

describe("NmeaScanner", () => {
  it("gives talker, type and fields, however the bytes come and the lines end", () => {
    const sentence = { kind: "sentence", talker: "GP", type: "ZDA", fields: ["005947.00", "08", "07", "2010", "+00", "00"] };
    for (const text of [`${good}\r\n`, `${good}\n`, good, `${good} \r`, `noise${good}\r\n`, `$${good}\r\n`]) expect(scan(text)).toEqual([sentence]);
    expect(scan("$PGRME,15.0,M,22.5,M,15.0,M*1B\r\n")).toMatchObject([{ talker: "P", type: "GRME" }]);
  });

  it.each([
    ["a wrong checksum", `${zda.slice(0, -2)}00\r\n`, ["checksum-wrong"]],
    ["no checksum", "$GPZDA,005947.00,08\r\n", ["checksum-missing"]],
    ["a sentence cut off by the next", `$GPGGA,1251${good}\r\n`, ["sentence-broken", "ZDA"]],
    ["bytes of a binary message inside", `$GPGGA,12\u0000\u00b5b${good}\r\n`, ["sentence-broken", "ZDA"]],
    ["an address of the wrong shape", `${formatSentence("gpgga", ["1"])}\r\n`, ["sentence-broken"]],
    ["junk behind the checksum", `${good}0\r\n`, ["sentence-broken"]],
    ["binary messages without a sentence", "\u00b5b$\u0001\u0002\u0003*\r\n", []],
  ])("passes over %s", (_, text, expected) => {
    expect(codes(scan(text))).toEqual(expected);
  });

  it("takes a sentence of the longest length and drops a longer one up to the next", () => {
    const fill = (length: number): string => formatSentence("GPTXT", ["x".repeat(length - 1 - "GPTXT,".length - 3 + 1)]);
    const longest = fill(gnssLimits.sentenceCharsMax);
    expect(longest).toHaveLength(gnssLimits.sentenceCharsMax + 1);
    expect(codes(scan(`${longest}\r\n`))).toEqual(["TXT"]);
    expect(codes(scan(`${fill(gnssLimits.sentenceCharsMax + 1)}\r\n${good}\r\n`))).toEqual(["sentence-too-long", "ZDA"]);
    expect(codes(scan(`$${"x".repeat(100_000)}`))).toEqual(["sentence-too-long"]);
  });

  it("takes no more fields than the limit", () => {
    const withFields = (count: number): string =>
      formatSentence(
        "GPTXT",
        Array.from({ length: count }, () => "1"),
      );
    expect(codes([parseSentence(withFields(gnssLimits.fieldsMax).slice(1))])).toEqual(["TXT"]);
    expect(codes([parseSentence(withFields(gnssLimits.fieldsMax + 1).slice(1))])).toEqual(["sentence-broken"]);
  });

  it("reads back every sentence that it writes", () => {
    const field = fc.stringMatching(/^[0-9A-Za-z.+-]{0,8}$/);
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 20 }), (fields) => {
        expect(scan(`${formatSentence("GNGNS", fields)}\r\n`)).toEqual([{ kind: "sentence", talker: "GN", type: "GNS", fields }]);
      }),
    );
  });
});
