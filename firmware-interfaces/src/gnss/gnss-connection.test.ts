import { describe, expect, it } from "vitest";
import { ManualTimer } from "../can/manual-timer.ts";
import type { StreamOpening } from "../serial/byte-stream.ts";
import { memoryLine, type MemoryByteStream } from "../serial/memory-byte-stream.ts";
import { listenForStreams, openTcpStream } from "../serial/tcp-byte-stream.ts";
import { GnssConnection, type GnssLinkEvent } from "./gnss-connection.ts";
import type { GnssProtocol } from "./gnss-log.ts";
import type { GnssEvent } from "./gnss-reader.ts";
import { gnssLimits } from "./limits.ts";

const position = "$GPGGA,125106,3854.5087,N,07726.4523,W,8,10,2.0,268.8,M,-33.9,M,,*7F\r\n";
const report = '{"class":"TPV","mode":2,"lat":1,"lon":2}\n';

/** A connection over memory; `far` holds the receivers' ends of its lines, oldest first. */
function connectionOf(protocol: GnssProtocol, open?: () => Promise<StreamOpening>) {
  const timer = new ManualTimer();
  const far: MemoryByteStream[] = [];
  const events: (GnssEvent | GnssLinkEvent)[] = [];
  const openMemory = (): Promise<StreamOpening> => {
    const [near, other] = memoryLine("receiver");
    far.push(other);
    return Promise.resolve({ kind: "opened", stream: near });
  };
  const connection = new GnssConnection({ open: open ?? openMemory, protocol, timer, onEvent: (event) => events.push(event) });
  return { timer, far, events, connection, kinds: () => events.map(({ kind }) => kind) };
}

describe("GnssConnection", () => {
  it("reads a receiver, says nothing to it, and comes back when the line is lost", async () => {
    const { timer, far, connection, kinds } = connectionOf("nmea");
    connection.start();
    connection.start();
    await timer.advance(0);
    const heard: Uint8Array[] = [];
    far[0]?.start({ onBytes: (bytes) => heard.push(bytes.slice()), onEnd: () => undefined });
    far[0]?.write(Buffer.from(position));
    await timer.advance(gnssLimits.idleMs);
    expect(kinds()).toEqual(["connected", "fix"]);
    await far[0]?.stop();
    await timer.advance(gnssLimits.reconnectMs - 1);
    expect(far).toHaveLength(1);
    await timer.advance(1);
    expect(far).toHaveLength(2);
    far[1]?.write(Buffer.from(position));
    await timer.advance(gnssLimits.idleMs);
    expect(kinds()).toEqual(["connected", "fix", "disconnected", "connected", "fix"]);
    expect(heard).toEqual([]);
    await connection.stop();
  });

  it("gives out the moment in progress when the line is lost in it", async () => {
    const { timer, far, connection, kinds } = connectionOf("nmea");
    connection.start();
    await timer.advance(0);
    far[0]?.write(Buffer.from(position));
    await timer.advance(0);
    await far[0]?.stop();
    await timer.advance(0);
    expect(kinds()).toEqual(["connected", "fix", "disconnected"]);
    await connection.stop();
  });

  it("tells no more after it was stopped, nor when a line opens too late", async () => {
    const late = Promise.withResolvers<StreamOpening>();
    const { timer, events, connection } = connectionOf("nmea", () => late.promise);
    connection.start();
    await connection.stop();
    const [near, other] = memoryLine("late");
    let isEnded = false;
    other.start({ onBytes: () => undefined, onEnd: () => void (isEnded = true) });
    late.resolve({ kind: "opened", stream: near });
    await timer.advance(60_000);
    expect(events).toEqual([]);
    expect(isEnded).toBe(true);
  });

  it("tries again while the line cannot be opened", async () => {
    const { timer, events, connection } = connectionOf("nmea", () => Promise.resolve({ kind: "failed", why: "no such device" }));
    connection.start();
    await timer.advance(2 * gnssLimits.reconnectMs);
    expect(events).toEqual(Array.from({ length: 3 }, () => ({ kind: "disconnected", why: "no such device" })));
    await connection.stop();
    await connection.stop();
    await timer.advance(60_000);
    expect(events).toHaveLength(3);
  });

  it("asks a gpsd over TCP for its reports", async () => {
    const asked: string[] = [];
    const listener = await listenForStreams({ port: 0 }, (stream) => {
      stream.start({
        onBytes: (bytes) => {
          asked.push(Buffer.from(bytes).toString());
          stream.write(Buffer.from(report));
        },
        onEnd: () => undefined,
      });
    });
    const { promise, resolve } = Promise.withResolvers<GnssEvent | GnssLinkEvent>();
    const connection = new GnssConnection({
      open: () => openTcpStream({ host: "127.0.0.1", port: listener.port }),
      protocol: "gpsd",
      timer: new ManualTimer(),
      onEvent: (event) => {
        if (event.kind === "fix") resolve(event);
      },
    });
    connection.start();
    expect(await promise).toEqual({ kind: "fix", fix: { mode: 2, latitudeDeg: 1, longitudeDeg: 2 } });
    expect(asked).toEqual(['?WATCH={"enable":true,"json":true};\n']);
    await connection.stop();
    await listener.stop();
  });
});
