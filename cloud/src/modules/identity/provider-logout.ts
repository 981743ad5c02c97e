import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { failIdentity } from "./identity-errors.ts";
import type { Providers } from "./provider.ts";
import { providerHash, ProviderLogoutStore } from "./provider-logout-store.ts";
import { SignOnStore } from "./sign-on-store.ts";

export interface ProviderLogoutOptions {
  readonly database: Database;
  readonly providers: Providers;
}

/** Where providers say that somebody signed out, after the API's prefix; followed by the tenant, which no change of name touches. */
export const providerLogoutPath = "/session/sign-on/provider-logout";

/** Ends sessions here when the company's provider says that they ended there. */
export class ProviderLogout {
  readonly #options: ProviderLogoutOptions;
  readonly #signOns: SignOnStore;
  readonly #store = new ProviderLogoutStore();

  constructor(options: ProviderLogoutOptions) {
    this.#options = options;
    this.#signOns = new SignOnStore(options.database);
  }

  /**
   * Holds while sign-on is switched off, too: sessions made before go on, and must end.
   *
   * @param token whatever came; nobody is signed in.
   * @returns the account whose sessions have ended; `undefined` when there were none any more.
   * @throws DrawbarError `SIGN_ON_UNKNOWN`, `SIGN_ON_LOGOUT_REFUSED`, `SIGN_ON_UNREACHABLE`.
   */
  async end(tenantId: TenantId, token: string): Promise<string | undefined> {
    const { database, providers } = this.#options;
    const settings = await this.#signOns.find(database.of(tenantId));
    if (settings === undefined) throw failIdentity("SIGN_ON_UNKNOWN", "there is no company sign-on here");
    const { issuer, clientId } = settings;
    const notice = await providers.logoutNotice({ issuer, clientId }, token); // without the secret, which is not needed for this
    return database.transaction(tenantId, async (tx) => {
      if (!(await this.#store.takeOnce(tx, providerHash(issuer, notice.tokenId))))
        throw failIdentity("SIGN_ON_LOGOUT_REFUSED", "the logout token was taken before");
      const ended =
        notice.providerSession === undefined
          ? await this.#store.endOfSubject(tx, issuer, notice.subject)
          : await this.#store.endOfSession(tx, providerHash(issuer, notice.providerSession));
      return ended[0];
    });
  }
}
