import { parseVehicleId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import type { PlaceEvent } from "./place-types.ts";

/** Whose events are wanted. */
export type EventScope =
  | { readonly kind: "fleet" }
  | { readonly kind: "place"; readonly placeId: string }
  | { readonly kind: "vehicle"; readonly vehicleId: VehicleId };

export interface EventQuery {
  readonly scope: EventScope;
  readonly isDescending: boolean;
  readonly limit: number;
  readonly kind?: PlaceEvent["kind"] | undefined;
  readonly fromUs?: number | undefined;
  readonly toUs?: number | undefined;
  readonly position?: Position | undefined;
}

export interface EventsPage {
  readonly events: readonly PlaceEvent[];
  /** Where it ended; absent on the last page. */
  readonly end?: Position;
}

interface EventRow {
  readonly event_id: string;
  readonly place_id: string;
  readonly name: string;
  readonly vehicle_id: string;
  readonly call_sign: string;
  readonly kind: PlaceEvent["kind"];
  readonly at_us: string;
  readonly since_us: string | null;
  readonly longitude: number;
  readonly latitude: number;
}

const selectEvent = `
  select e.event_id, e.place_id, p.name, e.vehicle_id, v.call_sign, e.kind, e.at_us, e.since_us, e.longitude, e.latitude
  from place_event e
  join place p on p.tenant_id = $1 and p.place_id = e.place_id
  join vehicle v on v.tenant_id = $1 and v.vehicle_id = e.vehicle_id`;

export async function pageOfEvents(tx: TenantTransaction, query: EventQuery): Promise<EventsPage> {
  const { scope, isDescending, limit, position } = query;
  const [direction, comparison] = isDescending ? (["desc", "<"] as const) : (["asc", ">"] as const);
  // Texts of their own, as each has an index of its own.
  const isOfScope = { fleet: "$6::uuid is null", place: "e.place_id = $6", vehicle: "e.vehicle_id = $6" }[scope.kind];
  const isAfter = position === undefined ? "" : `and (e.at_us, e.event_id) ${comparison} ($7::bigint, $8::uuid)`;
  const rows = await tx.many<EventRow>(
    `place-events-of-${scope.kind}-${direction}${position === undefined ? "-first" : ""}`,
    `${selectEvent}
     where e.tenant_id = $1 and ${isOfScope} and e.at_us >= $3 and e.at_us < $4 and ($5::text is null or e.kind = $5) ${isAfter}
     order by e.at_us ${direction}, e.event_id ${direction}
     limit $2`,
    [
      tx.tenantId,
      limit + 1,
      query.fromUs ?? 0,
      query.toUs ?? Number.MAX_SAFE_INTEGER,
      query.kind ?? null,
      scope.kind === "place" ? scope.placeId : scope.kind === "vehicle" ? scope.vehicleId : null,
      ...(position ?? []),
    ],
  );
  const events = rows.slice(0, limit).map(toEvent);
  const last = events.at(-1);
  return rows.length > limit && last !== undefined ? { events, end: [last.atUs, last.eventId] } : { events };
}

/** Of each vehicle that is in the place the event by which it came, the newest first. */
export async function vehiclesInside(tx: TenantTransaction, placeId: string, limit: number): Promise<readonly PlaceEvent[]> {
  const rows = await tx.many<EventRow>(
    "place-vehicles-inside",
    `${selectEvent}
     where e.tenant_id = $1 and e.place_id = $2 and e.kind <> 'left' and not exists (
       select from place_event n where n.tenant_id = $1 and n.place_id = $2 and n.vehicle_id = e.vehicle_id and n.certain_us > e.certain_us
     )
     order by e.at_us desc, e.event_id
     limit $3`,
    [tx.tenantId, placeId, limit],
  );
  return rows.map(toEvent);
}

function toEvent(row: EventRow): PlaceEvent {
  return {
    eventId: row.event_id,
    placeId: row.place_id,
    placeName: row.name,
    vehicleId: parseVehicleId(row.vehicle_id),
    callSign: row.call_sign,
    kind: row.kind,
    atUs: Number(row.at_us),
    insideSinceUs: row.since_us === null ? undefined : Number(row.since_us),
    at: [row.longitude, row.latitude],
  };
}
