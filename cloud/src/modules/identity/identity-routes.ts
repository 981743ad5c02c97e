import type { Routes } from "../../http/api.ts";
import { unrecordedChanges, type ChangeRecorder } from "../../http/recorded-changes.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import { accountRoutes } from "./account-routes.ts";
import type { Identity } from "./identity.ts";
import { providerLogoutRoutes } from "./provider-logout-routes.ts";
import { roleRoutes } from "./role-routes.ts";
import { SessionAnswer } from "./session-answer.ts";
import { sessionRoutes } from "./session-routes.ts";
import { signOnRoutes } from "./sign-on-routes.ts";
import { tokenRoutes } from "./token-routes.ts";
import { userRoutes } from "./user-routes.ts";

export interface IdentityRoutesOptions {
  readonly identity: Identity;
  /** Absent without a trail. */
  readonly changes?: ChangeRecorder | undefined;
  readonly running: RunningExports;
  readonly isSecure: boolean;
  /** Where browsers see us, when a proxy stands in front. */
  readonly publicUrl?: string | undefined;
}

/** Everything about people, programs and what they may do. */
export function identityRoutes({ identity, running, changes = unrecordedChanges, isSecure, publicUrl }: IdentityRoutesOptions): Routes {
  const answer = new SessionAnswer({ service: identity.service, isSecure, publicUrl });
  const parts = [
    sessionRoutes(identity, answer, changes),
    accountRoutes(identity, answer, changes),
    userRoutes(identity, answer, running),
    roleRoutes(identity, running),
    tokenRoutes(identity, running),
    signOnRoutes(identity, answer, { isSecure, changes }),
    providerLogoutRoutes(identity),
  ];
  return (api) => {
    for (const routes of parts) routes(api);
  };
}
