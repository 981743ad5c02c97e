import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseClaim } from "@drawbar/proto/enrolment/claim.ts";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import { EnrolmentServer } from "@drawbar/runtime/link-grpc/enrolment-server.ts";
import { createSigningRequest } from "@drawbar/runtime/tls/authority.ts";
import { makeKeyPair, x509 } from "@drawbar/runtime/tls/x509.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { AuditTrail } from "../audit/index.ts";
import { RunService } from "../runs/index.ts";
import { ClaimService } from "./claim-service.ts";
import { EnrolService } from "./enrol-service.ts";
import { PlatformAuthority } from "./platform-authority.ts";

const day = 86_400_000;
const log = createLogger({ process: "test", level: "silent" });

let db: TestDatabase;
let directory: string;
let clock: ManualClock;
let authority: PlatformAuthority;
let server: EnrolmentServer;
let claims: ClaimService;
let service: EnrolService;
let tenant: TenantId;
beforeAll(async () => {
  db = await testDatabase();
  directory = mkdtempSync(path.join(tmpdir(), "drawbar-enrolment-"));
  // Peers check certificates by the machine's own clock.
  clock = new ManualClock({ wallUs: Date.now() * 1_000 });
  authority = await PlatformAuthority.open({ directory: path.join(directory, "authority"), clock });
  service = new EnrolService({ database: db.app, authority, hubs: ["localhost:7443"], clock, audit: new AuditTrail({ database: db.app, clock }) });
  server = new EnrolmentServer({
    listen: { host: "127.0.0.1", port: 0 },
    tls: await authority.makeServerTls(["localhost", "127.0.0.1"]),
    handlers: service,
    tenantAuthority: (tenantId) => authority.findTenantCertificate(tenantId),
    clock,
    log,
  });
  await server.start();
  claims = new ClaimService({ database: db.app, addresses: [`127.0.0.1:${server.port}`], rootFingerprint: authority.rootFingerprint, clock });
});
afterAll(async () => {
  await server.stop();
  await db.dispose();
  rmSync(directory, { recursive: true });
});
beforeEach(async () => {
  tenant = await db.makeTenant();
});

function identityDirectory(): string {
  return mkdtempSync(path.join(directory, "identity-"));
}

async function signingRequest(): Promise<Uint8Array> {
  return createSigningRequest(await makeKeyPair(), { device: "box" });
}

async function rows<Row extends object>(sql: string): Promise<Row[]> {
  return (await db.admin.query<Row>(sql, [tenant])).rows;
}

describe("a claim", () => {
  it("gets a unit its certificate and its place in a vehicle, once", async () => {
    const { claim } = await claims.make(tenant, { kind: "unit", callSign: "TR 214", simulated: true });
    const identity = await enrol({ claim, identityDirectory: identityDirectory(), device: "SN 1" });
    expect(identity).toMatchObject({ kind: "unit", tenantId: tenant, hubs: ["localhost:7443"] });
    expect(identity.notAfterMs - identity.notBeforeMs).toBeLessThanOrEqual(91 * day);
    expect(
      await rows(
        `select v.call_sign, v.simulated, u.unit_id, u.kind, u.device, a.during::text as during
         from unit u join unit_assignment a using (tenant_id, unit_id) join vehicle v using (tenant_id, vehicle_id) where u.tenant_id = $1`,
      ),
    ).toEqual([{ call_sign: "TR 214", simulated: true, unit_id: identity.sourceId, kind: "unit", device: "SN 1", during: "(,)" }]);
    expect(await rows("select source_id, kind, revoked_at from certificate_issued where tenant_id = $1")).toEqual([
      { source_id: identity.sourceId, kind: "unit", revoked_at: null },
    ]);
    await expect(enrol({ claim, identityDirectory: identityDirectory(), device: "SN 2" })).rejects.toThrow(/CLAIM_USED/);
    const claimId = parseClaim(claim).claimId;
    expect(await rows("select actor_kind, actor_id, action, subject_kind, subject_id from audit_pending where tenant_id = $1 order by entry_id")).toEqual([
      { actor_kind: "device", actor_id: identity.sourceId, action: "claim.used", subject_kind: "claim", subject_id: claimId },
      { actor_kind: "device", actor_id: identity.sourceId, action: "certificate.issued", subject_kind: "unit", subject_id: identity.sourceId },
    ]);
    expect(await rows("select 1 from unit where tenant_id = $1")).toHaveLength(1);
  });

  it("puts a second unit in the place of the first from now on", async () => {
    const first = await claims.make(tenant, { kind: "unit", callSign: "TR 1" });
    await enrol({ claim: first.claim, identityDirectory: identityDirectory(), device: "old" });
    clock.advanceMs(60_000);
    const second = await claims.make(tenant, { kind: "unit", callSign: "TR 1" });
    await enrol({ claim: second.claim, identityDirectory: identityDirectory(), device: "new" });
    const moved = new Date(clock.wallUs() / 1_000);
    expect(
      await rows(
        "select u.device, lower(a.during) as from, upper(a.during) as to from unit_assignment a join unit u using (tenant_id, unit_id) where a.tenant_id = $1 order by 2 nulls first",
      ),
    ).toEqual([
      { device: "old", from: null, to: moved },
      { device: "new", from: moved, to: null },
    ]);
  });

  it("is taken by exactly one of many devices that bring it at once", async () => {
    const { claim } = await claims.make(tenant, { kind: "unit", callSign: "TR 2" });
    const { claimId, secret } = parseClaim(claim);
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, async (_, index) => service.enrol({ claimId, secret, signingRequest: await signingRequest(), device: `box ${index}` })),
    );
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(attempts.filter(({ status }) => status === "rejected").map((attempt) => ("reason" in attempt ? attempt.reason.code : ""))).toEqual(
      Array.from({ length: 7 }, () => "CLAIM_USED"),
    );
    expect(await rows("select 1 from unit where tenant_id = $1")).toHaveLength(1);
  });

  it("says by distinct codes that it is wrong, used or expired, and nothing to whoever does not know the secret", async () => {
    const made = await claims.make(tenant, { kind: "unit", callSign: "TR 3", expiresInMs: 60_000 });
    const { claimId, secret } = parseClaim(made.claim);
    const ask = async (changed: { claimId?: string; secret?: Uint8Array }): Promise<unknown> =>
      service.enrol({ claimId, secret, signingRequest: await signingRequest(), device: "", ...changed }).then(
        () => "enrolled",
        (error: { code: string }) => error.code,
      );
    expect(await ask({ secret: secret.with(0, (secret[0] ?? 0) ^ 1) })).toBe("CLAIM_WRONG");
    expect(await ask({ claimId: "0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11" })).toBe("CLAIM_WRONG");
    expect(await ask({ claimId: "'; drop table claim" })).toBe("CLAIM_WRONG");
    clock.advanceMs(60_000);
    expect(await ask({})).toBe("CLAIM_EXPIRED");
    expect(await ask({ secret: new Uint8Array(32) })).toBe("CLAIM_WRONG");
    expect(await rows("select used_at from claim where tenant_id = $1")).toEqual([{ used_at: null }]);
  });

  it("stays unused when the signing request is no good", async () => {
    const { claim } = await claims.make(tenant, { kind: "unit", callSign: "TR 4" });
    const { claimId, secret } = parseClaim(claim);
    await expect(service.enrol({ claimId, secret, signingRequest: Uint8Array.of(1, 2, 3), device: "box" })).rejects.toMatchObject({
      code: "SIGNING_REQUEST_INVALID",
    });
    expect(await service.enrol({ claimId, secret, signingRequest: await signingRequest(), device: "box" })).toMatchObject({ kind: "unit" });
  });

  it("makes a depot, whose name is its own", async () => {
    const { claim } = await claims.make(tenant, { kind: "depot", depotName: "North yard" });
    const identity = await enrol({ claim, identityDirectory: identityDirectory(), device: "server", hosts: ["depot.local"] });
    expect(await rows("select depot_id, name from depot where tenant_id = $1")).toEqual([{ depot_id: identity.sourceId, name: "North yard" }]);
    await expect(claims.make(tenant, { kind: "depot", depotName: "North yard" })).rejects.toMatchObject({ code: "DEPOT_NAME_TAKEN" });
    await expect(claims.make(tenant, { kind: "depot", callSign: "TR 5" })).rejects.toMatchObject({ code: "CLAIM_INVALID" });
    await expect(claims.make(tenant, { kind: "unit", callSign: "  " })).rejects.toMatchObject({ code: "ID_MALFORMED" });
    await expect(claims.make(tenant, { kind: "unit", callSign: "TR 5", expiresInMs: 1 })).rejects.toMatchObject({ code: "CLAIM_INVALID" });
  });
});

describe("a run", () => {
  it("has a unit of its own, which its claim enrols under the run's id", async () => {
    const runs = new RunService({ database: db.app, claims, clock });
    const first = await runs.create(tenant, { callSign: "VAN 7", log: { name: "drive.log", frames: 12 } });
    const second = await runs.create(tenant, { callSign: "VAN 7", log: { name: "drive.log" } });
    expect(second.run.vehicleId).toBe(first.run.vehicleId);
    const identity = await enrol({ claim: first.claim.claim, identityDirectory: identityDirectory(), device: "recording", kind: "unit" });
    expect(identity.sourceId).toBe(first.run.runId);
    clock.advanceMs(5_000);
    const finished = await runs.finish(tenant, first.run.runId);
    expect(finished).toMatchObject({ log: { name: "drive.log", frames: 12 }, finishedAt: new Date(clock.wallUs() / 1_000) });
    clock.advanceMs(5_000);
    expect(await runs.finish(tenant, first.run.runId)).toEqual(finished);
    expect((await runs.ofVehicle(tenant, first.run.vehicleId)).map(({ runId }) => runId)).toEqual([second.run.runId, first.run.runId]);
    expect(await runs.segments(tenant, first.run.runId)).toBe(0);
    const other = await db.makeTenant("Other");
    await expect(runs.find(other, first.run.runId)).rejects.toMatchObject({ code: "RUN_UNKNOWN" });
  });
});

describe("renewal", () => {
  it("gives a new certificate for the same device, unless it was revoked", async () => {
    const { claim } = await claims.make(tenant, { kind: "unit", callSign: "TR 6" });
    const identity = await enrol({ claim, identityDirectory: identityDirectory(), device: "box" });
    const certificate = new x509.X509Certificate(identity.certificateChain);
    const peer = {
      tenantId: tenant,
      sourceId: identity.sourceId,
      kind: "unit" as const,
      certificate: new Uint8Array(certificate.rawData),
      serialNumber: certificate.serialNumber.toUpperCase(),
    };
    const reply = await service.renew({ signingRequest: await signingRequest() }, { peer, carrier: undefined });
    expect(reply.source).toBe(identity.sourceId);
    const twice = { signingRequest: await signingRequest() };
    await Promise.all([service.renew(twice, { peer, carrier: undefined }), service.renew(twice, { peer, carrier: undefined })]).then(
      () => expect.unreachable("one key was certified twice"),
      (error: unknown) => expect(error).toMatchObject({ code: "RENEWAL_REPLAYED" }),
    );
    await expect(service.renew(twice, { peer, carrier: undefined })).rejects.toMatchObject({ code: "RENEWAL_REPLAYED" });
    expect(await rows("select 1 from certificate_issued where tenant_id = $1")).toHaveLength(3);
    const renewed = { actor_id: identity.sourceId, subject_id: identity.sourceId };
    expect(await rows("select actor_id, subject_id from audit_pending where tenant_id = $1 and action = 'certificate.renewed'")).toEqual([renewed, renewed]);
    await db.admin.query("update unit set revoked_at = now() where unit_id = $1", [identity.sourceId]);
    await expect(service.renew({ signingRequest: await signingRequest() }, { peer, carrier: undefined })).rejects.toMatchObject({ code: "DEVICE_REVOKED" });
  });
});

describe("authority", () => {
  it("is the same for every process that opens the folder at once, and only its owner may read it", async () => {
    const folder = path.join(directory, "shared");
    const opened = await Promise.all(Array.from({ length: 6 }, () => PlatformAuthority.open({ directory: folder, clock })));
    expect(new Set(opened.map(({ rootFingerprint }) => rootFingerprint)).size).toBe(1);
    const tenants = await Promise.all(opened.map(async (one) => (await one.tenantAuthority(tenant)).certificate));
    expect(new Set(tenants).size).toBe(1);
    for (const file of ["root.pem", `tenants/${tenant}.pem`]) expect(statSync(path.join(folder, file)).mode & 0o077).toBe(0);
    expect(await opened[0]?.findTenantCertificate(await db.makeTenant())).toBeUndefined();
  });
});
