/** Our ELM327 client and our simulated adapter against programs that we did not write. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import { ElmLink } from "@drawbar/firmware-interfaces/elm327/elm-link.ts";
import type { ByteStream, StreamOpening } from "@drawbar/firmware-interfaces/serial/byte-stream.ts";
import { openSerialPort } from "@drawbar/firmware-interfaces/serial/serial-port-byte-stream.ts";
import { openTcpStream } from "@drawbar/firmware-interfaces/serial/tcp-byte-stream.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { dtcStatusBits } from "@drawbar/firmware-interfaces/simulators/ecu/ecu-unit.ts";
import { SimulatedControlUnits } from "@drawbar/firmware-interfaces/simulators/ecu/simulated-control-units.ts";
import { vehicleUnits } from "@drawbar/firmware-interfaces/simulators/ecu/vehicle-units.ts";
import { vanSpec } from "@drawbar/firmware-interfaces/simulators/van.ts";
import { VehicleModel } from "@drawbar/firmware-interfaces/simulators/vehicle-model.ts";
import { ElmSimulator, type ElmSimulatorOptions } from "@drawbar/firmware-interfaces/simulators/elm327/elm-simulator.ts";
import { listenAsElm, plugIn } from "@drawbar/firmware-interfaces/simulators/elm327/elm-simulator-line.ts";
import { carVin, twoUnitCar } from "@drawbar/firmware-interfaces/simulators/elm327/two-unit-car.ts";
import { freePort } from "@drawbar/runtime/net/free-port.ts";
import { openPseudoTerminal } from "../peers/pseudo-terminal.ts";
import { pythonPeers } from "../peers/python-peers.ts";

const peers = await pythonPeers();
const time = { timer: systemTimer, clock: { monoUs: () => performance.now() * 1_000 } };
const testMs = 60_000;

const disposals: (() => Promise<unknown> | void)[] = [];
// Side by side, since these programs mostly sleep; so everything is disposed of at the very end.
afterAll(async () => {
  for (const dispose of disposals.splice(0).toReversed()) await dispose();
});

/** What python-OBD makes of an adapter, as JSON. */
const askWithPythonObd = `
import json, sys, obd
car = obd.OBD(sys.argv[1], baudrate=38400, fast=False, timeout=5)
def value(command):
    answer = car.query(command, force=True)
    return None if answer.is_null() else answer.value
rpm, speed, dtc, vin = value(obd.commands.RPM), value(obd.commands.SPEED), value(obd.commands.GET_DTC), value(obd.commands.VIN)
print(json.dumps({
    "status": car.status(), "protocol": car.protocol_id(), 
    "rpm": None if rpm is None else rpm.magnitude, "speed": None if speed is None else speed.magnitude,
    "faults": None if dtc is None else [code for code, _ in dtc], "vin": None if vin is None else bytes(vin).decode(),
    "supportsRpm": car.supports(obd.commands.RPM),
}))
car.close()
`;

interface PythonObdReport {
  readonly status: string;
  readonly protocol: string;
  readonly rpm: number;
  readonly speed: number;
  readonly faults: readonly string[];
  readonly vin: string;
  readonly supportsRpm: boolean;
}

const expected = { status: "Car Connected", rpm: 1_726, speed: 50, faults: ["P0133", "P0420"], vin: carVin, supportsRpm: true };

describe.skipIf(peers === undefined).concurrent("python-OBD on our simulated adapter", () => {
  it.each<[string, Partial<ElmSimulatorOptions>, string]>([
    ["over TCP, 11-bit CAN", {}, "6"],
    ["over TCP, 29-bit CAN", { units: twoUnitCar({ wide: true }), protocol: "7" }, "7"],
  ])(
    "connects and reads what the vehicle says: %s",
    async (_, options, protocol) => {
      const listener = await listenAsElm({ units: twoUnitCar(), ...options, ...time, port: 0 });
      disposals.push(() => listener.stop());
      expect(await pythonObd(`socket://127.0.0.1:${listener.port}`)).toMatchObject({ ...expected, protocol });
    },
    testMs,
  );

  it(
    "reads what the control units of a simulated vehicle know",
    async () => {
      const model = new VehicleModel(vanSpec, new SeededRandom(3));
      for (let step = 0; step < 3_000 && model.state.speedMps < 8; step += 1) model.step(0.1);
      const { engineRpm, speedMps } = model.state;
      const { confirmed, warningIndicatorRequested } = dtcStatusBits;
      const troubleCodes = [{ dtc: 0x0299_00, status: confirmed | warningIndicatorRequested }];
      const vin = "DRAWBARVN34567893";
      const units = new SimulatedControlUnits(vehicleUnits({ state: () => model.state, vin, tankLitres: vanSpec.tankLitres, troubleCodes }), 1);
      const listener = await listenAsElm({ units, ...time, port: 0 });
      disposals.push(() => listener.stop());
      const report = await pythonObd(`socket://127.0.0.1:${listener.port}`);
      expect(report).toMatchObject({ status: "Car Connected", faults: ["P0299"], vin, supportsRpm: true });
      expect(Math.abs(report.rpm - engineRpm)).toBeLessThanOrEqual(0.25);
      expect(Math.abs(report.speed - speedMps * 3.6)).toBeLessThanOrEqual(1);
    },
    testMs,
  );

  it(
    "connects through a pseudo-terminal",
    async () => {
      const { device, stream } = await openPseudoTerminal(python());
      disposals.push(() => stream.stop());
      plugIn(new ElmSimulator({ units: twoUnitCar() }), stream, time);
      expect(await pythonObd(device)).toMatchObject({ ...expected, protocol: "6" });
    },
    testMs,
  );
});

describe.skipIf(peers === undefined).concurrent("our client", () => {
  it(
    "reads a vehicle through ELM327-emulator",
    async () => {
      const port = await freePort();
      await startEmulator(port);
      const link = linkOn(await openTcpStream({ host: "127.0.0.1", port }));
      expect(await ask(link, "0100")).toEqual(["7e8:4100be3fa813"]);
      expect(await ask(link, "010D")).toEqual(["7e8:410d0a"]);
      const [vin = ""] = await ask(link, "0902");
      expect(vin).toMatch(/^7e8:490201[0-9a-f]{34}$/);
      expect(Buffer.from(vin.slice(10), "hex").toString()).toMatch(/^[A-Z0-9]{17}$/);
      expect(await ask(link, "03")).toEqual(["7e8:4300"]);
      expect(await ask(link, "010C", 0x7e0)).toEqual([expect.stringMatching(/^7e8:410c[0-9a-f]{4}$/)]);
      expect(await ask(link, "22F190")).toEqual(["silent"]);
      expect(link.profile).toMatchObject({
        claimed: "ELM327 v1.5",
        stn: expect.stringMatching(/^STN/) as string,
        protocol: "6",
        headers: "on",
        hasEcho: false,
      });
    },
    testMs,
  );

  it(
    "reads through a serial port",
    async () => {
      const { device, stream } = await openPseudoTerminal(python());
      disposals.push(() => stream.stop());
      plugIn(new ElmSimulator({ units: twoUnitCar(), habits: { nulChance: 0.05, doublesPrompt: true } }), stream, time);
      const link = linkOn(await openSerialPort({ path: device, baudRate: 38_400 }));
      expect(await ask(link, "010D")).toEqual(["7e8:410d32", "7e9:410d33"]);
      expect(await ask(link, "0902")).toEqual([`7e8:490201${Buffer.from(carVin).toString("hex")}`]);
    },
    testMs,
  );
});

function linkOn(opening: StreamOpening): ElmLink {
  if (opening.kind === "failed") throw new Error(opening.why);
  const stream: ByteStream = opening.stream;
  const link = new ElmLink({ stream, ...time });
  disposals.push(() => link.stop());
  return link;
}

async function ask(link: ElmLink, hex: string, requestId?: number): Promise<readonly string[]> {
  const target = requestId === undefined ? ({ kind: "functional" } as const) : ({ kind: "physical", requestId } as const);
  const outcome = await link.request({ target, payload: Uint8Array.from(Buffer.from(hex, "hex")) });
  if (outcome.kind !== "answered") return [outcome.kind === "silent" ? "silent" : outcome.why];
  return outcome.answers.map(({ responseId, payload }) => `${responseId.toString(16)}:${Buffer.from(payload).toString("hex")}`);
}

async function pythonObd(port: string): Promise<PythonObdReport> {
  const child = start(["-c", askWithPythonObd, port]);
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await once(child, "close");
  const last = said.trim().split("\n").at(-1) ?? "";
  return JSON.parse(last) as PythonObdReport; // what the script above prints
}

async function startEmulator(port: number): Promise<void> {
  const child = start(["-m", "elm", "-s", "car", "-n", String(port), "-b", "/dev/null"]);
  child.stdout?.resume();
  for (let tries = 0; tries < 100; tries++) {
    const opening = await openTcpStream({ host: "127.0.0.1", port });
    if (opening.kind === "opened") return opening.stream.stop();
    await sleep(100);
  }
  throw new Error("ELM327-emulator does not listen");
}

function start(args: readonly string[]): ChildProcess {
  const child = spawn(python(), args, { stdio: ["ignore", "pipe", "ignore"] });
  disposals.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;
  });
  return child;
}

function python(): string {
  if (peers === undefined) throw new Error("asked for without peers");
  return peers.python;
}
