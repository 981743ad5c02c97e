/** Service 06: results of the tests that monitors run on board (ISO 15031-5, 7.6, annexes D to F). */
import { assertByte } from "./current-data.ts";
import { obdServices, readObdAnswer } from "./obd-answer.ts";
import { monitorScaling } from "./monitor-scalings.ts";

/** @throws DrawbarError `OBD_REQUEST_IMPOSSIBLE`. */
export function monitorTestsRequest(monitor: number): Uint8Array {
  assertByte(monitor, "monitor");
  return Uint8Array.of(obdServices.monitorTests, monitor);
}

export interface MonitorTest {
  /** Number of the monitor (OBDMID), such as 0x21 for the catalyst of bank 1. */
  readonly monitor: number;
  readonly test: number;
  /** In `unit`. Raw counts with an empty unit when the scaling is none of the standard's. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly hasPassed: boolean;
}

export type MonitorTests =
  | { readonly kind: "tests"; readonly tests: readonly MonitorTest[] }
  | { readonly kind: "refused"; readonly code: number }
  /** An answer to something else, a bit map, or a result cut short. */
  | { readonly kind: "foreign" };

const resultBytes = 9;

/** Results as sent on CAN; the older form without units has no meaning beyond its maker. */
export function readMonitorTests(monitor: number, payload: Uint8Array): MonitorTests {
  const answer = readObdAnswer(obdServices.monitorTests, payload);
  if (answer.kind !== "positive") return answer;
  const { data } = answer;
  if (data.length === 0 || data.length % resultBytes !== 0 || data[0] !== monitor) return { kind: "foreign" };
  const tests = Array.from({ length: data.length / resultBytes }, (_, index) => testOf(data.subarray(index * resultBytes, (index + 1) * resultBytes)));
  return { kind: "tests", tests };
}

function testOf(bytes: Uint8Array): MonitorTest {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const scaling = monitorScaling(view.getUint8(2));
  const [value, min, max] = [3, 5, 7].map((at) => (scaling.isSigned ? view.getInt16(at) : view.getUint16(at)) * scaling.factor + scaling.offset) as [
    number,
    number,
    number,
  ]; // three offsets, three numbers
  return { monitor: view.getUint8(0), test: view.getUint8(1), value, min, max, unit: scaling.unit, hasPassed: value >= min && value <= max };
}
