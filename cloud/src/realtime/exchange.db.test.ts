import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { parseSourceId, parseTenantId, type SourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveFrame, LiveUp, Watch } from "@drawbar/proto/link/live.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { testDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { decode, encodeRevoked, encodeUp, encodeWatch, notificationLengthMax } from "./exchange-codec.ts";
import { PostgresExchange } from "./postgres-exchange.ts";

const tenant = parseTenantId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
const unit = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a12");
const hash = "a".repeat(64) as CatalogueHash;
const log = createLogger({ process: "test", level: "silent" });

const frame = (values: LiveFrame["values"], more: Partial<LiveFrame> = {}): LiveFrame => ({
  kind: "live",
  source: unit,
  boot: 3,
  monoUs: 1_000,
  catalogue: hash,
  values,
  ...more,
});

describe("a frame as text", () => {
  test("comes back as it was, in parts that each fit a notification", () => {
    const value = fc.record({
      signal: fc.nat(100_000),
      atUs: fc.nat(2 ** 52),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((double) => (double === 0 ? 0 : double)),
    });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 1_000 }), (values) => {
        const texts = encodeUp(tenant, frame(values));
        const back = texts.map((text) => decode(text)).map((message) => (message?.kind === "up" && message.up.kind === "live" ? message.up : undefined));

        expect(Math.max(...texts.map((text) => Buffer.byteLength(text)))).toBeLessThan(8_000);
        expect(back.flatMap((up) => up?.values ?? [])).toEqual(values);
        expect(back.every((up) => up?.monoUs === 1_000 && up.boot === 3 && up.catalogue === hash)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("a sign-off and a watch come back as they were; a watch of too many signals becomes one of all", () => {
    const asleep: LiveUp = { kind: "asleep", source: unit, boot: 3, monoUs: 5, atUs: 6 };
    const watch: Watch = { kind: "watch", source: unit, signals: [1, 2], catalogue: hash, forMs: 30_000 };

    expect(decode(encodeUp(tenant, asleep)[0] ?? "")).toEqual({ kind: "up", tenant, up: asleep });
    expect(decode(encodeWatch(tenant, watch))).toEqual({ kind: "watch", tenant, watch });
    expect(decode(encodeRevoked(tenant, unit))).toEqual({ kind: "revoked", tenant, source: unit });
    const many = encodeWatch(tenant, { ...watch, signals: Array.from({ length: 5_000 }, (_, index) => index) });
    expect(many.length).toBeLessThan(notificationLengthMax);
    expect(decode(many)).toMatchObject({ watch: { signals: [] } });
  });

  test("of a later release is left out", () => {
    expect(decode('["z",1,2]')).toBeUndefined();
  });
});

describe("between two processes", () => {
  let db: TestDatabase;
  const started: PostgresExchange[] = [];

  beforeAll(async () => {
    db = await testDatabase();
  });
  afterEach(async () => {
    for (const exchange of started.splice(0)) await exchange.stop();
  });
  afterAll(async () => db.dispose());

  async function start(receives: { frames: boolean; watches: boolean }) {
    const exchange = new PostgresExchange({ url: db.appUrl, receives, log });
    const frames: [TenantId, LiveUp][] = [];
    const watches: Watch[] = [];
    const revoked: [TenantId, SourceId][] = [];
    exchange.onReceive((from, up) => frames.push([from, up]));
    exchange.onWatch((_tenant, watch) => watches.push(watch));
    exchange.onRevoked((...device) => revoked.push(device));
    await exchange.start();
    started.push(exchange);
    return { exchange, frames, watches, revoked };
  }

  test("frames go up to every api role, watches and revoked devices down to every link role", async () => {
    const api = await start({ frames: true, watches: false });
    const otherApi = await start({ frames: true, watches: false });
    const link = await start({ frames: false, watches: true });
    link.exchange.receive(tenant, frame([{ signal: 0, atUs: 1, value: 2.5 }]));
    api.exchange.watch(tenant, { kind: "watch", source: unit, signals: [], forMs: 30_000 });
    api.exchange.revoked(tenant, unit);

    await expect.poll(() => [api.frames.length, otherApi.frames.length, link.watches.length]).toEqual([1, 1, 1]);
    await expect.poll(() => [link.revoked, api.revoked]).toEqual([[[tenant, unit]], []]);
    expect(api.frames[0]).toEqual([tenant, frame([{ signal: 0, atUs: 1, value: 2.5 }])]);
    expect([link.frames.length, api.watches.length]).toEqual([0, 0]);
  });

  test("what comes in one moment goes together, the newest of each signal", async () => {
    const api = await start({ frames: true, watches: false });
    const link = await start({ frames: false, watches: true });
    for (let monoUs = 0; monoUs < 100; monoUs++) link.exchange.receive(tenant, frame([{ signal: monoUs % 2, atUs: monoUs, value: monoUs }], { monoUs }));

    await expect.poll(() => api.frames).toHaveLength(1);
    expect(api.frames[0]?.[1]).toMatchObject({
      monoUs: 99,
      values: [
        { signal: 0, value: 98 },
        { signal: 1, value: 99 },
      ],
    });
  });

  test("a sign-off is not overtaken by values before it", async () => {
    const api = await start({ frames: true, watches: false });
    const link = await start({ frames: false, watches: true });
    link.exchange.receive(tenant, frame([{ signal: 0, atUs: 1, value: 1 }]));
    link.exchange.receive(tenant, { kind: "asleep", source: unit, boot: 3, monoUs: 2_000, atUs: 2 });

    await expect.poll(() => api.frames.map(([, up]) => up.kind)).toEqual(["asleep"]);
  });

  test("goes on after the database broke the connection, and holds nothing back for it", async () => {
    const api = await start({ frames: true, watches: false });
    const link = await start({ frames: false, watches: true });
    await db.admin.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'drawbar-live'");

    let monoUs = 0;
    await vi.waitFor(
      () => {
        link.exchange.receive(tenant, frame([{ signal: 0, atUs: 1, value: 1 }], { monoUs: monoUs++ }));
        expect(api.frames.length).toBeGreaterThan(0);
      },
      { timeout: 30_000, interval: 50 },
    );
  });
});
