/**
 * NAME: the 64 bits by which a control unit is told apart from every other, and which decide who keeps an address.
 *
 * @see SAE J1939-81, 4.1.1 (table 1)
 */
export interface J1939Name {
  /** 21 bits, given by the manufacturer. */
  readonly identityNumber: number;
  /** 11 bits, given by SAE. */
  readonly manufacturerCode: number;
  /** 3 bits: which of several units of one function. */
  readonly ecuInstance: number;
  /** 5 bits. */
  readonly functionInstance: number;
  /** 8 bits; from 128 on its meaning depends on industry group and vehicle system. */
  readonly functionCode: number;
  /** 7 bits. */
  readonly vehicleSystem: number;
  /** 4 bits. */
  readonly vehicleSystemInstance: number;
  /** 3 bits: 0 all, 1 road, 2 agriculture, 3 construction, 4 marine, 5 industrial. */
  readonly industryGroup: number;
  /** Whether it takes another address when it loses its own. */
  readonly isArbitraryAddressCapable: boolean;
}

/** Field, lowest bit, bits; in the order of the bits. Bit 48 is reserved. */
const fields = [
  ["identityNumber", 0n, 21n],
  ["manufacturerCode", 21n, 11n],
  ["ecuInstance", 32n, 3n],
  ["functionInstance", 35n, 5n],
  ["functionCode", 40n, 8n],
  ["vehicleSystem", 49n, 7n],
  ["vehicleSystemInstance", 56n, 4n],
  ["industryGroup", 60n, 3n],
] as const satisfies readonly (readonly [Exclude<keyof J1939Name, "isArbitraryAddressCapable">, bigint, bigint])[];

/** @returns the fields of a NAME. */
export function readName(name: bigint): J1939Name {
  const field = (index: number): number => {
    const [, lowest, bits] = fields[index] as (typeof fields)[number]; // index below eight
    return Number((name >> lowest) & ((1n << bits) - 1n));
  };
  return {
    identityNumber: field(0),
    manufacturerCode: field(1),
    ecuInstance: field(2),
    functionInstance: field(3),
    functionCode: field(4),
    vehicleSystem: field(5),
    vehicleSystemInstance: field(6),
    industryGroup: field(7),
    isArbitraryAddressCapable: name >> 63n === 1n,
  };
}

/** @returns the NAME; what does not fit its field is cut to it. The reserved bit is 0. */
export function nameOf(parts: J1939Name): bigint {
  let name = parts.isArbitraryAddressCapable ? 1n << 63n : 0n;
  for (const [field, lowest, bits] of fields) name |= (BigInt(parts[field]) & ((1n << bits) - 1n)) << lowest;
  return name;
}

/** @returns the NAME in an address claim's payload; `undefined` when it has not the eight bytes. */
export function nameIn(data: Uint8Array): bigint | undefined {
  return data.length === 8 ? new DataView(data.buffer, data.byteOffset, 8).getBigUint64(0, true) : undefined;
}

/** @returns the payload of an address claim. */
export function nameBytes(name: bigint): Uint8Array {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setBigUint64(0, name, true);
  return data;
}

/** As it is written: sixteen hexadecimal digits. */
export function nameText(name: bigint): string {
  return name.toString(16).toUpperCase().padStart(16, "0");
}
