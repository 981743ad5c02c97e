/** What programs make of CAN interfaces, played inside a guest with vcan0 and vcan1. The keys are the promises. */
import assert from "node:assert/strict";
import { readdirSync, readlinkSync } from "node:fs";
import { openBuses } from "@drawbar/edge-agent/acquisition/open-buses.ts";
import { slcanBus } from "@drawbar/firmware-interfaces/can/slcan/slcan-bus.ts";
import { loadNodeCan, nodeCanBus } from "@drawbar/firmware-interfaces/can/socketcan/node-can-bus.ts";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import { IsoTpLink } from "@drawbar/firmware-interfaces/diagnostics/isotp-link.ts";
import type { StreamOpening } from "@drawbar/firmware-interfaces/serial/byte-stream.ts";
import { openSerialPort } from "@drawbar/firmware-interfaces/serial/serial-port-byte-stream.ts";
import { ObdVan } from "@drawbar/firmware-interfaces/simulators/obd-van.ts";
import { createSimulatedVehicle } from "@drawbar/firmware-interfaces/simulators/simulated-vehicle.ts";
import { VehicleOnBus } from "@drawbar/firmware-interfaces/simulators/vehicle-on-bus.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { listenTo, until } from "./bus-listener.ts";
import { Candump, cansend, command, receivers, SlcanPty, untilReceivers } from "./guest-programs.ts";
import type { Scenario } from "./scenario.ts";

export const canProgramScenarios: Readonly<Record<string, Scenario>> = {
  "dumps by the command what candump dumps of frames that the command sends": async () => {
    const drawbar = (...args: readonly string[]): Promise<string> => command(process.execPath, "deploy/launcher/src/cli.ts", "can", ...args);
    const candump = await Candump.start("vcan1");
    const before = await receivers();
    const dump = drawbar("dump", "vcan1", "--count", "3");
    await untilReceivers(before + 1);
    await drawbar("send", "vcan1", "123#DEADBEEF", "18FEF100##10102", "7FF#R", "--transmit");
    assert.equal(await dump, candump.text.replaceAll("##5", "##1"));
    await candump.stop();
    assert.equal(candump.frames.length, 3);
  },

  "hears and sends through slcan what is on the other side of can-utils' slcanpty": async () => {
    const adapter = await SlcanPty.start("vcan0");
    const openStream = (): Promise<StreamOpening> => openSerialPort({ path: adapter.path, baudRate: 115_200 });
    const bus = slcanBus({ name: "slcan0", bitrate: 500_000, openStream, clock: systemClock, timer: systemTimer, transmit: true });
    const candump = await Candump.start("vcan0");
    const listener = listenTo(bus);
    await listener.untilEvent("up");
    await cansend("vcan0", "123#1122334455667788", "18FEF100#", "7FF#R");
    await listener.untilFrames(3);
    assert.deepEqual(listener.lines, ["123#1122334455667788", "18FEF100#", "7FF#R"]);
    const ageUs = systemClock.wallUs() - (listener.frames[0]?.atUs ?? 0);
    assert.ok(ageUs >= 0 && ageUs < 5_000_000, `${ageUs} us`);
    assert.equal(bus.send({ id: 0x18daf110, extended: true, data: Uint8Array.of(1, 2, 3) }), true);
    await until(
      () => candump.frames.length >= 4,
      () => candump.text,
    );
    assert.equal(candump.frames.at(-1), "18DAF110#010203");
    await bus.stop();
    await candump.stop();
    const held = readdirSync("/proc/self/fd").filter((fd) => readlinkIfThere(`/proc/self/fd/${fd}`) === adapter.path);
    assert.deepEqual(held, []);
    await adapter.stop();
  },

  "does not open an slcan adapter that cannot listen without sending, such as slcanpty": async () => {
    const adapter = await SlcanPty.start("vcan0");
    const openStream = (): Promise<StreamOpening> => openSerialPort({ path: adapter.path, baudRate: 115_200 });
    const bus = slcanBus({ name: "slcan0", bitrate: 500_000, openStream, clock: systemClock, timer: systemTimer });
    const listener = listenTo(bus);
    try {
      await listener.untilEvent("down");
      assert.deepEqual(listener.events[0], { kind: "down", why: "the adapter refuses open for listening only (L)" });
    } finally {
      await bus.stop();
      await adapter.stop();
    }
  },

  "gives an agent the interfaces of its configuration": async () => {
    const log = createLogger({ process: "edge-agent", level: "silent" });
    const { buses } = await openBuses({ buses: [{ name: "chassis", driver: "socketcan", interface: "vcan0", j1939: true }], clock: systemClock, log });
    const [opened] = buses as [(typeof buses)[number]]; // one was configured
    assert.equal("send" in opened.bus, false);
    const listener = listenTo(opened.bus);
    await cansend("vcan0", "18FEF100#0102030405060708");
    await listener.untilFrames(1);
    await opened.bus.stop();
    assert.equal(opened.bus.name, "chassis");
  },

  "has simulated control units on a bus asked by an agent, whose configuration says obd": async ({ open }) => {
    const channel = await open({ interfaceName: "vcan0", transmit: true, drainPeriodMs: 2 });
    const van = new ObdVan(1, { clock: systemClock, timer: systemTimer, channel });
    const candump = await Candump.start("vcan0");
    const log = createLogger({ process: "edge-agent", level: "silent" });
    const { buses } = await openBuses({ buses: [{ name: "obd", driver: "socketcan", interface: "vcan0", obd: {} }], clock: systemClock, log });
    const [opened] = buses as [(typeof buses)[number]]; // one was configured
    assert.ok(opened.obd !== undefined && !("send" in opened.bus));
    const link = new IsoTpLink({ bus: opened.obd.bus, sender: opened.obd.bus, timer: systemTimer, clock: systemClock });
    link.start();
    const vin = await link.request({ target: { kind: "functional" }, payload: Uint8Array.of(0x09, 0x02) });
    assert.ok(vin.kind === "answered", JSON.stringify(vin));
    assert.match(Buffer.from(vin.answers[0]?.payload.subarray(3) ?? []).toString(), /^DRAWBARVN\d{8}$/);
    // First frame, our flow control, two more: a transfer over a real bus.
    assert.ok(candump.frames.filter((line) => line.startsWith("7E8#")).length >= 3, candump.text);
    assert.equal(candump.frames.filter((line) => line.startsWith("7E0#30")).length, 1);
    await link.stop();
    await Promise.all([opened.bus.stop(), opened.obd.bus.stop(), van.stop()]);
    await candump.stop();
  },

  "puts a simulated tractor on a bus, where another program hears it": async ({ open }) => {
    const candump = await Candump.start("vcan1");
    const vehicle = createSimulatedVehicle("tractor", 1, { startUs: systemClock.wallUs() });
    const onBus = new VehicleOnBus(vehicle, await open({ interfaceName: "vcan1", transmit: true }));
    vehicle.advance(200);
    await until(
      () => candump.frames.length === onBus.counts.frames && candump.frames.some((line) => line.startsWith("0CF00400#")),
      () => candump.text.slice(-300),
    );
    assert.equal(onBus.counts.refused, 0);
    await candump.stop();
  },

  "hears and sends the same through the npm package socketcan, where it is installed": async () => {
    const nodeCan = loadNodeCan();
    if (nodeCan === undefined) return "the package socketcan is not installed";
    const candump = await Candump.start("vcan0");
    const bus = nodeCanBus(nodeCan, { interfaceName: "vcan0", timer: systemTimer, transmit: true, filters: [{ id: 0x123, extended: false }] });
    const listener = listenTo(bus);
    await cansend("vcan0", "123#1122", "00000123#", "124#", "123#R");
    await listener.untilFrames(2);
    assert.deepEqual(listener.lines, ["123#1122", "123#R"]);
    assert.equal(bus.send({ id: 0x18daf110, extended: true, data: Uint8Array.of(1) }), true);
    await until(
      () => candump.frames.includes("18DAF110#01"),
      () => candump.text,
    );
    await bus.stop();
    await candump.stop();
    return undefined;
  },

  "lets a process exit that holds open interfaces, with its own status": async () => {
    await assert.rejects(command(process.execPath, "test/system/exit-with-interfaces.ts"), { code: 7 });
  },
};

/** A descriptor may be gone again before it is looked at. */
function readlinkIfThere(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}
