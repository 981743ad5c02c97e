/** What a PID of service 01 means, as data. */
import { readField, writeField, type BitField } from "./bit-fields.ts";

/** One number of a PID: value = raw * factor + offset. */
export interface PidField extends BitField {
  /** In the style of the catalogue's sources, such as `EngineSpeed`. Unique among all PIDs. */
  readonly name: string;
  readonly factor: number;
  readonly offset: number;
  /** As people write it; empty for numbers and states. */
  readonly unit: string;
  /** The bit of the answer that says whether the control unit has this value at all. */
  readonly presentBit?: number | undefined;
  /** Texts of raw values. */
  readonly texts?: Readonly<Record<number, string>> | undefined;
}

export interface PidDefinition {
  readonly pid: number;
  /** Data bytes of its answer. */
  readonly bytes: number;
  /** The longer form of PIDs that say more on engines with four banks (ISO 15031-5, B.6). */
  readonly bytesLong?: number | undefined;
  readonly title: string;
  /** Empty for bit maps, which functions of their own read. */
  readonly fields: readonly PidField[];
}

export interface PidValue {
  readonly field: PidField;
  readonly raw: number;
  /** raw * field.factor + field.offset, in field.unit. */
  readonly value: number;
}

/**
 * @param data the bytes behind the PID.
 * @returns what the control unit has; fields that it marks as absent or that lie beyond its answer are left out.
 */
export function readPid(definition: PidDefinition, data: Uint8Array): readonly PidValue[] {
  const values: PidValue[] = [];
  for (const field of definition.fields) {
    if (field.presentBit !== undefined && readField(data, { bit: field.presentBit, bits: 1 }) !== 1) continue;
    const raw = readField(data, field);
    if (raw !== undefined) values.push({ field, raw, value: raw * field.factor + field.offset });
  }
  return values;
}

/**
 * The inverse, for simulators: the nearest raw number of each given value, clamped to what the field holds.
 *
 * @param values by field name; fields without a value are 0, or absent when the PID can say so.
 */
export function writePid(definition: PidDefinition, values: Readonly<Record<string, number>>): Uint8Array {
  const data = new Uint8Array(definition.bytes);
  for (const field of definition.fields) {
    const value = values[field.name];
    if (value === undefined) continue;
    const low = field.signed === true ? -(2 ** (field.bits - 1)) : 0;
    const raw = Math.round((value - field.offset) / field.factor);
    writeField(data, field, Math.min(low + 2 ** field.bits - 1, Math.max(low, raw)));
    if (field.presentBit !== undefined) writeField(data, { bit: field.presentBit, bits: 1 }, 1);
  }
  return data;
}
