import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Fence } from "./fence-index.ts";
import type { FenceSets } from "./fence-sets.ts";
import type { Coordinate } from "./geodesy.ts";
import type { PlacePurpose } from "./place-types.ts";

export interface PlaceName {
  readonly placeId: string;
  readonly name: string;
}

interface NameRow {
  readonly place_id: string;
  readonly name: string;
  readonly purpose: PlacePurpose;
}

/** A zone may hold a whole town and a route crosses it: neither says where a vehicle stands as well as a yard does. */
const wide: ReadonlySet<PlacePurpose> = new Set(["zone", "route"]);

/**
 * Names positions by the places of today, also those of long ago: a place is often drawn after the first trips to it.
 *
 * @returns of each position the narrowest place that it is in, zones and routes last; `undefined` where there is none.
 */
export async function namePlaces(
  tx: TenantTransaction,
  fences: FenceSets,
  positions: readonly (Coordinate | undefined)[],
  nowUs: number,
): Promise<readonly (PlaceName | undefined)[]> {
  if (positions.length === 0) return [];
  const index = await fences.of(tx);
  const near = positions.map((at) =>
    at === undefined || index.size === 0 ? [] : index.near(at, nowUs).filter(({ shape, hysteresisM }) => shape.isWithin(at, hysteresisM)),
  );
  const ids = [...new Set(near.flat().map(({ placeId }) => placeId))];
  if (ids.length === 0) return positions.map(() => undefined);
  const rows = await tx.many<NameRow>("place-names", "select place_id, name, purpose from place where tenant_id = $1 and place_id = any($2::uuid[])", [
    tx.tenantId,
    ids,
  ]);
  const known = new Map(rows.map((row) => [row.place_id, row]));
  return near.map((candidates) => {
    const [best] = candidates
      .flatMap((fence) => {
        const row = known.get(fence.placeId);
        return row === undefined ? [] : [{ row, rank: [Number(wide.has(row.purpose)), areaOf(fence)] as const }];
      })
      .toSorted((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1]);
    return best === undefined ? undefined : { placeId: best.row.place_id, name: best.row.name };
  });
}

function areaOf({ shape: { box } }: Fence): number {
  return (box.east - box.west) * (box.north - box.south);
}
