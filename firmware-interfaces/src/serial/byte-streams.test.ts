import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { ByteStream } from "./byte-stream.ts";
import { serialLimits } from "./limits.ts";
import { memoryLine } from "./memory-byte-stream.ts";
import { openSerialPort } from "./serial-port-byte-stream.ts";
import { listenForStreams, openTcpStream, type TcpListener } from "./tcp-byte-stream.ts";

const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.stop()));
});

/** Two ends that are connected, and what each has read. */
const lines: Readonly<Record<string, () => Promise<readonly [ByteStream, ByteStream]>>> = {
  memory: () => Promise.resolve(memoryLine("memory")),
  TCP: async () => {
    const accepted: ByteStream[] = [];
    const listener = await listen((stream) => accepted.push(stream));
    const near = await open(listener);
    await until(() => accepted.length > 0);
    return [near, accepted[0] as ByteStream]; // waited for
  },
};

describe.each(Object.entries(lines))("a line over %s", (_, connectLine) => {
  it("carries any bytes both ways, in order, also those from before the reader started", async () => {
    const [near, far] = await connectLine();
    opened.push(near, far);
    expect(near.write(Uint8Array.of(0, 255, 13))).toBe(true);
    const heard = [reading(far), reading(near)] as const;
    near.write(Uint8Array.of(1));
    far.write(Uint8Array.of(7, 8));
    await until(() => heard[0].bytes.length === 4 && heard[1].bytes.length === 2);
    expect(heard.map(({ bytes }) => bytes)).toEqual([
      [0, 255, 13, 1],
      [7, 8],
    ]);
  });

  it("tells the other end when it is closed, and takes nothing more", async () => {
    const [near, far] = await connectLine();
    const [heard, own] = [reading(far), reading(near)];
    await near.stop();
    await until(() => heard.ends.length > 0);
    expect(heard.ends).toEqual([undefined]);
    expect(own.ends).toEqual([]);
    expect(near.write(Uint8Array.of(1))).toBe(false);
    expect(far.write(Uint8Array.of(1))).toBe(false);
    await Promise.all([near.stop(), far.stop(), far.stop()]);
  });

  it("refuses a write when too much waits already, and takes it whole or not at all", async () => {
    const [near, far] = await connectLine();
    opened.push(near, far);
    expect(near.write(new Uint8Array(serialLimits.writeBytesMax + 1))).toBe(false);
    expect(near.write(new Uint8Array(serialLimits.writeBytesMax))).toBe(true);
    const heard = reading(far);
    await until(() => heard.bytes.length === serialLimits.writeBytesMax);
    expect(near.write(Uint8Array.of(1))).toBe(true);
  });
});

describe("a memory line", () => {
  it("takes more once the reader has caught up", async () => {
    const [near, far] = memoryLine("memory");
    expect(near.write(new Uint8Array(serialLimits.writeBytesMax))).toBe(true);
    expect(near.write(Uint8Array.of(1))).toBe(false);
    reading(far);
    await Promise.resolve();
    expect(near.write(Uint8Array.of(1))).toBe(true);
  });
});

describe("a listener", () => {
  it("turns further clients away at its limit", async () => {
    const accepted: ByteStream[] = [];
    const listener = await listen((stream) => accepted.push(stream));
    for (let index = 0; index < serialLimits.listenerClientsMax; index++) await open(listener);
    await until(() => accepted.length === serialLimits.listenerClientsMax);
    const further = connect(listener.port, "127.0.0.1");
    await new Promise((resolve) => further.once("close", resolve));
    expect(accepted).toHaveLength(serialLimits.listenerClientsMax);
  });
});

describe("a device that is not there", () => {
  it("is a value that says why", async () => {
    const listener = await listen(() => undefined);
    await listener.stop();
    const tcp = await openTcpStream({ host: "127.0.0.1", port: listener.port });
    expect(tcp).toMatchObject({ kind: "failed", why: expect.stringMatching(/^127\.0\.0\.1:\d+ cannot be reached: .*ECONNREFUSED/) as string });
    const serial = await openSerialPort({ path: "/dev/no-such-port", baudRate: 38_400 });
    expect(serial).toMatchObject({ kind: "failed", why: expect.stringContaining("/dev/no-such-port cannot be opened: No such file") as string });
  });
});

async function listen(onStream: (stream: ByteStream) => void): Promise<TcpListener> {
  const listener = await listenForStreams({ port: 0 }, onStream);
  opened.push(listener);
  return listener;
}

async function open({ port }: TcpListener): Promise<ByteStream> {
  const opening = await openTcpStream({ host: "127.0.0.1", port });
  if (opening.kind === "failed") throw new Error(opening.why);
  opened.push(opening.stream);
  return opening.stream;
}

function reading(stream: ByteStream): { readonly bytes: number[]; readonly ends: (string | undefined)[] } {
  const heard = { bytes: [] as number[], ends: [] as (string | undefined)[] };
  stream.start({
    onBytes: (bytes) => {
      for (const byte of bytes) heard.bytes.push(byte);
    },
    onEnd: (why) => heard.ends.push(why),
  });
  return heard;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn++) {
    if (turn > 2_000) throw new Error("did not come to pass");
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
