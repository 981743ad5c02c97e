import { describe, expect, it } from "vitest";
import { matchAnswer } from "./answer-match.ts";

describe("matchAnswer", () => {
  it.each([
    ["a PID", "010d", "410d37"],
    ["one PID of several, the first left out", "010c0d", "410d37"],
    ["a freeze frame's PID, the first left out", "020c000d00", "420d0037"],
    ["codes, which repeat nothing", "03", "43020301c100"],
    ["an identifier, the first left out", "220101f190", "62f19041"],
    ["a sub-function", "1902ff", "5902ff"],
    ["a sub-function that was to be silent", "3e80", "7e00"],
    ["a refusal of this service", "010d", "7f0112"],
    ["an answer without anything to compare", "0100", "41"],
    ["a service that it knows nothing about", "3101ff00", "7101ff00"],
  ])("takes %s", (_, request, payload) => {
    expect(matchAnswer(hex(request), hex(payload))).toBe("final");
  });

  it.each([
    ["another PID", "010d", "410c1af8"],
    ["a PID that only the frame number equals", "020c00", "42001234"],
    ["another identifier", "22f190", "62f18741"],
    ["bytes that are two halves of identifiers", "220101f190", "6201f1"],
    ["another report", "1902ff", "590aff"],
    ["another service", "010d", "490201"],
    ["a refusal of another service", "010d", "7f2231"],
    ["a refusal cut short", "010d", "7f01"],
    ["nothing", "010d", ""],
    ["an answer to nothing", "", "41"],
  ])("does not take %s", (_, request, payload) => {
    expect(matchAnswer(hex(request), hex(payload))).toBe("unrelated");
  });

  it("tells that a unit needs longer", () => {
    expect(matchAnswer(hex("22f190"), hex("7f2278"))).toBe("pending");
    expect(matchAnswer(hex("22f190"), hex("7f1978"))).toBe("unrelated");
  });
});

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}
