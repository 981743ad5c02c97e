import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { parseDbc } from "../dbc/dbc-parser.ts";
import { csvRows } from "./csv-rows.ts";
import { J1939Decoder } from "./j1939-decoder.ts";
import { j1939Limits } from "./limits.ts";
import type { ParameterGroup } from "./parameter-group.ts";
import { parameterGroups } from "./parameter-groups.ts";
import { layoutsOf } from "./parameter-layouts.ts";
import { mergeParameterGroups, parseParameterTable } from "./parameter-table.ts";
import { ParameterValues } from "./parameter-values.ts";
import { broadcastFrame, packetFrame } from "./transport-frames.ts";

/** In the form of the Digital Annex, with parameters made up for the test. */
const annex = `"Revised","PGN","Parameter Group Label","PG Acronym","PG Description","Transmission Rate","SPN Position in PG","SPN","SPN Name","SPN Length","Resolution","Offset","Data Range","Units"
,65000,"Made Up 1",MU1,"text with, commas
and ""quotes""",100 ms,1-2,900001,"Out of range SPN",2 bytes,0.125 rpm/bit,0,"0 to 8,031.875 rpm",rpm
,65000,"Made Up 1",MU1,,100 ms,1-2,490001,"Wheel, made-up speed",2 bytes,1/256 km/h per bit,0,0 to 250.996 km/h,km/h
,65000,"Made Up 1",MU1,,100 ms,3,490002,Oil Made Up,1 byte,1 °C/bit,-40 °C,-40 to 210 °C,°C
,65000,"Made Up 1",MU1,,100 ms,4.3,490003,Switch Made Up,2 bits,4 states/2 bit,0,0 to 3,
,65000,"Made Up 1",MU1,,100 ms,4.5-5,490004,Eleven Bits,11 bits,1 count/bit,0,0 to 2047,count
,65000,"Made Up 1",MU1,,100 ms,6-9,490005,Made Up Angle,4 bytes,10^-7 deg/bit,-210 deg,,deg
,65000,"Made Up 1",MU1,,100 ms,10-12,490006,Made Up Text,3 bytes,ASCII,0,,
,65000,"Made Up 1",MU1,,100 ms,"2,4.6",490007,Scattered,9 bits,1/bit,0,,
,65000,"Made Up 1",MU1,,100 ms,"a",490008,Varying,"Variable - up to 200 characters",1/bit,0,,
,65000,"Made Up 1",MU1,,100 ms,3,490002,Oil Made Up,1 byte,1 °C/bit,-40 °C,-40 to 210 °C,°C
,65000,"Made Up 1",MU1,,100 ms,3,490010,Odd,1 byte,logarithmic,0,,
,65001,"No parameters",NP,,On request,,,,,,,,
,,,,,,,490009,Without a group,1 byte,1/bit,0,,
,61444,"Electronic Engine Controller 1",EEC1,,,4-5,190,Engine Speed,2 bytes,9 rpm/bit,0,,rpm
,61444,"Electronic Engine Controller 1",EEC1,,,8,490011,Made Up Torque,1 byte,1 %/bit,-125 %,,%
`;

describe("a licensed table", () => {
  const table = parseParameterTable(annex);

  it("gives parameter groups, and says what it could not read", () => {
    expect(table.groups.map(({ pgn, acronym, title, periodMs }) => ({ pgn, acronym, title, periodMs }))).toEqual([
      { pgn: 65_000, acronym: "MU1", title: "Made Up 1", periodMs: 100 },
      { pgn: 61_444, acronym: "EEC1", title: "Electronic Engine Controller 1", periodMs: 0 },
    ]);
    expect(table.groups[0]?.parameters).toEqual([
      [490_001, "WheelMadeUpSpeed", 1, 1, { bits: 16, factor: 1 / 256, offset: 0, unit: "km/h" }],
      [490_002, "OilMadeUp", 3, 1, { bits: 8, factor: 1, offset: -40, unit: "°C" }],
      [490_003, "SwitchMadeUp", 4, 3, { bits: 2, factor: 1, offset: 0, unit: "", rawMax: 1 }],
      [490_004, "ElevenBits", 4, 5, { bits: 11, factor: 1, offset: 0, unit: "count" }],
      [490_005, "MadeUpAngle", 6, 1, { bits: 32, factor: 1e-7, offset: -210, unit: "deg" }],
    ]);
    expect(table.leftOut).toEqual({ "not-a-number": 1, "place-not-understood": 2, "scaling-not-understood": 1, twice: 1, "beyond-limit": 0 });
  });

  it("gives values, and none where the bytes say error or not available", () => {
    const values = new ParameterValues(table.groups);
    const read = (hex: string): unknown =>
      Object.fromEntries(values.read({ pgn: 65_000, data: new Uint8Array(Buffer.from(hex, "hex")) }).map(({ spn, value }) => [spn, value]));
    expect(read("00325af43200e1f50500ffffff")).toMatchObject({ 490_001: 50, 490_002: 50, 490_003: 1, 490_004: 0x32f });
    expect(read("fffeffffffffffffff00")).toEqual({});
    expect(read("fffbfe")).toEqual({});
  });

  it("adds to the built-in groups without changing them", () => {
    const merged = mergeParameterGroups(parameterGroups, table.groups);
    const engine = merged.find(({ pgn }) => pgn === 61_444);
    const builtIn = parameterGroups.find(({ pgn }) => pgn === 61_444);
    expect(engine?.parameters.slice(0, -1)).toEqual(builtIn?.parameters);
    expect(engine?.parameters.at(-1)?.[0]).toBe(490_011);
    expect(merged).toHaveLength(parameterGroups.length + 1);
  });

  it("is decoded from a transfer by the agent's decoder", () => {
    const decoder = new J1939Decoder(mergeParameterGroups(parameterGroups, table.groups));
    const payload = new Uint8Array(Buffer.from("00325affff00e1f50500ffffff", "hex"));
    const ends = { sourceAddress: 0x21, destinationAddress: 0xff };
    const numbers: Record<string, number> = {};
    const outcomes = [broadcastFrame(ends, payload.length, 65_000), packetFrame(ends, payload, 1), packetFrame(ends, payload, 2)].map((frame, index) =>
      decoder.decode(
        { ...frame, atUs: index * 50_000 },
        {
          number: (signal, raw) => {
            const { path, factor, offset } = decoder.signals[signal] ?? { path: "?", factor: 1, offset: 0 };
            numbers[path] = raw * factor + offset;
          },
          integer: () => undefined,
          text: () => undefined,
        },
      ),
    );
    expect(outcomes).toEqual(["transport", "transport", "decoded"]);
    expect(numbers).toMatchObject({ "MU1/WheelMadeUpSpeed@21": 50, "MU1/OilMadeUp@21": 50 });
  });

  it("may be separated by semicolons or tabs, have a byte order mark, and titles below a notice", () => {
    const rows = "PGN;SP Position in PG;SP;SP Label;SP Length;Scaling;Offset;Unit\n65002;1;490020;One;1 byte;0.5 %/bit;0;%\n";
    const expected = [[490_020, "One", 1, 1, { bits: 8, factor: 0.5, offset: 0, unit: "%" }]];
    for (const text of [rows, rows.replaceAll(";", "\t"), `\ufeff${rows}`, `A notice;;;;;;;\n\n${rows}`])
      expect(parseParameterTable(text).groups[0]?.parameters).toEqual(expected);
  });

  it.each([
    ["without its columns", "PGN,Name\n1,2\n", /columns pgn, spn position in pg, spn, spn length, resolution/],
    ["that is empty", "", /columns/],
    ["without a parameter", "PGN,SPN Position in PG,SPN,SPN Length,Resolution\n,,,,\n", /no row/],
  ])("%s is refused", (_, text, message) => {
    expect(() => parseParameterTable(text)).toThrow(message);
    expect(() => parseParameterTable(text)).toThrow(/^J1939_TABLE_UNREADABLE/);
  });

  it("is read up to its limits", () => {
    const head = "PGN,SPN Position in PG,SPN,SPN Name,SPN Length,Resolution\n";
    const rows = Array.from({ length: j1939Limits.tableGroupsMax + 5 }, (_, index) => `${index},1,${index + 1},N,1 byte,1/bit`).join("\n");
    const { groups, leftOut } = parseParameterTable(head + rows);
    expect(groups).toHaveLength(j1939Limits.tableGroupsMax);
    expect(leftOut["beyond-limit"]).toBe(5);
  });

  it("of any text ends in groups or in a refusal", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.oneof(fc.string(), fc.constantFrom("1", "65000", "1-2", "2 bytes", "1/bit", '"', "\n")), { maxLength: 12 })), (rows) => {
        const text = `PGN,SPN Position in PG,SPN,SPN Length,Resolution\n65000,1,1,1 byte,1/bit\n${rows.map((row) => row.join(",")).join("\n")}`;
        for (const { parameters } of parseParameterTable(text).groups) expect(parameters.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("csvRows", () => {
  it("reads what a careful writer writes", () => {
    const cell = fc.string();
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }), (rows) => {
        const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",")).join("\r\n");
        expect([...csvRows(text, ",")]).toEqual(rows);
      }),
    );
  });

  it("keeps empty cells and ends where the text ends", () => {
    expect([...csvRows('a,,\n,"b\nc",d\n\nx,"open', ",")]).toEqual([["a", "", ""], ["", "b\nc", "d"], [""], ["x", "open"]]);
  });
});

describe.skipIf(recordingsFolder() === undefined)("the table of a DBC that others made (set DRAWBAR_DATA to the folder of recordings)", () => {
  it("puts the built-in parameters where canmatrix has them, written as a table", () => {
    const dbc = parseDbc(recording("dbc/j1939/canmatrix_j1939.dbc"), { name: "canmatrix_j1939.dbc" });
    const rows = dbc.messages.flatMap((message) =>
      message.signals
        .filter(({ spn, lengthBits }) => spn !== undefined && lengthBits <= 32)
        .map((signal) => {
          const pgn = (message.id >>> 8) & 0x3_ffff;
          const position = `${Math.floor(signal.startBit / 8) + 1}.${(signal.startBit % 8) + 1}`;
          return `${pgn},${message.name},${position},${signal.spn},${signal.name},${signal.lengthBits} bits,${signal.factor} ${signal.unit}/bit,${signal.offset},${signal.unit}`;
        }),
    );
    const { groups } = parseParameterTable(`PGN,PG Acronym,SPN Position in PG,SPN,SPN Name,SPN Length,Resolution,Offset,Units\n${rows.join("\n")}`);
    expect(groups.length).toBeGreaterThan(300);
    const places = (list: readonly ParameterGroup[]): Map<string, string> =>
      new Map(
        list.flatMap((group) => layoutsOf(group).map(({ spn, program }) => [`${group.pgn} ${spn}`, `${program.startBit} ${program.lengthBits}`] as const)),
      );
    const theirs = places(groups);
    const shared = [...places(parameterGroups)].filter(([key]) => theirs.has(key));
    expect(shared.length).toBeGreaterThan(130);
    expect(shared.filter(([key, place]) => theirs.get(key) !== place)).toEqual([]);
  });
});
