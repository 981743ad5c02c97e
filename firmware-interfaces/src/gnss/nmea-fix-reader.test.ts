import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GnssFix } from "./gnss-fix.ts";
import { gnssLimits } from "./limits.ts";
import { NmeaFixReader } from "./nmea-fix-reader.ts";
import { formatSentence } from "./nmea-scanner.ts";

/** Sentences without their checksums. */
function fixes(...sentences: string[]): GnssFix[] {
  const text = sentences.map((sentence) => {
    const [address = "", ...fields] = sentence.split(",");
    return `${formatSentence(address, fields)}\r\n`;
  });
  const reader = new NmeaFixReader();
  return [...reader.push(Buffer.from(text.join(""))), ...reader.finish()].flatMap((event) => (event.kind === "fix" ? [event.fix] : []));
}

const at = (time: string): number => Date.parse(time) * 1_000;

describe("NmeaFixReader", () => {
  it("makes one fix of all sentences of a moment", () => {
    expect(
      fixes(
        "GNRMC,171926.00,A,4404.14063,N,12118.85478,W,0.117,31.5,180315,,,A",
        "GNVTG,31.5,T,,M,0.117,N,0.216,K,A",
        "GNGGA,171926.00,4404.14063,N,12118.85478,W,4,12,0.91,1147.2,M,-21.3,M,,",
        "GNGSA,A,3,01,11,31,14,22,32,04,25,03,,,,1.56,0.91,1.27",
        "GPGSV,4,1,13,01,53,280,36",
        "GLGSV,3,1,10,66,37,078,27",
        "GNGST,171926.00,6.1,4.0,4.0,61.0,4.6,4.4,4.8",
        "GPHDT,274.07,T",
      ),
    ).toEqual([
      {
        timeUs: at("2015-03-18T17:19:26Z"),
        mode: 3,
        quality: "rtk-fixed",
        latitudeDeg: 44 + 4.14063 / 60,
        longitudeDeg: -(121 + 18.85478 / 60),
        altitudeMslM: 1147.2,
        altitudeEllipsoidM: 1147.2 - 21.3,
        geoidSeparationM: -21.3,
        speedMps: (0.117 * 1852) / 3600,
        trackDeg: 31.5,
        headingDeg: 274.07,
        satellitesUsed: 12,
        satellitesSeen: 23,
        hdop: 0.91,
        vdop: 1.27,
        pdop: 1.56,
        latitudeErrorM: 4.6,
        longitudeErrorM: 4.4,
        altitudeErrorM: 4.8,
      },
    ]);
  });

  it("gives a moment out when the next one begins, or when asked", () => {
    const reader = new NmeaFixReader();
    const push = (sentence: string): number => [...reader.push(Buffer.from(`$${sentence}\r\n`))].length;
    expect(push("GPGGA,125106,3854.5087,N,07726.4523,W,8,10,2.0,268.8,M,-33.9,M,,*7F")).toBe(0);
    expect(push("GPGGA,125108,3854.5087,N,07726.4523,W,8,10,2.0,268.8,M,-33.9,M,,*71")).toBe(1);
    expect(reader.flush()).toMatchObject({ kind: "fix", fix: { quality: "simulated" } });
    expect(reader.flush()).toBeUndefined();
  });

  it("knows the date of a moment that has none, across midnight and the end of the year", () => {
    const times = fixes(
      "GPGGA,235958,0100.0,N,00200.0,E,1,05,1.0,1.0,M,,M,,",
      "GPRMC,235959,A,0100.0,N,00200.0,E,0,0,311223,,",
      "GPGGA,000000,0100.0,N,00200.0,E,1,05,1.0,1.0,M,,M,,",
      "GPGGA,000001.5,0100.0,N,00200.0,E,1,05,1.0,1.0,M,,M,,",
    ).map(({ timeUs }) => timeUs);
    expect(times).toEqual([undefined, at("2023-12-31T23:59:59Z"), at("2024-01-01T00:00:00Z"), at("2024-01-01T00:00:01.5Z")]);
  });

  it("reads a leap second and the 29th of February, and no day that is in no calendar", () => {
    expect(fixes("GPZDA,235960.00,31,12,2016,00,00")[0]?.timeUs).toBe(at("2017-01-01T00:00:00Z"));
    expect(fixes("GPZDA,000000.00,29,02,2024,00,00")[0]?.timeUs).toBe(at("2024-02-29T00:00:00Z"));
    expect(fixes("GPZDA,000000.00,29,02,2023,00,00")[0]?.timeUs).toBeUndefined();
    expect(fixes("GPRMC,000000,V,,,,,,,310424,,")[0]?.timeUs).toBeUndefined();
    expect(fixes("GPRMC,000000,V,,,,,,,060180,,")[0]?.timeUs).toBe(at("1980-01-06T00:00:00Z"));
  });

  it("has no position, speed or altitude without a fix", () => {
    expect(
      fixes("GPRMC,000416.984,V,36000.0000,N,72000.0000,E,5.0,,260120,,", "GPGGA,000416.984,0000.0000,N,00000.0000,E,0,00,50.0,7.0,M,0.0,M,0.0,0000"),
    ).toEqual([{ mode: 1, timeUs: at("2020-01-26T00:04:16.984Z"), satellitesUsed: 0 }]);
    expect(fixes("GPGLL,0100.0,N,00200.0,E,000000,A,N")[0]).toEqual({ mode: 1 });
  });

  it("tells two dimensions from three by GSA, else by whether there is an altitude", () => {
    const gga = "GPGGA,000000,0100.0,N,00200.0,E,1,03,1.0,1.0,M,,M,,";
    expect(fixes(gga)[0]?.mode).toBe(3);
    expect(fixes(gga, "GPGSA,A,2,01,02,03,,,,,,,,,,2.0,1.0,1.0")[0]?.mode).toBe(2);
    expect(fixes("GPGLL,0100.0,N,00200.0,E,000000,A,A")[0]?.mode).toBe(2);
    // One of two constellations has no fix of its own.
    expect(fixes(gga, "GNGSA,A,3,01,02,03,04,,,,,,,,,2.0,1.0,1.0", "GNGSA,A,1,,,,,,,,,,,,,,,")[0]?.mode).toBe(3);
  });

  it("counts satellites of several constellations and of several signals of one", () => {
    const [fix] = fixes(
      "GNRMC,000000,A,0100.0,N,00200.0,E,0,0,010124,,",
      "GNGSA,A,3,01,02,03,,,,,,,,,,2.0,1.0,1.0,1",
      "GNGSA,A,3,65,66,,,,,,,,,,,2.0,1.0,1.0,2",
      "GPGSV,3,1,09,16,71,196,27,1",
      "GPGSV,1,1,02,27,64,299,40,8",
      "GLGSV,1,1,04,66,37,078,27,1",
    );
    expect(fix).toMatchObject({ satellitesUsed: 5, satellitesSeen: 13 });
  });

  it("counts the satellites of no more talkers than the limit", () => {
    const groups = Array.from({ length: gnssLimits.talkersMax + 1 }, (_, index) => `A${String.fromCharCode(65 + index)}GSV,1,1,01`);
    expect(fixes("GPZDA,000000,01,01,2024,,", ...groups)[0]?.satellitesSeen).toBe(gnssLimits.talkersMax);
  });

  it("reads GNS by its best constellation and THS unless invalid", () => {
    expect(fixes("GNGNS,000000,0100.0,S,00200.0,W,AN,05,1.0,1.0,10.0,,", "GPTHS,10.5,A")[0]).toMatchObject({
      latitudeDeg: -1,
      longitudeDeg: -2,
      quality: "autonomous",
      headingDeg: 10.5,
    });
    expect(fixes("GNGNS,000000,0100.0,S,00200.0,W,NN,00,,,,,", "GPTHS,10.5,V")[0]).toEqual({ mode: 1, satellitesUsed: 0 });
  });

  it.each(["9000.1,N,00200.0,E", "0160.0,N,00200.0,E", "0100.0,N,18000.1,E", "0100.0,X,00200.0,E", "0100.0,N,,E", "-100.0,N,00200.0,E", "1e2,N,00200.0,E"])(
    "takes no impossible position %s",
    (position) => {
      expect(fixes(`GPRMC,000000,A,${position},0,0,010124,,`)[0]?.mode).toBe(1);
    },
  );

  it("ignores proprietary sentences and everything before the first time", () => {
    expect(fixes("GPGSA,A,3,01,02,03,,,,,,,,,,2.0,1.0,1.0", "PGGA,000000,0100.0,N,00200.0,E,1")).toEqual([]);
  });

  it("stays within what a fix can be, whatever the fields say", () => {
    const type = fc.constantFrom("GPGGA", "GNRMC", "GPGLL", "GNGNS", "GPVTG", "GPZDA", "GPGSA", "GPGSV", "GPGST", "GPHDT");
    const field = fc.constantFrom("", "A", "N", "E", "1", "3", "-1", "000000", "235959.999", "0100.0", "18000.0", "99999999999999", "1.5", "310124", "2024");
    fc.assert(
      fc.property(fc.array(fc.tuple(type, fc.array(field, { maxLength: 18 })), { maxLength: 12 }), (rows) => {
        for (const fix of fixes(...rows.map(([address, fields]) => [address, ...fields].join(",")))) {
          expect(Math.abs(fix.latitudeDeg ?? 0)).toBeLessThanOrEqual(90);
          expect(Math.abs(fix.longitudeDeg ?? 0)).toBeLessThanOrEqual(180);
          expect(fix.latitudeDeg === undefined).toBe(fix.mode === 1);
          expect(fix.trackDeg ?? 0).toBeLessThanOrEqual(360);
          expect(fix.speedMps ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
