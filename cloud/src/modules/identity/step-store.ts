import type { Database } from "../../db/tenant-transaction.ts";
import { hashOf, isSecret, makeSecret } from "./secrets.ts";

/** What a step waits for. */
export type StepPurpose = "second-factor" | "passkey-sign-in" | "passkey-add" | "sign-on";

export interface Step {
  readonly accountId?: string | undefined;
  readonly payload: string;
}

/** What was begun in one request and ends in another: kept here for minutes, named by a secret that the browser holds. */
export class StepStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @returns the secret that names it. */
  async begin(purpose: StepPurpose, step: Step, lastingMs: number): Promise<string> {
    const token = makeSecret("step");
    await this.#database.directory.many("step-add", "select directory.add_step($1, $2, $3, $4, make_interval(secs => $5))", [
      hashOf(token),
      purpose,
      step.accountId ?? null,
      step.payload,
      lastingMs / 1_000,
    ]);
    return token;
  }

  /** @returns it to one of all who come with its secret; then it is gone. */
  async take(purpose: StepPurpose, token: string): Promise<Step | undefined> {
    return this.#read("step-take", "select account_id, payload from directory.take_step($1, $2)", token, [purpose]);
  }

  /** @returns it as often as `most`, for answers that may be wrong. */
  async tryOnce(purpose: StepPurpose, token: string, most: number): Promise<Step | undefined> {
    return this.#read("step-try", "select account_id, payload from directory.try_step($1, $2, $3)", token, [purpose, most]);
  }

  async #read(name: string, sql: string, token: string, values: readonly unknown[]): Promise<Step | undefined> {
    if (!isSecret("step", token)) return undefined;
    const row = await this.#database.directory.oneOrNone<{ account_id: string | null; payload: string }>(name, sql, [hashOf(token), ...values]);
    return row === undefined ? undefined : { accountId: row.account_id ?? undefined, payload: row.payload };
  }
}
