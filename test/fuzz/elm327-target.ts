import { ElmClient } from "@drawbar/firmware-interfaces/elm327/elm-client.ts";
import { elmAnswerOf } from "@drawbar/firmware-interfaces/elm327/elm-answer.ts";
import { elmLimits, elmTimes } from "@drawbar/firmware-interfaces/elm327/limits.ts";
import { vehicleAnswerOf } from "@drawbar/firmware-interfaces/elm327/vehicle-answer.ts";
import { ElmSimulator } from "@drawbar/firmware-interfaces/simulators/elm327/elm-simulator.ts";
import { twoUnitCar } from "@drawbar/firmware-interfaces/simulators/elm327/two-unit-car.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

const identification = "ATZ\r\r\rELM327 v1.5\r\r>ATE0\rOK\r\r>OK\r\r>OK\r\r>OK\r\r>OK\r\r>OK\r\r>?\r\r>A0\r\r>OK\r\r>ON\r\r>?\r\r>OK\r\r>";
const answers = "SEARCHING...\r7E8 06 41 00 BE 3F A8 13 \r7E9 06 41 00 98 18 00 01 \r\r>A6\r\r>7E8 04 41 0C 1A F8 \r\r>NO DATA\r\r>";
const transfer = "7E8 10 14 49 02 01 31 44 34 \r7E8 21 47 50 30 30 52 35 35 \r7E8 22 42 31 32 33 34 35 36 \r\r>";
const numbered = "014 \r0: 49 02 01 31 44 34 \r1: 47 50 30 30 52 35 35 \r2: 42 31 32 33 34 35 36 \r\r>";
const legacy = "BUS INIT: ...OK\r48 6B 10 41 00 BE 3E B8 11 FA \r\r>49 02 01 00 00 00 31 \r49 02 02 44 34 47 50 \r\r>LV RESET\r\rELM327 v1.5\r\r>";

const payloads = ["010c", "0902", "03", "22f190f191"].map((hex) => Uint8Array.from(Buffer.from(hex, "hex")));
/** Bytes that come at once; a byte of the input says how long it is quiet between two of them. */
const pieceBytes = 24;
const requestsMax = 6;

export const target: FuzzTarget = {
  id: "elm327",
  seeds: [identification + answers, identification + transfer, numbered, legacy, transfer].map((text) => Buffer.from(text)),
  bytesMax: 2_048,
  dictionary: [
    "STOPPED",
    "UNABLE TO CONNECT",
    "BUFFER FULL",
    "CAN ERROR",
    "<RX ERROR",
    "<DATA ERROR",
    "ACT ALERT",
    "ERR94",
    "18 DA F1 10 ",
    "7F 01 78",
    "\r\r>",
    "12.3V",
  ],
  run(input) {
    readAsAnswer(input);
    talkTo(input);
    command(input);
  },
};

/** As the answer to a request: payloads within their bounds, nothing else. */
function readAsAnswer(input: Uint8Array): void {
  const answer = elmAnswerOf(Buffer.from(input).toString("latin1"), "010C");
  for (const request of payloads) {
    const { payloads: read, strays } = vehicleAnswerOf(answer.hexLines, request);
    for (const { payload } of [...read, ...strays]) {
      if (payload.length === 0 || payload.length > elmLimits.answerCharsMax / 2) throw new Error(`a payload of ${payload.length} bytes`);
    }
  }
}

/** As an adapter: every request comes to an end in bounded time and writes a bounded number of commands. */
function talkTo(input: Uint8Array): void {
  const client = new ElmClient();
  let nowMs = 0;
  let finished = 0;
  let written = 0;
  const follow = (steps: ReturnType<ElmClient["receive"]>): void => {
    for (const step of steps) {
      if (step.kind === "finished") finished += 1;
      else written += 1;
    }
  };
  let asked = 0;
  const ask = (): void => {
    const payload = payloads[asked % payloads.length] ?? new Uint8Array(1);
    asked += 1;
    follow(client.request({ target: asked % 3 === 0 ? { kind: "physical", requestId: 0x7e0 } : { kind: "functional" }, payload }, nowMs));
  };
  for (let at = 0; at < input.length; at += pieceBytes) {
    if (!client.isBusy && asked < requestsMax) ask();
    const piece = input.subarray(at, at + pieceBytes);
    follow(client.receive(piece, nowMs));
    nowMs += (piece[0] ?? 0) * 16;
    follow(client.expire(nowMs));
  }
  for (let steps = 0; client.isBusy; steps++) {
    if (steps > 500 || client.dueAtMs === undefined) throw new Error("a request does not come to an end");
    if (client.dueAtMs - nowMs > elmTimes.answerMsMax) throw new Error(`waits ${client.dueAtMs - nowMs} ms`);
    nowMs = Math.max(nowMs, client.dueAtMs);
    follow(client.expire(nowMs));
  }
  if (finished !== asked) throw new Error(`${asked} requests have ${finished} outcomes`);
  if (written > 200 * Math.max(1, asked)) throw new Error(`${written} commands for ${asked} requests`);
}

/** As commands to the simulated adapter, which anybody may reach over TCP. */
function command(input: Uint8Array): void {
  const simulator = new ElmSimulator({ units: twoUnitCar(), seed: 3 });
  let nowMs = 0;
  for (let at = 0; at < input.length; at += pieceBytes) {
    simulator.receive(input.subarray(at, at + pieceBytes), nowMs);
    nowMs += 50;
    if (simulator.take(nowMs).length > 100_000) throw new Error("the simulated adapter floods");
  }
  for (let steps = 0; simulator.dueAtMs !== undefined; steps++) {
    if (steps > 10_000) throw new Error("the simulated adapter does not come to an end");
    nowMs = Math.max(nowMs, simulator.dueAtMs);
    simulator.take(nowMs);
  }
}
