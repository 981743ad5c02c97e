/** The shapes of each tenant's places, ready to be asked, for as long as nobody changes one. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { FenceIndex } from "./fence-index.ts";
import { placeLimits } from "./limits.ts";
import { prepareShape } from "./prepared-shape.ts";
import type { Shape } from "./shape.ts";

interface ShapeRow {
  readonly place_id: string;
  readonly from_us: string;
  readonly until_us: string | null;
  readonly shape: Shape;
  readonly hysteresis_m: number;
  readonly dwell_s: number;
}

const none = new FenceIndex([]);

export class FenceSets {
  /** In order of use. */
  readonly #kept = new Map<TenantId, { readonly version: string; readonly index: FenceIndex }>();

  async of(tx: TenantTransaction): Promise<FenceIndex> {
    const row = await tx.oneOrNone<{ version: string }>("place-version", "select version from place_version where tenant_id = $1", [tx.tenantId]);
    if (row === undefined) return none;
    const kept = this.#kept.get(tx.tenantId);
    const entry = kept?.version === row.version ? kept : { version: row.version, index: await readFences(tx) };
    this.#kept.delete(tx.tenantId);
    this.#kept.set(tx.tenantId, entry);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > placeLimits.fenceSetsKept && oldest !== undefined) this.#kept.delete(oldest);
    return entry.index;
  }
}

/** Those of before too: positions that come late meet the shapes of their time. */
async function readFences(tx: TenantTransaction): Promise<FenceIndex> {
  const rows = await tx.many<ShapeRow>(
    "place-shapes",
    "select place_id, from_us, until_us, shape, hysteresis_m, dwell_s from place_shape where tenant_id = $1 order by place_id, from_us",
    [tx.tenantId],
  );
  return new FenceIndex(
    rows.map((row) => ({
      placeId: row.place_id,
      fromUs: Number(row.from_us),
      untilUs: row.until_us === null ? Number.POSITIVE_INFINITY : Number(row.until_us),
      hysteresisM: row.hysteresis_m,
      dwellUs: row.dwell_s * 1_000_000,
      shape: prepareShape(row.shape),
    })),
  );
}
