/** Vehicles that drive straight on through a region full of places, and what each reports every ten seconds. */
import { parseSourceId, parseVehicleId, type SourceId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";
import { randomUUID } from "node:crypto";
import { ScriptedSource } from "@drawbar/cloud/link/testing/scripted-source.ts";
import { scaleAt, type Coordinate } from "@drawbar/cloud/modules/places/index.ts";
import { driveCatalogueHash, driveColumns, type DriveSample } from "@drawbar/cloud/modules/trips/testing/simulated-drive.ts";

export const reportSeconds = 10;
const regionDeg = 1;
const corner: Coordinate = [5.5, 51];
const kmh = 60;

export interface MovingVehicle {
  readonly vehicleId: VehicleId;
  readonly unitId: SourceId;
  readonly source: ScriptedSource;
  readonly from: Coordinate;
  readonly headingRad: number;
}

export function movingFleet(count: number): readonly MovingVehicle[] {
  const random = new SeededRandom(1);
  return Array.from({ length: count }, () => {
    const unitId = parseSourceId(randomUUID());
    return {
      vehicleId: parseVehicleId(randomUUID()),
      unitId,
      source: new ScriptedSource({ source: unitId, catalogue: driveCatalogueHash }),
      from: placeIn(random),
      headingRad: random.next() * 2 * Math.PI,
    };
  });
}

/** Circles of 200 to 500 m and hexagons in one half each. */
export function shapesOfRegion(count: number): readonly object[] {
  const random = new SeededRandom(2);
  return Array.from({ length: count }, (_, index) => {
    const centre = placeIn(random);
    const radiusM = 200 + random.next() * 300;
    if (index % 2 === 0) return { kind: "circle", centre, radiusM };
    const { ofLongitude, ofLatitude } = scaleAt(centre[1]);
    const ring = Array.from({ length: 6 }, (__, side) => {
      const angle = (side * Math.PI) / 3;
      return [centre[0] + (radiusM * Math.sin(angle)) / ofLongitude, centre[1] + (radiusM * Math.cos(angle)) / ofLatitude];
    });
    return { kind: "polygon", rings: [ring] };
  });
}

/** The vehicle's samples of one report, one a second. */
export function samplesOf({ from, headingRad }: MovingVehicle, startUs: number, report: number): readonly DriveSample[] {
  const { ofLongitude, ofLatitude } = scaleAt(from[1]);
  return Array.from({ length: reportSeconds }, (_, second) => {
    const metres = ((report * reportSeconds + second) * kmh) / 3.6;
    const at: Coordinate = [stored(from[0] + (metres * Math.sin(headingRad)) / ofLongitude), stored(from[1] + (metres * Math.cos(headingRad)) / ofLatitude)];
    return { atUs: startUs + (report * reportSeconds + second) * 1_000_000, at, kmh, rpm: 1_500, odometerM: metres };
  });
}

export function reportOf(vehicle: MovingVehicle, startUs: number, report: number): LinkRecord {
  return vehicle.source.segment(0, 0, { columns: driveColumns(samplesOf(vehicle, startUs, report)) });
}

/** Positions are kept to 1e-7 of a degree. */
function stored(degrees: number): number {
  return Math.round(degrees / 1e-7) * 1e-7;
}

function placeIn(random: SeededRandom): Coordinate {
  return [corner[0] + random.next() * regionDeg * 1.6, corner[1] + random.next() * regionDeg];
}
