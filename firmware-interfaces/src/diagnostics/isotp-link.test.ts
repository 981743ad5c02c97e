/** The link against simulated control units on one in-memory bus, in virtual time. */
import { describe, expect, it } from "vitest";
import type { BusReader, CanBus } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { ManualTimer } from "../can/manual-timer.ts";
import { MemoryBus } from "../can/memory-bus.ts";
import type { SimulatedUnitOptions } from "../simulators/ecu/ecu-unit.ts";
import { IsoTpEcu } from "../simulators/ecu/isotp-ecu.ts";
import { SimulatedControlUnits } from "../simulators/ecu/simulated-control-units.ts";
import type { DiagnosticOutcome, DiagnosticRequest } from "./diagnostic-link.ts";
import { IsoTpLink, type IsoTpLinkOptions } from "./isotp-link.ts";
import { diagnosticLimits } from "./limits.ts";

const vin = "WDB9066331S123456";
const unit = (requestId: number, responseId: number, more: Partial<SimulatedUnitOptions> = {}): SimulatedUnitOptions => ({
  requestId,
  responseId,
  obd: {
    pids: new Map([[0x0d, () => hex("37")]]),
    monitorStatus: [0, 0, 0],
    vehicleInformation: new Map([[0x02, [new TextEncoder().encode(vin)]]]),
  },
  identifiers: new Map([[0x0101, () => new Uint8Array(100).fill(7)]]),
  ...more,
});

function vehicle(units: readonly SimulatedUnitOptions[], options: Partial<IsoTpLinkOptions> & { ecu?: { blockSize?: number } } = {}) {
  const timer = new ManualTimer();
  const bus = new MemoryBus({ name: "can0", clock: timer.clock });
  const simulated = new SimulatedControlUnits(units, 1);
  const [ecuChannel, linkChannel, wire] = [bus.connect(), bus.connect(), bus.connect()];
  const common = { timer, clock: timer.clock, ...(options.framing === undefined ? {} : { framing: options.framing }) };
  const ecu = new IsoTpEcu({
    bus: ecuChannel,
    sender: ecuChannel,
    ...common,
    units: simulated,
    addresses: simulated.addresses,
    flowControl: options.ecu ?? {},
  });
  const link = new IsoTpLink({ bus: linkChannel, sender: linkChannel, ...common, ...options });
  const frames: CanFrame[] = [];
  wire.start({ onFrames: (heard) => frames.push(...heard), onEvent: () => undefined });
  ecu.start();
  link.start();
  return { timer, link, ecu, wire, frames, bus };
}

const functional = (payload: string): DiagnosticRequest => ({ target: { kind: "functional" }, payload: hex(payload) });
const physical = (requestId: number, payload: string): DiagnosticRequest => ({ target: { kind: "physical", requestId }, payload: hex(payload) });

/** What came of a request after `elapsedMs`, as text; `waiting` when nothing has. */
async function after(timer: ManualTimer, outcome: Promise<DiagnosticOutcome>, elapsedMs: number): Promise<string> {
  let result = "waiting";
  const settle = async (): Promise<void> => {
    result = text(await outcome);
  };
  void settle();
  await timer.advance(elapsedMs);
  return result;
}

function text(outcome: DiagnosticOutcome): string {
  if (outcome.kind === "failed") return `failed: ${outcome.why}`;
  if (outcome.kind === "silent") return "silent";
  return outcome.answers.map(({ responseId, payload }) => `${responseId.toString(16)} ${Buffer.from(payload).toString("hex")}`).join(", ");
}

describe("IsoTpLink", () => {
  it("asks all and gives every unit's answer, after the time in which one could still come", async () => {
    const { timer, link } = vehicle([
      unit(0x7e0, 0x7e8, { behaviour: { delayMs: 40 } }),
      unit(0x7e1, 0x7e9),
      unit(0x7e7, 0x7ef, { behaviour: { silenceChance: 1 } }),
    ]);
    const asked = link.request(functional("010d"));
    expect(await after(timer, asked, 99)).toBe("waiting");
    expect(await after(timer, asked, 1)).toBe("7e9 410d37, 7e8 410d37");
    expect(timer.waiting).toBe(0);
  });

  it("asks one and takes its answer at once", async () => {
    const { timer, link, frames } = vehicle([unit(0x7e0, 0x7e8), unit(0x7e1, 0x7e9)]);
    expect(await after(timer, link.request(physical(0x7e1, "010d")), 8)).toBe("7e9 410d37");
    expect(frames.map(({ id, data }) => `${id.toString(16)} ${Buffer.from(data).toString("hex")}`)).toEqual(["7e1 02010dcccccccccc", "7e9 03410d37cccccccc"]);
  });

  it("puts long answers of several units together, each with its own flow control", async () => {
    const { timer, link, frames } = vehicle([unit(0x7e0, 0x7e8), unit(0x7e1, 0x7e9)]);
    const answer = `490201${Buffer.from(vin).toString("hex")}`;
    expect(await after(timer, link.request(functional("0902")), 100)).toBe(`7e8 ${answer}, 7e9 ${answer}`);
    expect(frames.filter(({ data }) => (data[0] ?? 0) >> 4 === 3).map(({ id }) => id)).toEqual([0x7e0, 0x7e1]);
  });

  it("speaks 29-bit identifiers", async () => {
    const { timer, link, frames } = vehicle([unit(0x18da10f1, 0x18daf110), unit(0x7e0, 0x7e8)], { width: 29 });
    expect(await after(timer, link.request(functional("0902")), 100)).toMatch(/^18daf110 490201/);
    expect(await after(timer, link.request(physical(0x18da10f1, "010d")), 100)).toBe("18daf110 410d37");
    expect([...new Set(frames.map(({ id }) => id.toString(16)))]).toEqual(["18db33f1", "18daf110", "18da10f1"]);
  });

  it("sends long requests in blocks as the unit asks", async () => {
    const { timer, link } = vehicle([unit(0x7e0, 0x7e8)], { ecu: { blockSize: 1 } });
    expect(await after(timer, link.request(physical(0x7e0, `22${"0101".repeat(12)}`)), 100)).toMatch(/^7e8 62010107/);
  });

  it("speaks CAN FD", async () => {
    const { timer, link, frames } = vehicle([unit(0x7e0, 0x7e8)], { framing: { frameBytes: 64 } });
    expect(await after(timer, link.request(physical(0x7e0, "220101")), 100)).toMatch(/^7e8 62010107/);
    expect(frames).toHaveLength(4);
  });

  it("waits longer for a unit that asks for time, and does not show that to the caller", async () => {
    const { timer, link } = vehicle([unit(0x7e0, 0x7e8, { behaviour: { putOff: new Map([[0x22, { times: 3, everyMs: 4_900 }]]) } })]);
    const asked = link.request(physical(0x7e0, "220101"));
    expect(await after(timer, asked, 14_000)).toBe("waiting");
    expect(await after(timer, asked, 1_000)).toMatch(/^7e8 62010107/);
  });

  it("gives the others' answers when one unit has asked for time and never comes back", async () => {
    const { timer, link, wire } = vehicle([unit(0x7e0, 0x7e8)]);
    const asked = link.request(functional("010d"));
    await timer.advance(1);
    wire.send(canFrame(0x7e9, "037f0178"));
    expect(await after(timer, asked, 5_000)).toBe("waiting");
    expect(await after(timer, asked, 100)).toBe("7e8 410d37");
  });

  it("does not wait for ever on a unit that always asks for time", async () => {
    const { timer, link } = vehicle([unit(0x7e0, 0x7e8, { behaviour: { putOff: new Map([[0x22, { times: 50, everyMs: 2_000 }]]) } })]);
    const asked = link.request(physical(0x7e0, "220101"));
    expect(await after(timer, asked, diagnosticLimits.requestMsMax - 1)).toBe("waiting");
    expect(await after(timer, asked, 1)).toBe("silent");
  });

  it("says when nobody answers", async () => {
    const { timer, link } = vehicle([unit(0x7e0, 0x7e8)]);
    expect(await after(timer, link.request(functional("0199")), 100)).toBe("silent");
    expect(await after(timer, link.request(physical(0x7e3, "010d")), 100)).toBe("silent");
  });

  it("hands over refusals as answers", async () => {
    const { timer, link } = vehicle([unit(0x7e0, 0x7e8)]);
    expect(await after(timer, link.request(physical(0x7e0, "2ef19041")), 100)).toBe("7e8 7f2e11");
  });

  it("never takes a late answer for that of the next question", async () => {
    const { timer, link, wire } = vehicle([unit(0x7e0, 0x7e8, { behaviour: { delayMs: 60 } })]);
    const asked = link.request(physical(0x7e0, "010d"));
    await timer.advance(10);
    for (const late of ["03410555", "04410c1af8", "0341ff00", "037f0312", "026200"]) wire.send(canFrame(0x7e8, late));
    expect(await after(timer, asked, 60)).toBe("7e8 410d37");
  });

  it("does not take another unit's answer", async () => {
    const { timer, link, wire } = vehicle([]);
    const asked = link.request(physical(0x7e0, "010d"));
    await timer.advance(10);
    wire.send(canFrame(0x7e9, "03410d55"));
    wire.send({ ...canFrame(0x7e8, "03410d55"), extended: true });
    expect(await after(timer, asked, 100)).toBe("silent");
  });

  it("reports an answer that breaks off, and one too long to take", async () => {
    const { timer, link, wire } = vehicle([]);
    const broken = link.request(physical(0x7e0, "0902"));
    await timer.advance(10);
    wire.send(canFrame(0x7e8, "1014490201314734"));
    expect(await after(timer, broken, 999)).toBe("waiting");
    expect(await after(timer, broken, 1)).toBe("failed: the answer of 0x7E8 broke off (timed-out)");
    const long = link.request(physical(0x7e0, "0902"));
    await timer.advance(10);
    wire.send(canFrame(0x7e8, "1000000100004902"));
    expect(await after(timer, long, 1)).toBe("failed: the answer of 0x7E8 broke off (too-long)");
  });

  it("asks one question at a time, in the order in which they came", async () => {
    const { timer, link, frames } = vehicle([unit(0x7e0, 0x7e8)]);
    const order: string[] = [];
    for (const payload of ["0902", "010d", "220101"]) void link.request(physical(0x7e0, payload)).then(() => order.push(payload));
    await timer.advance(100);
    expect(order).toEqual(["0902", "010d", "220101"]);
    const kinds = frames.filter(({ data }) => (data[0] ?? 0) >> 4 < 2).map(({ id }) => id.toString(16));
    expect(kinds).toEqual(["7e0", "7e8", "7e0", "7e8", "7e0", "7e8"]);
  });

  it("lets as many wait as its limit says, and fails one more at once", async () => {
    const { timer, link } = vehicle([]);
    const outcomes = Array.from({ length: diagnosticLimits.waitingRequestsMax + 1 }, () => link.request(physical(0x7e0, "010d")));
    expect(await after(timer, link.request(physical(0x7e0, "010d")), 0)).toMatch(/^failed: 64 requests are in line/);
    await timer.advance(100 * outcomes.length);
    expect((await Promise.all(outcomes)).map(text)).toEqual(outcomes.map(() => "silent"));
  });

  it("fails the question under way when the bus goes down, and goes on afterwards", async () => {
    const { timer, link, bus } = vehicle([unit(0x7e0, 0x7e8)]);
    const asked = link.request(physical(0x7e0, "010d"));
    bus.end();
    expect(await after(timer, asked, 1)).toBe("failed: can0 has ended");
    expect(await after(timer, link.request(physical(0x7e0, "010d")), 100)).toBe("7e8 410d37");
  });

  it("fails the question under way when the interface goes down", async () => {
    const timer = new ManualTimer();
    const readers: BusReader[] = [];
    const bus: CanBus = { name: "can0", start: (reader) => void readers.push(reader), stop: () => Promise.resolve() };
    const link = new IsoTpLink({ bus, sender: { send: () => true }, timer, clock: timer.clock });
    link.start();
    const asked = link.request(physical(0x7e0, "010d"));
    await timer.advance(1);
    for (const reader of readers) reader.onEvent({ kind: "down", why: "ENETDOWN" });
    expect(text(await asked)).toBe("failed: can0 went down (ENETDOWN)");
    expect(timer.waiting).toBe(0);
  });

  it("finds units that answer in a way of their own when it is told how", async () => {
    const { timer, link } = vehicle([unit(0x6f1, 0x612)], { responseIdOf: (requestId) => (requestId === 0x6f1 ? 0x612 : requestId + 8) });
    expect(await after(timer, link.request(physical(0x6f1, "0902")), 100)).toMatch(/^612 490201/);
  });

  it("waits as long as it is told", async () => {
    const { timer, link } = vehicle([unit(0x7e0, 0x7e8, { behaviour: { delayMs: 300 } })], { times: { p2Ms: 250 } });
    const asked = link.request(physical(0x7e0, "010d"));
    expect(await after(timer, asked, 249)).toBe("waiting");
    expect(await after(timer, asked, 1)).toBe("silent");
  });

  it("says why a long request did not get out", async () => {
    const { timer, link } = vehicle([]);
    const asked = link.request(physical(0x7e0, `22${"0101".repeat(12)}`));
    expect(await after(timer, asked, 1_000)).toBe("failed: the request did not get out (flow-control-timed-out)");
  });

  it("fails what waits when it is stopped, and what comes later", async () => {
    const { timer, link, ecu } = vehicle([unit(0x7e0, 0x7e8)]);
    const asked = [1, 2].map(() => link.request(physical(0x7e0, "010d")));
    await link.stop();
    await ecu.stop();
    const late = link.request(physical(0x7e0, "010d"));
    expect((await Promise.all([...asked, late])).map(text)).toEqual(Array.from({ length: 3 }, () => "failed: the diagnostic link was stopped"));
    expect(timer.waiting).toBe(0);
  });

  it("leaves out answers of more units than its limit", async () => {
    const { timer, link, wire } = vehicle([], { width: 29 });
    const asked = link.request(functional("010d"));
    await timer.advance(1);
    for (let source = 0; source <= diagnosticLimits.answersMax; source++) wire.send({ ...canFrame(0x18daf100 + source, "03410d00"), extended: true });
    const answers = (await after(timer, asked, 100)).split(", ");
    expect(answers).toHaveLength(diagnosticLimits.answersMax);
    expect(answers[0]).toBe("18daf100 410d00");
  });

  it("refuses what cannot be asked", async () => {
    const { link } = vehicle([]);
    await expect(link.request(functional(""))).rejects.toThrow("DIAGNOSTIC_REQUEST_IMPOSSIBLE");
    await expect(link.request(functional("0102030405060708"))).rejects.toThrow("DIAGNOSTIC_REQUEST_IMPOSSIBLE");
    await expect(
      link.request({ target: { kind: "physical", requestId: 0x7e0 }, payload: new Uint8Array(diagnosticLimits.requestBytesMax + 1) }),
    ).rejects.toThrow("DIAGNOSTIC_REQUEST_IMPOSSIBLE");
    await expect(link.request(physical(0x18db33f1, "010d"))).rejects.toThrow("ISOTP_ADDRESS_IMPOSSIBLE");
  });
});

function canFrame(id: number, data: string): Omit<CanFrame, "atUs"> {
  return { id, extended: false, data: hex(data.padEnd(16, "c")) };
}

function hex(digits: string): Uint8Array {
  return new Uint8Array(Buffer.from(digits, "hex"));
}
