import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elmAnswerOf } from "./elm-answer.ts";
import { elmLimits } from "./limits.ts";
import { vehicleAnswerOf, type VehicleAnswer } from "./vehicle-answer.ts";

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));

function read(command: string, text: string): VehicleAnswer {
  return vehicleAnswerOf(elmAnswerOf(text, command).hexLines, hex(command));
}

/** `7E8 410C1AF8`, `- 410C1AF8` without headers. */
function payloads(answer: VehicleAnswer): readonly string[] {
  return answer.payloads.map(({ responseId, payload }) => `${responseId?.toString(16) ?? "-"} ${Buffer.from(payload).toString("hex")}`);
}

describe("lines of bytes", () => {
  it.each([
    ["CAN 11 bit, blanks", "0100", "7E8 06 41 00 BE 3F A8 13 \r7E9 06 41 00 98 18 00 01 AA", ["7e8 4100be3fa813", "7e9 410098180001"]],
    ["CAN 11 bit, packed", "0100", "7E8064100BE3FA813", ["7e8 4100be3fa813"]],
    ["CAN 29 bit, blanks", "0100", "18 DA F1 10 06 41 00 BE 3F A8 13", ["18daf110 4100be3fa813"]],
    ["CAN 29 bit, packed, two units", "010C", "18DAF11004410C1AF8\n18DAF11803 7F 01 12".replaceAll(" ", ""), ["18daf110 410c1af8", "18daf118 7f0112"]],
    ["29 bit of a maker", "22F190", "12 34 56 78 04 62 F1 90 41", ["12345678 62f19041"]],
    ["J1850 with headers", "0100", "48 6B 10 41 00 BE 3E B8 11 FA", ["18daf110 4100be3eb811"]],
    ["KWP with headers", "010C", "84 F1 11 41 0C 1F 40 32", ["18daf111 410c1f40"]],
    ["without headers", "0100", "41 00 BC 3F A8 03\r41 00 98 3A 80 01", ["- 4100bc3fa803", "- 4100983a8001"]],
    ["without headers, packed", "0101", "410100040000\n410100000000", ["- 410100040000", "- 410100000000"]],
    ["a refusal", "22F190", "7F 22 31", ["- 7f2231"]],
    [
      "a transfer with headers, two units at once",
      "0902",
      "7E8 10 14 49 02 01 31 44 34\r7E9 10 0A 49 02 01 41 42 43\r7E8 21 47 50 30 30 52 35 35\r7E9 21 44 45 46 47 00 00 00\r7E8 22 42 31 32 33 34 35 36",
      ["7e9 49020141424344454647", "7e8 4902013144344750303052353542313233343536"],
    ],
    [
      "a transfer without headers",
      "0902",
      "014 \r0: 49 02 01 31 44 34 \r1: 47 50 30 30 52 35 35 \r2: 42 31 32 33 34 35 36",
      ["- 4902013144344750303052353542313233343536"],
    ],
    ["a transfer without headers, packed and filled up", "22F190", "00A\r0:62F190414243\r1:444546470000AA", ["- 62f19041424344454647"]],
    [
      "a VIN over J1850, filled up in front",
      "0902",
      "49 02 01 00 00 00 31\r49 02 02 44 34 47 50\r49 02 03 30 30 52 35\r49 02 04 35 42 31 32\r49 02 05 33 34 35 36",
      ["- 4902013144344750303052353542313233343536"],
    ],
    ["faults over K line, two lines", "03", "48 6B 10 43 01 33 01 01 02 02 AA\r48 6B 10 43 03 03 00 00 00 00 BB", ["18daf110 43013301010202030300000000"]],
  ])("are read: %s", (_, command, text, expected) => {
    const answer = read(command, text);
    expect(payloads(answer)).toEqual(expected);
    expect(answer.damaged).toEqual([]);
  });

  it("tell whether there were headers", () => {
    expect(read("0100", "7E8 06 41 00 BE 3F A8 13").headers).toBe("on");
    expect(read("0100", "41 00 BE 3F A8 13").headers).toBe("off");
    expect(read("0100", "NO DATA").headers).toBeUndefined();
  });

  it.each([
    ["half a byte too much", "010C", "41 0C 000", "odd-digits"],
    ["a digit lost", "010C", "7E8 04 41 0C 1 F8", "odd-digits"],
    ["fewer bytes than announced", "010C", "7E8 04 41 0C 1A", "too-short"],
    ["marked by the adapter", "010C", "7E8 04 41 0C 1A F8 <RX ERROR", "doubted"],
    ["marked by the adapter, K line", "010C", "48 6B 10 41 0C 1A F8 00 <DATA ERROR", "doubted"],
    ["no ISO-TP", "010C", "7E8 F4 41 0C 1A F8", "not-understood"],
    ["a line missing in the middle", "0902", "7E8 10 14 49 02 01 31 44 34\r7E8 22 42 31 32 33 34 35 36", "line-missing"],
    ["a line missing at the end", "0902", "7E8 10 14 49 02 01 31 44 34\r7E8 21 47 50 30 30 52 35 35", "line-missing"],
    ["no beginning", "0902", "7E8 21 47 50 30 30 52 35 35", "line-missing"],
    ["a numbered line too short", "0902", "014\r0: 49 02 01 31 44\r1: 47 50 30 30 52 35 35", "too-short"],
    ["a number without a length", "0902", "1: 47 50 30 30 52 35 35", "line-missing"],
    ["two units without headers", "0902", "00A\r00A\r0: 49 02 01 31 44 34", "interleaved"],
  ])("are damaged and give no value: %s", (_, command, text, reason) => {
    const answer = read(command, text);
    expect(payloads(answer)).toEqual([]);
    expect(answer.damaged[0]).toBe(reason);
  });

  it("answer another request than this one as strays only", () => {
    const late = read("010D", "7E8 04 41 0C 1A F8\r7E8 03 41 0D 32");
    expect(payloads(late)).toEqual(["7e8 410d32"]);
    expect(late.strays).toEqual([{ responseId: 0x7e8, payload: hex("410c1af8") }]);
    expect(payloads(read("22F190", "7E8 04 62 F1 91 41"))).toEqual([]);
    expect(payloads(read("22F190F191", "7E8 04 62 F1 91 41"))).toEqual(["7e8 62f19141"]);
    expect(payloads(read("010C0D", "7E8 03 41 0D 32"))).toEqual(["7e8 410d32"]);
    expect(payloads(read("0902", "7E8 04 49 04 01 41"))).toEqual([]);
    expect(payloads(read("020C000D00", "7E8 04 42 0D 00 32"))).toEqual(["7e8 420d0032"]);
    expect(payloads(read("020C00", "7E8 04 42 00 00 32"))).toEqual([]);
    expect(payloads(read("010D", "41 0D"))).toEqual([]);
    expect(payloads(read("190209", "7E8 03 59 02 FF"))).toEqual(["7e8 5902ff"]);
    expect(payloads(read("190209", "7E8 03 59 01 FF"))).toEqual([]);
    expect(payloads(read("3E80", "7E8 02 7E 00"))).toEqual(["7e8 7e00"]);
    expect(payloads(read("31010203", "7E8 04 71 01 02 04"))).toEqual([]);
    expect(payloads(read("010C", "7E8 03 7F 22 31"))).toEqual([]);
  });

  it("come from no more units than the limit", () => {
    const starts = Array.from({ length: elmLimits.respondersMax + 1 }, (_, index) => `${(0x700 + index).toString(16)} 10 14 49 02 01 31 44 34`);
    expect(read("0902", starts.slice(0, -1).join("\r")).damaged).not.toContain("too-many-responders");
    expect(read("0902", starts.join("\r")).damaged).toContain("too-many-responders");
    const lengths = Array.from({ length: elmLimits.respondersMax + 1 }, () => "014");
    expect(read("0902", lengths.join("\r")).damaged).toContain("too-many-responders");
  });

  it("give any payload back as an adapter prints it, with and without headers and blanks", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.boolean(),
        fc.constantFrom("7E8", "18DAF110", "18 DA F1 10"),
        fc.boolean(),
        (tail, hasHeaders, id, hasBlanks) => {
          const payload = Uint8Array.of(0x62, 0xf1, 0x90, ...tail);
          const text = (hasHeaders ? framed(payload, id) : numbered(payload)).map((line) => (hasBlanks ? line : line.replaceAll(" ", ""))).join("\r");
          const answer = read("22F190", text);
          expect(answer.payloads.map(({ payload: got }) => Buffer.from(got).toString("hex"))).toEqual([Buffer.from(payload).toString("hex")]);
        },
      ),
    );
  });
});

describe("what an adapter says", () => {
  it.each([
    ["NO DATA", "no-data"],
    ["UNABLE TO CONNECT", "unable-to-connect"],
    ["BUS INIT: ERROR", "bus-init-failed"],
    ["BUS INIT: ...ERROR", "bus-init-failed"],
    ["BUS BUSY", "bus-busy"],
    ["BUS ERROR", "bus-error"],
    ["CAN ERROR", "can-error"],
    ["FB ERROR", "feedback-error"],
    ["DATA ERROR", "data-error"],
    ["BUFFER FULL", "buffer-full"],
    ["STOPPED", "stopped"],
    ["STOPPEDNG...", "stopped"],
    ["?", "unknown-command"],
    ["LV RESET", "low-voltage-reset"],
    ["LP ALERT", "low-power-alert"],
    ["ACT ALERT", "activity-alert"],
    ["ERR94", "internal-error"],
    ["OUT OF MEMORY", "out-of-memory"],
    ["ELM327 v1.5", "banner"],
  ])("is told from bytes: %s", (text, notice) => {
    const answer = elmAnswerOf(`${text}\r\r`, "010C");
    expect(answer.notices).toEqual([notice]);
    expect(answer.hexLines).toEqual([]);
  });

  it("may stand before the bytes in one line", () => {
    for (const [text, notice] of [
      ["SEARCHING...41 0C 1A F8", "searching"],
      ["BUS INIT: OK41 0C 1A F8", "bus-initialised"],
      ["BUS INIT: ...OK\r41 0C 1A F8", "bus-initialised"],
    ] as const) {
      const answer = elmAnswerOf(text, "010C");
      expect(answer.notices).toEqual([notice]);
      expect(answer.hexLines.map(({ groups }) => groups.join(""))).toEqual(["410C1AF8"]);
    }
    expect(elmAnswerOf("SEARCHING...UNABLE TO CONNECT", "0100").notices).toEqual(["searching", "unable-to-connect"]);
  });

  it("comes after an echo, also a doubled one and one without a line end", () => {
    expect(elmAnswerOf("ATE0\rOK", "AT E0")).toMatchObject({ echo: "plain", notices: ["ok"] });
    expect(elmAnswerOf("AATTEE00\nOK", "ATE0")).toMatchObject({ echo: "doubled", notices: ["ok"] });
    expect(elmAnswerOf("ATZELM327 v1.5", "ATZ")).toMatchObject({ echo: "plain", texts: ["ELM327 v1.5"] });
    expect(elmAnswerOf("010C410C1AF8", "010C")).toMatchObject({ echo: "plain", hexLines: [{ groups: ["410C1AF8"] }] });
    expect(elmAnswerOf("41 0C 1A F8", "010C")).toMatchObject({ echo: "none" });
    expect(elmAnswerOf("A6", "ATDPN")).toMatchObject({ echo: "none", texts: ["A6"], hexLines: [] });
  });
});

function framed(payload: Uint8Array, id: string): readonly string[] {
  if (payload.length <= 7) return [line(id, [payload.length, ...payload])];
  const lines = [line(id, [0x10 | (payload.length >> 8), payload.length & 0xff, ...payload.subarray(0, 6)])];
  for (let at = 6, sequence = 1; at < payload.length; at += 7, sequence++) {
    lines.push(line(id, [0x20 | (sequence & 0x0f), ...payload.subarray(at, at + 7)]));
  }
  return lines;
}

function numbered(payload: Uint8Array): readonly string[] {
  if (payload.length <= 7) return [blanks(payload)];
  const lines = [payload.length.toString(16).padStart(3, "0"), `0: ${blanks(payload.subarray(0, 6))}`];
  for (let at = 6, number = 1; at < payload.length; at += 7, number++) lines.push(`${(number & 0x0f).toString(16)}: ${blanks(payload.subarray(at, at + 7))}`);
  return lines;
}

function line(id: string, bytes: readonly number[]): string {
  return `${id} ${blanks(bytes)}`;
}

function blanks(bytes: Iterable<number>): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
}
