import { generateKeySync } from "node:crypto";
import { decodeSegment } from "@drawbar/proto/segment/decode-segment.ts";
import { PostgresCloudStore } from "../../link/store/postgres-cloud-store.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";
import { execFile } from "node:child_process";
import { appendFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { sqlStateOf } from "../../db/database-errors.ts";
import { startTestApi, type TestApi, type TestFleet } from "../../http/testing/test-api.ts";
import { AuditTrail, chainAudit } from "../audit/index.ts";
import { CatalogueStore, openBodies, SegmentOpener, SegmentSealer } from "../telemetry/index.ts";
import { exportTenant, type OpenBodies, Quotas, removeEndedTenant, TenantGate, TenantLife } from "./index.ts";

const run = promisify(execFile);

let api: TestApi;
let life: TenantLife;
beforeAll(async () => {
  api = await startTestApi();
  life = new TenantLife({ database: api.db.app, audit: new AuditTrail({ database: api.db.app, clock: systemClock }), clock: systemClock });
});
afterAll(async () => api.dispose());

const stateMs = 2_100; // a little more than a state is believed for

async function signIn({ email, password }: TestFleet) {
  return api.app.inject({ method: "POST", url: "/api/v1/session", payload: { email, password } });
}

/** A fresh gate has nothing to remember. */
const gate = (): TenantGate => new TenantGate({ database: api.db.app, clock: systemClock, log: createLogger({ process: "test", level: "error" }) });

describe("a suspended fleet", () => {
  it("gets in nowhere, is told why, and gets in again when it is resumed", async () => {
    const fleet = await api.makeFleet();
    const other = await api.makeFleet();
    const headers = await fleet.headers();
    expect((await api.app.inject({ url: "/api/v1/system", headers })).statusCode).toBe(200);
    const invitation = await api.app.inject({ method: "POST", url: "/api/v1/invitations", headers, payload: { email: "new@fleet.example", roleId: "driver" } });
    const accept = async () => {
      const payload = { token: invitation.json().token, name: "Nora", password: "a good long password" };
      return api.app.inject({ method: "POST", url: "/api/v1/invitations/accept", payload });
    };
    await life.suspend(fleet.tenantId, "the invoice\nof October");
    await new Promise((resolve) => setTimeout(resolve, stateMs));

    const refused = await api.app.inject({ url: "/api/v1/system", headers });
    expect([refused.statusCode, refused.json().code]).toEqual([403, "TENANT_SUSPENDED"]);
    expect(refused.json().detail).toMatch(/^the fleet is suspended since 20.*: the invoice of October$/);
    expect((await signIn(fleet)).json().code).toBe("TENANT_SUSPENDED");
    expect((await signIn(other)).statusCode).toBe(200);
    expect(await gate().barred(fleet.tenantId)).toMatch(/^TENANT_SUSPENDED: /);
    expect(await gate().barred(other.tenantId)).toBeUndefined();

    expect((await accept()).json().code).toBe("TENANT_SUSPENDED");

    await life.resume(fleet.tenantId);
    await expect(life.resume(fleet.tenantId)).rejects.toThrow("TENANT_STATE_CONFLICT: the fleet is not suspended");
    await new Promise((resolve) => setTimeout(resolve, stateMs));
    expect((await api.app.inject({ url: "/api/v1/system", headers })).statusCode).toBe(200);
    expect((await accept()).statusCode).toBe(200); // its link was not used up in vain
    await chainAudit(api.db.worker, fleet.tenantId, 100);
    const trail = (await api.app.inject({ url: "/api/v1/audit?subjectKind=tenant", headers })).json().items;
    expect(trail).toMatchObject([{ action: "tenant.resumed", actor: { kind: "command" } }, { action: "tenant.suspended" }]);
  });

  it("says nothing of it to who does not know the password", async () => {
    const fleet = await api.makeFleet();
    await life.suspend(fleet.tenantId, "");
    expect((await signIn({ ...fleet, password: "a wrong password" })).json().code).toBe("SIGN_IN_REFUSED");
    expect((await signIn(fleet)).json().code).toBe("TENANT_SUSPENDED");
  });
});

describe("links of a fleet", () => {
  it("are refused when as much was stored as may be, today or at all", async () => {
    const fleet = await api.makeFleet();
    const quotas = new Quotas({ database: api.db.app, clock: systemClock });
    await api.db.admin.query("insert into drawbar.tenant_usage_day values ($1, 100, 7, 5000), ($1, $2, 50, 2500)", [
      fleet.tenantId,
      Math.floor(Date.now() / 86_400_000),
    ]);
    await quotas.set(fleet.tenantId, "samplesPerDay", 51);
    await quotas.set(fleet.tenantId, "storageBytes", 7_501);
    expect(await gate().barred(fleet.tenantId)).toBeUndefined();
    await quotas.set(fleet.tenantId, "storageBytes", 7_500);
    expect(await gate().barred(fleet.tenantId)).toBe("QUOTA_EXCEEDED: 7500 bytes are stored (quota storageBytes 7500)");
    await quotas.set(fleet.tenantId, "samplesPerDay", 50);
    expect(await gate().barred(fleet.tenantId)).toBe("QUOTA_EXCEEDED: 50 samples were stored today (quota samplesPerDay 50)");
  });
});

describe("an export", () => {
  const keyless: OpenBodies = async (tx, sealed) => openBodies(tx, undefined, sealed);

  it("has segments that are read without a key of ours, and says of those that were erased that they are", async () => {
    const fleet = await api.makeFleet("Sealed");
    const { tenantId } = fleet;
    const [unit, erased] = [await fleet.addUnit(await fleet.addVehicle("TR 1")), await fleet.addUnit(await fleet.addVehicle("TR 2"))];
    const masterKey = generateKeySync("aes", { length: 256 });
    const catalogues = new CatalogueStore({ database: api.db.app });
    const sealer = new SegmentSealer({ database: api.db.app, masterKey });
    const store = new PostgresCloudStore({ database: api.db.app, catalogues, clock: systemClock, sealer });
    await store.addCatalogue(tenantId, testCatalogueHash, testCatalogueBytes);
    const [kept, gone] = [new ScriptedSource({ source: unit }), new ScriptedSource({ source: erased })];
    await store.apply(tenantId, [kept.segment(noonUs, 10, { raw: 500 }), gone.segment(noonUs, 10)]);
    await api.db.app.of(tenantId).count("", "delete from sealing_key where tenant_id = $1 and source_id = $2", [tenantId, erased]);
    const opener = new SegmentOpener({ masterKey });
    const parts: Uint8Array[] = [];
    const options = { database: api.db.app, clock: systemClock };
    await exportTenant({ ...options, openBodies: async (tx, sealed) => openBodies(tx, opener, sealed) }, tenantId, async (bytes) => void parts.push(bytes));

    const folder = await mkdtemp(path.join(tmpdir(), "drawbar-export-"));
    await appendFile(path.join(folder, "fleet.tar"), Buffer.concat(parts));
    await run("tar", ["-xf", path.join(folder, "fleet.tar"), "-C", folder]);
    const lines = (await readFile(path.join(folder, "segment/000001.ndjson"), "utf8")).trim().split("\n");
    const segments = lines.map((line) => JSON.parse(line) as { readonly source_id: string; readonly body: string | null });
    expect(segments.find(({ source_id }) => source_id === erased)?.body).toBeNull();
    const body = segments.find(({ source_id }) => source_id === unit)?.body ?? "";
    // Whoever reads it has docs/protocols/segment.md and nothing of ours.
    const { columns } = decodeSegment(Buffer.from(body.slice(2), "hex"));
    expect(columns.reduce((sum, { times }) => sum + times.length, 0)).toBe(10);
    await expect(exportTenant({ ...options, openBodies: keyless }, tenantId, async () => {})).rejects.toMatchObject({ code: "TELEMETRY_UNSEALABLE" });
    await rm(folder, { recursive: true });
  });

  it("holds every table of the fleet, nothing of another, and no secret; any tar opens it", async () => {
    const fleet = await api.makeFleet("Exported");
    const other = await api.makeFleet("Other");
    await fleet.headers();
    for (const of of [fleet, other]) await of.addUnit(await of.addVehicle(`TR ${of.tenantId.slice(0, 8)}`));
    const folder = await mkdtemp(path.join(tmpdir(), "drawbar-export-"));
    const file = path.join(folder, "fleet.tar");
    await exportTenant({ database: api.db.app, clock: systemClock, openBodies: keyless }, fleet.tenantId, async (bytes) => appendFile(file, bytes));
    await run("tar", ["-xf", file, "-C", folder]);

    const tables = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const { rows } = await api.db.admin.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
       where c.relnamespace = 'drawbar'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
    );
    const ownBookkeeping = [
      "bulk_import_part",
      "bulk_import_rows",
      "event_handled",
      "idempotency_key",
      "outbox_entry",
      "sign_on_name",
      "telemetry_export_mark",
      "tenant_job",
      "tenant_request_minute",
    ];
    expect(
      rows
        .map(({ name }) => name)
        .filter((name) => !tables.includes(name))
        .toSorted(),
    ).toEqual(ownBookkeeping);
    const vehicles = (await readFile(path.join(folder, "vehicle/000001.ndjson"), "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(vehicles).toMatchObject([{ tenant_id: fleet.tenantId, call_sign: `TR ${fleet.tenantId.slice(0, 8)}` }]);
    const everything = (await Promise.all(tables.map((table) => readFile(path.join(folder, table, "000001.ndjson"), "utf8")))).join("");
    expect(everything).not.toContain(other.tenantId);
    expect(everything).not.toContain("token_hash");
    const manifest = JSON.parse(await readFile(path.join(folder, "manifest.json"), "utf8")) as {
      tables: { table: string; rows: number; leftOut?: string[] }[];
    };
    expect(manifest.tables.find(({ table }) => table === "api_token")).toMatchObject({ rows: 1, leftOut: ["token_hash"] });
    await rm(folder, { recursive: true });
  });
});

describe("deleting a fleet", () => {
  const rowsOf = async (tenant: TenantId): Promise<number> => {
    const { rows } = await api.db.admin.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
       where c.relnamespace = 'drawbar'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
    );
    let total = 0;
    for (const { name } of rows) total += (await api.db.admin.query(`select 1 from drawbar.${name} where tenant_id = $1`, [tenant])).rowCount ?? 0;
    return total;
  };

  it("waits for the time of grace, then leaves nothing of it, its trail included, and all of another", async () => {
    const fleet = await api.makeFleet();
    const other = await api.makeFleet();
    for (const of of [fleet, other]) {
      const vehicle = await of.addVehicle("TR 1");
      await of.addUnit(vehicle);
      await of.addRun(vehicle);
      await of.addDepot("Venlo");
      await of.headers();
    }
    await life.scheduleDeletion(fleet.tenantId);
    await chainAudit(api.db.worker, fleet.tenantId, 100);
    expect((await signIn(fleet)).json().code).toBe("TENANT_SUSPENDED");
    expect(await removeEndedTenant(api.db.worker, fleet.tenantId)).toEqual({ kind: "none" });
    const early = api.db.worker.of(fleet.tenantId).count("early", "select purge_tenant($1, 10)", [fleet.tenantId]);
    expect(await early.then(() => "done", sqlStateOf)).toBe("55000");

    await api.db.admin.query("update drawbar.tenant set delete_after = now() - interval '1 second' where tenant_id = $1", [fleet.tenantId]);
    const foreign = api.db.worker.of(other.tenantId).count("foreign", "select purge_tenant($1, 10)", [fleet.tenantId]);
    expect(await foreign.then(() => "done", sqlStateOf)).toBe("42501");
    const before = await rowsOf(other.tenantId);
    expect(await removeEndedTenant(api.db.worker, fleet.tenantId)).toEqual({ kind: "gone" });
    expect(await rowsOf(fleet.tenantId)).toBe(0);
    expect(await rowsOf(other.tenantId)).toBe(before);
    expect(await removeEndedTenant(api.db.worker, fleet.tenantId)).toEqual({ kind: "none" });
    expect(await gate().barred(fleet.tenantId)).toMatch(/^TENANT_UNKNOWN/);
  });

  it("is not by the service's own role, and can be called off in time", async () => {
    const fleet = await api.makeFleet();
    const purge = api.db.app.of(fleet.tenantId).count("app-purge", "select purge_tenant($1, 10)", [fleet.tenantId]);
    expect(await purge.then(() => "done", sqlStateOf)).toBe("42501");
    await life.scheduleDeletion(fleet.tenantId, 3_600_000);
    await expect(life.resume(fleet.tenantId)).rejects.toThrow(/TENANT_STATE_CONFLICT: the fleet is to be deleted after 20.*--keep/);
    await life.resume(fleet.tenantId, { keeps: true });
    expect(await gate().isServed(fleet.tenantId)).toBe(true);
    for (const graceMs of [0, 3_599_999, 367 * 86_400_000, Number.NaN])
      await expect(life.scheduleDeletion(fleet.tenantId, graceMs)).rejects.toThrow("TENANT_GRACE_INVALID");
  });
});
