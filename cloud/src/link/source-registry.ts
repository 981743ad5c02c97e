/** Who may link, and whose data is taken: any source of the tenant that was not taken out of the fleet. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { linkRoleLimits } from "./limits.ts";

export interface SourceRegistryOptions {
  readonly database: Database;
  readonly clock: Clock;
}

interface Known {
  readonly isRevoked: boolean;
  /** Not even what depots hold of it is taken. */
  readonly isRefused: boolean;
  readonly untilUs: number;
}

export class SourceRegistry {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();

  constructor(options: SourceRegistryOptions) {
    this.#database = options.database;
    this.#clock = options.clock;
  }

  /**
   * Sources that were taken out. A source that the fleet has never heard of is let in and noted as a unit without a
   * vehicle: after the database was put back to before its enrolment its certificate still speaks for it, and
   * refusing its data would lose it.
   *
   * @param kind of a source that the fleet has never heard of.
   */
  async revoked(tenant: TenantId, sources: Iterable<SourceId>, kind: "unit" | "depot" = "unit"): Promise<ReadonlySet<SourceId>> {
    return this.#which(tenant, sources, kind, ({ isRevoked }) => isRevoked);
  }

  /**
   * Sources of which nothing is stored any more. What a depot took from a unit before it heard that the unit is out of
   * trust is: the depot turns such a unit away itself.
   */
  async refused(tenant: TenantId, sources: Iterable<SourceId>): Promise<ReadonlySet<SourceId>> {
    return this.#which(tenant, sources, "unit", ({ isRefused }) => isRefused);
  }

  /** It changed just now: the next question is asked of the database. */
  forget(tenant: TenantId, source: SourceId): void {
    this.#known.delete(`${tenant}/${source}`);
  }

  async #which(tenant: TenantId, sources: Iterable<SourceId>, kind: "unit" | "depot", is: (known: Known) => boolean): Promise<ReadonlySet<SourceId>> {
    const wanted = [...new Set(sources)];
    const nowUs = this.#clock.monoUs();
    const unknown = wanted.filter((source) => (this.#known.get(`${tenant}/${source}`)?.untilUs ?? Number.NEGATIVE_INFINITY) <= nowUs);
    if (unknown.length > 0) await this.#look(tenant, unknown, kind, nowUs);
    return new Set(
      wanted.filter((source) => {
        const known = this.#known.get(`${tenant}/${source}`);
        return known !== undefined && is(known);
      }),
    );
  }

  /** What is remembered, for where nobody can wait. */
  isKnownRevoked(tenant: TenantId, source: SourceId): boolean {
    return this.#known.get(`${tenant}/${source}`)?.isRevoked === true;
  }

  async #look(tenant: TenantId, sources: readonly SourceId[], kind: "unit" | "depot", nowUs: number): Promise<void> {
    const rows = await this.#database.of(tenant).many<{ source_id: SourceId; is_revoked: boolean; is_refused: boolean }>(
      "registry-look",
      `with wanted as (
         select unnest($2::uuid[]) as source_id
       ),
       new_here as (
         select w.source_id
         from wanted w
         where not exists (select from unit u where u.tenant_id = $1 and u.unit_id = w.source_id)
           and not exists (select from depot d where d.tenant_id = $1 and d.depot_id = w.source_id)
       ),
       added_units as (
         insert into unit (tenant_id, unit_id, kind, device)
         select $1, n.source_id, 'unit', 'not enrolled here' from new_here n where $3 = 'unit'
         on conflict on constraint unit_key do nothing
       ),
       added_depots as (
         insert into depot (tenant_id, depot_id, name, device)
         select $1, n.source_id, 'Depot ' || left(n.source_id::text, 8), 'not enrolled here' from new_here n where $3 = 'depot'
         on conflict do nothing
       )
       select u.unit_id as source_id, u.revoked_at is not null as is_revoked, u.revoked_at is not null and not u.held_counts as is_refused
       from unit u join wanted w on u.unit_id = w.source_id where u.tenant_id = $1
       union all
       select d.depot_id, d.revoked_at is not null, d.revoked_at is not null from depot d join wanted w on d.depot_id = w.source_id where d.tenant_id = $1`,
      [tenant, sources, kind],
    );
    if (this.#known.size > linkRoleLimits.admissionsMax) this.#known.clear();
    const found = new Map(rows.map((row) => [row.source_id, row]));
    const untilUs = nowUs + linkRoleLimits.admissionMs * 1_000;
    for (const source of sources) {
      const { is_revoked: isRevoked = false, is_refused: isRefused = false } = found.get(source) ?? {};
      this.#known.set(`${tenant}/${source}`, { isRevoked, isRefused, untilUs });
    }
  }
}
