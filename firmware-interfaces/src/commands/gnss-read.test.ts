import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openGnssLog } from "../gnss/gnss-log.ts";
import type { GnssProblemCode } from "../gnss/gnss-reader.ts";
import { gnssRead } from "./gnss-read.ts";

async function read(bytes: Uint8Array | string, json: boolean): Promise<{ lines: string[]; problems: GnssProblemCode[] }> {
  const source = (async function* () {
    await Promise.resolve();
    yield typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  })();
  const problems: GnssProblemCode[] = [];
  const lines: string[] = [];
  for await (const line of gnssRead({ log: await openGnssLog(source), json, onProblem: (code) => problems.push(code) })) lines.push(line);
  return { lines, problems };
}

const nmea = [
  "$GPRMC,125106.5,A,3854.5087,N,07726.4523,W,10.0,90.0,241011,10.5,W,S*2C",
  "$GPGGA,125106.5,3854.5087,N,07726.4523,W,8,10,2.0,268.8,M,-33.9,M,,*64",
  "$GPGGA,125107,,,,,0,,,,,,,,*66",
  "",
].join("\r\n");

describe("gnss read", () => {
  it("writes exactly the line that scripts rely on", async () => {
    expect(await read(nmea, true)).toEqual({
      lines: [
        '{"time":"2011-10-24T12:51:06.500Z","lat":38.908478333333335,"lon":-77.44087166666667,"altM":268.8,"speedMps":5.144444444444445,"trackDeg":90,"mode":3,"satellites":10}'.replace(
          "666666666,",
          "66666667,",
        ),
        '{"time":"2011-10-24T12:51:07.000Z","lat":null,"lon":null,"altM":null,"speedMps":null,"trackDeg":null,"mode":1,"satellites":null}',
      ],
      problems: [],
    });
  });

  it("shows people a table, and reads packed files", async () => {
    expect((await read(gzipSync(nmea), false)).lines).toEqual([
      "time                                 lat           lon     alt m      m/s   track  mode  sats",
      "2011-10-24T12:51:06.500Z      38.9084783   -77.4408717     268.8     5.14    90.0    3D    10",
      "2011-10-24T12:51:07.000Z               -             -         -        -       -  none     -",
    ]);
  });

  it("reads gpsd's JSON also behind raw sentences, to the microsecond", async () => {
    const { lines } = await read(`${nmea}{"class":"TPV","mode":2,"time":"2011-10-24T12:51:06.500123Z","lat":1,"lon":2}\n`, true);
    expect(lines).toEqual(['{"time":"2011-10-24T12:51:06.500123Z","lat":1,"lon":2,"altM":null,"speedMps":null,"trackDeg":null,"mode":2,"satellites":null}']);
  });

  it("reports broken sentences and a packed file without its end", async () => {
    expect((await read(nmea.replace("*2C", "*00"), true)).problems).toEqual(["checksum-wrong"]);
    const packed = gzipSync(nmea.repeat(400));
    expect((await read(packed.subarray(0, packed.length - 20), true)).problems).toContain("compression-truncated");
  });

  it("refuses what is neither", async () => {
    await expect(read("Dear diary", true)).rejects.toThrow(/^GNSS_LOG_UNKNOWN: .*UBX.*record them through gpsd/);
    await expect(read("", true)).rejects.toThrow(/^GNSS_LOG_UNKNOWN/);
  });
});
