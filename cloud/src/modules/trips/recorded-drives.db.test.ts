/** Real drives, stored and folded: boundaries and distances as they were, crossings each once, however the data come. */
import { randomUUID } from "node:crypto";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../../test/recordings.ts";
import { startTestApi, type TestApi } from "../../http/testing/test-api.ts";
import { noonUs, ScriptedSource } from "../../link/testing/scripted-source.ts";
import { FenceIndex, FenceSets, metresBetween, scaleAt, type Coordinate } from "../places/index.ts";
import { CatalogueStore } from "../telemetry/index.ts";
import { fixesOf, trackDrive, type DriveRow } from "./testing/recorded-drive.ts";
import { driveCatalogueBytes, driveCatalogueHash, driveColumns, type DriveSample } from "./testing/simulated-drive.ts";
import { foldTrack, type TrackSeries } from "./track-fold.ts";
import { newTrackState } from "./track-state.ts";
import { foldTracks } from "./track-turn.ts";
import { openLegOf } from "./trip-fold.ts";

const hourUs = 3_600_000_000;
const dayUs = 24 * hourUs;
const stopS = 180;
const isHere = recordingsFolder() !== undefined;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());

interface Circle {
  readonly centre: Coordinate;
  readonly radiusM: number;
}

interface Outcome {
  readonly legs: readonly { readonly kind: string; readonly start_s: number; readonly end_s: number | null; readonly distance_m: number }[];
  readonly events: readonly string[];
}

/** @param order of the segments, each batch with the time of its arrival after the drive. */
async function folded(
  samples: readonly DriveSample[],
  segmentSamples: number,
  circles: readonly Circle[],
  has: Parameters<typeof driveColumns>[1],
  order: (segments: number) => readonly { readonly segments: readonly number[]; readonly afterUs: number }[],
): Promise<Outcome> {
  const fleet = await api.makeFleet();
  const source = new ScriptedSource({ source: await fleet.addUnit(await fleet.addVehicle("DRIVEN")), catalogue: driveCatalogueHash });
  await api.store.addCatalogue(fleet.tenantId, driveCatalogueHash, driveCatalogueBytes);
  await addCircles(fleet.tenantId, circles);
  const records = Array.from({ length: Math.ceil(samples.length / segmentSamples) }, (_, index) =>
    source.segment(0, 0, { columns: driveColumns(samples.slice(index * segmentSamples, (index + 1) * segmentSamples), has) }),
  );
  const endUs = samples.at(-1)?.atUs ?? 0;
  const catalogues = new CatalogueStore({ database: api.db.worker });
  for (const { segments, afterUs } of order(records.length)) {
    await api.store.apply(
      fleet.tenantId,
      segments.flatMap((index) => records[index] ?? []),
    );
    const clock = { wallUs: () => endUs + afterUs, monoUs: () => 0 };
    await api.db.worker.transaction(fleet.tenantId, async (tx) => foldTracks(tx, { catalogues, fences: new FenceSets(), clock }));
  }
  return outcomeOf(fleet.tenantId, samples[0]?.atUs ?? 0);
}

async function addCircles(tenant: TenantId, circles: readonly Circle[]): Promise<void> {
  const tx = api.db.app.of(tenant);
  for (const [index, { centre, radiusM }] of circles.entries()) {
    const placeId = randomUUID();
    await tx.count("test-place", "insert into place (tenant_id, place_id, name, purpose) values ($1, $2, $3, 'zone')", [tenant, placeId, `${index}`]);
    await tx.count("test-shape", "insert into place_shape (tenant_id, place_id, from_us, shape, hysteresis_m, dwell_s) values ($1, $2, 0, $3, 0, 0)", [
      tenant,
      placeId,
      { kind: "circle", centre, radiusM },
    ]);
  }
  await tx.count("test-version", "insert into place_version (tenant_id, version) values ($1, 1)", [tenant]);
}

async function outcomeOf(tenant: TenantId, startUs: number): Promise<Outcome> {
  const { rows: legs } = await api.db.admin.query<Outcome["legs"][number]>(
    `select kind, (started_us - $2)::float8 / 1000000 as start_s, (ended_us - $2)::float8 / 1000000 as end_s, distance_m, idle_us, moving_us
     from drawbar.vehicle_leg where tenant_id = $1 order by started_us`,
    [tenant, startUs],
  );
  const { rows: events } = await api.db.admin.query<{ event: string }>(
    `select p.name || ' ' || e.kind || ' ' || e.at_us as event from drawbar.place_event e join drawbar.place p using (tenant_id, place_id)
     where e.tenant_id = $1 and e.kind <> 'found'`,
    [tenant],
  );
  return { legs, events: events.map(({ event }) => event).sort() };
}

const everything = (segments: number): readonly number[] => Array.from({ length: segments }, (_, index) => index);
const inOneGo = (segments: number) => [{ segments: everything(segments), afterUs: hourUs }];
const orders = {
  "one by one": (segments: number) => everything(segments).map((index) => ({ segments: [index], afterUs: hourUs })),
  "shuffled and doubled": (segments: number) => {
    const random = new SeededRandom(5);
    const drawn = [...everything(segments), ...everything(segments)].map((index) => ({ index, at: random.next() })).sort((left, right) => left.at - right.at);
    return Array.from({ length: Math.ceil(drawn.length / 9) }, (_, batch) => ({
      segments: drawn.slice(batch * 9, batch * 9 + 9).map(({ index }) => index),
      afterUs: hourUs,
    }));
  },
  "with their middle an hour late, and an earlier part a day": (segments: number) => {
    const third = Math.floor(segments / 3);
    const parts = [everything(segments).slice(2 * third), everything(segments).slice(third, 2 * third), everything(segments).slice(0, third)];
    return parts.map((part, index) => ({ segments: part, afterUs: [0, hourUs, dayUs][index] ?? 0 }));
  },
};

/** What happens at each circle, looked at position by position without any of our code but the distance. */
function crossingsOf(samples: readonly DriveSample[], circles: readonly Circle[]): readonly string[] {
  return circles
    .flatMap(({ centre, radiusM }, index) => {
      const isIn = samples.map(({ at }) => metresBetween(centre, at) <= radiusM);
      return samples.flatMap(({ atUs }, step) =>
        step === 0 || isIn[step] === isIn[step - 1] ? [] : [`${index} ${isIn[step] === true ? "entered" : "left"} ${atUs}`],
      );
    })
    .sort();
}

function circlesAlong(samples: readonly DriveSample[], count: number, radiusMaxM: number): readonly Circle[] {
  const random = new SeededRandom(3);
  return Array.from({ length: count }, () => {
    const [longitude, latitude] = samples[Math.floor(random.next() * samples.length)]?.at ?? [0, 0];
    const { ofLongitude, ofLatitude } = scaleAt(latitude);
    const aside = (): number => (random.next() - 0.5) * radiusMaxM;
    return { centre: [longitude + aside() / ofLongitude, latitude + aside() / ofLatitude], radiusM: 5 + random.next() * radiusMaxM };
  });
}

/** As stored: positions are kept to 1e-7 of a degree. */
function asStored(samples: readonly DriveSample[]): readonly DriveSample[] {
  return samples.map((sample) => ({ ...sample, at: [Math.round(sample.at[0] / 1e-7) * 1e-7, Math.round(sample.at[1] / 1e-7) * 1e-7] }));
}

/** Trips by their definition: what reaches 5 km/h, between standings of three minutes, from the last second that stood to the first one. */
function tripsOf(rows: readonly DriveRow[]): readonly { readonly from: number; readonly to: number; readonly metres: number }[] {
  const trips: { from: number; to: number; metres: number }[] = [];
  let begin = -1;
  let moved = -1;
  let fastest = 0;
  for (const [second, { kmh }] of rows.entries()) {
    if (begin >= 0 && kmh <= 2 && fastest < 5) begin = -1;
    fastest = begin < 0 ? kmh : Math.max(fastest, kmh);
    if (kmh > 2) {
      if (begin < 0) begin = second;
      moved = second;
    }
    const isOver = begin >= 0 && (second - moved > stopS || second === rows.length - 1);
    if (!isOver) continue;
    const metres = rows.slice(begin, moved + 2).reduce((sum, row, index) => sum + (row.kmh + (rows[begin + index - 1]?.kmh ?? 0)) / 7.2, 0);
    trips.push({ from: Math.max(0, begin - 1), to: moved + 1, metres });
    begin = -1;
  }
  return trips;
}

describe.skipIf(!isHere)("a drive that was recorded with OBD-II", () => {
  it.each(["drive1", "drive5", "drive7", "live1", "live2", "long1", "ufpe3"])(
    "%s has the trips that its speed shows, to the second and to 1 %",
    async (name) => {
      const rows = trackDrive(recording(`obd/carOBD_toyota_etios_2014/${name}.csv.gz`));
      const samples = rows.map(({ kmh, rpm }, second) => ({ atUs: noonUs + second * 1_000_000, at: [0, 0] as const, kmh, rpm, odometerM: 0 }));
      const { legs } = await folded(samples, 60, [], ["speed", "engine"], inOneGo);
      const trips = legs.filter(({ kind }) => kind === "trip");
      const expected = tripsOf(rows);
      expect(trips.map(({ start_s }) => start_s)).toEqual(expected.map(({ from }) => from));
      // A trip that lasts when the recording ends has no end.
      expect(trips.map(({ end_s }, index) => end_s ?? expected[index]?.to)).toEqual(expected.map(({ to }) => to));
      expect(trips.map(({ distance_m }, index) => Math.abs(distance_m / (expected[index]?.metres ?? 0) - 1) < 0.01)).toEqual(trips.map(() => true));
    },
  );
});

describe.skipIf(!isHere)("a receiver that stood", () => {
  it.each([
    "ublox-glo.log.chk.gz",
    "navisys-gr701w.log.chk.gz",
    "haicom-305N.log.chk.gz",
    "skytraq-A8.log.chk.gz",
    "sl869.log.chk.gz",
    "bu303-stillfix.log.chk",
  ])("makes no trip of how its fixes wander, as in %s", (name) => {
    const fixes = fixesOf(recording(`gps/gpsd/${name}`));
    const column = (kind: "latitude" | "longitude" | "accuracy", of: (fix: (typeof fixes)[number]) => number): TrackSeries => ({
      signal: { kind, source: "gnss", factor: 1 },
      timesUs: Float64Array.from(fixes, ({ atUs }) => atUs),
      values: Float64Array.from(fixes, of),
    });
    const state = newTrackState();
    const series = [column("longitude", ({ at }) => at[0]), column("latitude", ({ at }) => at[1]), column("accuracy", ({ errorM }) => errorM)];
    const { legs } = foldTrack(series, Number.POSITIVE_INFINITY, { state, places: new FenceIndex([]) });
    expect(fixes.length).toBeGreaterThan(5);
    expect([...legs, openLegOf(state.trips)].map((leg) => leg?.kind)).toEqual(["stop"]);
  });
});

describe.skipIf(!isHere)("a drive that was recorded with a receiver", () => {
  const drives = {
    "a u-blox at 10 Hz in a Toyota": () => {
      const lines = Buffer.from(recording("canlogs/toyota_rav4_2017/gnss_ublox.csv.gz")).toString("utf8").trim().split("\n").slice(1);
      const samples = lines.map((line): DriveSample => {
        const [seconds = 0, latitude = 0, longitude = 0, mps = 0] = line.split(",").map(Number);
        return { atUs: noonUs + Math.round((seconds - 1_533_226_488) * 1e6), at: [longitude, latitude], kmh: mps * 3.6, rpm: 0, odometerM: 0 };
      });
      return { samples: asStored(samples), segmentSamples: 10, radiusMaxM: 60 };
    },
    "an Etios whose way is reckoned from its real speed": () => {
      const samples: DriveSample[] = [];
      let at: Coordinate = [-34.95, -8.05];
      for (const [second, { kmh, rpm }] of trackDrive(recording("obd/carOBD_toyota_etios_2014/live1.csv.gz")).entries()) {
        const { ofLongitude, ofLatitude } = scaleAt(at[1]);
        const heading = second / 150;
        at = [at[0] + ((kmh / 3.6) * Math.sin(heading)) / ofLongitude, at[1] + ((kmh / 3.6) * Math.cos(heading)) / ofLatitude];
        samples.push({ atUs: noonUs + second * 1_000_000, at, kmh, rpm, odometerM: 0 });
      }
      return { samples: asStored(samples), segmentSamples: 120, radiusMaxM: 900 };
    },
  };

  it.each(Object.entries(drives))("by %s is as long as its track, and crosses each line once, whatever order it comes in", async (_, drive) => {
    const { samples, segmentSamples, radiusMaxM } = drive();
    const circles = circlesAlong(samples, 60, radiusMaxM);
    const has = ["speed", "position", "engine"] as const;
    const expected = await folded(samples, segmentSamples, circles, has, inOneGo);
    const lengthM = samples.reduce((sum, { at }, index) => sum + metresBetween(samples[index - 1]?.at ?? at, at), 0);
    const drivenM = expected.legs.reduce((sum, { distance_m }) => sum + distance_m, 0);
    expect(Math.abs(drivenM / lengthM - 1)).toBeLessThan(0.01);
    const crossings = crossingsOf(samples, circles);
    expect(crossings.length).toBeGreaterThan(60);
    expect(expected.events).toEqual(crossings);
    for (const order of Object.values(orders)) expect(await folded(samples, segmentSamples, circles, has, order)).toEqual(expected);
  });
});
