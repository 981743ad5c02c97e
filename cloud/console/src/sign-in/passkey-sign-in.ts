import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { answer, api } from "../api/http.ts";
import type { SessionView } from "../api/types.ts";

/** Lets the device offer its passkeys for this site, and signs in with the one that is picked. @throws whatever the browser or the cloud says against it. */
export async function signInByPasskey(): Promise<SessionView> {
  const { token, options } = await answer<{ token: string; options: object }>(api.POST("/api/v1/session/passkey/options"));
  // the cloud makes them by the same standard that the browser reads them by
  const response = await startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON });
  return answer<SessionView>(api.POST("/api/v1/session/passkey", { body: { token, response: { ...response } } }));
}
