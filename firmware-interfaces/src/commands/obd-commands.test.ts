import { describe, expect, it } from "vitest";
import { loadSignalSet } from "../obd2/signal-set-loader.ts";
import { explainCodes } from "./obd-codes.ts";
import { obdDecode, obdDecodeStandard, parseObdRequest } from "./obd-decode.ts";

const set = loadSignalSet(
  JSON.stringify({
    commands: [
      {
        hdr: "7E0",
        rax: "7E8",
        cmd: { "22": "091A" },
        freq: 1,
        filter: { to: 2_010 },
        signals: [{ id: "OLD", name: "", fmt: { len: 8, max: 255, unit: "volts" } }],
      },
      {
        hdr: "7E0",
        rax: "7E8",
        cmd: { "22": "091A" },
        freq: 1,
        filter: { from: 2_011 },
        signals: [{ id: "NEW", name: "", fmt: { len: 8, max: 255, unit: "amps" } }],
      },
      { hdr: "DA10", rax: "10", cmd: { "22": "0001" }, freq: 1, signals: [{ id: "LONG", name: "", fmt: { len: 16, max: 65_535, unit: "rpm" } }] },
      { hdr: "7E0", rax: "7E8", cmd: { "01": "0C" }, freq: 1, signals: [{ id: "RPM", name: "", fmt: { len: 16, max: 16_384, div: 4, unit: "rpm" } }] },
    ],
  }),
);

function decode(request: string, response: string, modelYear?: number): ReturnType<typeof obdDecode> {
  const parsed = parseObdRequest(request);
  if (parsed === undefined) throw new Error(`no request: ${request}`);
  return obdDecode({ set, request: parsed, response, modelYear });
}

describe("parseObdRequest", () => {
  it.each([
    ["010C", "010c", undefined],
    ["01 0c", "010c", undefined],
    ["03", "03", undefined],
    ["7E0.22091A", "22091a", 0x7e0],
    ["7E0.7E8.22091A|f=2009-", "22091a", 0x7e0],
    ["DA10.220001", "220001", 0x18da10f1],
    ["18DB33F1.0100", "0100", 0x18db33f1],
  ])("reads %s", (text, hex, requestId) => {
    const parsed = parseObdRequest(text);
    expect({ hex: Buffer.from(parsed?.request ?? []).toString("hex"), requestId: parsed?.requestId }).toEqual({ hex, requestId });
  });

  it.each(["", "0", "01C", "xyz", "7E0.", ".010C", "7.010C", "00112233445566778899"])("does not read %j", (text) => {
    expect(parseObdRequest(text)).toBeUndefined();
  });
});

describe("obdDecode", () => {
  it.each([
    ["010C", "7E804410C1AF8"],
    ["010C", "7E8 04 41 0C 1A F8 00 00 00"],
    ["010C", "410C1AF8"],
    ["010C", "41 0C 1A F8"],
    ["010C", "18DAF11004410C1AF8"],
    ["7E0.010C", "7E9037F0111, 7E804410C1AF8"],
  ])("reads %s and %s", (request, response) => {
    expect(decode(request, response)).toEqual([{ signal: "RPM", value: 1_726, unit: "rpm" }]);
  });

  it("reads control units with addresses of 29 bits, and answers of several frames", () => {
    expect(decode("DA10.220001", "18DAF1101005620001 01\\n18DAF11021 00".replaceAll(" ", ""))).toEqual([{ signal: "LONG", value: 256, unit: "rpm" }]);
  });

  it("takes the command of the model year, or the newest", () => {
    expect(decode("22091A", "62091A07", 2_010).map(({ signal }) => signal)).toEqual(["OLD"]);
    expect(decode("22091A", "62091A07").map(({ signal }) => signal)).toEqual(["NEW"]);
  });

  it.each([
    ["220002", "62000207", "no command 220002"],
    ["7E1.22091A", "62091A07", "no command 22091A for 7E1"],
    ["22091A", "NO DATA", "none of 0 answers"],
    ["22091A", "7E9 04 62 09 1A 07", "none of 1 answers"],
    ["22091A", "7F2231", "refused 22091A: 31, request out of range"],
    ["22091A", "7E8 03 7F 22 7E", "refused 22091A: 7E, sub-function not supported in the active session"],
    ["22091A", "7E8 03 7F 22 99", "refused 22091A: 99, reserved code 0x99"],
  ])("explains %s answered by %s", (request, response, why) => {
    expect(() => decode(request, response)).toThrow(why);
    expect(() => decode(request, response)).toThrow(/^OBD_EXCHANGE_NOT_DECODED: /);
  });
});

describe("obdDecodeStandard", () => {
  function standard(request: string, response: string): ReturnType<typeof obdDecodeStandard> {
    const parsed = parseObdRequest(request);
    if (parsed === undefined) throw new Error(`no request: ${request}`);
    return obdDecodeStandard({ request: parsed, response });
  }

  it.each(["410C1AF80D32", "41 0C 1A F8 0D 32", "7E8 06 41 0C 1A F8 0D 32", "7E803410D32, 7E904410C1AF8"])("reads several PIDs from %s", (response) => {
    expect(standard("010C0D", response)).toEqual(
      expect.arrayContaining([
        { signal: "EngineSpeed", value: 1_726, unit: "rpm" },
        { signal: "VehicleSpeed", value: 50, unit: "km/h" },
      ]),
    );
  });

  it.each([
    ["22091A", "62091A07", "22091A is no request of service 01"],
    ["01", "41", "01 is no request of service 01"],
    ["010C", "NO DATA", "none of 0 answers is one to 010C"],
    ["010C", "410D32", "none of 1 answers is one to 010C"],
    ["010C", "7F0112", "refused 010C: 12, sub-function not supported"],
  ])("explains %s answered by %s", (request, response, why) => {
    expect(() => standard(request, response)).toThrow(why);
  });
});

describe("explainCodes", () => {
  it("explains codes and the answers that hold them", () => {
    expect(explainCodes("p0133")).toEqual([{ code: "P0133", scope: "standard", meaning: "Oxygen sensor, bank 1 sensor 1: slow response" }]);
    expect(explainCodes("43 02 01 33 D0 16")?.map(({ code }) => code)).toEqual(["P0133", "U1016"]);
    expect(explainCodes("4A00")).toEqual([]);
    expect(explainCodes("P1234")).toEqual([{ code: "P1234", scope: "maker", meaning: undefined }]);
  });

  it.each(["", "hello", "410C", "P4000", "430"])("makes nothing of %j", (text) => {
    expect(explainCodes(text)).toBeUndefined();
  });
});
