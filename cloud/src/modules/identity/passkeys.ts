/** Passkeys (WebAuthn Level 3): a key on the person's device, unlocked there, that signs in without a password. */
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { FactorStore, type ListedPasskey } from "./factor-store.ts";
import { failIdentity } from "./identity-errors.ts";
import { IdentityStore } from "./identity-store.ts";
import { identityLimits, type Account } from "./identity-types.ts";
import { StepStore } from "./step-store.ts";

/** ES256, EdDSA, RS256: what authenticators have. Post-quantum ones are left out until browsers agree on them. */
const supportedAlgorithmIDs = [-7, -8, -257];

/** Where the page is that talks to the device: browsers bind passkeys to it. */
export interface Site {
  /** Such as `https://fleet.example`. */
  readonly origin: string;
  /** Such as `fleet.example`. */
  readonly host: string;
}

/** What the browser is asked for; the token names it in the answer. */
export interface Challenge<Options> {
  readonly token: string;
  readonly options: Options;
}

export class Passkeys {
  readonly #store: FactorStore;
  readonly #identity: IdentityStore;
  readonly #steps: StepStore;

  constructor(options: { readonly database: Database }) {
    this.#store = new FactorStore(options.database);
    this.#identity = new IdentityStore(options.database);
    this.#steps = new StepStore(options.database);
  }

  async list(accountId: string): Promise<readonly ListedPasskey[]> {
    return this.#store.passkeys(accountId);
  }

  async beginAdding(account: Account, site: Site): Promise<Challenge<PublicKeyCredentialCreationOptionsJSON>> {
    const known = await this.#store.passkeys(account.accountId);
    const options = await generateRegistrationOptions({
      rpName: "Drawbar",
      rpID: site.host,
      userName: account.email,
      userID: new TextEncoder().encode(account.accountId),
      userDisplayName: account.name,
      excludeCredentials: known.map(({ passkeyId, transports }) => ({ id: passkeyId, transports: [...transports] })),
      // Found without a name being typed, and unlocked by the person: only so is it two factors in one.
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      timeout: identityLimits.signInStepMs,
      supportedAlgorithmIDs,
    });
    const token = await this.#steps.begin("passkey-add", { accountId: account.accountId, payload: options.challenge }, identityLimits.signInStepMs);
    return { token, options };
  }

  /** @throws DrawbarError `PASSKEY_UNFIT`, `IDENTITY_LIMIT`. */
  async add(accountId: string, answer: { readonly token: string; readonly name: string; readonly response: object }, site: Site): Promise<void> {
    const unfit = failIdentity("PASSKEY_UNFIT", "the browser's answer makes no passkey, or came too late; begin again");
    const step = await this.#steps.take("passkey-add", answer.token);
    if (step?.accountId !== accountId) throw unfit;
    const verified = await quietly(
      verifyRegistrationResponse({
        response: answer.response as RegistrationResponseJSON, // checked by the library, field by field
        expectedChallenge: step.payload,
        expectedOrigin: site.origin,
        expectedRPID: site.host,
        requireUserVerification: true,
        supportedAlgorithmIDs,
      }),
    );
    if (verified?.verified !== true) throw unfit;
    const { credential } = verified.registrationInfo;
    if ((await this.#store.of(accountId)).passkeys >= identityLimits.passkeysMax)
      throw failIdentity("IDENTITY_LIMIT", `the account has ${identityLimits.passkeysMax} passkeys, the most there can be; remove one that is not used`);
    const passkey = {
      passkeyId: credential.id,
      name: answer.name,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
    };
    if (!(await this.#store.addPasskey(accountId, passkey, identityLimits.passkeysMax))) throw unfit;
  }

  /** @throws DrawbarError `PASSKEY_UNKNOWN`. */
  async remove(accountId: string, passkeyId: string): Promise<void> {
    if (!(await this.#store.dropPasskey(accountId, passkeyId))) throw failIdentity("PASSKEY_UNKNOWN", "the account has no such passkey");
  }

  /** The device offers whatever passkeys it has for the site. There is nothing to guess, so the API's rate limit is enough. */
  async beginSignIn(site: Site): Promise<Challenge<PublicKeyCredentialRequestOptionsJSON>> {
    const options = await generateAuthenticationOptions({ rpID: site.host, userVerification: "required", timeout: identityLimits.signInStepMs });
    return { token: await this.#steps.begin("passkey-sign-in", { payload: options.challenge }, identityLimits.signInStepMs), options };
  }

  /** @returns who it is. @throws DrawbarError `PASSKEY_REFUSED`. */
  async signIn(
    answer: { readonly token: string; readonly response: object },
    site: Site,
  ): Promise<{ readonly accountId: string; readonly tenantId: TenantId }> {
    const refused = failIdentity("PASSKEY_REFUSED", "this passkey does not open an account here, or its answer came too late; try again, or use the password");
    const step = await this.#steps.take("passkey-sign-in", answer.token);
    const response = answer.response as AuthenticationResponseJSON; // checked below and by the library, field by field
    if (step === undefined || typeof response.id !== "string" || response.id.length > 2_000 || response.id.includes("\0")) throw refused;
    const passkey = await this.#store.passkey(response.id);
    if (passkey === undefined) throw refused;
    const verified = await quietly(
      verifyAuthenticationResponse({
        response,
        expectedChallenge: step.payload,
        expectedOrigin: site.origin,
        expectedRPID: site.host,
        requireUserVerification: true,
        credential: {
          id: response.id,
          publicKey: new Uint8Array(passkey.publicKey),
          counter: passkey.counter,
          transports: passkey.transports as AuthenticatorTransport[], // as the browser gave them
        },
      }),
    );
    const [tenantId] = await this.#identity.tenantsOf(passkey.accountId);
    if (verified?.verified !== true || tenantId === undefined) throw refused;
    await this.#store.notePasskeyUse(response.id, verified.authenticationInfo.newCounter);
    return { accountId: passkey.accountId, tenantId };
  }
}

/** The library throws for each field that does not fit; to us all of them are one refusal. */
async function quietly<Result>(verifying: Promise<Result>): Promise<Result | undefined> {
  try {
    return await verifying;
  } catch {
    return undefined;
  }
}
