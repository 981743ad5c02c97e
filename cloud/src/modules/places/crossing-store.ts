/** Rows of `place_event`, made to agree with what a fold found in a stretch of time, and told to whoever wants to know. */
import { v5 as uuidV5 } from "uuid";
import { parseVehicleId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { NewEvent } from "../../events/event-types.ts";
import type { Crossing } from "./crossings.ts";
import { saveStays } from "./stay-store.ts";

/** All that is certain of a vehicle between two times. */
export interface CrossingWindow {
  readonly vehicleId: VehicleId;
  /** Not including. */
  readonly afterUs: number;
  readonly throughUs: number;
  readonly crossings: readonly Crossing[];
}

interface EventRow {
  readonly event_id: string;
  readonly vehicle_id: string;
  readonly place_id: string;
  readonly kind: Crossing["kind"];
}

/**
 * Adds crossings that are new, removes those that did not happen after all, and leaves the others alone: the same
 * positions once more change nothing.
 *
 * @param tx of a worker that nobody else works beside.
 * @returns what to tell.
 */
export async function saveCrossings(tx: TenantTransaction, windows: readonly CrossingWindow[]): Promise<readonly NewEvent[]> {
  const known = await tx.many<EventRow>(
    "place-events-known",
    `select e.event_id, e.vehicle_id, e.place_id, e.kind
     from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as b (vehicle_id, after_us, through_us)
     join place_event e on e.tenant_id = $1 and e.vehicle_id = b.vehicle_id and e.certain_us > b.after_us and e.certain_us <= b.through_us`,
    [tx.tenantId, windows.map(({ vehicleId }) => vehicleId), windows.map(({ afterUs }) => afterUs), windows.map(({ throughUs }) => throughUs)],
  );
  const found = windows.flatMap(({ vehicleId, crossings }) =>
    crossings.map((crossing) => ({ ...crossing, vehicleId, eventId: eventIdOf(vehicleId, crossing) })),
  );
  const foundIds = new Set(found.map(({ eventId }) => eventId));
  const knownIds = new Set(known.map(({ event_id }) => event_id));
  const gone = known.filter(({ event_id }) => !foundIds.has(event_id));
  const fresh = found.filter(({ eventId }) => !knownIds.has(eventId));
  if (gone.length > 0) {
    await tx.count("place-events-gone", "delete from place_event where tenant_id = $1 and event_id = any($2::uuid[])", [
      tx.tenantId,
      gone.map(({ event_id }) => event_id),
    ]);
  }
  if (fresh.length > 0) {
    await tx.count(
      "place-events-add",
      `insert into place_event (tenant_id, vehicle_id, place_id, event_id, kind, at_us, certain_us, since_us, longitude, latitude)
       select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::float8[], $10::float8[])
       on conflict on constraint place_event_key do update set certain_us = excluded.certain_us, since_us = excluded.since_us`,
      [
        tx.tenantId,
        fresh.map(({ vehicleId }) => vehicleId),
        fresh.map(({ placeId }) => placeId),
        fresh.map(({ eventId }) => eventId),
        fresh.map(({ kind }) => kind),
        fresh.map(({ atUs }) => atUs),
        fresh.map(({ certainUs }) => certainUs),
        fresh.map(({ insideSinceUs }) => insideSinceUs ?? null),
        fresh.map(({ at }) => at[0]),
        fresh.map(({ at }) => at[1]),
      ],
    );
  }
  await saveStays(tx, [...gone.map(({ vehicle_id, place_id }) => ({ vehicleId: parseVehicleId(vehicle_id), placeId: place_id })), ...fresh]);
  return [
    // Found without having been seen to enter is worth a row, and no alarm: nothing was crossed.
    ...gone
      .filter(({ kind }) => kind !== "found")
      .map(({ event_id: eventId, place_id: placeId, vehicle_id: vehicleId }): NewEvent => {
        return { type: "place.withdrawn", subject: vehicleId, body: { eventId, placeId, vehicleId } };
      }),
    ...fresh.flatMap(toldOf),
  ];
}

/** From what makes a crossing one: so that it is one, however often and in whatever order its positions come. */
function eventIdOf(vehicleId: VehicleId, { placeId, kind, atUs }: Crossing): string {
  return uuidV5(`${placeId} ${kind} ${atUs}`, vehicleId);
}

function toldOf({
  eventId,
  placeId,
  vehicleId,
  kind,
  atUs,
  insideSinceUs,
}: Crossing & { readonly eventId: string; readonly vehicleId: VehicleId }): NewEvent[] {
  const body = { eventId, placeId, vehicleId, at: timeOf(atUs) };
  if (kind === "entered") return [{ type: "place.entered", subject: vehicleId, body }];
  if (kind === "left") return [{ type: "place.left", subject: vehicleId, body: { ...body, insideSince: timeOf(insideSinceUs ?? atUs) } }];
  return [];
}

function timeOf(us: number): string {
  return new Date(us / 1_000).toISOString();
}
