import { browserSupportsWebAuthn } from "@simplewebauthn/browser";

/**
 * Browsers bind passkeys to a name; at a bare address they make none (WebAuthn Level 3, 5.1.3).
 *
 * @returns whether a passkey can be made and used here.
 */
export function hasPasskeys(): boolean {
  return browserSupportsWebAuthn() && !/^[\d.]+$|^\[/.test(location.hostname);
}
