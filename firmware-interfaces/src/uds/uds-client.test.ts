/** The client against a simulated control unit over ISO-TP on an in-memory bus, in virtual time. */
import { describe, expect, it } from "vitest";
import type { CanFrame } from "../can/can-frame.ts";
import { ManualTimer } from "../can/manual-timer.ts";
import { MemoryBus } from "../can/memory-bus.ts";
import type { DiagnosticLink } from "../diagnostics/diagnostic-link.ts";
import { IsoTpLink } from "../diagnostics/isotp-link.ts";
import type { ByteSource } from "../simulators/ecu/ecu-unit.ts";
import { IsoTpEcu } from "../simulators/ecu/isotp-ecu.ts";
import { SimulatedControlUnits } from "../simulators/ecu/simulated-control-units.ts";
import { UdsClient } from "./uds-client.ts";

const vin = new TextEncoder().encode("WDB9066331S123456");

function garage() {
  const timer = new ManualTimer();
  const bus = new MemoryBus({ name: "can0", clock: timer.clock });
  const units = new SimulatedControlUnits(
    [
      {
        requestId: 0x7e0,
        responseId: 0x7e8,
        identifiers: new Map<number, ByteSource>([
          [0xf190, () => vin],
          [0x2001, (nowMs) => Uint8Array.of(nowMs > 0 ? 2 : 1, 0)],
        ]),
        troubleCodes: [
          {
            dtc: 0x0301_00,
            status: 0x89,
            snapshot: new Map([[0x2001, Uint8Array.of(9, 9)]]),
            extendedData: new Map([
              [1, Uint8Array.of(3)],
              [2, Uint8Array.of(0, 40)],
            ]),
          },
          { dtc: 0xc100_87, status: 0x04 },
        ],
        behaviour: { putOff: new Map([[0x22, { times: 2, everyMs: 1_000 }]]), silentServices: new Set([0x3e]) },
      },
    ],
    1,
  );
  const [ecuChannel, linkChannel, wire] = [bus.connect(), bus.connect(), bus.connect()];
  new IsoTpEcu({ bus: ecuChannel, sender: ecuChannel, timer, clock: timer.clock, units, addresses: units.addresses }).start();
  const link = new IsoTpLink({ bus: linkChannel, sender: linkChannel, timer, clock: timer.clock });
  link.start();
  const identifierLengths = new Map([
    [0xf190, 17],
    [0x2001, 2],
  ]);
  const recordLengths = new Map([
    [1, 1],
    [2, 2],
  ]);
  const frames: CanFrame[] = [];
  wire.start({ onFrames: (heard) => frames.push(...heard), onEvent: () => undefined });
  return { timer, frames, client: new UdsClient({ link, requestId: 0x7e0, identifierLengths, recordLengths }) };
}

/** What comes of a question when as much time passes as it needs. */
async function settled<Value>(timer: ManualTimer, asked: Promise<Value>): Promise<Value> {
  await timer.advance(10_000);
  return asked;
}

describe("UdsClient", () => {
  it("reads identifiers, one or several, from a unit that asks for time", async () => {
    const { timer, client } = garage();
    expect(await settled(timer, client.readIdentifiers([0xf190]))).toEqual({ kind: "answered", value: new Map([[0xf190, vin]]) });
    expect(await settled(timer, client.readIdentifiers([0x2001, 0xffff, 0xf190]))).toEqual({
      kind: "answered",
      value: new Map([
        [0x2001, Uint8Array.of(2, 0)],
        [0xf190, vin],
      ]),
    });
    expect(await settled(timer, client.readIdentifiers([0xffff]))).toMatchObject({ kind: "refused", code: 0x31 });
  });

  it("reads trouble codes and what was stored with them", async () => {
    const { timer, client } = garage();
    expect(await settled(timer, client.countTroubleCodes(0x08))).toMatchObject({ value: { count: 1 } });
    expect(await settled(timer, client.readTroubleCodes(0x04))).toMatchObject({ value: { codes: [{ dtc: 0xc10087, status: 0x04 }] } });
    expect(await settled(timer, client.readSupportedTroubleCodes())).toMatchObject({ value: { codes: [{ dtc: 0x030100 }, { dtc: 0xc10087 }] } });
    expect(await settled(timer, client.readSnapshots(0x030100))).toMatchObject({
      value: { status: 0x89, snapshots: [{ record: 1, values: new Map([[0x2001, Uint8Array.of(9, 9)]]) }] },
    });
    expect(await settled(timer, client.readExtendedData(0x030100))).toMatchObject({
      value: {
        records: new Map([
          [1, Uint8Array.of(3)],
          [2, Uint8Array.of(0, 40)],
        ]),
      },
    });
    expect(await settled(timer, client.readSnapshots(0x123456))).toMatchObject({ kind: "refused", code: 0x31 });
  });

  it("enters the default session, and tells when the unit is silent", async () => {
    const { timer, client } = garage();
    expect(await settled(timer, client.enterDefaultSession())).toEqual({ kind: "answered", value: { p2Ms: 50, p2StarMs: 5_000 } });
    expect(await settled(timer, client.testerPresent())).toEqual({ kind: "silent" });
  });

  it("hands on why the carrier failed", async () => {
    const link: DiagnosticLink = { request: () => Promise.resolve({ kind: "failed", why: "bus off" }) };
    expect(await new UdsClient({ link, requestId: 0x7e0 }).testerPresent()).toEqual({ kind: "failed", why: "bus off" });
  });

  it("never sends a service that writes, controls or unlocks", async () => {
    const { timer, client, frames } = garage();
    const questions: readonly (() => Promise<unknown>)[] = [
      () => client.readIdentifiers([0xf190]),
      () => client.countTroubleCodes(),
      () => client.readTroubleCodes(),
      () => client.readSupportedTroubleCodes(),
      () => client.readSnapshots(0x030100),
      () => client.readExtendedData(0x030100),
      () => client.testerPresent(),
      () => client.enterDefaultSession(),
    ];
    for (const ask of questions) await settled(timer, ask());
    const requests = frames.filter(({ id, data }) => id === 0x7e0 && (data[0] ?? 0) >> 4 === 0).map(({ data }) => data[1] ?? 0);
    expect(new Set(requests)).toEqual(new Set([0x22, 0x19, 0x3e, 0x10]));
    expect(requests).toHaveLength(questions.length);
    expect(Object.getOwnPropertyNames(UdsClient.prototype).filter((name) => /write|clear|reset|unlock|control|routine/i.test(name))).toEqual([]);
  });

  it("rejects questions that cannot be asked", async () => {
    const { client } = garage();
    await expect(client.readIdentifiers([])).rejects.toThrow("UDS_REQUEST_IMPOSSIBLE");
    await expect(client.readTroubleCodes(256)).rejects.toThrow("UDS_REQUEST_IMPOSSIBLE");
  });
});
