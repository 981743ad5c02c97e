import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { ManualTimer } from "../can/manual-timer.ts";
import { GnssLive } from "./gnss-live.ts";
import type { GnssEvent } from "./gnss-reader.ts";
import { GpsdClient, type GpsdLinkEvent } from "./gpsd-client.ts";
import { gnssLimits } from "./limits.ts";
import { NmeaFixReader } from "./nmea-fix-reader.ts";

describe("GnssLive", () => {
  it("gives a fix out once the receiver falls silent, and not in a short gap", async () => {
    const timer = new ManualTimer();
    const events: GnssEvent[] = [];
    const live = new GnssLive({ reader: new NmeaFixReader(), timer, onEvent: (event) => events.push(event) });
    live.onBytes(Buffer.from("$GPGGA,125106,3854.5087,N,07726.4523,W,8,10,2.0,268.8,M,-33.9,M,,*7F\r\n"));
    await timer.advance(gnssLimits.idleMs - 1);
    live.onBytes(Buffer.from("$GPVTG,0.0,T,10.5,M,1.0,N,0.0,K*7B\r\n"));
    await timer.advance(gnssLimits.idleMs - 1);
    expect(events).toEqual([]);
    await timer.advance(1);
    expect(events).toMatchObject([{ kind: "fix", fix: { speedMps: 1852 / 3600 } }]);
    live.onBytes(Buffer.from("$GPGGA,125108,3854.5087,N,07726.4523,W,8,10,2.0,268.8,M,-33.9,M,,*71\r\n"));
    live.onEnd();
    expect(events).toHaveLength(2);
    live.onBytes(Buffer.from("$GPGGA,125108,3854.5087,N,07726.4523,W,8,10,2.0,268.8,M,-33.9,M,,*71\r\n"));
    live.stop();
    await timer.advance(10_000);
    expect(events).toHaveLength(2);
  });
});

describe("GpsdClient", () => {
  let server: Server | undefined;
  afterEach(() => void server?.close());

  it("asks for reports, gives fixes, and comes back when gpsd went away", async () => {
    const asked: string[] = [];
    let connections = 0;
    server = createServer((socket) => {
      connections++;
      socket.on("data", (bytes) => {
        asked.push(bytes.toString());
        socket.end('{"class":"TPV","mode":2,"lat":1,"lon":2}\n');
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const timer = new ManualTimer();
    const events: (GnssEvent | GpsdLinkEvent)[] = [];
    let wake = (): void => undefined;
    const client = new GpsdClient({
      host: "127.0.0.1",
      port: (server.address() as AddressInfo).port, // a TCP server has one
      timer,
      onEvent: (event) => {
        events.push(event);
        if (event.kind === "disconnected") wake();
      },
    });
    const lost = async (start: () => Promise<void> | void): Promise<void> => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      wake = () => resolve(undefined);
      await start();
      await promise;
    };
    await lost(() => {
      client.start();
      client.start();
    });
    await lost(() => timer.advance(gnssLimits.reconnectMs));
    client.stop();
    client.stop();
    await timer.advance(10 * gnssLimits.reconnectMs);
    expect(events.map(({ kind }) => kind)).toEqual(["connected", "fix", "disconnected", "connected", "fix", "disconnected"]);
    expect(asked).toEqual(Array.from({ length: 2 }, () => '?WATCH={"enable":true,"json":true};\n'));
    expect(connections).toBe(2);
  });
});
