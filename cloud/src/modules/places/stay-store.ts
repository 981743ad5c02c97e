/** Rows of `place_stay`: who is inside which place now, as the newest crossing of each says. */
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";

/** A vehicle and a place whose line it crossed, or did not cross after all. */
export interface Crossed {
  readonly vehicleId: VehicleId;
  readonly placeId: string;
}

/** Makes stays agree with the crossings that are kept; the same once more changes nothing. */
export async function saveStays(tx: TenantTransaction, crossed: readonly Crossed[]): Promise<void> {
  if (crossed.length === 0) return;
  await tx.count(
    "place-stays",
    `with newest as (
       select c.vehicle_id, c.place_id, e.event_id, e.kind, e.at_us
       from (select distinct * from unnest($2::uuid[], $3::uuid[]) as u (vehicle_id, place_id)) c
       left join lateral (
         select n.event_id, n.kind, n.at_us from place_event n
         where n.tenant_id = $1 and n.vehicle_id = c.vehicle_id and n.place_id = c.place_id
         order by n.certain_us desc
         limit 1
       ) e on true
     ), gone as (
       delete from place_stay s using newest n
       where s.tenant_id = $1 and s.vehicle_id = n.vehicle_id and s.place_id = n.place_id and (n.event_id is null or n.kind = 'left')
     )
     insert into place_stay (tenant_id, vehicle_id, place_id, event_id, since_us)
     select $1, n.vehicle_id, n.place_id, n.event_id, n.at_us from newest n where n.kind <> 'left'
     on conflict on constraint place_stay_key do update set event_id = excluded.event_id, since_us = excluded.since_us`,
    [tx.tenantId, crossed.map(({ vehicleId }) => vehicleId), crossed.map(({ placeId }) => placeId)],
  );
}

/**
 * To join to a statement about vehicles `v` of the tenant `$1`, as `w`: the depot's ground on which a vehicle stands; of
 * several the one that it came to last. One look in an index a vehicle, and nothing to read for one that is on the road.
 */
export const joinDepotStay = `
  left join lateral (
    select i.place_id, q.name, i.since_us
    from place_stay i join place q on q.tenant_id = $1 and q.place_id = i.place_id and q.purpose = 'depot'
    where i.tenant_id = $1 and i.vehicle_id = v.vehicle_id
    order by i.since_us desc
    limit 1
  ) w on true`;
