import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { negativeResponseName } from "./negative-responses.ts";
import { parseExtendedData, parseSnapshots } from "./trouble-code-records.ts";
import { troubleCodeStatusNames, troubleCodeText } from "./trouble-code-text.ts";
import { parseIdentifiers, parseSession, parseTesterPresent, parseTroubleCodeCount, parseTroubleCodes } from "./uds-answers.ts";
import {
  defaultSessionRequest,
  everyRecord,
  readIdentifiersRequest,
  supportedTroubleCodesRequest,
  testerPresentRequest,
  troubleCodeRecordsRequest,
  troubleCodesByStatusRequest,
} from "./uds-requests.ts";

const lengths = new Map([
  [0xf190, 3],
  [0x0101, 2],
  [0x0102, 1],
]);

describe("UDS requests", () => {
  it("are the bytes of the standard", () => {
    const requests = [
      readIdentifiersRequest([0xf190, 0x0101]),
      troubleCodesByStatusRequest("countByStatus", 0x08),
      troubleCodesByStatusRequest("byStatus", 0xff),
      supportedTroubleCodesRequest(),
      troubleCodeRecordsRequest("snapshot", 0x030100, 1),
      troubleCodeRecordsRequest("extendedData", 0xc10087, everyRecord),
      testerPresentRequest(),
      defaultSessionRequest(),
    ];
    expect(requests.map((request) => Buffer.from(request).toString("hex"))).toEqual([
      "22f1900101",
      "190108",
      "1902ff",
      "190a",
      "190403010001",
      "1906c10087ff",
      "3e00",
      "1001",
    ]);
  });

  it("are refused when they name nothing, too much or what does not exist", () => {
    const wrong = [
      () => readIdentifiersRequest([]),
      () => readIdentifiersRequest(Array.from({ length: 17 }, () => 1)),
      () => readIdentifiersRequest([0x1_0000]),
      () => readIdentifiersRequest([1.5]),
      () => troubleCodesByStatusRequest("byStatus", 256),
      () => troubleCodeRecordsRequest("snapshot", 0x100_0000, 1),
      () => troubleCodeRecordsRequest("snapshot", 1, -1),
    ];
    for (const make of wrong) expect(make).toThrow("UDS_REQUEST_IMPOSSIBLE");
    expect(readIdentifiersRequest(Array.from({ length: 16 }, () => 0xffff))).toHaveLength(33);
  });
});

describe("answers with data identifiers", () => {
  it("give one value whatever its length", () => {
    expect(parseIdentifiers(hex("62f1904142434445"), [0xf190], lengths)).toEqual(answered(new Map([[0xf190, hex("4142434445")]])));
    expect(parseIdentifiers(hex("62f190"), [0xf190], new Map())).toEqual(answered(new Map([[0xf190, hex("")]])));
  });

  it("are split by the lengths that are known; only the last may be unknown", () => {
    const values = new Map([
      [0xf190, hex("414243")],
      [0x0101, hex("0102")],
      [0xabcd, hex("99")],
    ]);
    expect(parseIdentifiers(hex("62f1904142430101 0102 abcd 99"), [0xf190, 0x0101, 0xabcd], lengths)).toEqual(answered(values));
    expect(parseIdentifiers(hex("62abcd99f190414243"), [0xabcd, 0xf190], lengths)).toMatchObject({ kind: "malformed", why: expect.stringContaining("0xABCD") });
  });

  it("may leave out what the unit does not know", () => {
    expect(parseIdentifiers(hex("620101 0102"), [0xf190, 0x0101, 0x0102], lengths)).toEqual(answered(new Map([[0x0101, hex("0102")]])));
  });

  it.each([
    ["holds what was not asked for", "620102ff"],
    ["holds one twice", "62f190414243f190414243"],
    ["ends within a value", "62f1904142"],
    ["ends within an identifier", "62f190414243f1"],
    ["is empty", "62"],
    ["is to another service", "59f190414243"],
    ["is nothing", ""],
    ["is half a refusal", "7f22"],
  ])("are malformed when one %s", (_, payload) => {
    expect(parseIdentifiers(hex(payload), [0xf190, 0x0101], lengths)).toMatchObject({ kind: "malformed" });
  });

  it("tell a refusal with its reason", () => {
    expect(parseIdentifiers(hex("7f2231"), [0xf190], lengths)).toEqual({ kind: "refused", code: 0x31, meaning: "request out of range" });
    expect(parseIdentifiers(hex("7f1931"), [0xf190], lengths)).toMatchObject({ kind: "malformed" });
  });

  it("come apart as they were put together", () => {
    const identifier = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(identifier, fc.uint8Array({ maxLength: 20 })), { minLength: 1, maxLength: 16, selector: ([id]) => id }), (values) => {
        const payload = Uint8Array.of(0x62, ...values.flatMap(([id, bytes]) => [id >>> 8, id & 0xff, ...bytes]));
        const known = new Map(values.map(([id, bytes]) => [id, bytes.length]));
        const ids = values.map(([id]) => id);
        expect(parseIdentifiers(payload, ids, known)).toEqual(answered(new Map(values)));
      }),
    );
  });
});

describe("answers about trouble codes", () => {
  it("give number, list, snapshots and extended data", () => {
    expect(parseTroubleCodeCount(hex("5901ff01012c"))).toEqual(answered({ availableStatus: 0xff, format: 1, count: 300 }));
    expect(parseTroubleCodes(hex("59027b03010008c100870c"), "byStatus")).toEqual(
      answered({
        availableStatus: 0x7b,
        codes: [
          { dtc: 0x030100, status: 0x08 },
          { dtc: 0xc10087, status: 0x0c },
        ],
      }),
    );
    expect(parseTroubleCodes(hex("590aff"), "supported")).toEqual(answered({ availableStatus: 0xff, codes: [] }));
    expect(parseSnapshots(hex("5904030100080102 0101 0102 f190 414243 0201 abcd 9988"), lengths)).toEqual(
      answered({
        dtc: 0x030100,
        status: 8,
        snapshots: [
          {
            record: 1,
            values: new Map([
              [0x0101, hex("0102")],
              [0xf190, hex("414243")],
            ]),
          },
          { record: 2, values: new Map([[0xabcd, hex("9988")]]) },
        ],
      }),
    );
    expect(
      parseExtendedData(
        hex("590603010008010502aabb"),
        everyRecord,
        new Map([
          [1, 1],
          [2, 2],
        ]),
      ),
    ).toEqual(
      answered({
        dtc: 0x030100,
        status: 8,
        records: new Map([
          [1, hex("05")],
          [2, hex("aabb")],
        ]),
      }),
    );
    expect(parseExtendedData(hex("590603010008 01 0502aabb"), 1, new Map())).toEqual(
      answered({ dtc: 0x030100, status: 8, records: new Map([[1, hex("0502aabb")]]) }),
    );
    expect(parseSnapshots(hex("590403010008"), lengths)).toMatchObject(answered({ snapshots: [] }));
  });

  it.each([
    ["a count cut short", () => parseTroubleCodeCount(hex("5901ff0101"))],
    ["a list with half a code", () => parseTroubleCodes(hex("5902ff030100"), "byStatus")],
    ["a list without its mask", () => parseTroubleCodes(hex("5902"), "byStatus")],
    ["another report", () => parseTroubleCodes(hex("590aff"), "byStatus")],
    ["a snapshot without its code", () => parseSnapshots(hex("59040301"), lengths)],
    ["a snapshot with fewer values than it says", () => parseSnapshots(hex("590403010008010201010102"), lengths)],
    ["a snapshot with a value of unknown length before another", () => parseSnapshots(hex("5904030100080102abcd01f190414243"), lengths)],
    ["a snapshot that ends within a value", () => parseSnapshots(hex("5904030100080101f19041"), lengths)],
    ["half a snapshot", () => parseSnapshots(hex("59040301000801"), lengths)],
    ["a record of unknown length", () => parseExtendedData(hex("5906030100080105"), everyRecord, new Map())],
    ["a record cut short", () => parseExtendedData(hex("5906030100080105"), everyRecord, new Map([[1, 2]]))],
    ["another record", () => parseExtendedData(hex("5906030100080205"), 1, new Map())],
    ["a record twice", () => parseExtendedData(hex("59060301000801050106"), everyRecord, new Map([[1, 1]]))],
  ])("are malformed when there is %s", (_, parse) => {
    expect(parse()).toMatchObject({ kind: "malformed" });
  });

  it("never throw, whatever the unit sends", () => {
    const bytes = fc.uint8Array({ maxLength: 40 }).map((rest) => Uint8Array.of(0x59, ...rest));
    fc.assert(
      fc.property(bytes, (payload) => {
        const kinds = [
          parseTroubleCodeCount(payload),
          parseTroubleCodes(payload, "byStatus"),
          parseSnapshots(payload, lengths),
          parseExtendedData(payload, everyRecord, lengths),
        ].map(({ kind }) => kind);
        expect(kinds.every((kind) => kind === "answered" || kind === "malformed")).toBe(true);
      }),
    );
  });
});

describe("session and tester present", () => {
  it("are confirmed with the unit's times", () => {
    expect(parseSession(hex("5001003201f4"), 1)).toEqual(answered({ p2Ms: 50, p2StarMs: 5_000 }));
    expect(parseTesterPresent(hex("7e00"))).toEqual(answered(undefined));
  });

  it("are not taken for confirmed otherwise", () => {
    expect(["5002003201f4", "50010032", "5001"].map((payload) => parseSession(hex(payload), 1).kind)).toEqual(["malformed", "malformed", "malformed"]);
    expect(parseTesterPresent(hex("7e")).kind).toBe("malformed");
    expect(parseTesterPresent(hex("7f3e12"))).toMatchObject({ kind: "refused", code: 0x12 });
  });
});

describe("texts", () => {
  it("write codes as people do", () => {
    expect([0x030100, 0x4a1b2c, 0x9234ff, 0xc10087].map(troubleCodeText)).toEqual(["P0301-00", "C0A1B-2C", "B1234-FF", "U0100-87"]);
    expect(troubleCodeStatusNames(0x8c)).toEqual(["pending", "confirmed", "warning indicator requested"]);
    expect(troubleCodeStatusNames(0)).toEqual([]);
  });

  it("name every negative response code", () => {
    expect([0x33, 0x78, 0x93, 0xf3, 0x17].map(negativeResponseName)).toEqual([
      "security access denied",
      "received, response pending",
      "voltage too low",
      "conditions of the maker not correct (0xF3)",
      "reserved code 0x17",
    ]);
  });
});

function answered(value: unknown): { kind: "answered"; value: unknown } {
  return { kind: "answered", value };
}

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
}
