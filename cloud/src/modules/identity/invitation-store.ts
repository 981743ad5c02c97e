import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { choiceOf, roleIdOf, type BuiltInRole, type RoleChoice } from "./roles.ts";
import { columnsOf } from "./user-store.ts";

export interface Invitation {
  readonly invitationId: string;
  readonly email: string;
  readonly role: RoleChoice;
  readonly roleName: string;
  readonly depots?: readonly string[] | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

interface InvitationRow {
  readonly invitation_id: string;
  readonly email: string;
  readonly role: BuiltInRole | null;
  readonly own_role_id: string | null;
  readonly role_name: string | null;
  readonly depot_ids: string[] | null;
  readonly created_at: Date;
  readonly expires_at: Date;
}

/** Open invitations; one that was accepted or withdrawn is gone. */
export class InvitationStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Takes the place of an older one to the same e-mail, whose link ends. */
  async add(
    tx: TenantTransaction,
    invitation: Omit<Invitation, "roleName" | "createdAt"> & { readonly tokenHash: Buffer; readonly invitedBy: string | undefined },
  ): Promise<void> {
    await tx.count(
      "invitation-add",
      `insert into invitation (tenant_id, invitation_id, email, role, own_role_id, depot_ids, token_hash, invited_by, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict on constraint invitation_email_unique do update set
         invitation_id = excluded.invitation_id, role = excluded.role, own_role_id = excluded.own_role_id, depot_ids = excluded.depot_ids,
         token_hash = excluded.token_hash, invited_by = excluded.invited_by, created_at = now(), expires_at = excluded.expires_at`,
      [
        tx.tenantId,
        invitation.invitationId,
        invitation.email,
        ...columnsOf(invitation.role),
        invitation.depots ?? null,
        invitation.tokenHash,
        invitation.invitedBy ?? null,
        invitation.expiresAt,
      ],
    );
  }

  /** Drops those whose time is over, first. */
  async count(tx: TenantTransaction): Promise<number> {
    await tx.count("invitation-drop-old", "delete from invitation where tenant_id = $1 and expires_at <= now()", [tx.tenantId]);
    const { open } = await tx.one<{ open: number }>("invitation-count", "select count(*)::int as open from invitation where tenant_id = $1", [tx.tenantId]);
    return open;
  }

  async list(tx: TenantTransaction): Promise<readonly Invitation[]> {
    const rows = await tx.many<InvitationRow>(
      "invitation-list",
      `select i.invitation_id, i.email, i.role, i.own_role_id, r.name as role_name, i.depot_ids, i.created_at, i.expires_at
       from invitation i left join tenant_role r on r.tenant_id = i.tenant_id and r.role_id = i.own_role_id
       where i.tenant_id = $1 and i.expires_at > now() order by i.email`,
      [tx.tenantId],
    );
    return rows.map(invitationOf);
  }

  /** @returns false when there is none. */
  async withdraw(tx: TenantTransaction, invitationId: string): Promise<boolean> {
    return (await tx.count("invitation-withdraw", "delete from invitation where tenant_id = $1 and invitation_id = $2", [tx.tenantId, invitationId])) === 1;
  }

  async tenantOf(tokenHash: Buffer): Promise<TenantId | undefined> {
    const row = await this.#database.directory.oneOrNone<{ tenant_id: string }>(
      "invitation-by-token",
      "select tenant_id from directory.invitation_by_token($1)",
      [tokenHash],
    );
    return row === undefined ? undefined : parseTenantId(row.tenant_id);
  }

  async find(tx: TenantTransaction, tokenHash: Buffer): Promise<Invitation | undefined> {
    const row = await tx.oneOrNone<InvitationRow>(
      "invitation-find",
      `select i.invitation_id, i.email, i.role, i.own_role_id, r.name as role_name, i.depot_ids, i.created_at, i.expires_at
       from invitation i left join tenant_role r on r.tenant_id = i.tenant_id and r.role_id = i.own_role_id
       where i.tenant_id = $1 and i.token_hash = $2 and i.expires_at > now()`,
      [tx.tenantId, tokenHash],
    );
    return row === undefined ? undefined : invitationOf(row);
  }

  /** @returns what it gives; `undefined` for whoever comes second. */
  async take(tx: TenantTransaction, tokenHash: Buffer): Promise<Invitation | undefined> {
    const row = await tx.oneOrNone<InvitationRow>(
      "invitation-take",
      `delete from invitation where tenant_id = $1 and token_hash = $2 and expires_at > now()
       returning invitation_id, email, role, own_role_id, null as role_name, depot_ids, created_at, expires_at`,
      [tx.tenantId, tokenHash],
    );
    return row === undefined ? undefined : invitationOf(row);
  }
}

function invitationOf(row: InvitationRow): Invitation {
  const role = choiceOf(row);
  return {
    invitationId: row.invitation_id,
    email: row.email,
    role,
    roleName: row.role_name ?? roleIdOf(role),
    depots: row.depot_ids ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
