import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "@drawbar/test/recordings.ts";
import { readCapturedAnswers } from "./captured-answer.ts";
import { decodeExchange, type Exchange } from "./signal-set-decoder.ts";
import { loadSignalSet } from "./signal-set-loader.ts";
import { isForYear, type SignalSet } from "./signal-set.ts";
import { obdLimits } from "./limits.ts";

interface Case {
  readonly model_year: number;
  readonly command_id: string;
  readonly response: string;
  readonly expected_values: Readonly<Record<string, number | string>>;
}

interface Tally {
  values: number;
  equal: number;
  /** In an exchange with an answer that lost frames: what lies behind the hole is not guessed at. */
  behindHoles: number;
  others: string[];
}

const here = recordingsFolder() !== undefined;
const text = (name: string): string => new TextDecoder().decode(recording(`obd/obdb/${name}`));

describe.skipIf(!here)("answers that OBDb collected", () => {
  it("gives the expected values of the Ford F-150, but for ten trims of sensors that have none", () => {
    const tally = compare("ford_f150", "signalset.json");
    expect(tally).toMatchObject({ values: 9_883, equal: 9_873, behindHoles: 0 });
    // The raw byte FF says that the sensor takes no part in the trim. OBDb expects here what its old scaling
    // (raw * 100/128 - 128) gave; for all other trims it expects (raw - 128) * 100/128, as SAE J1979 has it.
    expect(tally.others.map((other) => other.slice(0, 8))).toEqual([...Array<string>(5).fill("SHRTFT11"), ...Array<string>(5).fill("SHRTFT22")]);
    expect(tally.others.every((other) => other.endsWith("99.21875 71.21875"))).toBe(true);
    expect(tally.equal / tally.values).toBeGreaterThan(0.99);
  });

  it("gives the expected values of the Hyundai Ioniq 5, but for answers that lost frames", () => {
    const tally = compare("hyundai_ioniq5", "signalset.json.gz");
    expect(tally).toMatchObject({ values: 117_300, equal: 117_002, behindHoles: 298, others: [] });
    expect(tally.equal / tally.values).toBeGreaterThan(0.99);
  });
});

describe("loadSignalSet", () => {
  it("keeps what can be used and says why the rest cannot", () => {
    const set = loadSignalSet(
      JSON.stringify({
        commands: [
          {
            hdr: "7E0",
            cmd: { "22": "091A" },
            freq: 1,
            signals: [
              signal("GOOD", { len: 8 }),
              signal("WIDE", { len: 65 }),
              signal("SPLIT", { len: 12, blsb: true }),
              signal("ZERO", { len: 8, div: 0 }),
              signal("FAR", { len: 8, bix: 40_000 }),
            ],
          },
          { hdr: "7E0", cmd: { "22": "xyz" }, freq: 1, signals: [] },
        ],
      }),
    );
    expect(set.commands.map(({ signals }) => signals.map(({ id }) => id))).toEqual([["GOOD"]]);
    expect(set.leftOut.map(({ id }) => id)).toEqual(["WIDE", "SPLIT", "ZERO", "FAR", "commands[1]"]);
  });

  it("reads addresses of 11 and of 29 bits", () => {
    const set = loadSignalSet(
      JSON.stringify({
        commands: [
          { hdr: "720", rax: "728", cmd: { "22": "404C" }, freq: 1, signals: [] },
          { hdr: "DA10", rax: "10", cmd: { "22": "404C" }, freq: 1, signals: [] },
          { hdr: "DB33", cmd: { "01": "0C" }, freq: 1, signals: [] },
        ],
      }),
    );
    expect(set.commands.map(({ requestId, responseId }) => [requestId, responseId])).toEqual([
      [0x720, 0x728],
      [0x18da10f1, 0x18daf110],
      [0x18db33f1, undefined],
    ]);
  });

  it.each(["", "{", "[]", '{"commands":7}', '{"commands":[]}', '{"commands":[{"cmd":{}}]}', "null"])("refuses %j with one sentence", (bad) => {
    expect(() => loadSignalSet(bad)).toThrow(/^SIGNAL_SET_INVALID: /);
  });

  it("refuses more than it has room for", () => {
    const command = { hdr: "7E0", cmd: { "22": "091A" }, freq: 1, signals: [] };
    const full = Array.from({ length: obdLimits.signalSetCommandsMax }, () => command);
    expect(loadSignalSet(JSON.stringify({ commands: full })).commands).toHaveLength(obdLimits.signalSetCommandsMax);
    expect(() => loadSignalSet(JSON.stringify({ commands: [...full, command] }))).toThrow("SIGNAL_SET_INVALID");
    const signals = Array.from({ length: obdLimits.signalSetSignalsMax + 1 }, () => signal("S", { len: 8 }));
    expect(() => loadSignalSet(JSON.stringify({ commands: [{ ...command, signals }] }))).toThrow("SIGNAL_SET_INVALID");
    expect(() => loadSignalSet(" ".repeat(obdLimits.signalSetCharactersMax + 1))).toThrow("SIGNAL_SET_INVALID");
  });
});

describe("isForYear", () => {
  it.each([
    [undefined, 2_000, true],
    [{ from: 2_010 }, 2_009, false],
    [{ from: 2_010 }, 2_010, true],
    [{ to: 2_015 }, 2_016, false],
    [{ from: 2_010, to: 2_015 }, 2_016, false],
    [{ from: 2_010, to: 2_015 }, 2_012, true],
    [{ from: 2_020, to: 2_010 }, 2_015, false],
    [{ from: 2_020, to: 2_010 }, 2_021, true],
    [{ years: [2_018] }, 2_018, true],
    [{ years: [2_018] }, 2_019, false],
  ])("%j has %d: %s", (filter, year, expected) => {
    const set = loadSignalSet(JSON.stringify({ commands: [{ hdr: "7E0", cmd: { "22": "091A" }, freq: 1, signals: [], filter }] }));
    expect(isForYear(set.commands[0]?.years, year)).toBe(expected);
  });
});

describe("decodeExchange", () => {
  const set = loadSignalSet(
    JSON.stringify({
      commands: [
        {
          hdr: "7E0",
          rax: "7E8",
          cmd: { "22": "1234" },
          freq: 1,
          signals: [
            signal("BIG", { len: 16, mul: 2, div: 4, add: -10, max: 10_000, min: -10, unit: "celsius" }),
            signal("LITTLE", { bix: 8, len: 16, blsb: true, max: 65_535 }),
            signal("SIGNED", { bix: 24, len: 8, sign: true, min: -128, max: 127 }),
            signal("HELD", { bix: 0, len: 8, max: 5 }),
            signal("NONE", { bix: 0, len: 8, max: 255, nullmax: 18 }),
            signal("LOW", { bix: 0, len: 8, max: 255, nullmin: 18 }),
            signal("STATE", { bix: 30, len: 2, map: { 1: { value: "ON", description: "" }, 2: "OFF" } }),
            signal("BEYOND", { bix: 32, len: 8, max: 255 }),
          ],
        },
        { hdr: "7E1", rax: "7E9", cmd: { "22": "1234" }, freq: 1, signals: [signal("OTHER", { len: 8, max: 255 })] },
      ],
    }),
  );
  const request = Uint8Array.of(0x22, 0x12, 0x34);
  const ask = (response: string, requestId?: number): Exchange => decodeExchange(readCapturedAnswers(response), { set, request, requestId });

  it("scales, holds within limits, and knows what is no value", () => {
    expect(ask("7E8 07 62 12 34 12 34 56 FD")).toEqual({
      kind: "values",
      values: [
        { signal: "BIG", value: 0x1234 / 2 - 10, unit: "°C" },
        { signal: "LITTLE", value: 0x5634, unit: "" },
        { signal: "SIGNED", value: -3, unit: "" },
        { signal: "HELD", value: 5, unit: "" },
        { signal: "NONE", value: null, unit: "" },
        { signal: "LOW", value: null, unit: "" },
        { signal: "STATE", value: "ON", unit: "" },
      ],
    });
  });

  it("reads each control unit by its own command, and only those that were asked", () => {
    const both = "7E9 04 62 12 34 07\r\n7E8 04 62 12 34 01";
    expect(namesOf(ask(both))).toEqual(["OTHER", "HELD", "NONE", "LOW"]);
    expect(namesOf(ask(both, 0x7e1))).toEqual(["OTHER"]);
    expect(ask("7EA 04 62 12 34 07")).toEqual({ kind: "no-answer" });
  });

  it("passes a refusal on, and tells a stranger's answer and an unknown request apart", () => {
    expect(ask("7E8037F2231")).toEqual({ kind: "refused", code: 0x31 });
    expect(ask("7E803410400")).toEqual({ kind: "no-answer" });
    expect(ask("NO DATA")).toEqual({ kind: "no-answer" });
    expect(decodeExchange([], { set, request: Uint8Array.of(0x22, 0, 0) })).toEqual({ kind: "unknown-request" });
  });
});

describe("readCapturedAnswers", () => {
  it("joins frames of several control units that answer at once", () => {
    const answers = readCapturedAnswers("7E8100A62123401020304\n>\n7E9 03 41 04 3E\nSEARCHING...\n7E82105060708AAAAAA\n\n18DAF110 03 41 0C 11");
    expect(answers.map(({ responseId, payload, isWhole }) => [responseId, Buffer.from(payload).toString("hex"), isWhole])).toEqual([
      [0x7e8, "62123401020304050607", true],
      [0x7e9, "41043e", true],
      [0x18daf110, "410c11", true],
    ]);
  });

  it("ends an answer at a hole", () => {
    const [answer] = readCapturedAnswers("7E8101262123401020304\n7E821AAAAAAAAAAAAAA\n7E823BBBBBBBBBBBBBB");
    expect(answer).toMatchObject({ isWhole: false });
    expect(answer?.payload).toHaveLength(14);
  });

  it("takes no more lines than the limit", () => {
    const lines = Array.from({ length: obdLimits.capturedLinesMax + 5 }, () => "7E803410400");
    expect(readCapturedAnswers(lines.join("\n"))).toHaveLength(obdLimits.capturedLinesMax);
  });
});

function signal(id: string, fmt: Readonly<Record<string, unknown>>): object {
  return { id, name: id, fmt: { max: 255, unit: "scalar", ...fmt } };
}

function namesOf(exchange: Exchange): readonly string[] {
  return exchange.kind === "values" ? exchange.values.map(({ signal: id }) => id) : [];
}

function compare(vehicle: string, file: string): Tally {
  const set: SignalSet = {
    commands: [...loadSignalSet(text("SAEJ1979_signalset.json")).commands, ...loadSignalSet(text(`${vehicle}/${file}`)).commands],
    leftOut: [],
  };
  const tally: Tally = { values: 0, equal: 0, behindHoles: 0, others: [] };
  for (const line of text(`${vehicle}/responses.jsonl.gz`).trim().split("\n")) {
    const { command_id: id, model_year: modelYear, response, expected_values: expected } = JSON.parse(line) as Case;
    const [address = "", ...more] = (id.split("|")[0] ?? "").split(".");
    const answers = readCapturedAnswers(response);
    const exchange = decodeExchange(answers, { set, request: Buffer.from(more.at(-1) ?? "", "hex"), requestId: Number.parseInt(address, 16), modelYear });
    const values = new Map(exchange.kind === "values" ? exchange.values.map(({ signal: name, value }) => [name, value]) : []);
    for (const [name, wanted] of Object.entries(expected)) {
      tally.values += 1;
      const value = values.get(name);
      if (isEqual(value, wanted)) tally.equal += 1;
      else if (answers.some(({ isWhole }) => !isWhole)) tally.behindHoles += 1;
      else tally.others.push(`${name} ${value} ${wanted}`);
    }
  }
  tally.others.sort();
  return tally;
}

/** OBDb writes five digits behind the point. */
function isEqual(value: number | string | null | undefined, wanted: number | string): boolean {
  if (typeof value !== "number" || typeof wanted !== "number") return value === wanted;
  return Math.abs(value - wanted) <= 1e-5 * Math.max(1, Math.abs(wanted));
}
