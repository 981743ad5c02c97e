/** Builds the domain's services once, over what they share: the counts of passwords being checked and of sign-ins tried. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { AuditSink } from "../../http/audit.ts";
import type { SecretBox } from "../../secrets/secret-box.ts";
import { AuthenticatorApps } from "./authenticator-apps.ts";
import { IdentityService, type IdentityServiceOptions } from "./identity-service.ts";
import { IdentityStore } from "./identity-store.ts";
import { InvitationService } from "./invitation-service.ts";
import { Passkeys } from "./passkeys.ts";
import { Passwords, type PasswordCost } from "./passwords.ts";
import { Providers } from "./provider.ts";
import { ProviderLogout } from "./provider-logout.ts";
import { RoleService } from "./role-service.ts";
import { SignInThrottle } from "./sign-in-throttle.ts";
import { SignInPolicy } from "./sign-in-policy.ts";
import { SignOnService } from "./sign-on-service.ts";
import { TokenService } from "./token-service.ts";
import type { UserQuota } from "./user-quota.ts";
import { UserService } from "./user-service.ts";

export interface IdentityOptions {
  readonly database: Database;
  readonly box: SecretBox;
  /** Where it is recorded who came in; absent without a trail, such as in a test. */
  readonly audit?: AuditSink | undefined;
  readonly clock: Clock;
  /** Whether a fleet is served; absent where all are. */
  readonly gate?: IdentityServiceOptions["gate"];
  /** How many people a fleet may have; absent where any number may. */
  readonly quotas?: UserQuota | undefined;
  /** Whether OpenID providers without TLS are spoken to. */
  readonly allowInsecureIssuers?: boolean | undefined;
  /** Of new passwords' hashes; absent: the standard one. */
  readonly passwordCost?: PasswordCost | undefined;
}

export interface Identity {
  /** Also the authenticator of all requests. */
  readonly service: IdentityService;
  readonly roles: RoleService;
  readonly users: UserService;
  readonly invitations: InvitationService;
  readonly tokens: TokenService;
  readonly apps: AuthenticatorApps;
  readonly passkeys: Passkeys;
  readonly policy: SignInPolicy;
  readonly signOn: SignOnService;
  readonly providerLogout: ProviderLogout;
}

export function buildIdentity({ database, box, audit, clock, gate, quotas, allowInsecureIssuers = false, passwordCost }: IdentityOptions): Identity {
  const passwords = new Passwords({ cost: passwordCost });
  const throttle = new SignInThrottle({ store: new IdentityStore(database), clock });
  const apps = new AuthenticatorApps({ database, box, clock });
  const roles = new RoleService({ database });
  const users = new UserService({ database, roles });
  const service = new IdentityService({ database, passwords, throttle, apps, clock, gate, audit });
  const providers = new Providers({ mayBeInsecure: allowInsecureIssuers, clock });
  return {
    service,
    roles,
    users,
    invitations: new InvitationService({ database, users, passwords, throttle, clock, quotas, gate, audit }),
    tokens: new TokenService({ database, clock }),
    apps,
    passkeys: new Passkeys({ database }),
    policy: new SignInPolicy({ database }),
    signOn: new SignOnService({ database, service, roles, passwords, providers, box, quotas }),
    providerLogout: new ProviderLogout({ database, providers }),
  };
}
