/** Where a vehicle is, from the newest readings of its receivers. */
import type { NamedReading } from "./headlines.ts";
import type { VehiclePosition } from "./vehicle-types.ts";

/** @see https://covesa.github.io/vehicle_signal_specification/ */
const names = {
  latitude: "Vehicle.CurrentLocation.Latitude",
  longitude: "Vehicle.CurrentLocation.Longitude",
  heading: "Vehicle.CurrentLocation.Heading",
} as const;

const wanted: ReadonlySet<string> = new Set(Object.values(names));

/** Latitude and longitude of one fix come together; a link may tell them in two frames. */
const apartUsMax = 2_000_000;
/** A receiver says no course while it stands: what it said on the way in is still how the vehicle points, but not for ever. */
const headingUsMax = 600_000_000;

/** Whether a signal says where the vehicle is; to look at few of a vehicle's thousands of signals. */
export function isPosition(name: string): boolean {
  return wanted.has(name);
}

/**
 * @returns the newest whole fix; where several receivers speak, of the one that spoke last. `undefined` without one,
 * and for what is no place on Earth: a receiver that has lost its satellites may say 0° 0°.
 */
export function positionOf(readings: Iterable<NamedReading>): VehiclePosition | undefined {
  const newest = new Map<string, { readonly value: number; readonly atUs: number }>();
  for (const { signal, value, atUs } of readings) {
    if (value === undefined || atUs === undefined || !wanted.has(signal)) continue;
    const known = newest.get(signal);
    if (known === undefined || known.atUs < atUs) newest.set(signal, { value, atUs });
  }
  const [latitude, longitude, heading] = [newest.get(names.latitude), newest.get(names.longitude), newest.get(names.heading)];
  if (latitude === undefined || longitude === undefined || Math.abs(latitude.atUs - longitude.atUs) > apartUsMax) return undefined;
  if (Math.abs(latitude.value) > 90 || Math.abs(longitude.value) > 180 || (latitude.value === 0 && longitude.value === 0)) return undefined;
  const atUs = Math.max(latitude.atUs, longitude.atUs);
  const hasHeading = heading !== undefined && heading.value >= 0 && heading.value <= 360 && atUs - heading.atUs <= headingUsMax;
  return { latitude: latitude.value, longitude: longitude.value, atUs, ...(hasHeading ? { heading: heading.value % 360 } : {}) };
}
