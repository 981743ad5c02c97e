import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { mockPermissions } from "./mock-identity.ts";

const cookieName = "drawbar_session";

export interface MockSession {
  readonly sessionId: string;
  readonly createdAt: string;
  readonly userAgent: string;
  readonly cookie: string;
  readonly csrfToken: string;
  readonly expiresAtMs: number;
}

/** Who is signed in to the development server. One operator, whose password can be changed. */
export class MockSessions {
  readonly email: string;
  #password: string;
  readonly #sessionMs: number;
  readonly #sessions = new Map<string, MockSession>();
  readonly #links = new Set<string>();

  constructor(options: { readonly email: string; readonly password: string; readonly sessionMs?: number }) {
    this.email = options.email;
    this.#password = options.password;
    this.#sessionMs = options.sessionMs ?? 12 * 3_600_000;
  }

  newLink(): string {
    const token = randomBytes(24).toString("base64url");
    this.#links.add(token);
    return token;
  }

  isPassword(password: string): boolean {
    return password === this.#password;
  }

  useLink(token: string): boolean {
    return this.#links.delete(token);
  }

  list(asking: MockSession): readonly object[] {
    return [...this.#sessions.values()].map(({ sessionId, createdAt, userAgent, expiresAtMs }) => ({
      sessionId,
      isCurrent: sessionId === asking.sessionId,
      method: "password",
      userAgent,
      address: "192.0.2.7",
      createdAt,
      lastSeenAt: createdAt,
      expiresAt: new Date(expiresAtMs).toISOString(),
    }));
  }

  /** @param only this one; absent for all others. */
  closeOthers(keep: MockSession, only: string | undefined): void {
    for (const session of this.#sessions.values())
      if (only === undefined ? session !== keep : session.sessionId === only) this.#sessions.delete(session.cookie);
  }

  changePassword(current: string, next: string): boolean {
    if (current !== this.#password) return false;
    this.#password = next;
    return true;
  }

  of(request: IncomingMessage): MockSession | undefined {
    const cookie = new RegExp(`${cookieName}=([\\w-]+)`).exec(request.headers.cookie ?? "")?.[1];
    const session = this.#sessions.get(cookie ?? "");
    return session !== undefined && session.expiresAtMs > Date.now() ? session : undefined;
  }

  close(session: MockSession): void {
    this.#sessions.delete(session.cookie);
  }

  view(session: MockSession): object {
    return {
      account: { accountId: "018f6a00-0000-7000-8000-00000000a001", email: this.email, name: "Planner, HQ" },
      tenant: { tenantId: "018f6a00-0000-7000-8000-00000000b001", name: "Group Brabant" },
      csrfToken: session.csrfToken,
      expiresAt: new Date(session.expiresAtMs).toISOString(),
      method: "password",
      permissions: mockPermissions.map(({ permission }) => permission),
      lacksSecondFactor: false,
    };
  }

  cookieHeader(session: MockSession | undefined): string {
    return `${cookieName}=${session?.cookie ?? ""}; Path=/; HttpOnly; SameSite=Lax${session === undefined ? "; Max-Age=0" : ""}`;
  }

  open(userAgent: string): MockSession {
    const session = {
      sessionId: randomUUID(),
      createdAt: new Date().toISOString(),
      userAgent,
      cookie: randomBytes(24).toString("base64url"),
      csrfToken: randomBytes(16).toString("base64url"),
      expiresAtMs: Date.now() + this.#sessionMs,
    };
    this.#sessions.set(session.cookie, session);
    return session;
  }
}
