/** What a fleet can read afterwards of those who tried to get in. */
import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { identityLimits } from "./identity-types.ts";

let api: TestApi;
let fleet: TestFleet;
beforeAll(async () => {
  api = await startTestApi({ level: "silent" });
});
afterAll(async () => api.dispose());
beforeEach(async () => {
  await api.db.admin.query("delete from drawbar.sign_in_attempt");
  fleet = await api.makeFleet();
});

async function post(path: string, payload: object, headers: Readonly<Record<string, string>> = {}) {
  return api.app.inject({ method: "POST", url: `/api/v1${path}`, payload, headers, remoteAddress: "192.0.2.7" });
}

interface Entry {
  readonly action: string;
  readonly outcome: string;
  readonly address: string;
  readonly reason: string | null;
  readonly isOwners: boolean;
}

async function refusals(): Promise<readonly Entry[]> {
  const { rows } = await api.db.admin.query<Entry>(
    `select action, outcome, address, details::jsonb -> 'after' ->> 'reason' as reason, actor_kind = 'nobody' and subject_kind = 'account' and subject_id =
       (select account_id::text from drawbar.operator_account where email = $2) as "isOwners"
     from drawbar.audit_pending where tenant_id = $1 and outcome = 'refused' order by entry_id`,
    [fleet.tenantId, fleet.email],
  );
  return rows;
}

const wrong = (reason: string, action = "session.opened"): Entry => ({ action, outcome: "refused", address: "192.0.2.7", reason, isOwners: true });

describe("the trail", () => {
  test("has each wrong password of an account, and when guessing was stopped, once", async () => {
    for (let guess = 0; guess < identityLimits.signInsOfAccountFromAddressMax + 4; guess++)
      await post("/session", { email: ` ${fleet.email.toUpperCase()}`, password: "a wrong guess" });

    await expect.poll(refusals).toHaveLength(identityLimits.signInsOfAccountFromAddressMax + 1);
    const reasons = (await refusals()).map(({ reason }) => String(reason)).toSorted();
    expect(reasons).toEqual([...Array.from({ length: identityLimits.signInsOfAccountFromAddressMax }, () => "SIGN_IN_REFUSED"), "SIGN_IN_THROTTLED"]);
    expect((await refusals())[0]).toEqual(wrong("SIGN_IN_REFUSED"));
  });

  test("has nothing of an e-mail that is nobody's, and no password", async () => {
    await post("/session", { email: "nobody@fleet.example", password: "a wrong guess" });
    await post("/session", { email: fleet.email, password: "a wrong guess" });
    await expect.poll(refusals).toEqual([wrong("SIGN_IN_REFUSED")]);

    const { rows } = await api.db.admin.query<{ all: string }>("select string_agg(p::text, ' ') as all from drawbar.audit_pending p");
    expect(rows[0]?.all).not.toContain("a wrong guess");
    expect(rows[0]?.all).not.toContain("nobody@fleet.example");
  });

  test("has each wrong second factor, whose password was right", async () => {
    const signedIn = await post("/session", { email: fleet.email, password: fleet.password });
    const headers = { cookie: `drawbar_session=${signedIn.cookies[0]?.value}`, "x-csrf-token": signedIn.json<{ csrfToken: string }>().csrfToken };
    const { secret } = (await post("/account/app", { password: fleet.password }, headers)).json<{ secret: string }>();
    await post("/account/app/confirm", { code: new TOTP({ secret }).generate() }, headers);
    const step = (await post("/session", { email: fleet.email, password: fleet.password })).json<{ token: string }>();
    await post("/session/second-factor", { token: step.token, code: "000000" });

    await expect.poll(refusals).toEqual([wrong("SECOND_FACTOR_REFUSED")]);
  });
});
