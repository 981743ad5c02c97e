import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AddressTable } from "./address-table.ts";
import { identityBytes, readIdentity } from "./identities.ts";
import { pgns } from "./j1939-message.ts";
import { nameBytes, nameIn, nameOf, nameText, readName, type J1939Name } from "./name.ts";
import { acknowledgementBytes, readAcknowledgement, requestBytes, requestedGroup } from "./request-message.ts";

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, "latin1"));
const hex = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, "hex"));

describe("identities", () => {
  it("are read from their fields", () => {
    expect(readIdentity({ pgn: pgns.vehicleIdentification, data: text("2NKHHM6X2EM406412*") })).toEqual({ kind: "vehicle", vin: "2NKHHM6X2EM406412" });
    expect(readIdentity({ pgn: pgns.componentIdentification, data: text("CMMNS*6C u05D*80001234*") })).toEqual({
      kind: "component",
      make: "CMMNS",
      model: "6C u05D",
      serialNumber: "80001234",
      unitNumber: undefined,
    });
    expect(readIdentity({ pgn: pgns.softwareIdentification, data: Uint8Array.of(2, ...text("A1.2*B7*")) })).toEqual({
      kind: "software",
      versions: ["A1.2", "B7"],
    });
    expect(readIdentity({ pgn: pgns.ecuIdentification, data: text("P1*S2*cab*BCM*ACME*") })).toEqual({
      kind: "ecu",
      partNumber: "P1",
      serialNumber: "S2",
      location: "cab",
      type: "BCM",
      manufacturer: "ACME",
      hardware: undefined,
    });
  });

  it("end a VIN where no VIN goes on", () => {
    // A truck logged by CSS Electronics has some bytes behind it that are no part of it.
    const data = hex("314c303631333052454c503936393436383e2c05295d07012701012a");
    expect(readIdentity({ pgn: pgns.vehicleIdentification, data })).toEqual({ kind: "vehicle", vin: "1L06130RELP969468" });
  });

  it("leave out fields that are empty, filled or not available", () => {
    const data = Uint8Array.of(...text("MAKE*"), 0xff, 0xff, 0x2a, ...text("   *\u0000"), 0x2a);
    expect(readIdentity({ pgn: pgns.componentIdentification, data })).toEqual({
      kind: "component",
      make: "MAKE",
      model: undefined,
      serialNumber: undefined,
      unitNumber: undefined,
    });
    for (const pgn of [pgns.vehicleIdentification, pgns.componentIdentification, pgns.softwareIdentification, pgns.ecuIdentification]) {
      for (const silent of [hex("ffffffffffffffff"), hex("0000000000000000"), text("****"), hex("")])
        expect(readIdentity({ pgn, data: silent })).toBeUndefined();
    }
  });

  it("hold no control characters, whatever the bytes", () => {
    const groups = fc.constantFrom(pgns.vehicleIdentification, pgns.componentIdentification, pgns.softwareIdentification, pgns.ecuIdentification);
    fc.assert(
      fc.property(groups, fc.uint8Array({ maxLength: 100 }), (pgn, data) => {
        const said = Object.values(readIdentity({ pgn, data }) ?? {})
          .flat()
          .join("");
        expect(Array.from(said).filter((character) => character < " " || (character > "~" && character < "\u00a0"))).toEqual([]);
      }),
    );
  });

  it("come back as they were written", () => {
    const field = fc.stringMatching(/^[A-Z0-9]{1,20}$/);
    fc.assert(
      fc.property(field, field, field, field, (make, model, serialNumber, unitNumber) => {
        const data = identityBytes([make, model, serialNumber, unitNumber]);
        expect(readIdentity({ pgn: pgns.componentIdentification, data })).toEqual({ kind: "component", make, model, serialNumber, unitNumber });
      }),
    );
  });
});

describe("NAME", () => {
  it("of a real claim is read field by field", () => {
    // The claim of a Kenworth's transmission, made by Allison (manufacturer 2).
    const name = nameIn(hex("6400400000030310")) ?? 0n;
    expect(nameText(name)).toBe("1003030000400064");
    expect(readName(name)).toEqual({
      identityNumber: 100,
      manufacturerCode: 2,
      ecuInstance: 0,
      functionInstance: 0,
      functionCode: 3,
      vehicleSystem: 1,
      vehicleSystemInstance: 0,
      industryGroup: 1,
      isArbitraryAddressCapable: false,
    });
    expect(readName(0xffff_ffff_ffff_ffffn)).toEqual({
      identityNumber: 2 ** 21 - 1,
      manufacturerCode: 2_047,
      ecuInstance: 7,
      functionInstance: 31,
      functionCode: 255,
      vehicleSystem: 127,
      vehicleSystemInstance: 15,
      industryGroup: 7,
      isArbitraryAddressCapable: true,
    });
  });

  it("comes back as it was put together, but for the reserved bit", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (name) => {
        const parts: J1939Name = readName(name);
        expect(nameOf(parts)).toBe(name & ~(1n << 48n));
        expect(nameIn(nameBytes(name))).toBe(name);
      }),
    );
  });

  it("has eight bytes", () => {
    expect(nameIn(hex("01004001000000"))).toBeUndefined();
  });
});

describe("AddressTable", () => {
  const claim = (sourceAddress: number, name: bigint): Parameters<AddressTable["accept"]>[0] => ({
    pgn: pgns.addressClaimed,
    sourceAddress,
    data: nameBytes(name),
  });

  it("tells a new claim, a lower NAME, a higher one and a move apart, and keeps still otherwise", () => {
    const table = new AddressTable();
    expect(table.accept(claim(0x10, 5n))).toEqual({ kind: "addressClaimed", address: 0x10, name: 5n });
    expect(table.accept(claim(0x10, 5n))).toBeUndefined();
    expect(table.accept(claim(0x10, 9n))).toEqual({ kind: "addressContested", address: 0x10, name: 9n, holder: 5n });
    expect(table.accept(claim(0x10, 2n))).toEqual({ kind: "addressClaimed", address: 0x10, name: 2n, replaced: 5n });
    expect(table.addressOf(5n)).toBeUndefined();
    expect(table.accept(claim(0x20, 2n))).toEqual({ kind: "addressClaimed", address: 0x20, name: 2n, movedFrom: 0x10 });
    expect(table.entries()).toEqual([[0x20, 2n]]);
    expect(table.accept(claim(0xfe, 2n))).toEqual({ kind: "addressNotClaimed", name: 2n });
    expect(table.entries()).toEqual([]);
  });

  it("holds no more than the addresses that there are, under any storm of claims", () => {
    const table = new AddressTable();
    for (let round = 0n; round < 4n; round++)
      for (let address = 0; address < 256; address++) table.accept(claim(address, 10_000n - round * 1_000n + BigInt(address)));
    expect(table.entries()).toHaveLength(254);
  });

  it("listens to claims only", () => {
    const table = new AddressTable();
    expect(table.accept({ ...claim(0x10, 5n), pgn: pgns.commandedAddress })).toBeUndefined();
    expect(table.accept({ ...claim(0x10, 5n), data: hex("0102") })).toBeUndefined();
    expect(table.accept(claim(0xff, 5n))).toBeUndefined();
    expect(table.entries()).toEqual([]);
  });
});

describe("requests and acknowledgements", () => {
  it("come back as they were written", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0x3_ffff }),
        fc.constantFrom("acknowledged", "refused", "denied", "busy"),
        fc.integer({ min: 0, max: 255 }),
        (pgn, kind, address) => {
          expect(requestedGroup(requestBytes(pgn))).toBe(pgn);
          expect(readAcknowledgement(acknowledgementBytes({ kind, pgn, address }))).toEqual({ kind, pgn, address });
        },
      ),
    );
  });

  it("that are cut or reserved are nothing", () => {
    expect(requestedGroup(hex("ebfe"))).toBeUndefined();
    expect(readAcknowledgement(hex("00ffffffffebfe"))).toBeUndefined();
    expect(readAcknowledgement(hex("04ffffffffebfe00"))).toBeUndefined();
    expect(readAcknowledgement(hex(""))).toBeUndefined();
  });
});
