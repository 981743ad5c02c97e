import { parseVehicleId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { readPage } from "../../http/lists/page-statement.ts";
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
  const { scope, kind, fromUs, toUs, isDescending, limit, position } = query;
  const { rows, ...end } = await readPage<EventRow>(tx, {
    name: `place-events-of-${scope.kind}`,
    select: selectEvent,
    where: (bind) => [
      "e.tenant_id = $1",
      scope.kind === "place" ? `e.place_id = ${bind(scope.placeId)}` : undefined,
      scope.kind === "vehicle" ? `e.vehicle_id = ${bind(scope.vehicleId)}` : undefined,
      kind && `e.kind = ${bind(kind)}`,
      fromUs === undefined ? undefined : `e.at_us >= ${bind(fromUs)}`,
      toUs === undefined ? undefined : `e.at_us < ${bind(toUs)}`,
    ],
    order: [
      { column: "e.at_us", type: "bigint", of: (row) => row.at_us },
      { column: "e.event_id", type: "uuid", of: (row) => row.event_id },
    ],
    isDescending,
    limit,
    position,
  });
  return { events: rows.map(toEvent), ...end };
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
