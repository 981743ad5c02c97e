import { describe, expect, it } from "vitest";
import { ManualTimer } from "../can/manual-timer.ts";
import { GnssLive } from "./gnss-live.ts";
import type { GnssEvent } from "./gnss-reader.ts";
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
