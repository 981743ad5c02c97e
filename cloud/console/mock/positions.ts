/** Where the made-up vehicles are: each drives round between towns, a function of time alone. */
import type { MockVehicle } from "./vehicles.ts";

const towns: readonly (readonly [longitude: number, latitude: number])[] = [
  [6.17, 51.37], // Venlo
  [5.48, 51.44], // Eindhoven
  [5.3, 51.69], // Den Bosch
  [5.86, 51.84], // Nijmegen
  [6.76, 51.43], // Duisburg
  [6.96, 50.94], // Cologne
  [6.08, 50.78], // Aachen
  [5.57, 50.63], // Liège
  [5.34, 50.93], // Hasselt
  [4.4, 51.22], // Antwerp
  [4.48, 51.92], // Rotterdam
  [5.12, 52.09], // Utrecht
];
const degreesPerSecond = 0.000_25; // some 80 km/h

/** @returns `undefined` for one that was never heard. */
export function positionAt(vehicle: MockVehicle, nowMs: number): object | undefined {
  if (vehicle.state === "never") return undefined;
  const atMs = Math.floor((nowMs - vehicle.silentForMs) / 1_000) * 1_000;
  const number = Number(vehicle.vehicleId.slice(-6));
  const from = towns[number % towns.length] ?? [6, 51];
  const to = towns[(number * 7 + 3) % towns.length] ?? [5, 51];
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(x, y) || 1;
  // there and back, each vehicle somewhere else on its way
  const lap = (((atMs / 1_000) * degreesPerSecond + number * 0.37) % (2 * length)) / length;
  const share = lap < 1 ? lap : 2 - lap;
  const bend = 0.08 * Math.sin(share * Math.PI * 5 + number); // roads are not straight
  const sign = lap < 1 ? 1 : -1;
  const heading = (Math.atan2(sign * x * Math.cos((from[1] * Math.PI) / 180), sign * y) * 180) / Math.PI;
  return {
    longitude: Math.round((from[0] + x * share - (y / length) * bend) * 1e6) / 1e6,
    latitude: Math.round((from[1] + y * share + (x / length) * bend) * 1e6) / 1e6,
    heading: Math.round(heading + 360) % 360,
    at: new Date(atMs).toISOString(),
  };
}
