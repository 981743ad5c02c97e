import { describe, expect, it } from "vitest";
import type { CanFrame } from "../../can/can-frame.ts";
import { ManualTimer } from "../../can/manual-timer.ts";
import { MemoryBus } from "../../can/memory-bus.ts";
import type { SimulatedUnitOptions } from "./ecu-unit.ts";
import { IsoTpEcu } from "./isotp-ecu.ts";
import { ecuLimits } from "./limits.ts";
import { SimulatedControlUnits } from "./simulated-control-units.ts";

const obd = { pids: new Map([[0x0d, () => Uint8Array.of(0x37)]]), monitorStatus: [0, 0, 0], vehicleInformation: new Map() } as const;

function vehicle(units: readonly SimulatedUnitOptions[]) {
  const timer = new ManualTimer();
  const bus = new MemoryBus({ name: "can0", clock: timer.clock });
  const [channel, wire] = [bus.connect(), bus.connect()];
  const simulated = new SimulatedControlUnits(units, 1);
  const ecu = new IsoTpEcu({ bus: channel, sender: channel, timer, clock: timer.clock, units: simulated, addresses: simulated.addresses });
  ecu.start();
  const heard: string[] = [];
  const onFrames = (frames: readonly CanFrame[]): void => {
    heard.push(...frames.map(({ id, data }) => `${id.toString(16)} ${Buffer.from(data).toString("hex")}`));
  };
  wire.start({ onFrames, onEvent: () => undefined });
  const say = (id: number, data: string): boolean => wire.send({ id, extended: id > 0x7ff, data: new Uint8Array(Buffer.from(data, "hex")) });
  return { timer, ecu, heard, say };
}

describe("IsoTpEcu", () => {
  it("answers on the bus at the moment that the unit takes, padded as OBD demands", async () => {
    const { timer, heard, say } = vehicle([{ requestId: 0x7e0, responseId: 0x7e8, obd, behaviour: { delayMs: 25 } }]);
    say(0x7df, "02010d0000000000");
    await timer.advance(24);
    expect(heard).toEqual([]);
    await timer.advance(1);
    expect(heard).toEqual(["7e8 03410d37cccccccc"]);
  });

  it("hears requests by its own identifier width only, and its own identifier", async () => {
    const { timer, heard, say } = vehicle([
      { requestId: 0x7e0, responseId: 0x7e8, obd },
      { requestId: 0x18da10f1, responseId: 0x18daf110, obd },
    ]);
    say(0x18db33f1, "02010d0000000000");
    await timer.advance(50);
    say(0x7df, "02010d0000000000");
    await timer.advance(50);
    say(0x7e1, "02010d0000000000");
    say(0x7e8, "02010d0000000000");
    await timer.advance(50);
    expect(heard).toEqual(["18daf110 03410d37cccccccc", "7e8 03410d37cccccccc"]);
  });

  it("leaves requests unanswered while as many replies wait as its limit says", async () => {
    const { timer, heard, say } = vehicle([{ requestId: 0x7e0, responseId: 0x7e8, obd, behaviour: { delayMs: 100 } }]);
    for (let request = 0; request <= ecuLimits.waitingRepliesMax; request++) say(0x7e0, "02010d0000000000");
    await timer.advance(100);
    expect(heard).toHaveLength(ecuLimits.waitingRepliesMax);
    say(0x7e0, "02010d0000000000");
    await timer.advance(100);
    expect(heard).toHaveLength(ecuLimits.waitingRepliesMax + 1);
  });

  it("says nothing more once it is stopped", async () => {
    const { timer, ecu, heard, say } = vehicle([{ requestId: 0x7e0, responseId: 0x7e8, obd }]);
    say(0x7e0, "02010d0000000000");
    await timer.advance(1);
    await ecu.stop();
    await timer.advance(100);
    expect(heard).toEqual([]);
    expect(timer.waiting).toBe(0);
  });
});
