import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parseCallSign, parseTenantId, parseVehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { VehicleSummary } from "../modules/vehicles/index.ts";
import { FleetTopic } from "./fleet-topic.ts";
import { liveLimits } from "./limits.ts";
import { LiveReader } from "./live-reader.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const clock = { wallUs: () => Date.now() * 1_000, monoUs: () => Date.now() * 1_000 };
const tenant = parseTenantId("018f6a00-0000-7000-8000-000000000001");
const ground = { placeId: "018f6a00-0000-7000-8000-000000000002", name: "Venlo", sinceUs: 1_764_000_000_000_000 };

function vehicle(number: number): VehicleSummary {
  return {
    vehicleId: parseVehicleId(`018f6a00-0000-7000-8000-${String(number).padStart(12, "0")}`),
    callSign: parseCallSign(`TR ${number}`),
    description: "",
    simulated: false,
    life: "active",
    lifeSince: new Date(0),
    tags: [],
    attributes: {},
    state: "live",
    headline: [],
  };
}

test("a vehicle that comes to a depot or leaves it is told at the next look after the fleet was read", async () => {
  let fleet: readonly VehicleSummary[] = Array.from({ length: 1_000 }, (_, index) => vehicle(index + 1));
  const now = (one: VehicleSummary): VehicleSummary => ({ ...one, state: one.ground === undefined ? "live" : "in-depot" });
  const topic = new FleetTopic({
    tenant,
    clock,
    fleet: {
      fleet: async () => fleet,
      refresh: (_tenant, one) => now(one),
      stateNow: (_tenant, one) => ({ state: now(one).state, untilUs: Number.POSITIVE_INFINITY }),
    },
    onBehind: () => undefined,
    onError: (error) => expect.fail(String(error)),
  });
  await topic.start();
  topic.snapshot();
  const told: string[] = [];
  topic.readers.add(new LiveReader({ socket: { bufferedAmount: 0, send: (text) => told.push(text), ping() {}, close() {}, terminate() {} }, clock }));
  const last = fleet.at(-1)?.vehicleId;
  for (const stands of [ground, undefined]) {
    fleet = fleet.map((one) => (one.vehicleId === last ? { ...one, ground: stands } : one));
    told.length = 0;
    await vi.advanceTimersByTimeAsync(liveLimits.fleetReadMs + 2 * liveLimits.fleetDeltaMs);
    const inDepot = stands === undefined ? null : { placeId: ground.placeId, name: "Venlo", since: "2025-11-24T16:00:00.000Z" };
    expect(told.map((text) => JSON.parse(text) as object)).toEqual([
      { topic: "fleet", kind: "delta", vehicles: [{ vehicleId: last, state: stands === undefined ? "live" : "in-depot", inDepot }] },
    ]);
  }
  topic.close();
});
