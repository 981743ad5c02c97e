/** COST: what 10,000 and 100,000 vehicles ask of a headquarters, reckoned from what a segment of the simulated fleet was measured to cost. */
import pg from "pg";
import type { Bench, BenchContext } from "./harness/bench-types.ts";
import type { LoadTask } from "./scale/fleet-load.ts";
import { measureCost, type SegmentCost } from "./scale/measured-cost.ts";
import { ScaleCloud } from "./scale/scale-cloud.ts";
import { addVehicles } from "./scale/scale-fleets.ts";

const fleets = 2;
const depotsPerFleet = 5;
const unitsPerDepot = 200;
const segmentSeconds = 10;
const seconds = 60;

const fleetSizes = [10_000, 100_000] as const;
/** Each vehicle drives so long a day; at the busiest moment so many of them drive. */
const drivingHours = 8;
const busiestShare = 0.5;
const vehiclesPerDepot = 200;
/** As they come: segments of priority 3, roll-ups, events. */
const hotDays = 30;
const coldDays = 365;
const eventDays = 7;

export const benches: readonly Bench[] = [
  { id: "COST", title: `what ${fleetSizes.join(" and ")} vehicles need, from segments of the simulated fleet and what they cost here`, run: measure },
];

async function measure(context: BenchContext): Promise<readonly []> {
  const folder = context.scratchFolder();
  const cloud = await ScaleCloud.start(folder);
  const admin = new pg.Client({ connectionString: cloud.adminUrl });
  try {
    await admin.connect();
    const depots: LoadTask["depots"][number][] = [];
    for (let fleet = 0; fleet < fleets; fleet += 1) {
      const { tenantId } = await cloud.addFleet(`Fleet ${fleet}`);
      depots.push(...(await addVehicles(admin, cloud.authorityDirectory, { tenantId, depots: depotsPerFleet, unitsPerDepot })));
    }
    context.say(`${fleets * depotsPerFleet * unitsPerDepot} simulated vehicles drive for ${seconds} s`);
    const cost = await measureCost(cloud, admin, folder, { hub: cloud.hub, depots, seconds, segmentSeconds, vehicles: "simulated" });
    for (const line of linesOf(cost)) context.say(line);
    return [];
  } finally {
    await admin.end();
    await cloud.stop();
  }
}

function linesOf(cost: SegmentCost): readonly string[] {
  const processes = Object.entries(cost.processorSeconds).filter(([name]) => name !== "api");
  const measured = [
    `measured at ${cost.perSecond.toFixed(0)} segments/s, of one segment:`,
    `${cost.samples.toFixed(0)} samples;`,
    `link ${cost.upBytes.toFixed(0)} B up and ${cost.downBytes.toFixed(0)} B down;`,
    `database ${cost.segmentTableBytes.toFixed(0)} B, event ${cost.eventBytes.toFixed(0)} B, WAL ${cost.walBytes.toFixed(0)} B;`,
    `processor ${processes.map(([name, used]) => `${name} ${(used * 1_000).toFixed(2)} ms`).join(", ")};`,
    `a minute of roll-ups ${cost.minuteBytes.toFixed(0)} B; a vehicle ${cost.vehicleBytes.toFixed(0)} B`,
  ].join(" ");
  const columns = fleetSizes.map((vehicles) => needsOf(vehicles, cost));
  const rows = columns[0]?.map(([name], row) => `| ${name} | ${columns.map((column) => column[row]?.[1]).join(" | ")} |`) ?? [];
  return [
    measured,
    `| vehicles | ${fleetSizes.map((vehicles) => vehicles.toLocaleString("en")).join(" | ")} |`,
    `|---|${fleetSizes.map(() => "---|").join("")}`,
    ...rows,
  ];
}

/** @returns what is needed, and how much. */
function needsOf(vehicles: number, cost: SegmentCost): readonly (readonly [string, string])[] {
  const perSecond = (vehicles * busiestShare) / segmentSeconds;
  const segmentsPerDay = (vehicles * drivingHours * 3_600) / segmentSeconds;
  const rawPerDay = segmentsPerDay * cost.segmentTableBytes;
  const minutesPerDay = vehicles * drivingHours * 60;
  // An hour is packed as a minute is; one more for the hour in which a drive begins or ends.
  const hoursPerDay = vehicles * (drivingHours + 1);
  const rollupsPerDay = (minutesPerDay + hoursPerDay) * cost.minuteBytes;
  const eventsPerDay = segmentsPerDay * cost.eventBytes;
  const held = rawPerDay * hotDays + rollupsPerDay * coldDays + eventsPerDay * eventDays + vehicles * cost.vehicleBytes;
  const cores = (name: string): string => ((cost.processorSeconds[name] ?? 0) * perSecond).toFixed(1);
  return [
    ["driving at the busiest moment", (vehicles * busiestShare).toLocaleString("en")],
    ["segments a second then", perSecond.toLocaleString("en")],
    ["samples a second then", `${((perSecond * cost.samples) / 1e6).toFixed(1)} M`],
    [`connections, ${vehiclesPerDepot} vehicles behind a depot`, (vehicles / vehiclesPerDepot).toLocaleString("en")],
    ["connections, every vehicle linked by itself", vehicles.toLocaleString("en")],
    ["on the links a day, up", sizeOf(segmentsPerDay * cost.upBytes)],
    ["on the links a day, down", sizeOf(segmentsPerDay * cost.downBytes)],
    ["PostgreSQL a day: segments", sizeOf(rawPerDay)],
    ["PostgreSQL a day: minutes and hours", sizeOf(rollupsPerDay)],
    ["PostgreSQL a day: events", sizeOf(eventsPerDay)],
    ["write-ahead log a day", sizeOf(segmentsPerDay * cost.walBytes)],
    [`PostgreSQL in all, ${hotDays} days hot, ${coldDays} cold`, sizeOf(held)],
    ["cores at the busiest moment: link", cores("link")],
    ["cores at the busiest moment: worker", cores("worker")],
    ["cores at the busiest moment: PostgreSQL", cores("postgres")],
  ];
}

function sizeOf(bytes: number): string {
  return bytes < 1e12 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e12).toFixed(1)} TB`;
}
