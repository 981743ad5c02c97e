/**
 * ISO-TP frames from any bytes: what an observer and a receiver make of them, and what a sender makes of flow controls.
 *
 * An input is a row of frames, each with one byte of length (0 to 64) and one that chooses the identifier and lets time pass.
 */
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import { isoTpLimits } from "@drawbar/firmware-interfaces/isotp/limits.ts";
import { IsoTpObserver } from "@drawbar/firmware-interfaces/isotp/observer.ts";
import { parsePdu } from "@drawbar/firmware-interfaces/isotp/pdu.ts";
import { IsoTpReceiver, type Reception } from "@drawbar/firmware-interfaces/isotp/receiver.ts";
import { IsoTpSender, type SendStep } from "@drawbar/firmware-interfaces/isotp/sender.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

/** Both widths, with and without an address byte. */
const identifiers: readonly Pick<CanFrame, "id" | "extended">[] = [
  { id: 0x7df, extended: false },
  { id: 0x7e0, extended: false },
  { id: 0x7e8, extended: false },
  { id: 0x7e9, extended: false },
  { id: 0x18da_f110, extended: true },
  { id: 0x18db_33f1, extended: true },
  { id: 0x18ce_f110, extended: true },
  { id: 0x123, extended: false },
];
/** Time that passes before a frame, by two bits of its head. */
const pausesMs = [0, 1, 900, 2_500] as const;

export const target: FuzzTarget = {
  id: "isotp",
  bytesMax: 4_096,
  seeds: [
    // A VIN in three frames with its flow control.
    row([
      [2, "1014490201314734"],
      [1, "300000"],
      [2, "2147503030523535"],
      [2, "2242313233343536"],
    ]),
    // Two senders interleaved, blocks, waits and an overflow.
    row([
      [2, "1010620101020304"],
      [3, "1009620101020304"],
      [1, "31000a"],
      [1, "300214"],
      [2, "2105060708090a0b"],
      [3, "2105060708cccccc"],
      [2, "220c0dcccccccccc"],
      [1, "320000"],
    ]),
    // CAN FD, the long length, mixed addressing.
    row([
      [4, `000a${"41".repeat(10)}`],
      [4, `100000001000${"42".repeat(58)}`],
      [4, `21${"43".repeat(63)}`],
      [6, "0110084142434445"],
      [6, "0121464748cccccc"],
    ]),
    // A frame missing, then silence, then a message.
    row([
      [2, "1014490201314734"],
      [2, "2242313233343536"],
      [0xc2, "03410c1a00000000"],
    ]),
  ],
  run: (input) => {
    const observer = new IsoTpObserver();
    const receiver = new IsoTpReceiver({ blockSize: 3, separationTimeMs: 5 });
    const sender = new IsoTpSender({ payload: new Uint8Array(200).fill(0x5a), pduBytes: 8 });
    let sent = checkedStep(sender.start(0));
    let nowMs = 0;
    for (const { head, data } of frames(input)) {
      nowMs += pausesMs[head >> 6] ?? 0;
      const identifier = identifiers[head & 7] ?? { id: 0, extended: false };
      for (const observation of [...observer.expire(nowMs), ...observer.accept({ ...identifier, data, atUs: 0 }, nowMs)]) {
        if (observation.kind === "message") assertLength(observation.payload.length);
      }
      assert(observer.transfers <= isoTpLimits.observedTransfersMax, "more transfers than the limit");
      checkReception(receiver.expire(nowMs));
      const pdu = parsePdu(data);
      checkReception(receiver.accept(pdu, nowMs));
      sent += checkedStep(sender.advance(nowMs));
      if (pdu.kind === "flow-control") sent += checkedStep(sender.acceptFlowControl(pdu, nowMs));
    }
    // 6 bytes in the first frame, 7 in each of the others.
    assert(sent <= 1 + Math.ceil((200 - 6) / 7), `a message of 200 bytes took ${sent} frames`);
    observer.expire(nowMs + isoTpLimits.observedSilenceMs);
    assert(observer.transfers === 0, "a transfer outlived the silence");
  },
};

function checkReception(reception: Reception | undefined): void {
  if (reception?.kind === "completed") assertLength(reception.payload.length);
  if (reception !== undefined && "reply" in reception && reception.reply !== undefined) {
    assert(parsePdu(reception.reply).kind === "flow-control", "a receiver replied with something else than a flow control");
  }
}

/** @returns how many frames the step sends. */
function checkedStep(step: SendStep | undefined): number {
  if (step === undefined || step.kind === "failed") return 0;
  assert(
    step.pdus.every((pdu) => pdu.length <= 8),
    "a PDU longer than its frame",
  );
  return step.pdus.length;
}

function assertLength(length: number): void {
  assert(length > 0 && length <= isoTpLimits.payloadBytesMax, `a message of ${length} bytes`);
}

function assert(isTrue: boolean, promise: string): void {
  if (!isTrue) throw new Error(promise);
}

function* frames(input: Uint8Array): Generator<{ readonly head: number; readonly data: Uint8Array }> {
  for (let start = 0; start + 1 < input.length;) {
    const length = (input[start] ?? 0) % 65;
    yield { head: input[start + 1] ?? 0, data: input.subarray(start + 2, start + 2 + length) };
    start += 2 + length;
  }
}

function row(items: readonly (readonly [head: number, data: string])[]): Uint8Array {
  return Uint8Array.from(items.flatMap(([head, data]) => [data.length / 2, head, ...Buffer.from(data, "hex")]));
}
