/** gpsd's own regression logs and what gpsd makes of them. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import type { GnssFix } from "./gnss-fix.ts";
import type { GnssEvent, GnssReader } from "./gnss-reader.ts";
import { GpsdReader } from "./gpsd-reader.ts";
import { NmeaFixReader } from "./nmea-fix-reader.ts";

/** Logs that hold no position in NMEA, and the receiver's own protocol that they hold instead. */
const binaryLogs: Readonly<Record<string, string>> = {
  "bu303-moving": "SiRF",
  "bu303-nofix": "SiRF",
  "bu303-stillfix": "SiRF",
  "garmin18x-bin": "Garmin",
  navcom: "NavCom",
  "navisys-gr701w": "UBX",
  "oncore-binary-no-utc-offset": "Motorola Oncore",
  "oncore-m12": "Motorola Oncore",
  "skytraq-A8": "SkyTraq",
  "skytraq-bin": "SkyTraq",
  "trimble-lassen_iq": "TSIP",
  "trimble-lassen_iq-playacar": "TSIP",
  "trimble-smt-360": "TSIP",
  "trimble-smtx-dr": "TSIP",
  "u-blox-m8t-time": "UBX",
  "ublox-8-time": "UBX",
  "ublox-glo": "UBX",
  "ublox-neo-f9v": "UBX",
  "ublox-neo-m8n": "UBX",
  "ublox-neo-m8t": "UBX",
  "ublox-neo-m8u-hnr": "UBX",
  "ublox-x20p": "UBX",
  "ublox-zed-f9p-sfrbx": "UBX",
  "ublox-zed-f9t-rtcm3": "UBX and RTCM 3",
  "ublox-zoe-m8b-logbatch": "UBX",
};

/** NMEA logs without a position: the receiver never had a fix. */
const withoutFix = new Set(["eXplorist110", "tn200"]);

/** Positions of gpsd that are not in the log's NMEA: it switches to UBX in the middle. */
const positionsInBinary: Readonly<Record<string, number>> = { "ublox8-uniqid-monhw": 13 };

/** gpsd takes this log of March 2015 for one of November 2034, 1,024 weeks later. */
const weekRollover = new Set(["neo-m8n"]);

/** gpsd takes the altitude from proprietary sentences (PGRMZ, in feet; PASHR), which are not read. */
const altitudeIsProprietary = new Set(["ac12_binary", "garmin38", "tn204"]);

interface Report {
  readonly class: string;
  readonly mode: number;
  readonly time?: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly altMSL?: number;
  readonly speed?: number;
  readonly track?: number;
}

const folder = recordingsFolder();
const names = folder === undefined ? [] : readdirSync(path.join(folder, "gps/gpsd"));
const logs = names.filter((name) => /\.log(\.gz)?$/.test(name)).map((name) => ({ name: name.replace(/\.log(\.gz)?$/, ""), file: `gps/gpsd/${name}` }));

function fixesOf(reader: GnssReader, bytes: Uint8Array): GnssFix[] {
  const events: GnssEvent[] = [];
  // Pieces as a serial port gives them.
  for (let start = 0; start < bytes.length; start += 61) events.push(...reader.push(bytes.subarray(start, start + 61)));
  events.push(...reader.finish());
  return events.flatMap((event) => (event.kind === "fix" ? [event.fix] : []));
}

function checkBytes(name: string): Uint8Array {
  const file = names.find((candidate) => candidate === `${name}.log.chk` || candidate === `${name}.log.chk.gz`);
  return recording(`gps/gpsd/${file ?? ""}`);
}

function reportsOf(name: string): Report[] {
  const lines = Buffer.from(checkBytes(name)).toString("latin1").split(/\r?\n/);
  return lines.filter((line) => line.startsWith('{"class":"TPV"')).map((line) => JSON.parse(line) as Report); // gpsd wrote them
}

/** gpsd prints nine decimals of a degree. */
const isSamePlace = (fix: GnssFix, report: Report): boolean =>
  Math.abs((fix.latitudeDeg ?? 999) - (report.lat ?? 0)) < 6e-10 && Math.abs((fix.longitudeDeg ?? 999) - (report.lon ?? 0)) < 6e-10;

describe.skipIf(folder === undefined)("recordings of receivers (set DRAWBAR_DATA to their folder)", () => {
  const nmeaLogs = logs.filter(({ name }) => binaryLogs[name] === undefined);

  it("are all here: NMEA logs and those in a binary protocol, which are not read", () => {
    expect(logs).toHaveLength(77);
    expect(nmeaLogs).toHaveLength(77 - Object.keys(binaryLogs).length);
  });

  it.each(nmeaLogs)("$name gives the positions and times that gpsd gives", ({ name, file }) => {
    const fixes = fixesOf(new NmeaFixReader(), recording(file));
    const placed = fixes.filter(({ latitudeDeg }) => latitudeDeg !== undefined);
    const reports = reportsOf(name).filter(({ lat }) => lat !== undefined);
    expect(placed.length > 0).toBe(!withoutFix.has(name));
    const missing = reports.filter((report) => !placed.some((fix) => isSamePlace(fix, report)));
    expect(missing).toHaveLength(positionsInBinary[name] ?? 0);
    const timed = reports.filter((report) => report.time !== undefined && !missing.includes(report));
    const late = timed.filter((report) => !placed.some((fix) => isSamePlace(fix, report) && fix.timeUs === Date.parse(report.time ?? "") * 1_000));
    expect(late).toHaveLength(weekRollover.has(name) ? timed.length : 0);
  });

  it.each(nmeaLogs.filter(({ name }) => !weekRollover.has(name)))(
    "$name gives the altitude, speed and track of gpsd's last report of a moment",
    ({ name, file }) => {
      const fixAt = new Map(fixesOf(new NmeaFixReader(), recording(file)).map((fix) => [fix.timeUs, fix]));
      const lastAt = new Map(reportsOf(name).map((report) => [report.time, report]));
      const differing: unknown[] = [];
      for (const [time, report] of lastAt) {
        const fix = time === undefined ? undefined : fixAt.get(Date.parse(time) * 1_000);
        if (fix === undefined || report.lat === undefined || !isSamePlace(fix, report)) continue;
        const pairs: readonly (readonly [string, number | undefined, number | undefined, number])[] = [
          ["altMSL", fix.altitudeMslM, altitudeIsProprietary.has(name) ? undefined : report.altMSL, 6e-5],
          ["speed", fix.speedMps, report.speed, 6e-4],
          ["track", fix.trackDeg, report.track, 6e-5],
        ];
        for (const [field, ours, theirs, tolerance] of pairs) {
          if (ours !== undefined && theirs !== undefined && Math.abs(ours - theirs) > tolerance) differing.push({ time, field, ours, theirs });
        }
      }
      expect(differing).toEqual([]);
    },
  );

  it.each(logs.filter(({ name }) => binaryLogs[name] !== undefined))("$name holds no NMEA position", ({ file }) => {
    expect(fixesOf(new NmeaFixReader(), recording(file)).filter(({ latitudeDeg }) => latitudeDeg !== undefined)).toEqual([]);
  });

  it.each(logs)("$name as gpsd reports it is read in full", ({ name }) => {
    const fixes = fixesOf(new GpsdReader(), checkBytes(name));
    const reports = reportsOf(name);
    expect(fixes.map(({ latitudeDeg, longitudeDeg }) => [latitudeDeg, longitudeDeg])).toEqual(
      reports.map(({ mode, lat, lon }) => (mode > 1 ? [lat, lon] : [undefined, undefined])),
    );
  });
});
