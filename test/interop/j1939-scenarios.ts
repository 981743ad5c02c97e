/** What our J1939 and that of the kernel and of can-j1939 promise each other, played inside a guest with vcan0. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import type { SocketcanThread } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { BusObserver, type BusObservation } from "@drawbar/firmware-interfaces/j1939/bus-observer.ts";
import type { NodeEvent } from "@drawbar/firmware-interfaces/j1939/j1939-node.ts";
import { faultMessageBytes } from "@drawbar/firmware-interfaces/j1939/fault-message.ts";
import { nameOf } from "@drawbar/firmware-interfaces/j1939/name.ts";
import { NodeDriver } from "@drawbar/firmware-interfaces/j1939/node-driver.ts";
import { until } from "../system/bus-listener.ts";
import { sentFrames } from "../system/guest-programs.ts";

interface Guest {
  readonly thread: SocketcanThread;
  /** Interpreter with can-j1939; absent where the peers cannot be had. */
  readonly python: string | undefined;
}

const ours = nameOf({
  identityNumber: 7,
  manufacturerCode: 0x7ff,
  ecuInstance: 0,
  functionInstance: 0,
  functionCode: 255,
  vehicleSystem: 0,
  vehicleSystemInstance: 0,
  industryGroup: 0,
  isArbitraryAddressCapable: true,
});
const ourAddress = 0x90;
const kernelAddress = 0x80;
/** PDU1 on the second data page, so that the kernel's addressing is tried with all its bits. */
const group = 0x1_2300;
const payloadOf = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, index) => (index * 13 + (index >> 8)) & 0xff);

export const kernelScenarios: Readonly<Record<string, (guest: Guest) => Promise<void>>> = {
  "receives from the kernel by RTS and CTS, up to 1785 bytes": async ({ thread }) => {
    await using node = await OurNode.start(thread);
    for (const bytes of [9, 100, 1_785]) {
      await kernelSends(payloadOf(bytes), ourAddress);
      await node.untilReceived(payloadOf(bytes));
    }
    assert.deepEqual(
      node.events.filter(({ kind }) => kind === "transferLost"),
      [],
    );
  },

  "receives the kernel's broadcasts": async ({ thread }) => {
    await using node = await OurNode.start(thread);
    await kernelSends(payloadOf(100), 0xff);
    await node.untilReceived(payloadOf(100));
    await kernelSends(payloadOf(8), 0xff);
    await node.untilReceived(payloadOf(8));
  },

  "is received by the kernel by RTS and CTS, up to 1785 bytes": async ({ thread }) => {
    await using kernel = await KernelReceiver.start(kernelAddress);
    await using node = await OurNode.start(thread);
    for (const bytes of [9, 100, 1_785]) {
      node.send(payloadOf(bytes), kernelAddress);
      await kernel.untilReceived(payloadOf(bytes));
    }
    await node.untilEnded(3);
    assert.deepEqual(node.endings, ["sent", "sent", "sent"]);
  },

  "is received by the kernel as a broadcast": async ({ thread }) => {
    await using kernel = await KernelReceiver.start(kernelAddress, "-B");
    await using node = await OurNode.start(thread);
    node.send(payloadOf(100), 0xff);
    await kernel.untilReceived(payloadOf(100));
    await node.untilEnded(1);
    assert.deepEqual(node.endings, ["sent"]);
  },

  "gives a transfer up when nobody has the address": async ({ thread }) => {
    await using node = await OurNode.start(thread);
    node.send(payloadOf(100), 0x77);
    await node.untilEnded(1);
    assert.deepEqual(node.endings, ["timed-out"]);
  },

  "leaves its address to a lower NAME that the kernel claims, and takes another": async ({ thread }) => {
    await using node = await OurNode.start(thread);
    await using lower = new ClaimingDaemon("0000000000000001", String(ourAddress));
    await until(
      () => ![ourAddress, 0xfe].includes(node.driver.node.address),
      () => `address ${node.driver.node.address}`,
    );
    assert.equal(node.driver.node.addresses.nameAt(ourAddress), lower.name);
  },

  "tells the kernel's address claim daemon its NAME when asked, so that a higher one goes elsewhere": async ({ thread }) => {
    await using node = await OurNode.start(thread);
    await using higher = new ClaimingDaemon("ffffffffffffffff", `${ourAddress},128-160`);
    await until(
      () => node.driver.node.addresses.addressOf(higher.name) !== undefined,
      () => JSON.stringify(node.events.map(({ kind }) => kind)),
    );
    assert.equal(node.driver.node.address, ourAddress);
    assert.notEqual(node.driver.node.addresses.addressOf(higher.name), ourAddress);
  },

  "hears transfers between others, plain and extended, and sends nothing": async ({ thread }) => {
    await using kernel = await KernelReceiver.start(0x81);
    const before = await sentFrames("vcan0");
    await using observer = await OurObserver.start(thread);
    for (const bytes of [200, 1_785, 5_000]) {
      await kernelSends(payloadOf(bytes), 0x81);
      await kernel.untilReceived(payloadOf(bytes));
    }
    await kernelSends(payloadOf(60), 0xff);
    await until(
      () => observer.messages.length >= 4,
      () => `${observer.messages.length} messages`,
    );
    assert.deepEqual(
      observer.messages.map(({ transport, data }) => [transport, Buffer.compare(data, payloadOf(data.length)), data.length]),
      [
        ["cmdt", 0, 200],
        ["cmdt", 0, 1_785],
        ["etp", 0, 5_000],
        ["bam", 0, 60],
      ],
    );
    assert.deepEqual(observer.lost, []);
    // All that went out on the interface was heard, and a program does not hear itself: nothing was ours.
    assert.equal((await sentFrames("vcan0")) - before, observer.observations.length);
  },
};

export const pythonScenarios: Readonly<Record<string, (guest: Guest) => Promise<void>>> = {
  "talks with can-j1939: claims, requests, transfers both ways, faults": async ({ thread, python = "" }) => {
    const answers = new Map([[65_260, new TextEncoder().encode("2NKHHM6X2EM406412*")]]);
    await using node = await OurNode.start(thread, (pgn) => answers.get(pgn));
    await using observer = await OurObserver.start(thread);
    await using peer = new PythonPeer(python);
    const { said } = peer;
    await untilLong(
      () => said.includes("ready"),
      () => `can-j1939 said ${JSON.stringify(said)}`,
    );
    // It asks for our VIN by a request to us, which is answered by RTS and CTS.
    await until(
      () => said.some((line) => line.startsWith("received 65260 ")),
      () => `can-j1939 said ${JSON.stringify(said)}`,
    );
    assert.ok(said.includes(`received 65260 ${Buffer.from("2NKHHM6X2EM406412*").toString("hex")}`));
    // 0xEF00 in 100 bytes from it, by RTS and CTS, and DM1 with two trouble codes as a broadcast.
    await node.untilReceived(payloadOf(100));
    await until(
      () => observer.observations.some(({ message, faults }) => message?.transport === "bam" && faults.length > 0),
      () => `${observer.messages.length} messages`,
    );
    const faults = observer.observations.flatMap((observation) => observation.faults).flatMap((event) => (event.kind === "faultAppeared" ? [event.fault] : []));
    assert.deepEqual(
      faults.map(({ code: { spn, fmi, occurrenceCount }, lamps }) => [spn, fmi, occurrenceCount, lamps.redStop.state, lamps.malfunction.state]),
      [
        [123, 31, 0, "on", "off"],
        [456, 14, 17, "on", "off"],
      ],
    );
    // And ours to it.
    node.send(payloadOf(300), 0x42, 0xef00);
    node.send(
      faultMessageBytes({ amberWarning: { state: "on", flash: "steady" } }, [
        { spn: 94, fmi: 3, occurrenceCount: 5 },
        { spn: 520_192, fmi: 31, occurrenceCount: 1 },
      ]),
      0xff,
      65_226,
    );
    await until(
      () => said.includes(`received 61184 ${Buffer.from(payloadOf(300)).toString("hex")}`) && said.some((line) => line.startsWith("dm1 ")),
      () => `can-j1939 said ${JSON.stringify(said)}`,
    );
    assert.ok(said.includes("dm1 144 [(94, 3, 5), (520192, 31, 1)]"), said.join("\n"));
    await node.untilEnded(3);
    assert.deepEqual(node.endings, ["sent", "sent", "sent"]);
  },

  "keeps its address against a higher NAME of can-j1939": async ({ thread, python = "" }) => {
    await using node = await OurNode.start(thread);
    await using peer = new PythonPeer(python, String(ourAddress));
    const { said } = peer;
    await untilLong(
      () => said.some((line) => line.startsWith("address ")),
      () => `can-j1939 said ${JSON.stringify(said)}`,
    );
    assert.equal(node.driver.node.address, ourAddress);
    assert.notEqual(
      said.find((line) => line.startsWith("address ")),
      `address ${ourAddress}`,
    );
  },
};

class OurNode {
  readonly driver: NodeDriver;
  readonly events: NodeEvent[] = [];
  readonly #received: Uint8Array[] = [];

  private constructor(bus: ConstructorParameters<typeof NodeDriver>[0]["bus"], answer: (pgn: number) => Uint8Array | undefined) {
    this.driver = new NodeDriver({
      bus,
      clock: { monoUs: () => performance.now() * 1_000 },
      timer: systemTimer,
      name: ours,
      preferredAddress: ourAddress,
      random: Math.random,
      answer,
      onEvent: (event) => {
        this.events.push(event);
        if (event.kind === "messageReceived") this.#received.push(event.message.data);
      },
    });
  }

  static async start(thread: SocketcanThread, answer: (pgn: number) => Uint8Array | undefined = () => undefined): Promise<OurNode> {
    const node = new OurNode(await thread.open({ interfaceName: "vcan0", transmit: true, drainPeriodMs: 2 }), answer);
    node.driver.start();
    await until(
      () => node.driver.node.address === ourAddress,
      () => "no address",
    );
    return node;
  }

  get endings(): readonly string[] {
    return this.events.flatMap((event) => (event.kind === "transferEnded" ? [event.outcome.kind] : []));
  }

  send(data: Uint8Array, destinationAddress: number, pgn = group): void {
    assert.equal(this.driver.send({ pgn, priority: 6, destinationAddress, data }), "accepted");
  }

  async untilReceived(payload: Uint8Array): Promise<void> {
    await until(
      () => this.#received.some((data) => Buffer.compare(data, payload) === 0),
      () =>
        `received ${this.#received.map(({ length }) => length).join(", ")} bytes and ${JSON.stringify(this.events.filter(({ kind }) => kind === "transferLost"))}`,
    );
  }

  async untilEnded(count: number): Promise<void> {
    await until(
      () => this.endings.length >= count,
      () => `endings ${this.endings.join(", ")}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.driver.stop();
  }
}

/** Opened without the right to send. */
class OurObserver {
  readonly observations: BusObservation[] = [];
  readonly #stop: () => Promise<void>;

  private constructor(stop: () => Promise<void>) {
    this.#stop = stop;
  }

  static async start(thread: SocketcanThread): Promise<OurObserver> {
    const bus = await thread.open({ interfaceName: "vcan0", drainPeriodMs: 2 });
    const started = new OurObserver(() => bus.stop());
    const observer = new BusObserver();
    bus.start({
      onFrames: (frames) => {
        for (const frame of frames) started.observations.push(observer.accept(frame, frame.atUs / 1_000));
      },
      onEvent: () => undefined,
    });
    return started;
  }

  get messages(): readonly NonNullable<BusObservation["message"]>[] {
    return this.observations.flatMap(({ message }) => (message === undefined || message.transport === "single" ? [] : [message]));
  }

  get lost(): readonly unknown[] {
    return this.observations.flatMap(({ lost }) => lost);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
  }
}

/** The kernel's end as j1939cat opens it; what it receives it writes out as it comes. */
class KernelReceiver {
  readonly #child: ChildProcess;
  #bytes = Buffer.alloc(0);

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.on("data", (chunk: Buffer) => (this.#bytes = Buffer.concat([this.#bytes, chunk])));
  }

  static async start(address: number, ...options: readonly string[]): Promise<KernelReceiver> {
    const child = spawn("j1939cat", [...options, "-r", `vcan0:0x${address.toString(16)}`], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return new KernelReceiver(child);
  }

  async untilReceived(payload: Uint8Array): Promise<void> {
    await until(
      () => this.#bytes.subarray(-payload.length).equals(payload),
      () => `the kernel received ${this.#bytes.length} bytes`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill();
    await once(this.#child, "close");
  }
}

/** can-utils' j1939acd: claims an address by the kernel, and looks for another one when it loses that. */
class ClaimingDaemon {
  readonly name: bigint;
  readonly #child: ChildProcess;

  /** @param name sixteen hexadecimal digits. @param range addresses that it may take, decimal. */
  constructor(name: string, range: string) {
    this.name = BigInt(`0x${name}`);
    this.#child = spawn("j1939acd", ["-r", range, name, "vcan0"], { stdio: "ignore" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) throw new Error(`j1939acd ended by itself with ${this.#child.exitCode}`);
    this.#child.kill();
    await once(this.#child, "close");
  }
}

/** Returns when the kernel says that all of it was sent. */
async function kernelSends(payload: Uint8Array, destination: number): Promise<void> {
  const file = "/tmp/j1939-payload";
  writeFileSync(file, payload);
  const to = `:0x${destination.toString(16)},0x${group.toString(16)}`;
  const child = spawn("j1939cat", [...(destination === 0xff ? ["-B"] : []), "-i", file, `vcan0:0x${kernelAddress.toString(16)}`, to], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const [code] = (await once(child, "close")) as [number | null]; // ChildProcess 'close': code, signal
  // Newer kernels say more about what was sent than the j1939cat of Debian 12 has room for, and it ends with 1 for that.
  assert.ok(code === 0 || complaint.includes("error notification: truncated"), complaint);
}

/** can-j1939 in a process of its own, which ends when its input does. */
class PythonPeer {
  readonly said: string[] = [];
  readonly #child: ChildProcess;

  constructor(python: string, ...args: readonly string[]) {
    const child = spawn(python, [path.join(import.meta.dirname, "can-j1939-peer.py"), ...args], { stdio: ["pipe", "pipe", "inherit"] });
    createInterface(child.stdout).on("line", (line) => this.said.push(line));
    this.#child = child;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin?.end();
    const deadline = setTimeout(() => this.#child.kill("SIGKILL"), 3_000);
    await once(this.#child, "close");
    clearTimeout(deadline);
  }
}

/** Python needs some seconds to start in the guest. */
async function untilLong(isTrue: () => boolean, complaint: () => string): Promise<void> {
  for (let attempt = 0; attempt < 6 && !isTrue(); attempt++) await until(isTrue, complaint).catch(() => undefined);
  await until(isTrue, complaint);
}
