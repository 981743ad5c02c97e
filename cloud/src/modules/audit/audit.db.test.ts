import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { chainAudit } from "./index.ts";

interface Entry {
  readonly position: string;
  readonly actor: { readonly kind: string; readonly id?: string; readonly name?: string };
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id?: string };
  readonly outcome: string;
  readonly address?: string;
  readonly requestId?: string;
}

let api: TestApi;
let fleet: TestFleet;
let admin: { readonly authorization: string };
beforeAll(async () => {
  api = await startTestApi();
  fleet = await api.makeFleet("Audited");
  admin = await fleet.headers();
});
afterAll(async () => api.dispose());

async function entries(query = "", headers = admin): Promise<readonly Entry[]> {
  await chainAudit(api.db.worker, fleet.tenantId, 1_000);
  const answer = await api.app.inject({ url: `/api/v1/audit${query}`, headers });
  expect(answer.statusCode).toBe(200);
  return answer.json().items;
}

const register = (callSign: string, headers: Readonly<Record<string, string>>) =>
  api.app.inject({ method: "POST", url: "/api/v1/vehicles", headers, payload: { callSign } });

describe("the audit trail of the API", () => {
  it("names who, what, on what, from where and in which request, and nothing of reads", async () => {
    const answer = await register("TR 1", admin);
    const { vehicleId } = answer.json();
    await api.app.inject({ url: `/api/v1/vehicles/${vehicleId}`, headers: admin });
    await api.app.inject({ method: "DELETE", url: `/api/v1/vehicles/${vehicleId}`, headers: admin });

    const [removed, registered, ...rest] = await entries();
    expect(rest).toEqual([]);
    expect(registered).toMatchObject({
      position: "1",
      actor: { kind: "token", name: "test" },
      action: "vehicle.registered",
      subject: { kind: "vehicle", id: vehicleId },
      outcome: "done",
      address: "127.0.0.1",
      requestId: answer.headers["x-request-id"],
    });
    expect(removed).toMatchObject({ position: "2", action: "vehicle.removed", subject: { kind: "vehicle", id: vehicleId } });
  });

  it("knows a person who signs in, and what they do then", async () => {
    const session = await api.app.inject({ method: "POST", url: "/api/v1/session", payload: { email: fleet.email, password: fleet.password } });
    const headers = { cookie: `drawbar_session=${session.cookies[0]?.value}`, "x-csrf-token": session.json().csrfToken };
    await register("TR 2", headers);
    const [registered, opened] = await entries();
    const person = { kind: "account", id: session.json().account.accountId, name: fleet.email };
    expect(opened).toMatchObject({ action: "session.opened", actor: person, subject: { kind: "session" } });
    expect(registered).toMatchObject({ action: "vehicle.registered", actor: person });
  });

  it("keeps what was refused for lack of rights, and not what was malformed or in the way", async () => {
    const before = (await entries()).length;
    expect((await register("TR 3", await fleet.headers("read"))).statusCode).toBe(403);
    expect((await register("", admin)).statusCode).toBe(400);
    expect((await register("TR 2", admin)).statusCode).toBe(409);
    const now = await entries();
    expect(now.length).toBe(before + 1);
    expect(now[0]).toMatchObject({ action: "vehicle.registered", outcome: "refused" });
  });

  it("is read page by page, and by what somebody looks for", async () => {
    const all = await entries("?limit=500");
    const first = await api.app.inject({ url: "/api/v1/audit?limit=2", headers: admin });
    const second = await api.app.inject({ url: `/api/v1/audit?limit=500&after=${first.json().next}`, headers: admin });
    expect([...first.json().items, ...second.json().items]).toEqual(all);
    expect(second.json().next).toBeUndefined();
    expect((await entries("?outcome=refused")).every(({ outcome }) => outcome === "refused")).toBe(true);
    expect(await entries("?action=vehicle.removed")).toHaveLength(1);
    expect(await entries(`?subjectId=${all.at(-1)?.subject.id}`)).toHaveLength(2);
    expect(await entries("?to=2020-01-01T00:00:00Z")).toEqual([]);
  });

  it("shows another fleet nothing of it, and nobody but who administers", async () => {
    const other = await api.makeFleet("Other");
    expect(await entries("", await other.headers())).toEqual([]);
    expect((await api.app.inject({ url: "/api/v1/audit", headers: await fleet.headers("read", "write") })).statusCode).toBe(403);
  });

  it("leaves as CSV that no spreadsheet runs, and the leaving is recorded", async () => {
    await api.db.app.of(fleet.tenantId).count(
      "test-audit",
      `insert into audit_pending (tenant_id, entry_id, recorded_at, actor_kind, action, subject_kind, outcome, details)
       values ($1, gen_random_uuid(), now(), 'nobody', '=cmd|calc', 'x', 'done', '{"a":"b"}')`,
      [fleet.tenantId],
    );
    await entries();
    const answer = await api.app.inject({ url: "/api/v1/audit/export", headers: admin });
    const lines = answer.body.split("\r\n");
    expect(lines[0]).toMatch(/^position,recordedAt,actorKind/);
    expect(lines[1]).toContain(`,'=cmd|calc,`);
    expect(lines[1]).toContain(`"{""a"":""b""}"`);
    expect((await entries())[0]).toMatchObject({ action: "audit.exported" });
  });

  it("gives no answer of success when the entry cannot be written", async () => {
    await api.db.admin.query("alter table drawbar.audit_pending add constraint test_full check (action <> 'token.created') not valid");
    const answer = await api.app.inject({ method: "POST", url: "/api/v1/tokens", headers: admin, payload: { name: "t", scopes: ["read"] } });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("dbt_");
    await api.db.admin.query("alter table drawbar.audit_pending drop constraint test_full");
  });

  it("says that it is whole, and where it is not", async () => {
    const state = async () => (await api.app.inject({ url: "/api/v1/audit/state", headers: admin })).json();
    expect(await state()).toMatchObject({ isWhole: true, isSignatureChecked: false });
    const other = await api.makeFleet("Broken");
    const headers = await other.headers();
    await register("TR 1", headers);
    await register("TR 2", headers);
    await chainAudit(api.db.worker, other.tenantId, 10);
    await api.db.admin.query("delete from drawbar.audit_entry where tenant_id = $1 and position = 1", [other.tenantId]);
    const broken = (await api.app.inject({ url: "/api/v1/audit/state", headers })).json();
    expect(broken).toMatchObject({ isWhole: false, breach: "entry 1 is missing", entries: "2" });
  });
});
