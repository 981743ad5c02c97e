import type { Database } from "../../db/tenant-transaction.ts";
import type { Principal } from "../../http/principal.ts";
import { FactorStore } from "./factor-store.ts";

/** What a fleet asks of those who sign in to it. */
export class SignInPolicy {
  readonly #database: Database;
  readonly #store: FactorStore;

  constructor(options: { readonly database: Database }) {
    this.#database = options.database;
    this.#store = new FactorStore(options.database);
  }

  async isSecondFactorRequired(principal: Principal): Promise<boolean> {
    return this.#store.isRequired(principal.tenantId);
  }

  /** Holds from the next request on: who has none finds only the own account open until there is one. */
  async requireSecondFactor(principal: Principal, isRequired: boolean): Promise<void> {
    await this.#store.setRequired(this.#database.of(principal.tenantId), isRequired);
  }
}
