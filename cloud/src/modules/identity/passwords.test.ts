import { describe, expect, test } from "vitest";
import { checkNewPassword, Passwords } from "./passwords.ts";
import { cheapPasswordCost } from "./testing/cheap-passwords.ts";
import { csrfTokenOf, isSecret, makePassword, makeSecret } from "./secrets.ts";

describe("a password", () => {
  test("is kept as a salted PHC string that only it opens", async () => {
    const passwords = new Passwords();
    const [phc, again] = await Promise.all([passwords.hash("correct horse battery"), passwords.hash("correct horse battery")]);

    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(again).not.toBe(phc);
    expect(await passwords.verify(phc, "correct horse battery")).toBe(true);
    expect(await passwords.verify(phc, "correct horse batterY")).toBe(false);
  });

  // RFC 9106 has its vector with secret and associated data; this one is from the reference implementation's command line:
  // echo -n "password" | argon2 somesalt -id -t 2 -m 16 -p 1 -l 24
  test("opens a hash that another implementation made", async () => {
    const phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    expect(await new Passwords().verify(phc, "password")).toBe(true);
    expect(await new Passwords().verify(phc, "passwort")).toBe(false);
  });

  test("is the same however its letters were composed", async () => {
    const passwords = new Passwords();
    const phc = await passwords.hash("Käse und Brötchen".normalize("NFC"));

    expect(await passwords.verify(phc, "Käse und Brötchen".normalize("NFD"))).toBe(true);
  });

  test("of nobody is never right and takes as long as a wrong one", async () => {
    const passwords = new Passwords();
    const phc = await passwords.hash("some password here");
    const time = async (hash: string | undefined): Promise<number> => {
      const startedAt = performance.now();
      expect(await passwords.verify(hash, "a guess at it")).toBe(false);
      return performance.now() - startedAt;
    };

    // By turns, and the quickest of each: what else the machine does delays, it never hastens.
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let attempt = 0; attempt < 5; attempt++) {
      known.push(await time(phc));
      unknown.push(await time(undefined));
    }
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  test("is checked a few at a time, and refused beyond what may wait", async () => {
    const passwords = new Passwords({ cost: cheapPasswordCost });
    const checks = await Promise.allSettled(Array.from({ length: 75 }, async () => passwords.hash("a password of many")));
    const refused = checks.filter((check) => check.status === "rejected").map((check) => String(check.reason));

    expect(refused).toHaveLength(7);
    expect(refused[0]).toContain("SIGN_IN_BUSY");
  });

  test.each([
    ["short", "PASSWORD_UNFIT: the new password has 5 characters; it needs 12 to 200"],
    ["x".repeat(201), "PASSWORD_UNFIT: the new password has 201 characters"],
    ["the present one", "PASSWORD_UNFIT: the new password is the present one"],
    ["Operator@fleet.example", "PASSWORD_UNFIT: the new password is the e-mail address"],
  ])("%s is refused as a new one", (next, message) => {
    expect(() => checkNewPassword(next, { current: "the present one", email: "operator@fleet.example" })).toThrow(message);
  });
});

describe("a secret", () => {
  test("says what it is and is told from nonsense", () => {
    const token = makeSecret("apiToken");

    expect(token).toMatch(/^dbt_[A-Za-z0-9_-]{43}$/);
    expect(isSecret("apiToken", token)).toBe(true);
    expect(isSecret("session", token)).toBe(false);
    expect(isSecret("apiToken", `${token}x`)).toBe(false);
  });

  test("of a session gives the page something to repeat that does not reveal it", () => {
    const session = makeSecret("session");

    expect(csrfTokenOf(session)).toBe(csrfTokenOf(session));
    expect(csrfTokenOf(session)).not.toBe(csrfTokenOf(makeSecret("session")));
    expect(csrfTokenOf(session)).not.toContain(session.slice(4));
  });

  test("a first password is long enough for its own rules", () => {
    const password = makePassword();

    expect(password).toMatch(/^(?:[a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/);
    expect(() => checkNewPassword(password, { email: "a@b" })).not.toThrow();
  });
});
