/** UDS answers from any bytes. The first byte of an input chooses what was asked; the rest is the answer. */
import { matchAnswer } from "@drawbar/firmware-interfaces/diagnostics/answer-match.ts";
import { parseExtendedData, parseSnapshots } from "@drawbar/firmware-interfaces/uds/trouble-code-records.ts";
import {
  parseIdentifiers,
  parseSession,
  parseTesterPresent,
  parseTroubleCodeCount,
  parseTroubleCodes,
  type UdsAnswer,
} from "@drawbar/firmware-interfaces/uds/uds-answers.ts";
import { everyRecord, readIdentifiersRequest } from "@drawbar/firmware-interfaces/uds/uds-requests.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

const identifiers = [0xf190, 0x0101, 0xabcd];
const lengths = new Map([
  [0xf190, 17],
  [0x0101, 2],
  [0x0102, 0],
]);

/** Each with a law that a good answer keeps: its parts are no longer than the whole. */
const questions: readonly ((payload: Uint8Array) => UdsAnswer<unknown>)[] = [
  (payload) => bounded(payload, parseIdentifiers(payload, identifiers, lengths), (values) => 1 + total(values, 2)),
  (payload) => bounded(payload, parseIdentifiers(payload, [0xf190], new Map()), (values) => 1 + total(values, 2)),
  (payload) => parseTroubleCodeCount(payload),
  (payload) => bounded(payload, parseTroubleCodes(payload, "byStatus"), ({ codes }) => 3 + 4 * codes.length),
  (payload) => bounded(payload, parseTroubleCodes(payload, "supported"), ({ codes }) => 3 + 4 * codes.length),
  (payload) => bounded(payload, parseSnapshots(payload, lengths), ({ snapshots }) => 6 + snapshots.length * 2),
  (payload) => bounded(payload, parseExtendedData(payload, everyRecord, lengths), ({ records }) => 6 + total(records, 1)),
  (payload) => bounded(payload, parseExtendedData(payload, 1, new Map()), ({ records }) => 6 + total(records, 1)),
  (payload) => parseSession(payload, 1),
  (payload) => parseTesterPresent(payload),
];

export const target: FuzzTarget = {
  id: "uds",
  bytesMax: 4_096,
  seeds: [
    seed(0, "62f19057444239303636333331533132333435360101 0203abcd99"),
    seed(1, "62f1905744423930363633333153313233343536"),
    seed(2, "5901ff010002"),
    seed(3, "5902ff03010088c100870c"),
    seed(4, "590aff03010088"),
    seed(5, "59040301008801020101 0909 0102 0201abcd9988"),
    seed(6, "5906030100880101"),
    seed(7, "59060301008801050607"),
    seed(8, "5001003201f4"),
    seed(9, "7e00"),
    seed(0, "7f2231"),
    seed(0, "7f2278"),
  ],
  run: (input) => {
    const [choice = 0] = input;
    const payload = input.subarray(1);
    const answer = questions[choice % questions.length]?.(payload);
    if (answer === undefined) throw new Error("no answer");
    if (answer.kind === "refused" && (payload[0] !== 0x7f || answer.code !== payload[2])) throw new Error("a refusal that nobody gave");
    const match = matchAnswer(readIdentifiersRequest(identifiers), payload);
    if (match === "pending" && (payload[0] !== 0x7f || payload[2] !== 0x78)) throw new Error("pending without its code");
  },
};

function bounded<Value>(payload: Uint8Array, answer: UdsAnswer<Value>, bytes: (value: Value) => number): UdsAnswer<Value> {
  if (answer.kind === "answered" && bytes(answer.value) > payload.length) throw new Error(`an answer of ${payload.length} bytes gave more than it holds`);
  return answer;
}

function total(values: ReadonlyMap<number, Uint8Array>, headBytes: number): number {
  let bytes = 0;
  for (const value of values.values()) bytes += headBytes + value.length;
  return bytes;
}

function seed(choice: number, payload: string): Uint8Array {
  return Uint8Array.of(choice, ...Buffer.from(payload.replaceAll(" ", ""), "hex"));
}
