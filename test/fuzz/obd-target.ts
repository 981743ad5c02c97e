/** OBD-II answers of every service, and exchanges read by a signal set. */
import { readCapturedAnswers } from "@drawbar/firmware-interfaces/obd2/captured-answer.ts";
import { splitCurrentData } from "@drawbar/firmware-interfaces/obd2/current-data.ts";
import { readRawDriveLog } from "@drawbar/firmware-interfaces/obd2/drive-log.ts";
import { freezeFrameCode, readFreezeFrame } from "@drawbar/firmware-interfaces/obd2/freeze-frame.ts";
import { obdLimits } from "@drawbar/firmware-interfaces/obd2/limits.ts";
import { readMonitorTests } from "@drawbar/firmware-interfaces/obd2/monitor-tests.ts";
import { readPid } from "@drawbar/firmware-interfaces/obd2/pid-definition.ts";
import { knownPids, pidDefinition } from "@drawbar/firmware-interfaces/obd2/pids.ts";
import { readReadiness, writeReadiness } from "@drawbar/firmware-interfaces/obd2/readiness.ts";
import { decodeExchange } from "@drawbar/firmware-interfaces/obd2/signal-set-decoder.ts";
import { loadSignalSet } from "@drawbar/firmware-interfaces/obd2/signal-set-loader.ts";
import type { SignalSet } from "@drawbar/firmware-interfaces/obd2/signal-set.ts";
import { readSupported, writeSupported } from "@drawbar/firmware-interfaces/obd2/supported-pids.ts";
import { readTroubleCodes, troubleCodeNumber } from "@drawbar/firmware-interfaces/obd2/trouble-codes.ts";
import { calibrationIdsOf, controlUnitNameOf, readVehicleInformation, vinOf } from "@drawbar/firmware-interfaces/obd2/vehicle-information.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

const signalSetText = JSON.stringify({
  commands: [
    {
      hdr: "7E0",
      rax: "7E8",
      cmd: { "22": "091A" },
      freq: 1,
      signals: [
        { id: "A", name: "a", fmt: { len: 16, max: 655, div: 100, add: -40, unit: "celsius" } },
        { id: "B", name: "b", fmt: { bix: 16, len: 16, blsb: true, sign: true, min: -99, max: 99, unit: "amps" } },
        { id: "C", name: "c", fmt: { bix: 35, len: 3, map: { "1": { value: "ON", description: "on" } } } },
      ],
    },
  ],
});
const set = loadSignalSet(signalSetText);
const request = Uint8Array.of(0x22, 0x09, 0x1a);
const groups = [
  [0x0c],
  [0x0c, 0x0d, 0x05],
  [0x06, 0x07, 0x08, 0x09, 0x55, 0x56],
  knownPids()
    .slice(40, 46)
    .map(({ pid }) => pid),
];

/** The first byte says which reader gets the rest. */
const readers: readonly ((payload: Uint8Array, text: string) => void)[] = [
  (payload) => groups.forEach((asked) => checkCurrentData(asked, payload)),
  (payload) => {
    for (const service of [0x03, 0x07, 0x0a]) {
      const list = readTroubleCodes(service, payload);
      if (list.kind !== "codes") continue;
      must(list.codes.length <= obdLimits.troubleCodesMax, "too many codes");
      must(
        list.codes.every((code) => troubleCodeNumber(code) !== undefined),
        "a code that is none",
      );
    }
  },
  (payload) => {
    const frame = readFreezeFrame(0x02, 0, payload);
    if (frame.kind === "value") freezeFrameCode(frame.data);
    const tests = readMonitorTests(payload[1] ?? 0, payload);
    if (tests.kind === "tests")
      must(
        tests.tests.every(({ value }) => Number.isFinite(value)),
        "a result that is no number",
      );
    const readiness = readReadiness(payload);
    if (readiness !== undefined) must(JSON.stringify(readReadiness(writeReadiness(readiness))) === JSON.stringify(readiness), "readiness changes on the way");
    const supported = readSupported(0x20, payload);
    must(
      writeSupported(0x20, supported).every((byte, index) => byte === (payload[index] ?? 0)),
      "supported PIDs change on the way",
    );
  },
  (payload) => {
    const information = readVehicleInformation(0x02, [payload.subarray(0, 7), payload.subarray(7, 14), payload]);
    if (information.kind !== "data") return;
    const vin = vinOf(information.data);
    must(vin === undefined || vin.length === 17, "a VIN of another length");
    calibrationIdsOf(information.data);
    controlUnitNameOf(information.data);
  },
  (payload, text) => {
    const answers = readCapturedAnswers(text);
    must(
      answers.every(({ payload: answer }) => answer.length <= obdLimits.answerBytesMax),
      "an answer longer than any",
    );
    checkExchange(set, [...answers, { responseId: 0x7e8, payload }]);
    readRawDriveLog(text);
  },
  (payload, text) => {
    let loaded: SignalSet;
    try {
      loaded = loadSignalSet(text);
    } catch (error) {
      if (error instanceof DrawbarError && error.code === "SIGNAL_SET_INVALID") return;
      throw error;
    }
    checkExchange(loaded, [{ responseId: 0x7e8, payload: Uint8Array.of(0x62, 0x09, 0x1a, ...payload.subarray(0, 64)) }]);
  },
];

function checkCurrentData(asked: readonly number[], payload: Uint8Array): void {
  const split = splitCurrentData(asked, payload);
  if (split.kind !== "split") return;
  let bytes = 1;
  for (const [pid, data] of split.parts) {
    must(asked.includes(pid), "a PID that nobody asked for");
    bytes += 1 + data.length;
    const definition = pidDefinition(pid);
    const values = definition === undefined ? [] : readPid(definition, data);
    must(
      values.every(({ value }) => Number.isFinite(value)),
      "a value that is no number",
    );
  }
  must(bytes === payload.length, "bytes that belong to nothing");
}

function checkExchange(signals: SignalSet, answers: Parameters<typeof decodeExchange>[0]): void {
  const exchange = decodeExchange(answers, { set: signals, request });
  if (exchange.kind !== "values") return;
  must(
    exchange.values.every(({ value }) => typeof value !== "number" || !Number.isNaN(value)),
    "a value that is no number",
  );
}

function must(holds: boolean, promise: string): void {
  if (!holds) throw new Error(promise);
}

function seed(reader: number, rest: Uint8Array | string): Uint8Array {
  return Uint8Array.of(reader, ...(typeof rest === "string" ? new TextEncoder().encode(rest) : rest));
}

function hex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "hex"));
}

export const target: FuzzTarget = {
  id: "obd",
  bytesMax: 4_096,
  seeds: [
    seed(0, hex("410C1AF80D32057B")),
    seed(0, hex("4106800780088109820C")),
    seed(1, hex("43020133C158")),
    seed(1, hex("47013300000000")),
    seed(2, hex("42020001330000")),
    seed(2, hex("4601010B01F4000003E8")),
    seed(3, hex("4902013144344750303052353542313233343536")),
    seed(4, "7E8100A62091A01020304\n7E82105060708AAAAAA\n>\n18DAF11004410C1AF8\n"),
    seed(4, "264.5:4500,\n265.8:0551,"),
    seed(5, signalSetText),
  ],
  run: (input) => {
    const rest = input.subarray(1);
    readers[(input[0] ?? 0) % readers.length]?.(rest, new TextDecoder().decode(rest));
  },
};
