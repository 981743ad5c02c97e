import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";

/** What an account has beside its password. */
export interface Factors {
  /** Sealed; absent when no authenticator app was begun to be added. */
  readonly totpSecret?: Buffer | undefined;
  /** A right code was seen: it is asked for from then on. */
  readonly hasTotp: boolean;
  readonly recoveryCodesLeft: number;
  readonly passkeys: number;
}

export interface ListedPasskey {
  /** base64url. */
  readonly passkeyId: string;
  readonly name: string;
  readonly transports: readonly string[];
  readonly createdAt: Date;
  readonly lastUsedAt?: Date | undefined;
}

export interface StoredPasskey {
  readonly accountId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
}

interface PasskeyRow {
  readonly credential_id: string;
  readonly transports: string[];
  readonly name: string;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}

/** Factors of accounts; accounts have no tenant, so all of it goes through functions of the schema `directory`. */
export class FactorStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async of(accountId: string): Promise<Factors> {
    const row = await this.#database.directory.one<{
      sealed_secret: Buffer | null;
      is_confirmed: boolean;
      recovery_codes: number;
      passkeys: number;
    }>("factors-of", "select sealed_secret, is_confirmed, recovery_codes, passkeys from directory.factors_of($1)", [accountId]);
    return {
      totpSecret: row.sealed_secret ?? undefined,
      hasTotp: row.is_confirmed,
      recoveryCodesLeft: row.recovery_codes,
      passkeys: row.passkeys,
    };
  }

  async isRequired(tenantId: string): Promise<boolean> {
    const { required } = await this.#database.directory.one<{ required: boolean }>(
      "second-factor-required",
      "select directory.is_second_factor_required($1) as required",
      [tenantId],
    );
    return required;
  }

  async setRequired(tx: TenantTransaction, isRequired: boolean): Promise<void> {
    await tx.count(
      "second-factor-set-required",
      `insert into identity_policy (tenant_id, second_factor_required) values ($1, $2)
       on conflict on constraint identity_policy_key do update set second_factor_required = excluded.second_factor_required`,
      [tx.tenantId, isRequired],
    );
  }

  /** @returns false when one is in use. */
  async beginTotp(accountId: string, sealedSecret: Buffer): Promise<boolean> {
    return this.#isDone("totp-begin", "select directory.begin_totp($1, $2) as done", [accountId, sealedSecret]);
  }

  /** @returns false when this step or a later one was used. */
  async useTotpStep(accountId: string, step: number): Promise<boolean> {
    return this.#isDone("totp-use-step", "select directory.use_totp_step($1, $2) as done", [accountId, step]);
  }

  /** Recovery codes go with it. */
  async dropTotp(accountId: string): Promise<void> {
    await this.#database.directory.many("totp-drop", "select directory.drop_totp($1)", [accountId]);
  }

  async setRecoveryCodes(accountId: string, hashes: readonly Buffer[]): Promise<void> {
    await this.#database.directory.many("recovery-codes-set", "select directory.set_recovery_codes($1, $2)", [accountId, hashes]);
  }

  async useRecoveryCode(accountId: string, hash: Buffer): Promise<boolean> {
    return this.#isDone("recovery-code-use", "select directory.use_recovery_code($1, $2) as done", [accountId, hash]);
  }

  async passkeys(accountId: string): Promise<readonly ListedPasskey[]> {
    const rows = await this.#database.directory.many<PasskeyRow>(
      "passkeys-of",
      "select credential_id, transports, name, created_at, last_used_at from directory.passkeys_of($1)",
      [accountId],
    );
    return rows.map((row) => ({
      passkeyId: row.credential_id,
      name: row.name,
      transports: row.transports,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at ?? undefined,
    }));
  }

  async passkey(passkeyId: string): Promise<StoredPasskey | undefined> {
    const row = await this.#database.directory.oneOrNone<{ account_id: string; public_key: Buffer; counter: string; transports: string[] }>(
      "passkey-by-id",
      "select account_id, public_key, counter, transports from directory.passkey_by_id($1)",
      [passkeyId],
    );
    return row === undefined ? undefined : { accountId: row.account_id, publicKey: row.public_key, counter: Number(row.counter), transports: row.transports };
  }

  /** @returns false when it is known already, or the account has its most. */
  async addPasskey(
    accountId: string,
    passkey: { readonly passkeyId: string; readonly name: string } & Omit<StoredPasskey, "accountId">,
    most: number,
  ): Promise<boolean> {
    return this.#isDone("passkey-add", "select directory.add_passkey($1, $2, $3, $4, $5, $6, $7) as done", [
      accountId,
      passkey.passkeyId,
      passkey.publicKey,
      passkey.counter,
      passkey.transports,
      passkey.name,
      most,
    ]);
  }

  async notePasskeyUse(passkeyId: string, counter: number): Promise<void> {
    await this.#database.directory.many("passkey-note-use", "select directory.note_passkey_use($1, $2)", [passkeyId, counter]);
  }

  async dropPasskey(accountId: string, passkeyId: string): Promise<boolean> {
    return this.#isDone("passkey-drop", "select directory.drop_passkey($1, $2) as done", [accountId, passkeyId]);
  }

  /** In every tenant. */
  async endOtherSessions(accountId: string, keep: string): Promise<void> {
    await this.#database.directory.many("sessions-end-others", "select directory.end_other_sessions($1, $2)", [accountId, keep]);
  }

  async #isDone(name: string, sql: string, values: readonly unknown[]): Promise<boolean> {
    const { done } = await this.#database.directory.one<{ done: boolean }>(name, sql, values);
    return done;
  }
}
