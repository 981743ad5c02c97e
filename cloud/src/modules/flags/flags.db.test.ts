import { OpenFeature } from "@openfeature/server-sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { Act } from "../../http/audit.ts";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { AuditTrail, chainAudit } from "../audit/index.ts";
import { FlagProvider } from "./flag-provider.ts";
import { FlagSettings } from "./flag-settings.ts";
import { Flags } from "./index.ts";

let api: TestApi;
let ours: TestFleet;
let theirs: TestFleet;
let headers: { readonly authorization: string };
beforeAll(async () => {
  api = await startTestApi();
  ours = await api.makeFleet("Ours");
  theirs = await api.makeFleet("Theirs");
  headers = await ours.headers();
});
afterAll(async () => api.dispose());

const set = (flag: string, payload: object, as = headers) => api.app.inject({ method: "PUT", url: `/api/v1/flags/${flag}`, headers: as, payload });
const list = async (as = headers): Promise<readonly { flag: string; variant: string; changedAt?: string }[]> =>
  (await api.app.inject({ url: "/api/v1/flags", headers: as })).json().items;

describe("a feature flag", () => {
  it("stands at its standard until somebody sets it, holds for one fleet only, and goes back", async () => {
    const vehicle = await ours.addVehicle("TR 1");
    const exported = (as = headers, of = vehicle) => api.app.inject({ url: `/api/v1/vehicles/${of}/samples`, headers: as });
    expect((await list()).map(({ flag, variant }) => [flag, variant])).toEqual([
      ["raw-sample-export", "on"],
      ["audit-values", "kept"],
    ]);
    expect((await exported()).statusCode).toBe(200);

    expect((await set("raw-sample-export", { variant: "off" })).statusCode).toBe(204);
    const refused = await exported();
    expect([refused.statusCode, refused.json().code]).toEqual([403, "FEATURE_OFF"]);
    expect((await exported(await theirs.headers(), await theirs.addVehicle("TR 1"))).statusCode).toBe(200);
    expect((await list())[0]).toMatchObject({ variant: "off", changedAt: expect.stringMatching(/^20/) });

    expect((await set("raw-sample-export", {})).statusCode).toBe(204);
    expect((await exported()).statusCode).toBe(200);
    expect((await list())[0]).not.toHaveProperty("changedAt");
  });

  it("refuses a name and a variant that it does not know, and who does not administer", async () => {
    expect((await set("no-such-flag", { variant: "on" })).json().code).toBe("FLAG_UNKNOWN");
    expect((await set("toString", { variant: "on" })).json().code).toBe("FLAG_UNKNOWN");
    expect((await set("audit-values", { variant: "on" })).json()).toMatchObject({
      code: "FLAG_VARIANT_UNKNOWN",
      detail: expect.stringContaining("kept, left-out"),
    });
    expect((await set("audit-values", { variant: "kept" }, await ours.headers("write"))).json().code).toBe("SCOPE_MISSING");
  });

  it("leaves an entry with what was before and after; or without, when the fleet wants the least", async () => {
    const fleet = await api.makeFleet();
    const own = await fleet.headers();
    await set("raw-sample-export", { variant: "off" }, own);
    await set("audit-values", { variant: "left-out" }, own);
    await set("raw-sample-export", { variant: "on" }, own);
    await chainAudit(api.db.worker, fleet.tenantId, 10);
    const entries: readonly { action: string; subject: { id: string }; details?: string }[] = (
      await api.app.inject({ url: "/api/v1/audit", headers: own })
    ).json().items;
    expect(entries.map(({ action, subject, details }) => [action, subject.id, details])).toEqual([
      ["flag.changed", "raw-sample-export", undefined],
      ["flag.changed", "audit-values", '{"before":{"variant":"kept"},"after":{"variant":"left-out"}}'],
      ["flag.changed", "raw-sample-export", '{"before":{"variant":"on"},"after":{"variant":"off"}}'],
    ]);
  });

  it("is followed by another process within two seconds, and one it no longer knows counts as not set", async () => {
    const audit = new AuditTrail({ database: api.db.app, clock: systemClock });
    const other = await Flags.open({ database: api.db.app, audit, clock: systemClock });
    expect(await other.isOn(ours.tenantId, "raw-sample-export")).toBe(true);
    await set("raw-sample-export", { variant: "off" });
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    expect(await other.isOn(ours.tenantId, "raw-sample-export")).toBe(false);

    await api.db.admin.query("update drawbar.flag_setting set variant = 'sometimes' where tenant_id = $1", [ours.tenantId]);
    expect((await other.list(ours.tenantId))[0]).toMatchObject({ variant: "on", changedAt: undefined });
    await other.set(ours.tenantId, "raw-sample-export", undefined, new Act({ actor: { kind: "command" } }));
  });

  it("answers as OpenFeature asks: reason, variant, and an error instead of a guess", async () => {
    await OpenFeature.setProviderAndWait("flags-test", new FlagProvider({ database: api.db.app, settings: new FlagSettings({ clock: systemClock }) }));
    const client = OpenFeature.getClient("flags-test");
    const context = { targetingKey: theirs.tenantId };
    expect(await client.getBooleanDetails("raw-sample-export", false, context)).toMatchObject({ value: true, variant: "on", reason: "DEFAULT" });
    expect(await client.getStringDetails("audit-values", "?", context)).toMatchObject({ value: "kept" });
    expect(await client.getBooleanDetails("audit-values", false, context)).toMatchObject({ value: false, errorCode: "TYPE_MISMATCH" });
    expect(await client.getNumberDetails("audit-values", 7, context)).toMatchObject({ value: 7, errorCode: "TYPE_MISMATCH" });
    expect(await client.getBooleanDetails("no-such-flag", true, context)).toMatchObject({ value: true, errorCode: "FLAG_NOT_FOUND" });
    expect(await client.getBooleanDetails("raw-sample-export", false)).toMatchObject({ value: false, errorCode: "TARGETING_KEY_MISSING" });
    expect(await client.getBooleanDetails("raw-sample-export", false, { targetingKey: "x' or true" })).toMatchObject({
      value: false,
      errorCode: "ID_MALFORMED",
    });
  });
});
