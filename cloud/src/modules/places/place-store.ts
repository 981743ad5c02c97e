import { parseSourceId, type DepotId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import type { PlaceListQuery } from "./place-lists.ts";
import type { Place, PlacePurpose, PlaceWish } from "./place-types.ts";
import type { Shape } from "./shape.ts";

interface PlaceRow {
  readonly place_id: string;
  readonly name: string;
  readonly purpose: PlacePurpose;
  readonly note: string;
  readonly depot_id: string | null;
  readonly created_at: Date;
  readonly from_us: string;
  readonly shape: Shape;
  readonly hysteresis_m: number;
  readonly dwell_s: number;
}

export interface PlacesPage {
  readonly places: readonly Place[];
  /** Where it ended; absent on the last page. */
  readonly end?: Position;
}

const selectPlace = `
  select p.place_id, p.name, p.purpose, p.note, p.depot_id, p.created_at, s.from_us, s.shape, s.hysteresis_m, s.dwell_s
  from place p
  join place_shape s on s.tenant_id = $1 and s.place_id = p.place_id and s.until_us is null`;

/** Rows of `place` and `place_shape`. Every statement names its tenant; row-level security is the second lock. */
export class PlaceStore {
  async find(tx: TenantTransaction, placeId: string): Promise<Place | undefined> {
    const row = await tx.oneOrNone<PlaceRow>("place-find", `${selectPlace} where p.tenant_id = $1 and p.place_id = $2`, [tx.tenantId, placeId]);
    return row === undefined ? undefined : toPlace(row);
  }

  /** The same, and nobody else changes it until the transaction ends. */
  async lock(tx: TenantTransaction, placeId: string): Promise<Place | undefined> {
    const row = await tx.oneOrNone<PlaceRow>("place-lock", `${selectPlace} where p.tenant_id = $1 and p.place_id = $2 for update of p`, [tx.tenantId, placeId]);
    return row === undefined ? undefined : toPlace(row);
  }

  async page(tx: TenantTransaction, { isDescending, limit, filters, position }: PlaceListQuery): Promise<PlacesPage> {
    const { rows, ...end } = await readPage<PlaceRow>(tx, {
      name: "place-page",
      select: selectPlace,
      where: (bind) => [
        "p.tenant_id = $1",
        filters.purpose && `p.purpose = ${bind(filters.purpose)}`,
        filters.depotId && `p.depot_id = ${bind(filters.depotId)}::uuid`,
      ],
      order: [{ column: "p.name", type: "text", of: ({ name }) => name }],
      isDescending,
      limit,
      position,
    });
    return { places: rows.map(toPlace), ...end };
  }

  async count(tx: TenantTransaction): Promise<number> {
    const { places } = await tx.one<{ places: string }>("place-count", "select count(*) as places from place where tenant_id = $1", [tx.tenantId]);
    return Number(places);
  }

  async isNameTaken(tx: TenantTransaction, name: string, butBy: string): Promise<boolean> {
    const rows = await tx.many("place-name-taken", "select 1 from place where tenant_id = $1 and name = $2 and place_id <> $3", [tx.tenantId, name, butBy]);
    return rows.length > 0;
  }

  async hasDepot(tx: TenantTransaction, depotId: DepotId): Promise<boolean> {
    const rows = await tx.many("place-depot", "select 1 from depot where tenant_id = $1 and depot_id = $2 and revoked_at is null", [tx.tenantId, depotId]);
    return rows.length > 0;
  }

  async add(tx: TenantTransaction, placeId: string, wish: PlaceWish, fromUs: number): Promise<void> {
    await tx.count("place-add", "insert into place (tenant_id, place_id, name, purpose, note, depot_id) values ($1, $2, $3, $4, $5, $6)", [
      tx.tenantId,
      placeId,
      wish.name,
      wish.purpose,
      wish.note,
      wish.depotId ?? null,
    ]);
    await this.#addShape(tx, placeId, wish, fromUs);
  }

  async change(tx: TenantTransaction, placeId: string, wish: PlaceWish): Promise<void> {
    await tx.count("place-change", "update place set name = $3, purpose = $4, note = $5, depot_id = $6 where tenant_id = $1 and place_id = $2", [
      tx.tenantId,
      placeId,
      wish.name,
      wish.purpose,
      wish.note,
      wish.depotId ?? null,
    ]);
  }

  /** The shape of before holds for positions of before. */
  async replaceShape(tx: TenantTransaction, placeId: string, wish: PlaceWish, fromUs: number): Promise<void> {
    await tx.count("place-shape-end", "update place_shape set until_us = $3 where tenant_id = $1 and place_id = $2 and until_us is null", [
      tx.tenantId,
      placeId,
      fromUs,
    ]);
    await this.#addShape(tx, placeId, wish, fromUs);
  }

  /** Shapes and events go with it. */
  async remove(tx: TenantTransaction, placeId: string): Promise<boolean> {
    return (await tx.count("place-remove", "delete from place where tenant_id = $1 and place_id = $2", [tx.tenantId, placeId])) === 1;
  }

  /** Who keeps shapes in memory reads them again. Last in a change: the tenant's changes wait for each other from here on. */
  async bump(tx: TenantTransaction): Promise<void> {
    await tx.count(
      "place-bump",
      "insert into place_version as v (tenant_id, version) values ($1, 1) on conflict on constraint place_version_key do update set version = v.version + 1",
      [tx.tenantId],
    );
  }

  async #addShape(tx: TenantTransaction, placeId: string, { shape, hysteresisM, dwellS }: PlaceWish, fromUs: number): Promise<void> {
    await tx.count("place-shape-add", "insert into place_shape (tenant_id, place_id, from_us, shape, hysteresis_m, dwell_s) values ($1, $2, $3, $4, $5, $6)", [
      tx.tenantId,
      placeId,
      fromUs,
      shape,
      hysteresisM,
      dwellS,
    ]);
  }
}

function toPlace(row: PlaceRow): Place {
  return {
    placeId: row.place_id,
    name: row.name,
    purpose: row.purpose,
    note: row.note,
    depotId: row.depot_id === null ? undefined : parseSourceId(row.depot_id),
    createdAt: row.created_at,
    shapeFromUs: Number(row.from_us),
    shape: row.shape,
    hysteresisM: row.hysteresis_m,
    dwellS: row.dwell_s,
  };
}
