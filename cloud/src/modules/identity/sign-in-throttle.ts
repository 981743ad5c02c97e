/** Makes guessing passwords hopeless without letting anybody lock a person out for good. Counts live in the database, so every process sees them and a restart forgets none. */
import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { failIdentity } from "./identity-errors.ts";
import type { AttemptCount, IdentityStore } from "./identity-store.ts";
import { identityLimits } from "./identity-types.ts";

interface Subject {
  readonly hash: Buffer;
  readonly attemptsMax: number;
}

export interface SignInAttempt {
  /** Takes the attempt back, once it turned out to be right. */
  succeeded(): Promise<void>;
}

export class SignInThrottle {
  readonly #store: IdentityStore;
  readonly #clock: Clock;

  constructor(options: { readonly store: IdentityStore; readonly clock: Clock }) {
    this.#store = options.store;
    this.#clock = options.clock;
  }

  /**
   * Counts an attempt before its password is looked at.
   *
   * @param account what was typed as e-mail, whether there is such an account or not: both answer alike.
   * @param onBlocked called with the attempt that is the first of its window to be refused, since to tell each would be a flood.
   * @throws DrawbarError `SIGN_IN_THROTTLED`.
   */
  async attempt(account: string, address: string, onBlocked?: () => void): Promise<SignInAttempt> {
    const network = networkOf(address);
    const subjects: readonly Subject[] = [
      { hash: subjectHash("account and address", account, network), attemptsMax: identityLimits.signInsOfAccountFromAddressMax },
      { hash: subjectHash("address", network), attemptsMax: identityLimits.signInsFromAddressMax },
      { hash: subjectHash("account", account), attemptsMax: identityLimits.signInsOfAccountMax },
    ];
    const hashes = subjects.map(({ hash }) => hash);
    const counts = await this.#store.countSignIn(hashes, identityLimits.signInWindowMs);
    const beyondOf = ({ subject, attempts }: AttemptCount): number => attempts - (subjects.find(({ hash }) => hash.equals(subject))?.attemptsMax ?? 0);
    const over = counts.filter((count) => beyondOf(count) > 0);
    if (over.length > 0) {
      if (over.every((count) => beyondOf(count) === 1)) onBlocked?.();
      const endsAtMs = Math.max(...over.map(({ windowEndsAt }) => windowEndsAt.getTime()));
      const retryAfterMs = Math.max(1_000, endsAtMs - this.#clock.wallUs() / 1_000);
      throw failIdentity("SIGN_IN_THROTTLED", `too many sign-ins were tried; try again in ${Math.ceil(retryAfterMs / 60_000)} min`, {
        details: { retryAfterMs },
      });
    }
    return { succeeded: async () => this.#store.forgetSignIns(hashes) };
  }
}

/** Hashed, so that the table holds no e-mail addresses and no addresses of people. */
function subjectHash(...parts: readonly string[]): Buffer {
  return createHash("sha256").update(parts.join("\n")).digest();
}

/** One household or office has a /64 of IPv6: its single addresses mean nothing. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith("::ffff:")) return address;
  const [head = "", tail = ""] = address.split("::");
  const front = head.split(":").filter((group) => group !== "");
  const back = tail.split(":").filter((group) => group !== "");
  const zeros = address.includes("::") ? Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0") : [];
  return [...front, ...zeros, ...back].slice(0, 4).join(":");
}
