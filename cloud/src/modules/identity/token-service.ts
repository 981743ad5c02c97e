import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { failHttp } from "../../http/http-errors.ts";
import { permissionFor, permissionsOfScopes, type Permission, type TokenWord } from "../../http/permissions.ts";
import type { Principal } from "../../http/principal.ts";
import { failIdentity } from "./identity-errors.ts";
import { hashOf, makeSecret } from "./secrets.ts";
import { TokenStore, type ListedToken } from "./token-store.ts";

export interface NewApiToken {
  /** Shown once; we keep its hash. */
  readonly token: string;
  readonly tokenId: string;
  readonly expiresAt: Date;
}

/** Credentials of programs. */
export class TokenService {
  readonly #database: Database;
  readonly #store = new TokenStore();
  readonly #clock: Clock;

  constructor(options: { readonly database: Database; readonly clock: Clock }) {
    this.#database = options.database;
    this.#clock = options.clock;
  }

  /**
   * Gives the permissions named, and of each broad word what its maker has of it, for the maker's depots. For people, and for programs that administer:
   * otherwise a token that leaked could live for ever by making the next.
   *
   * @throws DrawbarError `TOKEN_SCOPE_TOO_WIDE`, `SCOPE_MISSING`.
   */
  async create(
    principal: Principal,
    options: { readonly name: string; readonly scopes: readonly TokenWord[]; readonly expiresInMs: number },
  ): Promise<NewApiToken> {
    if (principal.kind === "token" && !principal.scopes.includes("admin"))
      throw failHttp("SCOPE_MISSING", 'a token needs the scope "admin" to make another token');
    const missing = options.scopes.find((word) => !principal.permissions.has(permissionFor(word)));
    if (missing !== undefined) throw failIdentity("TOKEN_SCOPE_TOO_WIDE", `"${missing}" is not yours to give`);
    const permissions: Permission[] = [...permissionsOfScopes(options.scopes)].filter((permission) => principal.permissions.has(permission));
    const token = makeSecret("apiToken");
    const tokenId = uuidV7();
    const expiresAt = new Date(this.#clock.wallUs() / 1_000 + options.expiresInMs);
    const tx = this.#database.of(principal.tenantId);
    const createdBy = principal.kind === "session" ? principal.accountId : await this.#store.makerOf(tx, principal.tokenId);
    await this.#store.add(tx, {
      tokenId,
      name: options.name,
      tokenHash: hashOf(token),
      scopes: options.scopes,
      permissions,
      depots: principal.depots === undefined ? undefined : [...principal.depots],
      createdBy,
      expiresAt,
    });
    return { token, tokenId, expiresAt };
  }

  /**
   * Newest first; those that ended in the last 30 days included. One's own, and everybody's for who may manage them.
   *
   * @throws DrawbarError `SCOPE_MISSING` for a program that may not manage tokens.
   */
  async list(principal: Principal, page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly ListedToken[]> {
    const createdBy = principal.permissions.has("tokens.manage") ? undefined : ownerOf(principal);
    return this.#store.list(this.#database.of(principal.tenantId), { ...page, createdBy });
  }

  /** A token may end itself, a person their own, and who manages tokens any. @throws DrawbarError `TOKEN_UNKNOWN`, `SCOPE_MISSING`. */
  async revoke(principal: Principal, tokenId: string): Promise<void> {
    const tx = this.#database.of(principal.tenantId);
    const isItself = principal.kind === "token" && principal.tokenId === tokenId;
    if (!isItself && !principal.permissions.has("tokens.manage") && (await this.#store.makerOf(tx, tokenId)) !== ownerOf(principal)) throw notYours();
    if (!(await this.#store.revoke(tx, tokenId))) throw failIdentity("TOKEN_UNKNOWN", `there is no API token ${tokenId} to revoke`);
  }
}

function ownerOf(principal: Principal): string {
  if (principal.kind === "session") return principal.accountId;
  throw notYours();
}

function notYours(): Error {
  return failHttp("SCOPE_MISSING", 'this needs the permission "tokens.manage"; without it, people see and revoke the tokens that they made');
}
