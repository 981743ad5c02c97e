import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { decodeVin } from "./decode-vin.ts";
import { VpicTable } from "./table/vpic-table.ts";
import type { DecodedVin, FindingCode, VinReading } from "./vin-types.ts";

let table: VpicTable;
beforeAll(async () => {
  table = await VpicTable.load();
});

const decode = (text: string, year = 2026): VinReading => decodeVin(text, { table, year });
const decoded = (text: string, year = 2026): DecodedVin => {
  const reading = decode(text, year);
  if (reading.kind === "malformed") throw new Error(`${text} is malformed`);
  return reading;
};
const codes = (reading: VinReading): FindingCode[] => reading.findings.map(({ code }) => code);

describe("a vehicle made for North America", () => {
  it("has make, model, series and body from the table, year, plant and serial by rule", () => {
    expect(decoded("1FMCU0GA1PK000001")).toMatchObject({
      wmi: "1FM",
      region: "North America",
      country: "United States",
      manufacturer: "Ford Motor Company",
      make: "Ford",
      model: "Escape",
      series: "Active",
      bodyClass: "Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV)",
      modelYear: 2023,
      plant: "K",
      serial: "000001",
      checkDigitOk: true,
      from: { make: "table", model: "table", trim: "unknown", modelYear: "rule", country: "rule" },
      findings: [],
    });
  });

  it("may be written with blanks, hyphens and small letters", () => {
    expect(decoded(" 1fm-cu0ga 1pk000001\n").vin).toBe("1FMCU0GA1PK000001");
  });

  it("is of the years until 2009 when position 7 is a digit, and of those from 2010 on when it is a letter", () => {
    expect(decoded("1B7HF16Y4TS518710")).toMatchObject({ modelYear: 1996, from: { modelYear: "rule" } });
    expect(decoded("1FMCU0GA1PK000001").modelYear).toBe(2023);
  });

  it("is told by six characters when its maker builds few", () => {
    expect(decoded("YT9NN1U14KA007175")).toMatchObject({ wmi: "YT9007", make: "Koenigsegg", model: "Regera", modelYear: 2019, serial: "175" });
  });

  it("has two years when it is a heavy truck whose patterns fit both, and keeps what they agree on", () => {
    const truck = decoded("1XPXD49X1CD123456");
    expect(truck).toMatchObject({ make: "Peterbilt", model: "389", modelYear: undefined, modelYears: [2012, 1982], from: { modelYear: "unknown" } });
    expect(codes(truck)).toEqual(["year-ambiguous"]);
  });

  it("has no year when position 10 stands for none", () => {
    expect(codes(decoded("5YJ3E1EA4UF000001"))).toContain("year-impossible");
  });

  it("has its make from the maker's code where the table lacks it", () => {
    expect(decoded("1HTMMAAL57H123456")).toMatchObject({ make: "International", modelYear: 2007, model: undefined });
  });
});

describe("a vehicle made for elsewhere", () => {
  it("has its maker and country and nothing that its maker keeps to itself", () => {
    const truck = decoded("WMA06XZZ7EP123456");
    expect(truck).toMatchObject({ make: "MAN", country: "Germany", region: "Europe", from: { make: "table", model: "unknown", modelYear: "unknown" } });
    expect([truck.model, truck.modelYear, truck.plant, truck.serial, truck.vehicleType]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(truck.modelYears).toEqual([2014, 1984]);
    expect(truck.findings.every(({ severity }) => severity === "note")).toBe(true);
  });

  it("is not decoded by patterns of the American model range", () => {
    const { make, checkDigitOk, model, vehicleType } = decoded("WBA3B1C50DF000000");
    expect({ make, checkDigitOk, model, vehicleType }).toEqual({ make: "BMW", checkDigitOk: false, model: undefined, vehicleType: undefined });
  });

  it("does not get a make that its maker sold under in America only", () => {
    expect(decoded("VF1RFB00000000000").make).toBe("Renault");
    expect(decoded("LSGJA52U0AH000000").make).toBeUndefined();
  });

  it("may have a maker that nobody here knows", () => {
    expect(codes(decoded("ZZZ00000000000000"))).toContain("maker-unknown");
  });

  it("must have a right check digit in China as well", () => {
    const right = decoded(`LFV2A21K${decoded("LFV2A21K0A3000001").checkDigit}A3000001`);
    expect(right.checkDigitOk).toBe(true);
    expect(codes(right)).not.toContain("check-digit-wrong");
    expect(codes(decoded(right.checkDigit === "0" ? "LFV2A21K1A3000001" : "LFV2A21K0A3000001"))).toContain("check-digit-wrong");
  });
});

describe("a typing error", () => {
  it("is a wrong length, with how many are missing or too many", () => {
    expect(decode("1FMCU0GA1PK00001").findings[0]?.text).toContain("1 more to come");
    expect(decode("1FMCU0GA1PK0000011").findings[0]?.text).toContain("1 too many");
    expect(decode("").kind).toBe("malformed");
  });

  it("of I, O or Q names the positions and what was meant", () => {
    expect(decode("IFMCUOGA1PK000001")).toEqual({
      kind: "malformed",
      text: "IFMCUOGA1PK000001",
      findings: [
        {
          code: "characters",
          severity: "error",
          text: "A VIN has no I, O or Q, which look like 1 and 0: look at positions 1 and 6. It is probably 1FMCU0GA1PK000001.",
          positions: [1, 6],
          suggestions: ["1FMCU0GA1PK000001"],
        },
      ],
    });
  });

  it("of a confused character is found by the check digit and the table", () => {
    for (const typed of ["1FMCU0GAIPK000001", "1FMCU0GA1PKO00001"]) expect(decode(typed).findings[0]?.suggestions).toEqual(["1FMCU0GA1PK000001"]);
    for (const typed of ["1FMCUDGA1PK000001", "IFMCU0GA1PK000001", "1FMCU0G4IPK000001".replace("4I", "41"), "1FMCU0AG1PK000001", "1FMCU0GA7PK000001"]) {
      expect(decode(typed).findings[0]?.suggestions).toContain("1FMCU0GA1PK000001");
    }
  });

  it("is a warning that somebody may overrule, not an error", () => {
    const reading = decoded("1FMCU0GA2PK000001");
    expect(reading).toMatchObject({ checkDigitOk: false, checkDigit: "1", make: "Ford" });
    expect(reading.findings[0]).toMatchObject({ code: "check-digit-wrong", severity: "warning" });
  });

  it("never suggests letters at the end, where every maker has digits", () => {
    expect(decoded("1FMCU0GA2PK000001").findings[0]?.suggestions?.every((vin) => /\d{4}$/.test(vin))).toBe(true);
  });
});

describe("the year on this machine", () => {
  it("lets next year's models be, and no later ones", () => {
    expect(decoded("WMA06XZZ0VP123456", 2026).modelYears).toEqual([2027, 1997]);
    expect(decoded("WMA06XZZ0VP123456", 2025).modelYears).toEqual([1997]);
  });

  it("does not matter where the clock stands at 1970", () => {
    expect(decoded("1FMCU0GA1PK000001", 1970).modelYear).toBe(2023);
  });
});

it("reads any text without an error, says whether it is a VIN, and repeats itself", () => {
  const nearly = fc.string({ unit: fc.constantFrom(...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -é\u0000")), maxLength: 22 });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 100 }), nearly), (text) => {
      const reading = decode(text);
      const characters = text.slice(0, 64).replaceAll(/[\s-]/g, "").toUpperCase();
      expect(reading.kind).toBe(/^[A-HJ-NPR-Z0-9]{17}$/.test(characters) ? "decoded" : "malformed");
      expect(reading.findings.some(({ severity }) => severity === "error")).toBe(reading.kind === "malformed");
      expect(decode(text)).toEqual(reading);
    }),
    { numRuns: 300 },
  );
});

it("says of every field that has no value that it is unknown, and of every other where it is from", () => {
  const vin = fc.string({ unit: fc.constantFrom(...Array.from("ABCDEFGHJKLMNPRSTUVWXYZ0123456789")), minLength: 17, maxLength: 17 });
  fc.assert(
    fc.property(fc.tuple(fc.constantFrom("1FM", "WBA", "YT9", "2HG", "LFV", "XLR", "ZZZ", "7SA"), vin), ([maker, rest]) => {
      const reading = decoded(maker + rest.slice(3));
      for (const [name, from] of Object.entries(reading.from)) expect(reading[name as keyof DecodedVin] === undefined).toBe(from === "unknown");
      expect(reading.modelYear === undefined || reading.modelYears.includes(reading.modelYear)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
