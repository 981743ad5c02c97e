/** Which vehicles the simulated fleet of an installation has: the same at every start. */

export const fleetKinds = [
  { kind: "tractor", prefix: "TR", description: "Tractor, 13 l diesel" },
  { kind: "car", prefix: "CR", description: "Car, 2 l petrol" },
  { kind: "van", prefix: "VN", description: "Van, 2.2 l diesel" },
  { kind: "obd-van", prefix: "OV", description: "Van, 2.2 l diesel, heard through its OBD socket only" },
] as const;

export interface FleetVehicle {
  readonly callSign: string;
  readonly kind: (typeof fleetKinds)[number]["kind"];
  readonly seed: number;
  /** Name of its folder in the fleet's. */
  readonly folder: string;
}

/**
 * The n-th vehicle has always the same call sign, kind and seed. The kinds take turns; a vehicle that is there already
 * keeps its own, for fleets were made when there were fewer kinds to take turns.
 *
 * @param folders of the vehicles that are there.
 */
export function fleetVehicles(count: number, folders: ReadonlySet<string>): readonly FleetVehicle[] {
  return Array.from({ length: count }, (_, index) => {
    const row = fleetKinds.find(({ prefix }) => folders.has(folderOf(prefix, index))) ?? fleetKinds[index % fleetKinds.length] ?? fleetKinds[0];
    const { kind, prefix } = row;
    return { callSign: `${prefix} ${101 + index}`, kind, seed: 1_000 + index, folder: folderOf(prefix, index) };
  });
}

function folderOf(prefix: string, index: number): string {
  return `${prefix}-${101 + index}`;
}
