/** The identity routes on a real database, and browsers that sign in there. */
import { randomBytes } from "node:crypto";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { testDatabase, type TestDatabase } from "../../../db/testing/test-database.ts";
import type { App } from "../../../http/api.ts";
import { buildApp } from "../../../http/app.ts";
import { createHttpMetrics } from "../../../http/metrics.ts";
import { IdentityAdministration } from "../administration.ts";
import { RunningExports } from "../../../http/tables/table-export.ts";
import { identityRoutes } from "../identity-routes.ts";
import { cheapPasswordCost } from "./cheap-passwords.ts";
import { buildIdentity, type Identity } from "../identity.ts";
import type { BuiltInRole } from "../roles.ts";
import { SecretBox } from "../../../secrets/secret-box.ts";

export interface IdentityApp {
  readonly db: TestDatabase;
  readonly app: App;
  readonly identity: Identity;
  /** A tenant with an owner who is signed in. */
  makeFleet(): Promise<{ readonly tenantId: TenantId; readonly owner: TestBrowser }>;
  /** Somebody more in a tenant, signed in. */
  addPerson(tenantId: TenantId, role: BuiltInRole, depots?: readonly string[]): Promise<TestBrowser>;
  dispose(): Promise<void>;
}

/** One browser, with its cookie. */
export class TestBrowser {
  readonly #app: App;
  readonly email: string;
  readonly password: string;
  #cookie = "";
  #csrf = "";
  accountId = "";

  constructor(app: App, credentials: { readonly email: string; readonly password: string }) {
    this.#app = app;
    this.email = credentials.email;
    this.password = credentials.password;
  }

  async signIn(): Promise<LightMyRequestResponse> {
    return this.keep(await this.post("/session", { email: this.email, password: this.password }));
  }

  /** Takes over the session that an answer opens. */
  keep(answer: LightMyRequestResponse): LightMyRequestResponse {
    const cookie = answer.cookies.find(({ name }) => name === "drawbar_session");
    if (cookie === undefined) return answer;
    this.#cookie = `drawbar_session=${cookie.value}`;
    if (answer.statusCode === 200) this.adopt(answer.json());
    return answer;
  }

  /** @param session as GET /session gives it. */
  adopt({ csrfToken, account }: { readonly csrfToken: string; readonly account: { readonly accountId: string } }): void {
    this.#csrf = csrfToken;
    this.accountId = account.accountId;
  }

  async get(path: string): Promise<LightMyRequestResponse> {
    return this.#ask({ method: "GET", url: path });
  }

  async post(path: string, payload?: object): Promise<LightMyRequestResponse> {
    return this.#ask({ method: "POST", url: path, ...(payload === undefined ? {} : { payload }) });
  }

  async delete(path: string): Promise<LightMyRequestResponse> {
    return this.#ask({ method: "DELETE", url: path });
  }

  async #ask(options: InjectOptions & { readonly url: string }): Promise<LightMyRequestResponse> {
    const headers = { host: "fleet.example", cookie: this.#cookie, "x-csrf-token": this.#csrf, "user-agent": "TestBrowser/1" };
    return this.#app.inject({ ...options, url: `/api/v1${options.url}`, headers });
  }
}

/** @param options.isInsecure whether providers without TLS may be used. */
export async function startIdentityApp(options: { readonly isInsecure?: boolean; readonly clock?: Clock } = {}): Promise<IdentityApp> {
  const db = await testDatabase();
  const clock = options.clock ?? systemClock;
  const identity = buildIdentity({
    database: db.app,
    box: new SecretBox(randomBytes(32)),
    clock,
    allowInsecureIssuers: options.isInsecure,
    passwordCost: cheapPasswordCost,
  });
  const app = await buildApp({
    authenticator: identity.service,
    routes: [identityRoutes({ identity, running: new RunningExports(), isSecure: false })],
    log: createLogger({ process: "test", level: "silent" }),
    clock: systemClock,
    metrics: createHttpMetrics({ withProcess: false }),
    isSecure: false,
    trustedProxies: 0,
    requestsPerMinuteMax: 100_000,
    version: "0.0.0",
  });
  await app.ready();
  let people = 0;
  const addPerson: IdentityApp["addPerson"] = async (tenantId, role, depots) => {
    const administration = new IdentityAdministration({ database: db.app, tenantId, clock: systemClock, passwordCost: cheapPasswordCost });
    const browser = new TestBrowser(app, await administration.addOperator({ email: `person-${people++}@fleet.example`, role }));
    if (depots !== undefined)
      await db.admin.query(
        "update drawbar.membership set depot_ids = $2 where account_id = (select account_id from drawbar.operator_account where email = $1)",
        [browser.email, depots],
      );
    await db.admin.query("delete from drawbar.sign_in_attempt"); // one address does all the work
    await browser.signIn();
    return browser;
  };
  return {
    db,
    app,
    identity,
    addPerson,
    makeFleet: async () => {
      const tenantId = await db.makeTenant("A fleet");
      return { tenantId, owner: await addPerson(tenantId, "owner") };
    },
    dispose: async () => {
      await app.close();
      await db.dispose();
    },
  };
}
