import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { Act, type AuditSink } from "../../http/audit.ts";
import type { Principal } from "../../http/principal.ts";
import { failIdentity } from "./identity-errors.ts";
import type { IdentityServiceOptions } from "./identity-service.ts";
import { IdentityStore } from "./identity-store.ts";
import { identityLimits, parseEmail, type Client } from "./identity-types.ts";
import { InvitationStore, type Invitation } from "./invitation-store.ts";
import { checkNewPassword, type Passwords } from "./passwords.ts";
import { hashOf, isSecret, makeSecret } from "./secrets.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";
import type { UserQuota } from "./user-quota.ts";
import type { UserService, WantedGrant } from "./user-service.ts";
import { UserStore } from "./user-store.ts";

export interface InvitationServiceOptions {
  readonly database: Database;
  readonly users: UserService;
  readonly passwords: Passwords;
  readonly throttle: SignInThrottle;
  readonly clock: Clock;
  /** How many people a fleet may have; absent where any number may. */
  readonly quotas?: UserQuota | undefined;
  /** Where it is recorded who came in; absent without a trail, such as in a test. */
  readonly audit?: AuditSink | undefined;
  /** Whether a fleet is served; absent where all are. */
  readonly gate?: IdentityServiceOptions["gate"];
}

/** What the person invited sees before accepting. */
export interface InvitationView {
  readonly email: string;
  readonly tenantName: string;
  readonly roleName: string;
  /** The e-mail has an account, whose password is asked for; otherwise one is chosen. */
  readonly hasAccount: boolean;
}

/** Brings people in: the inviter hands on a link that works once. */
export class InvitationService {
  readonly #database: Database;
  readonly #identity: IdentityStore;
  readonly #store: InvitationStore;
  readonly #userStore: UserStore;
  readonly #users: UserService;
  readonly #passwords: Passwords;
  readonly #throttle: SignInThrottle;
  readonly #clock: Clock;
  readonly #quotas: UserQuota | undefined;
  readonly #audit: AuditSink | undefined;
  readonly #gate: InvitationServiceOptions["gate"];

  constructor(options: InvitationServiceOptions) {
    this.#database = options.database;
    this.#users = options.users;
    this.#passwords = options.passwords;
    this.#throttle = options.throttle;
    this.#clock = options.clock;
    this.#quotas = options.quotas;
    this.#audit = options.audit;
    this.#gate = options.gate;
    this.#identity = new IdentityStore(options.database);
    this.#store = new InvitationStore(options.database);
    this.#userStore = new UserStore(options.database);
  }

  /**
   * @returns the secret of the link, shown this once: the console's address is `/invitation#` and it.
   * @throws DrawbarError `EMAIL_MALFORMED`, `USER_EXISTS`, `IDENTITY_LIMIT`, and as `UserService.checkGivable`.
   */
  async invite(principal: Principal, wanted: WantedGrant & { readonly email: string }): Promise<{ readonly token: string; readonly invitation: Invitation }> {
    const email = parseEmail(wanted.email);
    const token = makeSecret("invitation");
    const nowMs = this.#clock.wallUs() / 1_000;
    const account = await this.#identity.accountByEmail(email); // outside of the transaction: it takes a connection of its own
    const invitation = await this.#database.transaction(principal.tenantId, async (tx) => {
      const role = await this.#users.checkGivable(tx, principal, wanted);
      if (account !== undefined && (await this.#identity.isMember(tx, account.accountId)))
        throw failIdentity("USER_EXISTS", `${email} works for the fleet already; change the role instead`);
      const open = await this.#store.count(tx);
      if (open >= identityLimits.invitationsMax)
        throw failIdentity("IDENTITY_LIMIT", `${open} invitations are open, the most there can be; withdraw some that nobody will accept`);
      const made: Invitation = {
        invitationId: uuidV7(),
        email,
        role: role.choice,
        roleName: role.name,
        depots: wanted.depots,
        createdAt: new Date(nowMs),
        expiresAt: new Date(nowMs + identityLimits.invitationMs),
      };
      await this.#store.add(tx, { ...made, tokenHash: hashOf(token), invitedBy: principal.kind === "session" ? principal.accountId : undefined });
      return made;
    });
    return { token, invitation };
  }

  async list(principal: Principal): Promise<readonly Invitation[]> {
    return this.#store.list(this.#database.of(principal.tenantId));
  }

  /** @throws DrawbarError `INVITATION_UNKNOWN`. */
  async withdraw(principal: Principal, invitationId: string): Promise<void> {
    if (!(await this.#store.withdraw(this.#database.of(principal.tenantId), invitationId)))
      throw failIdentity("INVITATION_UNKNOWN", `there is no open invitation ${invitationId}`);
  }

  /** @throws DrawbarError `INVITATION_INVALID`. */
  async look(token: string): Promise<InvitationView> {
    const tx = this.#database.of(await this.#tenantOf(token));
    const [invitation, tenantName] = await Promise.all([this.#store.find(tx, hashOf(token)), this.#identity.tenantName(tx)]);
    if (invitation === undefined) throw invalid();
    const account = await this.#identity.accountByEmail(invitation.email);
    return { email: invitation.email, tenantName, roleName: invitation.roleName, hasAccount: account !== undefined };
  }

  /**
   * Makes the account, or proves the one that is there, and then lets it in.
   *
   * @returns who may now be signed in, and where.
   * @throws DrawbarError `INVITATION_INVALID`, `PASSWORD_UNFIT`, `SIGN_IN_REFUSED`, `SIGN_IN_THROTTLED`, `SIGN_IN_BUSY`, `TENANT_SUSPENDED`.
   */
  async accept(
    token: string,
    person: { readonly name: string; readonly password: string },
    client: Client,
  ): Promise<{ readonly accountId: string; readonly tenantId: TenantId; readonly act: Act }> {
    const tenantId = await this.#tenantOf(token);
    await this.#gate?.check(tenantId); // before anything is used up: the link works once the fleet is served again
    const tokenHash = hashOf(token);
    const found = await this.#store.find(this.#database.of(tenantId), tokenHash);
    if (found === undefined) throw invalid();
    const accountId = await this.#accountFor(found.email, { ...person, address: client.address });
    const act = new Act({ actor: { kind: "account", id: accountId }, address: client.address, requestId: client.requestId });
    try {
      await this.#database.transaction(tenantId, async (tx) => {
        const taken = await this.#store.take(tx, tokenHash);
        if (taken === undefined) throw invalid();
        await this.#userStore.add(tx, accountId, { choice: taken.role, depots: taken.depots });
        await this.#quotas?.check(tx, "users");
        await this.#audit?.record(tx, act, { action: "invitation.accepted", subject: { kind: "account", id: accountId } });
      });
    } catch (error) {
      await this.#userStore.dropIdleAccount(accountId); // withdrawn in between, or nobody more may come: nothing of the person stays
      throw error;
    }
    return { accountId, tenantId, act };
  }

  async #accountFor(email: string, person: { readonly name: string; readonly password: string; readonly address: string }): Promise<string> {
    const there = await this.#identity.accountByEmail(email);
    if (there === undefined) {
      checkNewPassword(person.password, { email });
      const account = { accountId: uuidV7(), email, name: person.name, passwordHash: await this.#passwords.hash(person.password), isInitial: false };
      if (await this.#identity.createAccount(account)) return account.accountId;
    }
    // An invitation says nothing about who reads it: an account that is there has to be proven as at any sign-in.
    const counted = await this.#throttle.attempt(email, person.address);
    const account = await this.#identity.accountByEmail(email);
    if (!(await this.#passwords.verify(account?.passwordHash, person.password)) || account === undefined)
      throw failIdentity("SIGN_IN_REFUSED", "this e-mail has an account already, and its password is another one");
    await counted.succeeded();
    return account.accountId;
  }

  async #tenantOf(token: string): Promise<TenantId> {
    const tenantId = isSecret("invitation", token) ? await this.#store.tenantOf(hashOf(token)) : undefined;
    if (tenantId === undefined) throw invalid();
    return tenantId;
  }
}

function invalid(): Error {
  return failIdentity("INVITATION_INVALID", "the invitation was used, withdrawn or is too old; ask for a new one");
}
