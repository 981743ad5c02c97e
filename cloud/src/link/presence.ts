/** Who was heard, and over which depot: gathered in memory, written every now and then. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { linkRoleLimits } from "./limits.ts";

interface Heard {
  readonly tenant: TenantId;
  readonly source: SourceId;
  readonly through: SourceId | undefined;
  readonly agent: string | undefined;
}

export class Presence {
  readonly #database: Database;
  #heard = new Map<string, Heard>();

  constructor(options: { readonly database: Database }) {
    this.#database = options.database;
  }

  /** @param through the depot that passed it on; absent when the source spoke itself. @param agent name and release of its program. */
  hear(tenant: TenantId, source: SourceId, through: SourceId | undefined, agent?: string): void {
    const key = `${tenant}/${source}`;
    const known = this.#heard.get(key);
    if (known !== undefined && known.through === through && agent === undefined) return;
    if (known === undefined && this.#heard.size >= linkRoleLimits.presenceMax) return;
    this.#heard.set(key, { tenant, source, through, agent: agent ?? known?.agent });
  }

  /** @throws what the database throws; what was heard is then written the next time. */
  async write(): Promise<void> {
    const heard = this.#heard;
    this.#heard = new Map();
    try {
      for (const [tenant, sources] of Map.groupBy(heard.values(), (one) => one.tenant)) await this.#writeTenant(tenant, sources);
    } catch (error) {
      for (const [key, one] of heard) if (!this.#heard.has(key)) this.#heard.set(key, one);
      throw error;
    }
  }

  async #writeTenant(tenant: TenantId, sources: readonly Heard[]): Promise<void> {
    const sorted = sources.toSorted((left, right) => (left.source < right.source ? -1 : 1));
    await this.#database.of(tenant).count(
      "presence-write",
      `insert into source_presence as p (tenant_id, source_id, heard_at, through_id, agent)
       select $1, b.source_id, now(), b.through_id, coalesce(b.agent, '')
       from unnest($2::uuid[], $3::uuid[], $4::text[]) as b (source_id, through_id, agent)
       order by b.source_id
       on conflict on constraint source_presence_key do update
         set heard_at = excluded.heard_at, through_id = excluded.through_id, agent = case when excluded.agent = '' then p.agent else excluded.agent end`,
      [tenant, sorted.map(({ source }) => source), sorted.map(({ through }) => through ?? null), sorted.map(({ agent }) => agent?.slice(0, 200) ?? null)],
    );
  }
}
