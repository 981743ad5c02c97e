/** The places that are depots, with their shapes as they are now. */
import { createHash } from "node:crypto";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { prepareShape, type Coordinate, type PreparedShape, type Shape } from "../places/index.ts";
import type { Depot } from "./arrival-types.ts";

export interface DepotGround extends Depot {
  readonly name: string;
  /** The depot's own id, where the place is the ground of one that is enrolled. */
  readonly depotId?: string | undefined;
  readonly shape: PreparedShape;
}

export class DepotGrounds {
  readonly all: readonly DepotGround[];
  /** Changes when one is drawn, moved or removed; not when it is only renamed. */
  readonly digest: string;

  constructor(all: readonly DepotGround[], digest: string) {
    this.all = all;
    this.digest = digest;
  }

  at(at: Coordinate): DepotGround | undefined {
    return this.all.find(({ shape }) => shape.contains(at));
  }

  find(placeId: string): DepotGround | undefined {
    return this.all.find((ground) => ground.placeId === placeId);
  }
}

export async function readDepotGrounds(tx: TenantTransaction): Promise<DepotGrounds> {
  const rows = await tx.many<{ place_id: string; name: string; depot_id: string | null; shape: Shape }>(
    "depot-grounds",
    `select p.place_id, p.name, p.depot_id, s.shape
     from place p join place_shape s on s.tenant_id = $1 and s.place_id = p.place_id and s.until_us is null
     where p.tenant_id = $1 and p.purpose = 'depot'
     order by p.place_id`,
    [tx.tenantId],
  );
  const grounds = rows.map((row): DepotGround => {
    const shape = prepareShape(row.shape);
    const { west, south, east, north } = shape.box;
    return { placeId: row.place_id, name: row.name, depotId: row.depot_id ?? undefined, shape, centre: [(west + east) / 2, (south + north) / 2] };
  });
  const digest = createHash("sha256")
    .update(JSON.stringify(rows.map(({ place_id, shape }) => [place_id, shape])))
    .digest("hex");
  return new DepotGrounds(grounds, digest);
}
