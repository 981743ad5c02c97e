import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { proposeMapping } from "./column-mapping.ts";
import { importLimits } from "./limits.ts";
import { readSheet } from "./read-sheet.ts";

async function rowsOf(bytes: Uint8Array, fileName = "fleet.csv") {
  const { rows, ...facts } = readSheet(bytes, fileName);
  const read: (readonly [number, readonly string[]])[] = [];
  for await (const row of rows) read.push(row);
  return { ...facts, rows: read };
}

const table = [
  [1, ["Rufname", "Bezeichnung"]],
  [3, ["TR 1", 'Müller, 5" Rohr']],
];
const text = 'Rufname;Bezeichnung\r\n;\r\n TR 1 ;"Müller, 5"" Rohr"\r\n';

describe("a file is read", () => {
  it.each([
    ["utf-8", Buffer.from(text)],
    ["utf-8", Buffer.from(`\uFEFF${text}`)],
    ["utf-16le", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["utf-16le", Buffer.from(text, "utf16le")],
    ["utf-16be", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
    ["windows-1252", Buffer.from(text, "latin1")],
  ])("whatever wrote it, with the numbers that a spreadsheet gives its rows: %s", async (encoding, bytes) => {
    expect(await rowsOf(bytes)).toEqual({ format: "csv", encoding, separator: ";", rows: table });
  });

  it.each([",", ";", "\t", "|"])("by what parts its cells: %j", async (separator) => {
    const lines = ["a,b", 'x "1,5; 2|3"', "y z"].map((line) => line.replaceAll(/[ ,](?=[^"]*(?:"[^"]*"[^"]*)*$)/g, separator));
    const { rows, separator: found } = await rowsOf(Buffer.from(lines.join("\n")));
    expect([found, rows[0]]).toEqual([separator, [1, ["a", "b"]]]);
  });

  it("as a workbook, with its numbers and dates as text", async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: "Fleet", rows: [["Call sign", "Year", "Since"], [], ["TR 1", 2_019, new Date("2026-11-20T00:00:00Z")]] }],
    });
    const { format, rows } = await rowsOf(bytes);
    expect([format, rows]).toEqual(["xlsx", [[1, ["Call sign", "Year", "Since"]], [3, ["TR 1", "2019", "2026-11-20"]]]]); // prettier-ignore
  });
});

describe("a file is refused", () => {
  // A local header, one entry of the directory that says 4 GiB, and the directory's end.
  const bomb = Buffer.alloc(30 + 46 + 22);
  bomb.writeUInt32LE(0x04034b50, 0);
  bomb.writeUInt32LE(0x02014b50, 30);
  bomb.writeUInt32LE(0xffffffff, 30 + 24);
  bomb.writeUInt32LE(0x06054b50, 76);
  bomb.writeUInt16LE(1, 76 + 10);
  bomb.writeUInt32LE(30, 76 + 16);
  it.each([
    ["a quotation mark that is never closed", Buffer.from('a,b\n1,"2\n3,4\n'), "never closed"],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), "save it as .xlsx"],
    ["a workbook cut off", Buffer.from("504b030400", "hex"), "damaged"],
    ["a workbook that unpacks to gigabytes", bomb, "unpacks to"],
    ["more columns than there may be", Buffer.from(`${"x,".repeat(importLimits.columnsMax)}x\n`), "65 columns"],
    ["more rows than there may be", Buffer.from("x\n".repeat(importLimits.rowsMax + 1)), "more than 200000 rows"],
  ])("for %s", async (_what, bytes, why) => {
    await expect(async () => rowsOf(bytes)).rejects.toThrow(why);
  });

  // Each byte value as often as any other, as compressed bytes have them.
  const noise = Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 197 + 0x41) % 256));
  it.each([
    ["noise that is called a workbook", noise, "fleet.XLSX", "this is no table: the name says workbook"],
    ["a zip without its first byte", Buffer.from("K\u0003\u0004 fleet"), "fleet.xlsx", "the name says workbook"],
    ["noise that is called text", noise, "fleet.csv", "this is no table: what is in it is no text"],
    ["a program", Buffer.from("7f454c4602010100000000000000000003003e0001", "hex"), "fleet", "what is in it is no text"],
  ])("as no table: %s", async (_what, bytes, fileName, why) => {
    await expect(async () => rowsOf(bytes, fileName)).rejects.toThrow(why);
  });

  it("never for its length: cells are cut, and characters that no database takes replaced", async () => {
    const { rows } = await rowsOf(Buffer.from(`a\0b,${"y".repeat(5_000)}\n`));
    expect(rows[0]?.[1].map((cell) => cell.slice(0, 3) + cell.length)).toEqual(["a\uFFFDb3", `yyy${importLimits.cellCharactersMax}`]);
  });
});

it("columns are found by their headings in English and German, each once", () => {
  const column = (key: string, ...words: string[]) => ({
    key,
    label: key,
    words,
    isRequired: false,
    isUnique: false,
    read: () => ({ kind: "value", value: "" }) as const,
  });
  const columns = [column("callSign", "rufname", "name"), column("vin", "vin", "fahrgestellnummer"), column("description", "name", "notes")];
  expect(proposeMapping(columns, ["Fahrgestell-Nummer", "Farbe", "NAME"])).toEqual({ callSign: 2, vin: 0 });
});
