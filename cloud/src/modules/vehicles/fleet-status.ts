import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, type SourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { priorities } from "@drawbar/proto/link/records.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { VehicleStore } from "./vehicle-store.ts";

/** One link that is open to this cloud. */
export interface OpenLink {
  readonly sourceId: SourceId;
  readonly kind: "unit" | "depot";
  /** The vehicle's call sign or the depot's name. */
  readonly name: string;
  readonly heardAt: Date;
}

export interface FleetStatus {
  readonly vehicles: number;
  readonly depots: number;
  /** Samples taken in the last full minute that are stored, a second. */
  readonly samplesPerSecond: number;
  /** Newest stored sample, microseconds since 1970; recordings do not count. */
  readonly newestAtUs?: number | undefined;
  readonly links: readonly OpenLink[];
}

/** Each console asks every ten seconds; the answer is the same for all of a tenant. */
const keptMs = 5_000;
const tenantsKept = 1_000;
const linksMax = 500;
/** Units whose samples are counted; a larger fleet's rate is counted over its most recently heard ones. */
const unitsCounted = 2_000;
/** Open segments last a few seconds: what was taken just now is not sealed yet. */
const sealingUs = 10_000_000;
const minuteUs = 60_000_000;

/** What the foot of the console says about the whole fleet. */
export class FleetStatusReader {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #store = new VehicleStore();
  readonly #kept = new Map<TenantId, { readonly status: Promise<FleetStatus>; readonly until: number }>();

  constructor(options: { readonly database: Database; readonly clock: Clock }) {
    this.#database = options.database;
    this.#clock = options.clock;
  }

  read(tenant: TenantId): Promise<FleetStatus> {
    const nowUs = this.#clock.monoUs();
    const known = this.#kept.get(tenant);
    if (known !== undefined && known.until > nowUs) return known.status;
    const status = this.#read(tenant);
    this.#kept.delete(tenant);
    this.#kept.set(tenant, { status, until: nowUs + keptMs * 1_000 });
    status.catch(() => this.#kept.delete(tenant));
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > tenantsKept && oldest.done !== true) this.#kept.delete(oldest.value);
    return status;
  }

  async #read(tenant: TenantId): Promise<FleetStatus> {
    const tx = this.#database.of(tenant);
    const [counts, links, samplesPerSecond] = await Promise.all([this.#store.counts(tx), openLinks(tx), this.#samplesPerSecond(tx)]);
    return { ...counts, links, samplesPerSecond };
  }

  async #samplesPerSecond(tx: TenantTransaction): Promise<number> {
    const nowUs = this.#clock.wallUs();
    const fromUs = nowUs - sealingUs - minuteUs;
    const units = await tx.many<{ source_id: string }>(
      "status-units",
      `select l.source_id from source_latest l join unit u on u.tenant_id = $1 and u.unit_id = l.source_id and u.kind = 'unit'
       where l.tenant_id = $1 and l.at_us >= $2
       order by l.at_us desc
       limit $3`,
      [tx.tenantId, fromUs, unitsCounted],
    );
    if (units.length === 0) return 0;
    // Unnamed: its plan depends on the slots. Received today or, just after midnight, yesterday.
    const { samples } = await tx.one<{ samples: string }>(
      "",
      `select coalesce(sum(samples), 0) as samples from segment
       where tenant_id = $1 and slot = any($2::int[]) and source_id = any($3::uuid[]) and first_us >= $4 and first_us < $5`,
      [tx.tenantId, slotsAt(nowUs), units.map((unit) => unit.source_id), fromUs, nowUs - sealingUs],
    );
    return Number(samples) / (minuteUs / 1e6);
  }
}

async function openLinks(tx: TenantTransaction): Promise<readonly OpenLink[]> {
  const rows = await tx.many<{ source_id: string; kind: "unit" | "depot"; name: string; heard_at: Date }>(
    "status-links",
    `select p.source_id, 'depot' as kind, d.name, p.heard_at
     from source_presence p join depot d on d.tenant_id = $1 and d.depot_id = p.source_id
     where p.tenant_id = $1 and p.heard_at > now() - interval '60 seconds'
     union all
     select p.source_id, 'unit', v.call_sign, p.heard_at
     from source_presence p
     join unit_assignment a on a.tenant_id = $1 and a.unit_id = p.source_id and a.kind = 'unit' and upper_inf(a.during)
     join vehicle v on v.tenant_id = $1 and v.vehicle_id = a.vehicle_id
     where p.tenant_id = $1 and p.through_id is null and p.heard_at > now() - interval '60 seconds'
     order by kind, name
     limit $2`,
    [tx.tenantId, linksMax],
  );
  return rows.map((row) => ({ sourceId: parseSourceId(row.source_id), kind: row.kind, name: row.name, heardAt: row.heard_at }));
}

/** Partitions of today and yesterday, of all retention classes (0003_segments.sql, segment_slot). */
function slotsAt(nowUs: number): readonly number[] {
  return [nowUs, nowUs - 86_400_000_000].flatMap((us) => {
    const day = Number(new Date(us / 1_000).toISOString().slice(2, 10).replaceAll("-", ""));
    return priorities.map((priority) => priority * 1_000_000 + day);
  });
}
