import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { describe, expect, it } from "vitest";
import { simplifyTrack, type TrackPoint } from "./simplify.ts";
import { driveSamples } from "./testing/simulated-drive.ts";

const second = 1_000_000;

/** Due north, so many metres in each second. */
function straight(metres: readonly number[]): readonly TrackPoint[] {
  let latitude = 51;
  return metres.map((step, index) => ({ atUs: index * second, at: [6, (latitude += step / 111_200)] }));
}

describe("a simplified track", () => {
  it("keeps its ends and bends, and leaves out what a picture could not show", () => {
    const drive = (headingDeg: number) => ({ seconds: 300, kmh: 50, headingDeg });
    const points = driveSamples([drive(0), drive(90)], { startUs: 1_795_608_000_000_000, from: [6.17, 51.37] }).map(({ atUs, at }) => ({ atUs, at }));
    const simple = simplifyTrack(points, 400, 5_000);
    expect(simple).toHaveLength(3);
    expect([simple[0], simple.at(-1)]).toEqual([points[0], points.at(-1)]);
  });

  it("has no more points than asked for, whatever it looks like", () => {
    const random = new SeededRandom(1);
    const points = Array.from({ length: 20_000 }, (_, index) => ({ atUs: index, at: [random.next(), random.next()] as const }));
    expect(simplifyTrack(points, 4_000, 500)).toHaveLength(500);
  });

  it("of an even drive on a straight road has its ends alone", () => {
    expect(simplifyTrack(straight(Array.from({ length: 600 }, () => 20)), 800, 5_000)).toHaveLength(2);
  });

  it("says on a straight road when the vehicle stood, so that a replay stands, too", () => {
    const fixes = straight([...Array.from({ length: 200 }, () => 20), ...Array.from({ length: 100 }, () => 0), ...Array.from({ length: 200 }, () => 20)]);
    const track = simplifyTrack(fixes, 800, 5_000);
    expect(track.length).toBeLessThan(12);
    const atS = (seconds: number) => {
      const after = track.findIndex(({ atUs }) => atUs >= seconds * second);
      const [a, b] = [track[after - 1], track[after]];
      if (a === undefined || b === undefined) return Number.NaN;
      return a.at[1] + ((seconds * second - a.atUs) / (b.atUs - a.atUs)) * (b.at[1] - a.at[1]);
    };
    for (const seconds of [50, 199, 250, 301, 450]) expect(Math.abs(atS(seconds) - (fixes[seconds]?.at[1] ?? 0)) * 111_200).toBeLessThan(15);
  });

  it("of a vehicle that never moved, or of no time at all, is no trouble", () => {
    expect(simplifyTrack(straight([0, 0, 0, 0]), 800, 5_000).length).toBeGreaterThanOrEqual(2);
    const still = straight([0, 20, 20]).map(({ at }) => ({ atUs: 5, at }));
    expect(simplifyTrack(still, 800, 5_000).length).toBeGreaterThanOrEqual(2);
  });

  it("holds its limit", () => {
    const zigzag = Array.from({ length: 2_000 }, (_, index): TrackPoint => ({ atUs: index * second, at: [6 + (index % 2) / 100, 51 + index / 10_000] }));
    expect(simplifyTrack(zigzag, 4_000, 50)).toHaveLength(50);
  });
});
