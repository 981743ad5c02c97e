import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GnssEvent } from "./gnss-reader.ts";
import { GpsdReader } from "./gpsd-reader.ts";
import { gnssLimits } from "./limits.ts";

function read(text: string, size = 9): GnssEvent[] {
  const reader = new GpsdReader();
  const bytes = Buffer.from(text);
  const events: GnssEvent[] = [];
  for (let start = 0; start < bytes.length; start += size) events.push(...reader.push(bytes.subarray(start, start + size)));
  return [...events, ...reader.finish()];
}

const lines = (...reports: readonly object[]): string => reports.map((report) => `${JSON.stringify(report)}\r\n`).join("");

describe("GpsdReader", () => {
  it("joins a position with the satellites that the same receiver reported before", () => {
    expect(
      read(
        lines(
          { class: "VERSION", release: "3.25" },
          {
            class: "SKY",
            device: "/dev/a",
            hdop: 0.71,
            pdop: 1.46,
            vdop: 1.28,
            satellites: [
              { PRN: 1, used: true },
              { PRN: 2, used: false },
            ],
          },
          { class: "SKY", device: "/dev/b", nSat: 28, uSat: 14 },
          {
            class: "TPV",
            device: "/dev/a",
            status: 2,
            mode: 3,
            time: "2017-07-19T08:50:01.200Z",
            lat: -34.9,
            lon: 138.6,
            altHAE: 25.3,
            altMSL: 28.7,
            speed: 0.016,
            track: 31.4,
            climb: -0.36,
            epx: 1,
            epy: 2,
            epv: 3,
            geoidSep: -1.6,
          },
          { class: "TPV", device: "/dev/b", mode: 2, lat: 1, lon: 2 },
        ),
      ),
    ).toEqual([
      {
        kind: "fix",
        fix: {
          mode: 3,
          timeUs: Date.parse("2017-07-19T08:50:01.200Z") * 1_000,
          quality: "differential",
          latitudeDeg: -34.9,
          longitudeDeg: 138.6,
          altitudeMslM: 28.7,
          altitudeEllipsoidM: 25.3,
          geoidSeparationM: -1.6,
          speedMps: 0.016,
          trackDeg: 31.4,
          climbMps: -0.36,
          latitudeErrorM: 2,
          longitudeErrorM: 1,
          altitudeErrorM: 3,
          satellitesSeen: 2,
          satellitesUsed: 1,
          hdop: 0.71,
          vdop: 1.28,
          pdop: 1.46,
        },
      },
      { kind: "fix", fix: { mode: 2, latitudeDeg: 1, longitudeDeg: 2, satellitesSeen: 28, satellitesUsed: 14 } },
    ]);
  });

  it("reads the altitude of old versions, attitudes and motion", () => {
    expect(read(lines({ class: "TPV", mode: 3, lat: 1, lon: 2, alt: 5 }))).toEqual([
      { kind: "fix", fix: { mode: 3, latitudeDeg: 1, longitudeDeg: 2, altitudeMslM: 5 } },
    ]);
    expect(
      read(
        lines(
          { class: "ATT", time: "2021-06-16T23:46:04.8Z", heading: 235.057, pitch: -79.055, roll: 0 },
          { class: "IMU", acc_x: 0.1, acc_y: 0.2, acc_z: 9.8, gyro_x: 1 },
        ),
      ),
    ).toEqual([
      { kind: "attitude", attitude: { timeUs: Date.parse("2021-06-16T23:46:04.800Z") * 1_000, headingDeg: 235.057, pitchDeg: -79.055, rollDeg: 0 } },
      { kind: "attitude", attitude: { accelerationMps2: [0.1, 0.2, 9.8] } },
    ]);
  });

  it.each([
    ["no fix", { mode: 1, lat: 1, lon: 2, speed: 3 }],
    ["no longitude", { mode: 3, lat: 1 }],
    ["a latitude beyond the pole", { mode: 3, lat: 91, lon: 2 }],
    ["text instead of numbers", { mode: 3, lat: "1", lon: "2" }],
    ["a mode of the future", { mode: 4, lat: 1, lon: 2 }],
  ])("has no position with %s", (_, report) => {
    expect(read(lines({ class: "TPV", ...report }))).toEqual([{ kind: "fix", fix: { mode: 1 } }]);
  });

  it.each([
    ["2016-12-31T23:59:60.5Z", Date.parse("2017-01-01T00:00:00.500Z") * 1_000],
    ["2017-07-19T08:50:01.000001Z", Date.parse("2017-07-19T08:50:01Z") * 1_000 + 1],
    // Found by the fuzzer: microseconds of this year are no exact number any more.
    ["6017-07-19T08:50:01.000Z", undefined],
    ["2017-02-29T08:50:01.000Z", undefined],
    ["2017-07-19T24:50:01.000Z", undefined],
    ["2017-07-19", undefined],
    [1_500_000_000, undefined],
  ])("reads the time %j to the microsecond, or not at all", (time, timeUs) => {
    const [event] = read(lines({ class: "TPV", mode: 1, time }));
    expect(event).toEqual({ kind: "fix", fix: timeUs === undefined ? { mode: 1 } : { mode: 1, timeUs } });
  });

  it("reports broken JSON and goes on; raw sentences are passed over", () => {
    const position = lines({ class: "TPV", mode: 1 });
    expect(read(`{"class":"TPV",\n$GPGGA,1*00\n{"class":"TPV"\n[1]\n${position}`).map((event) => event.kind)).toEqual(["problem", "problem", "fix"]);
    expect(read("{}\n")).toEqual([]);
  });

  it("drops a line beyond the limit without keeping it", () => {
    const withNote = (length: number): string => `{"class":"TPV","mode":1,"x":"${"y".repeat(length - 31)}"}`;
    expect(withNote(gnssLimits.jsonLineCharsMax)).toHaveLength(gnssLimits.jsonLineCharsMax);
    expect(read(`${withNote(gnssLimits.jsonLineCharsMax)}\n`, 4_096)).toHaveLength(1);
    const position = lines({ class: "TPV", mode: 1 });
    for (const size of [1_000, 10_000_000]) {
      expect(read(`${withNote(10 * gnssLimits.jsonLineCharsMax)}\n${position}`, size)).toEqual([
        { kind: "problem", code: "line-too-long" },
        { kind: "fix", fix: { mode: 1 } },
      ]);
    }
  });

  it("keeps the satellites of no more receivers than the limit", () => {
    const skies = Array.from({ length: gnssLimits.devicesMax + 1 }, (_, index) => ({ class: "SKY", device: `/dev/${index}`, nSat: 5 }));
    const last = (device: number): unknown => read(lines(...skies, { class: "TPV", device: `/dev/${device}`, mode: 1 }), 10_000).at(-1);
    expect(last(gnssLimits.devicesMax - 1)).toEqual({ kind: "fix", fix: { mode: 1, satellitesSeen: 5 } });
    expect(last(gnssLimits.devicesMax)).toEqual({ kind: "fix", fix: { mode: 1 } });
  });

  it("survives any JSON", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom("TPV", "SKY", "ATT", "IMU"), (json, name) => {
        read(`{"class":"${name}","satellites":${json},"lat":${json},"time":${json},"device":${json}}\n${json}\n`, 1_000);
      }),
    );
  });
});
