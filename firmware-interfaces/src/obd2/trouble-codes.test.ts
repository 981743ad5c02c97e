import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTroubleCodes, troubleCodeNumber, troubleCodeScope, troubleCodeText, writeTroubleCodes } from "./trouble-codes.ts";
import { troubleCodeFamilies } from "./trouble-code-table.ts";
import { troubleCodeMeaning } from "./trouble-code-texts.ts";

describe("trouble codes", () => {
  it.each([
    [0x0133, "P0133"],
    [0x1234, "P1234"],
    [0x3fff, "P3FFF"],
    [0x4001, "C0001"],
    [0x8123, "B0123"],
    [0xc158, "U0158"],
    [0xd016, "U1016"],
  ])("%d is %s", (number, text) => {
    expect(troubleCodeText(number)).toBe(text);
    expect(troubleCodeNumber(text)).toBe(number);
  });

  it("has two bytes for every text and a text for every two bytes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (number) => {
        expect(troubleCodeNumber(troubleCodeText(number))).toBe(number);
      }),
    );
  });

  it.each(["", "P", "P01333", "P4000", "X0133", "0133", "P01G3"])("takes %j for no code", (text) => {
    expect(troubleCodeNumber(text)).toBeUndefined();
  });

  it("knows whose code it is", () => {
    expect(["P0133", "P2101", "P3400", "U0100", "B0001"].map(troubleCodeScope)).toEqual(Array(5).fill("standard"));
    expect(["P1100", "P3000", "B1318", "C1145", "U2100"].map(troubleCodeScope)).toEqual(Array(5).fill("maker"));
  });

  it("says in words what a standard fixes, and nothing of makers' own", () => {
    expect(troubleCodeMeaning("P0133")).toBe("Oxygen sensor, bank 1 sensor 1: slow response");
    expect(troubleCodeMeaning("P0349")).toBe("Camshaft position sensor A, bank 2: circuit intermittent");
    expect(troubleCodeMeaning("P0350")).toBe("Ignition coil, primary or secondary circuit: any coil");
    expect(troubleCodeMeaning("P0296")).toBe("Injector, cylinder 12: contribution or balance");
    expect(troubleCodeMeaning("U0100")).toBe("No communication with engine control module: A");
    expect(troubleCodeMeaning("P1100")).toBeUndefined();
    expect(troubleCodeMeaning("constructor")).toBeUndefined();
  });

  it("gives each code one text, and only codes whose meaning is standard", () => {
    const codes = Array.from({ length: 0x10000 }, (_, number) => troubleCodeText(number)).filter((code) => troubleCodeMeaning(code) !== undefined);
    expect(codes).toHaveLength(troubleCodeFamilies.reduce((sum, { faults }) => sum + faults.length, 0));
    expect(codes.filter((code) => troubleCodeScope(code) !== "standard")).toEqual([]);
  });
});

describe("lists of trouble codes", () => {
  it.each([
    // On CAN a byte counts them.
    ["4300", [], true],
    ["4303014302960196", ["P0143", "P0296", "P0196"], true],
    ["4301C158", ["U0158"], true],
    ["43020143", ["P0143"], false],
    ["430201430000", ["P0143"], false],
    // Before CAN three fill a message, and zeros what is left of it.
    ["43013300000000", ["P0133"], true],
    ["43014302960196", ["P0143", "P0296", "P0196"], true],
    ["43000000000000", [], true],
    ["43", [], true],
  ])("reads %s", (hex, codes, isCountRight) => {
    expect(readTroubleCodes(3, bytes(hex))).toEqual({ kind: "codes", codes, isCountRight });
  });

  it("reads a form that it is told, whatever the length says", () => {
    expect(readTroubleCodes(3, bytes("430133"), "classic")).toMatchObject({ codes: ["P0133"] });
    expect(readTroubleCodes(3, bytes("4301013300"), "can")).toMatchObject({ codes: ["P0133"] });
  });

  it("tells services, refusals and strangers apart", () => {
    expect(readTroubleCodes(7, bytes("47010133"))).toMatchObject({ codes: ["P0133"] });
    expect(readTroubleCodes(0x0a, bytes("4A010133"))).toMatchObject({ codes: ["P0133"] });
    expect(readTroubleCodes(3, bytes("7F0311"))).toEqual({ kind: "refused", code: 0x11 });
    expect(readTroubleCodes(3, bytes("47010133"))).toEqual({ kind: "foreign" });
    expect(readTroubleCodes(3, bytes(""))).toEqual({ kind: "foreign" });
  });

  it("takes 255 codes and no more, however long the answer is", () => {
    const many = Uint8Array.of(0x43, 255, ...Array.from({ length: 600 }, () => [1, 0x33]).flat());
    expect(readTroubleCodes(3, many)).toMatchObject({ codes: { length: 255 } });
  });

  it("reads what a control unit writes", () => {
    const code = fc.integer({ min: 1, max: 0xffff }).map(troubleCodeText);
    fc.assert(
      fc.property(fc.array(code, { maxLength: 40 }), (codes) => {
        expect(readTroubleCodes(3, writeTroubleCodes(3, codes))).toEqual({ kind: "codes", codes, isCountRight: true });
      }),
    );
  });
});

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}
