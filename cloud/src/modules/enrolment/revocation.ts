/** That a person took a device out of trust. */
import { Type, type Static } from "typebox";
import { named } from "../../http/schemas.ts";

/** When, by whom and why. */
export interface Revocation {
  readonly at: Date;
  /** Absent when the account or token is gone. */
  readonly by?: string | undefined;
  readonly reason: string;
}

/** Columns that `revocationSelect` gives. */
export interface RevocationRow {
  readonly revoked_at: Date | null;
  readonly revoked_by: string | null;
  readonly revoked_reason: string | null;
}

export const RevocationView = named(
  "Revocation",
  Type.Object({
    at: Type.String({ format: "date-time" }),
    by: Type.Optional(Type.String({ description: "E-mail address of a person, or name of a program; absent when it is gone." })),
    reason: Type.String(),
  }),
);

/**
 * Names are joined when read, as in the audit trail; whoever was not revoked costs nothing.
 *
 * @param table alias of `unit` or `depot` in a statement whose $1 is the tenant.
 */
export function revocationSelect(table: string): string {
  return `${table}.revoked_at, ${table}.revoked_reason, case ${table}.revoked_by_kind
    when 'account' then (select o.email from directory.operators_of($1) o where o.account_id::text = ${table}.revoked_by_id)
    when 'token' then (select k.name from api_token k where k.tenant_id = $1 and k.token_id::text = ${table}.revoked_by_id)
  end as revoked_by`;
}

/** @returns undefined for a device that is trusted, and for one that went together with its vehicle. */
export function toRevocation({ revoked_at, revoked_by, revoked_reason }: RevocationRow): Revocation | undefined {
  return revoked_at === null || revoked_reason === null ? undefined : { at: revoked_at, by: revoked_by ?? undefined, reason: revoked_reason };
}

export function revocationToJson({ at, by, reason }: Revocation): Static<typeof RevocationView> {
  return { at: at.toISOString(), ...(by === undefined ? {} : { by }), reason };
}
