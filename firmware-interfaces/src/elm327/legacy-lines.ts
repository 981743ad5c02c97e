/**
 * Answers of several lines on J1850, ISO 9141-2 and ISO 14230-4, where every line is a message of its own. Lines of one
 * control unit that belong together become one payload, as a CAN vehicle would send it.
 *
 * @see SAE J1979 (2002), 6.9: vehicle information, message count in the third byte
 */
import type { ControlUnitPayload } from "./control-unit-payload.ts";

const vehicleInformation = 0x49;
const storedFaults: ReadonlySet<number> = new Set([0x43, 0x47, 0x4a]);
const faultsPerLineBytes = 6;
/** Bytes of one item, by information type: VIN, calibration identification, its verification number, name of the unit. */
const itemBytes: Readonly<Record<number, number>> = { 0x02: 17, 0x04: 16, 0x06: 4, 0x0a: 20 };
const lineBytes = 7;

/**
 * @param lines whole messages, in the order of arrival.
 * @returns those that stand alone as they are. Service 09: `49 type count` and the items. Services 03, 07 and 0A: the
 *   service byte and three faults per line, zeros included; on CAN a count would stand before them, so that a length
 *   of 1 + 6n tells such an answer.
 */
export function joinLegacyLines(lines: readonly ControlUnitPayload[]): readonly ControlUnitPayload[] {
  const joined: ControlUnitPayload[] = [];
  const groups = new Map<string, ControlUnitPayload[]>();
  for (const line of lines) {
    const key = groupOf(line);
    const group = key === undefined ? undefined : groups.get(key);
    if (key === undefined) joined.push(line);
    else if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  for (const group of groups.values()) joined.push(...joinGroup(group));
  return joined;
}

function groupOf({ responseId, payload }: ControlUnitPayload): string | undefined {
  const [service = 0, type = 0] = payload;
  if (storedFaults.has(service) && payload.length === 1 + faultsPerLineBytes) return `${responseId}/${service}`;
  if (service === vehicleInformation && itemBytes[type] !== undefined && payload.length === lineBytes) return `${responseId}/${service}/${type}`;
  return undefined;
}

function joinGroup(group: readonly ControlUnitPayload[]): readonly ControlUnitPayload[] {
  const [first] = group;
  if (first === undefined) return [];
  const { responseId } = first;
  const [service = 0, type = 0] = first.payload;
  if (service !== vehicleInformation) {
    return [{ responseId, payload: Uint8Array.of(service, ...group.flatMap(({ payload }) => [...payload.subarray(1)])) }];
  }
  // Counted from 1 without a hole; anything else is several units without headers, or lines that got lost.
  if (group.some(({ payload }, index) => payload[2] !== index + 1)) return group;
  const size = itemBytes[type] ?? 1;
  const bytes = group.flatMap(({ payload }) => [...payload.subarray(3)]);
  const count = Math.max(1, Math.floor(bytes.length / size));
  // 17 characters do not fill five lines of four: zeros come first.
  const items = bytes.slice(Math.max(0, bytes.length - count * size));
  return [{ responseId, payload: Uint8Array.of(service, type, count, ...items) }];
}
