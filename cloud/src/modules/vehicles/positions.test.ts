import { describe, expect, test } from "vitest";
import { positionOf } from "./positions.ts";

const second = 1_000_000;
const reading = (name: string, value: number, atUs: number, source = `gnss/${name}`) => ({
  signal: `Vehicle.CurrentLocation.${name}`,
  source,
  unit: "degrees",
  decimals: 6,
  value,
  atUs,
});

describe("a vehicle's position", () => {
  test("is the newest fix with its heading", () => {
    const readings = [
      reading("Latitude", 51.3, 10 * second),
      reading("Longitude", 6.1, 10 * second + 1),
      reading("Heading", 360, 9 * second),
      reading("Latitude", 50, second, "can0/VP/Latitude"),
      reading("Longitude", 5, second, "can0/VP/Longitude"),
    ];
    expect(positionOf(readings)).toEqual({ latitude: 51.3, longitude: 6.1, atUs: 10 * second + 1, heading: 0 });
  });

  test.each([
    ["half of it is missing", [reading("Latitude", 51, second)]],
    ["its halves are of two fixes", [reading("Latitude", 51, second), reading("Longitude", 6, 4 * second)]],
    ["it is no place on Earth", [reading("Latitude", 91, second), reading("Longitude", 6, second)]],
    ["the receiver has no satellites", [reading("Latitude", 0, second), reading("Longitude", 0, second)]],
    ["nothing says it", []],
  ])("is not known when %s", (_when, readings) => expect(positionOf(readings)).toBeUndefined());

  test("has no heading when what was said is long ago or none", () => {
    const fix = [reading("Latitude", 51, 1_000 * second), reading("Longitude", 6, 1_000 * second)];
    expect(positionOf([...fix, reading("Heading", 90, 399 * second)])).not.toHaveProperty("heading");
    expect(positionOf([...fix, reading("Heading", 655, 1_000 * second)])).not.toHaveProperty("heading");
    expect(positionOf([...fix, reading("Heading", 90, 400 * second)])).toMatchObject({ heading: 90 });
  });
});
