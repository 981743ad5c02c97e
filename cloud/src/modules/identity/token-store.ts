import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import type { Permission, TokenWord } from "../../http/permissions.ts";

export interface StoredToken {
  readonly tokenId: string;
  readonly name: string;
  readonly tokenHash: Buffer;
  readonly scopes: readonly TokenWord[];
  /** Absent: all that its scopes mean. */
  readonly permissions?: readonly Permission[] | undefined;
  /** Absent: all. */
  readonly depots?: readonly string[] | undefined;
  /** Absent: the command line. */
  readonly createdBy?: string | undefined;
  readonly expiresAt: Date;
}

export interface ListedToken {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly TokenWord[];
  /** E-mail of who made it; absent for the command line, and for somebody who left. */
  readonly createdBy?: string | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt?: Date | undefined;
  readonly lastUsedAt?: Date | undefined;
}

interface TokenRow {
  readonly token_id: string;
  readonly name: string;
  readonly scopes: TokenWord[];
  readonly created_by: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
}

export class TokenStore {
  /** Ids grow with time, so the newest come first. */
  async list(
    tx: TenantTransaction,
    page: { readonly after?: string | undefined; readonly limit: number; readonly createdBy?: string | undefined },
  ): Promise<readonly ListedToken[]> {
    const { rows } = await readPage<TokenRow>(tx, {
      name: "api-token-list",
      select: `select t.token_id, t.name, t.scopes, o.email as created_by, t.created_at, t.expires_at, t.revoked_at, t.last_used_at
        from api_token t left join directory.operators_of($1) o on o.account_id = t.created_by`,
      where: (bind) => ["t.tenant_id = $1", page.createdBy && `t.created_by = ${bind(page.createdBy)}`],
      order: [{ column: "t.token_id", type: "uuid", of: (row) => row.token_id }],
      isDescending: true,
      limit: page.limit,
      position: page.after === undefined ? undefined : [page.after],
    });
    return rows.map((row) => ({
      tokenId: row.token_id,
      name: row.name,
      scopes: row.scopes,
      createdBy: row.created_by ?? undefined,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      revokedAt: row.revoked_at ?? undefined,
      lastUsedAt: row.last_used_at ?? undefined,
    }));
  }

  async makerOf(tx: TenantTransaction, tokenId: string): Promise<string | undefined> {
    const row = await tx.oneOrNone<{ created_by: string | null }>(
      "api-token-maker",
      "select created_by from api_token where tenant_id = $1 and token_id = $2",
      [tx.tenantId, tokenId],
    );
    return row?.created_by ?? undefined;
  }

  async add(tx: TenantTransaction, token: StoredToken): Promise<void> {
    await tx.count(
      "api-token-add",
      `with room as (delete from api_token where tenant_id = $1 and (expires_at <= now() - interval '30 days' or revoked_at <= now() - interval '30 days'))
       insert into api_token (tenant_id, token_id, name, token_hash, scopes, permissions, depot_ids, created_by, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        tx.tenantId,
        token.tokenId,
        token.name,
        token.tokenHash,
        token.scopes,
        token.permissions ?? null,
        token.depots ?? null,
        token.createdBy ?? null,
        token.expiresAt,
      ],
    );
  }

  /** @returns false when there is none, or it was revoked before. */
  async revoke(tx: TenantTransaction, tokenId: string): Promise<boolean> {
    const rows = await tx.count("api-token-revoke", "update api_token set revoked_at = now() where tenant_id = $1 and token_id = $2 and revoked_at is null", [
      tx.tenantId,
      tokenId,
    ]);
    return rows === 1;
  }

  async noteUse(tx: TenantTransaction, tokenId: string): Promise<void> {
    await tx.count("api-token-used", "update api_token set last_used_at = now() where tenant_id = $1 and token_id = $2", [tx.tenantId, tokenId]);
  }
}
