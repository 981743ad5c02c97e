/** The fleets of a headquarters, for whoever holds its database: the first one cannot be made by somebody signed in. */
import { v7 as uuidV7 } from "uuid";
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { failTenant } from "./tenant-errors.ts";

export interface Tenant {
  readonly tenantId: TenantId;
  readonly name: string;
  /** Absent for a fleet that is served. */
  readonly suspendedAt?: Date | undefined;
  readonly deleteAfter?: Date | undefined;
}

interface TenantRow {
  readonly name: string;
  readonly suspended_at: Date | null;
  readonly delete_after: Date | null;
}

const nameLengthMax = 80;

export class TenantAdministration {
  readonly #database: Database;

  /** @param options.database opened as the service's role: it needs no more. */
  constructor(options: { readonly database: Database }) {
    this.#database = options.database;
  }

  /** By name. */
  async list(): Promise<readonly Tenant[]> {
    const ids = await this.#database.directory.many<{ tenant_id: string }>("tenants", "select tenant_id from directory.tenants()", []);
    const tenants: Tenant[] = [];
    for (const { tenant_id } of ids) {
      const tenantId = parseTenantId(tenant_id);
      const row = await this.#database
        .of(tenantId)
        .oneOrNone<TenantRow>("tenant-listed", "select name, suspended_at, delete_after from tenant where tenant_id = $1", [tenantId]);
      if (row === undefined) continue; // removed since the list was read
      const { name, suspended_at: suspendedAt, delete_after: deleteAfter } = row;
      tenants.push({ tenantId, name, ...(suspendedAt === null ? {} : { suspendedAt }), ...(deleteAfter === null ? {} : { deleteAfter }) });
    }
    return tenants.toSorted((left, right) => left.name.localeCompare(right.name));
  }

  /** @throws DrawbarError `TENANT_NAME_INVALID`, `TENANT_EXISTS`. */
  async add(name: string): Promise<Tenant> {
    const tenant: Tenant = { tenantId: parseTenantId(uuidV7()), name: parseName(name) };
    const taken = (await this.list()).find((other) => isSameName(other.name, tenant.name));
    if (taken !== undefined) throw failTenant("TENANT_EXISTS", `there is a fleet "${taken.name}" already (${taken.tenantId})`);
    await this.ensure(tenant);
    return tenant;
  }

  /** Idempotent. */
  async ensure({ tenantId, name }: Tenant): Promise<void> {
    await this.#database.of(tenantId).count("tenant-ensure", "insert into tenant (tenant_id, name) values ($1, $2) on conflict do nothing", [tenantId, name]);
  }

  /**
   * @param wanted a name or an id; absent for the only one that there is.
   * @throws DrawbarError `TENANT_UNKNOWN`, `TENANT_AMBIGUOUS`.
   */
  async find(wanted: string | undefined): Promise<Tenant> {
    const tenants = await this.list();
    const found = wanted === undefined ? tenants : tenants.filter(({ tenantId, name }) => tenantId === wanted.toLowerCase() || isSameName(name, wanted));
    const [tenant] = found;
    if (tenant === undefined) {
      throw failTenant(
        "TENANT_UNKNOWN",
        wanted === undefined
          ? 'this headquarters serves no fleet yet; "drawbar tenant add NAME --operator EMAIL" makes the first one'
          : `there is no fleet "${wanted}"; "drawbar tenant list" shows all`,
      );
    }
    if (found.length > 1)
      throw failTenant(
        "TENANT_AMBIGUOUS",
        `say which fleet is meant with --tenant: ${found.map(({ name, tenantId }) => `"${name}" (${tenantId})`).join(", ")}`,
      );
    return tenant;
  }
}

function parseName(text: string): string {
  const name = text.trim();
  if (name.length >= 1 && name.length <= nameLengthMax && !/\p{Cc}/u.test(name)) return name;
  throw failTenant("TENANT_NAME_INVALID", `${JSON.stringify(text.slice(0, 100))} is no name of a fleet: 1 to ${nameLengthMax} characters`);
}

function isSameName(left: string, right: string): boolean {
  return left.localeCompare(right.trim(), "en", { sensitivity: "accent" }) === 0;
}
