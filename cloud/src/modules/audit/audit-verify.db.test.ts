import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { sqlStateOf } from "../../db/database-errors.ts";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { Act } from "../../http/audit.ts";
import { chainStart, hashOfEntry } from "./audit-chain.ts";
import { chainedColumns, toChained, type ChainedRow } from "./audit-rows.ts";
import { AuditTrail, chainAudit, CheckpointKey, describeBreach, signCheckpoint, verifyTrail } from "./index.ts";

let db: TestDatabase;
let folder: string;
let key: CheckpointKey;
let trail: AuditTrail;
let tenant: TenantId;

const act = (): Act => new Act({ actor: { kind: "account", id: randomUUID() }, address: "192.0.2.7", requestId: randomUUID() });

async function add(entries: number): Promise<void> {
  for (let index = 0; index < entries; index += 1) {
    const event = { action: "vehicle.registered", subject: { kind: "vehicle", id: randomUUID() }, after: { callSign: `TR ${index}` } };
    await trail.recordAlone(tenant, act(), event);
  }
  await chainAudit(db.worker, tenant, 1_000);
}

async function checkpoint(): Promise<void> {
  await signCheckpoint({ database: db.worker, key, clock: systemClock }, tenant);
}

const breach = async (): Promise<string> => {
  const { breach: found } = await verifyTrail(db.app, tenant, key);
  return found === undefined ? "whole" : describeBreach(found);
};

/** As somebody who may write anything in the database, but has not the folder with the key. */
const tamper = (sql: string): Promise<unknown> => db.admin.query(sql.replaceAll("TENANT", `'${tenant}'`));

/** Chains all entries anew, as somebody who has read this program would. */
async function chainAnew(): Promise<void> {
  const { rows } = await db.admin.query<ChainedRow & { position: string }>(
    `select position, ${chainedColumns} from drawbar.audit_entry where tenant_id = $1 order by position`,
    [tenant],
  );
  let hash = chainStart(tenant);
  for (const row of rows) {
    hash = hashOfEntry(tenant, row.position, hash, toChained(row));
    await db.admin.query("update drawbar.audit_entry set hash = $3 where tenant_id = $1 and position = $2", [tenant, row.position, hash]);
  }
  const position = rows.at(-1)?.position ?? "0";
  await db.admin.query("update drawbar.audit_head set position = $2, hash = $3 where tenant_id = $1", [tenant, position, hash]);
}

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "drawbar-audit-"));
  key = await CheckpointKey.open(folder);
  trail = new AuditTrail({ database: db.app, clock: systemClock });
});
afterAll(async () => {
  await db.dispose();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  tenant = await db.makeTenant();
  await add(5);
  await checkpoint();
  await add(5);
});

describe("a trail", () => {
  it("is whole as it was written, over several turns and checkpoints", async () => {
    expect(await verifyTrail(db.app, tenant, key)).toEqual({
      entries: "10",
      checkedFrom: "1",
      checkpoints: 1,
      signedUpTo: "5",
      pending: 0,
      breach: undefined,
      pendingSince: undefined,
    });
  });

  it("that is long is walked from a checkpoint of ours, and whole by who can wait", async () => {
    expect(await verifyTrail(db.app, tenant, key, { entriesMax: 6 })).toMatchObject({ checkedFrom: "6", entries: "10", breach: undefined });
    expect(await verifyTrail(db.app, tenant, key, { entriesMax: 4 })).toMatchObject({ checkedFrom: "1" });
    expect(await verifyTrail(db.app, tenant, undefined, { entriesMax: 6 })).toMatchObject({ checkedFrom: "1" });
    await tamper("update drawbar.audit_entry set action = 'x' where tenant_id = TENANT and position = 8");
    expect(await verifyTrail(db.app, tenant, key, { entriesMax: 6 })).toMatchObject({ checkedFrom: "6", breach: { kind: "entry", position: "8" } });
    await tamper("update drawbar.audit_checkpoint set hash = decode(repeat('22', 32), 'hex') where tenant_id = TENANT");
    expect(await verifyTrail(db.app, tenant, key, { entriesMax: 6 })).toMatchObject({ checkedFrom: "1", breach: { kind: "checkpoint", position: "5" } });
  });

  it("of a tenant that never did anything is whole, too", async () => {
    tenant = await db.makeTenant();
    expect(await breach()).toBe("whole");
  });

  it.each([
    ["what was done", "update drawbar.audit_entry set action = 'vehicle.seen' where tenant_id = TENANT and position = 3", /^entry 3 \(vehicle\.seen/],
    ["who did it", "update drawbar.audit_entry set actor_id = null where tenant_id = TENANT and position = 3", /^entry 3 /],
    [
      "when, by a microsecond",
      "update drawbar.audit_entry set recorded_at = recorded_at + interval '1 microsecond' where tenant_id = TENANT and position = 7",
      /^entry 7 /,
    ],
    ["the values", "update drawbar.audit_entry set details = replace(details, 'TR 4', 'TR 5') where tenant_id = TENANT and position = 5", /^entry 5 /],
    [
      "a text moved to the next column",
      "update drawbar.audit_entry set address = null, request_id = address || request_id where tenant_id = TENANT and position = 2",
      /^entry 2 /,
    ],
    ["the hash itself", "update drawbar.audit_entry set hash = decode(repeat('00', 32), 'hex') where tenant_id = TENANT and position = 9", /^entry 9 /],
  ])("shows an edit of %s", async (_what, sql, found) => {
    await tamper(sql);
    expect(await breach()).toMatch(found);
  });

  it.each([
    ["from the middle", "delete from drawbar.audit_entry where tenant_id = TENANT and position = 4", "entry 4 is missing"],
    ["from the front", "delete from drawbar.audit_entry where tenant_id = TENANT and position = 1", "entry 1 is missing"],
    ["from the end", "delete from drawbar.audit_entry where tenant_id = TENANT and position = 10", "entry 10 is missing"],
    ["all of them", "delete from drawbar.audit_entry where tenant_id = TENANT", "entry 1 is missing"],
  ])("shows that entries were removed %s", async (_what, sql, found) => {
    await tamper(sql);
    expect(await breach()).toBe(found);
  });

  it("shows a removal that closes the gap", async () => {
    await tamper("delete from drawbar.audit_entry where tenant_id = TENANT and position = 4");
    for (let at = 5; at <= 10; at += 1) await tamper(`update drawbar.audit_entry set position = ${at - 1} where tenant_id = TENANT and position = ${at}`);
    expect(await breach()).toMatch(/^entry 4 .* its place, was changed$/);
  });

  it("shows what was put in: at the end, before the front, in between", async () => {
    const copy = (to: string): string =>
      `insert into drawbar.audit_entry select tenant_id, ${to}, gen_random_uuid(), recorded_at, actor_kind, actor_id, 'user.added', subject_kind, subject_id,
         outcome, address, request_id, details, hash from drawbar.audit_entry where tenant_id = TENANT and position = 6`;
    await tamper(copy("11"));
    expect(await breach()).toMatch(/^entry 11 \(user\.added, .* was put in/);
    await tamper("delete from drawbar.audit_entry where tenant_id = TENANT and position = 11");
    await tamper(copy("0"));
    expect(await breach()).toMatch(/^entry 0 \(user\.added, .* was put in/);
    await tamper("delete from drawbar.audit_entry where tenant_id = TENANT and position = 0");
    for (let at = 10; at >= 7; at -= 1) await tamper(`update drawbar.audit_entry set position = ${at + 1} where tenant_id = TENANT and position = ${at}`);
    await tamper(copy("7"));
    expect(await breach()).toMatch(/^entry 7 \(user\.added/);
  });

  it("shows two entries that changed places", async () => {
    await tamper(
      "update drawbar.audit_entry set position = -1 where tenant_id = TENANT and position = 2; update drawbar.audit_entry set position = 2 where tenant_id = TENANT and position = 3; update drawbar.audit_entry set position = 3 where tenant_id = TENANT and position = -1",
    );
    expect(await breach()).toMatch(/^entry 2 /);
  });

  it("shows that it was chained anew after an edit, by the checkpoint, and by the note outside when that was removed", async () => {
    await tamper("update drawbar.audit_entry set action = 'nothing' where tenant_id = TENANT and position = 3");
    await chainAnew();
    expect(await breach()).toBe("the trail up to entry 5 was chained anew: it is not the one that was signed");
    await tamper("delete from drawbar.audit_checkpoint where tenant_id = TENANT");
    expect(await breach()).toBe("the trail up to entry 5 was chained anew: it is not the one that was signed");
  });

  it("shows that it was cut before what was signed, checkpoint, head and all", async () => {
    await tamper("delete from drawbar.audit_entry where tenant_id = TENANT and position > 3");
    await chainAnew();
    expect(await breach()).toBe("the trail was signed up to entry 5 and is shorter now");
    await tamper("delete from drawbar.audit_checkpoint where tenant_id = TENANT");
    expect(await breach()).toBe("the trail was signed up to entry 5 and is shorter now");
    await tamper("delete from drawbar.audit_entry where tenant_id = TENANT; delete from drawbar.audit_head where tenant_id = TENANT");
    expect(await breach()).toBe("the trail was signed up to entry 5 and is shorter now");
  });

  it("shows a checkpoint that is not ours, or is another tenant's", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const { rows } = await db.admin.query<{ hash: Buffer }>("select hash from drawbar.audit_entry where tenant_id = $1 and position = 8", [tenant]);
    const signature = sign(
      null,
      Buffer.from(`drawbar audit checkpoint 1\n${tenant}\n8\n${rows[0]?.hash.toString("hex")}\n2026-11-25T10:00:00.000Z\n`),
      privateKey,
    );
    await db.admin.query("insert into drawbar.audit_checkpoint values ($1, 8, $2, '2026-11-25T10:00:00Z', 'somebody', $3)", [tenant, rows[0]?.hash, signature]);
    expect(await breach()).toBe("the checkpoint at entry 8 was not signed with our key (it names somebody)");
    await tamper("delete from drawbar.audit_checkpoint where tenant_id = TENANT and position = 8");

    const first = tenant;
    tenant = await db.makeTenant();
    await add(5);
    await db.admin.query(
      "insert into drawbar.audit_checkpoint select $1, position, hash, signed_at, key_id, signature from drawbar.audit_checkpoint where tenant_id = $2",
      [tenant, first],
    );
    expect(await breach()).toMatch(/^the checkpoint at entry 5 was not signed/);
  });

  it("shows a head that was moved", async () => {
    await tamper("update drawbar.audit_head set hash = decode(repeat('11', 32), 'hex') where tenant_id = TENANT");
    expect(await breach()).toBe("the head of the trail at 10 is not the hash of its newest entry");
  });
});

describe("writing the trail", () => {
  it("gives the service no way to change or remove an entry", async () => {
    for (const role of [db.app, db.worker]) {
      for (const [name, sql] of [
        ["audit-try-update", "update audit_entry set action = 'x' where tenant_id = $1"],
        ["audit-try-delete", "delete from audit_entry where tenant_id = $1"],
        ["audit-try-checkpoint", "delete from audit_checkpoint where tenant_id = $1"],
      ] as const) {
        const state = await role
          .of(tenant)
          .count(name, sql, [tenant])
          .then(() => "done", sqlStateOf);
        expect([name, state]).toEqual([name, "42501"]);
      }
    }
    for (const sql of ["delete from audit_pending where tenant_id = $1", "update audit_pending set action = 'x' where tenant_id = $1"])
      expect(
        await db.app
          .of(tenant)
          .count("", sql, [tenant])
          .then(() => "done", sqlStateOf),
      ).toBe("42501");
  });

  it("chains each of many entries once, while two workers race", async () => {
    tenant = await db.makeTenant();
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let index = 0; index < 25; index += 1) await trail.recordAlone(tenant, act(), { action: "a.b", subject: { kind: "a" } });
      }),
    );
    let chained = 0;
    while (chained < 200) {
      const turns = await Promise.all([chainAudit(db.worker, tenant, 30), chainAudit(db.worker, tenant, 30)]);
      chained += turns.reduce<number>((sum, turn) => sum + (turn ?? 0), 0);
    }
    expect(await verifyTrail(db.app, tenant, key)).toMatchObject({ entries: "200", pending: 0, breach: undefined });
  });

  it("stands and falls with the change's own transaction", async () => {
    tenant = await db.makeTenant();
    const mine = act();
    const failing = db.app.transaction(tenant, async (tx) => {
      await trail.record(tx, mine, { action: "a.b", subject: { kind: "a" } });
      throw new Error("the change failed");
    });
    await expect(failing).rejects.toThrow("the change failed");
    expect(await chainAudit(db.worker, tenant, 10)).toBe(0);
    await db.app.transaction(tenant, (tx) => trail.record(tx, mine, { action: "a.b", subject: { kind: "a" } }));
    expect(await chainAudit(db.worker, tenant, 10)).toBe(1);
  });

  it("bounds what is kept, and keeps no secret", async () => {
    tenant = await db.makeTenant();
    const after = { name: "x", password: "hunter2", nested: { tokenHash: "ab" } };
    await trail.recordAlone(tenant, act(), { action: "a".repeat(500), subject: { kind: "a", id: "\0\ud800" }, before: { text: "y".repeat(5_000) }, after });
    await chainAudit(db.worker, tenant, 10);
    const { rows } = await db.admin.query<{ action: string; details: string }>("select action, details from drawbar.audit_entry where tenant_id = $1", [
      tenant,
    ]);
    expect(rows[0]?.action).toHaveLength(200);
    expect(JSON.parse(rows[0]?.details ?? "")).toEqual({
      before: { cut: true, characters: 5_011, members: ["text"] },
      after: { name: "x", password: "not kept", nested: { tokenHash: "not kept" } },
    });
    expect(await breach()).toBe("whole");
  });

  it("signs one checkpoint where several processes would, and opens one key", async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => CheckpointKey.open(path.join(folder, "fresh"))));
    expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1);
    await add(1_000);
    const signed = await Promise.all(Array.from({ length: 4 }, () => signCheckpoint({ database: db.worker, key, clock: systemClock }, tenant)));
    expect(signed.filter((position) => position !== undefined)).toEqual(["1010"]);
    expect(await verifyTrail(db.app, tenant, key)).toMatchObject({ signedUpTo: "1010", checkpoints: 2, breach: undefined });
  });
});
