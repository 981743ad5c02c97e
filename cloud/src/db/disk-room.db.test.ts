import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DatabaseWatch } from "../database-watch.ts";
import { startTestApi, type TestApi } from "../http/testing/test-api.ts";
import { openDatabase } from "./database.ts";
import { DiskRoom } from "./disk-room.ts";
import type { Database } from "./tenant-transaction.ts";

const log = createLogger({ process: "test", level: "silent" });
/** What PostgreSQL says when a file cannot grow (errcodes, class 53). */
const noRoom = "raise exception 'could not extend file \"base/5/16384\": No space left on device' using errcode = '53100'";

let api: TestApi;
let database: Database;
let room: DiskRoom;
let watch: DatabaseWatch;
beforeAll(async () => {
  api = await startTestApi({ level: "silent" });
});
afterAll(() => api.dispose());
beforeEach(() => {
  room = new DiskRoom();
  database = openDatabase({ url: api.db.appUrl, applicationName: "test-room", log, room });
  watch = new DatabaseWatch({ database, room, log });
});
afterEach(() => database.close());

const write = async () => database.directory.count("", `do $$ begin ${noRoom}; end $$`, []);

/** As long as `work` goes on, sorting on disk finds no room. */
async function withoutRoom(work: () => Promise<void>): Promise<void> {
  const { rows } = await api.db.admin.query<{ definition: string }>("select pg_get_functiondef('directory.has_disk_room'::regproc) as definition");
  await api.db.admin.query(
    `create or replace function directory.has_disk_room() returns boolean language plpgsql security definer as $$ begin ${noRoom}; end $$`,
  );
  try {
    await work();
  } finally {
    await api.db.admin.query(rows[0]?.definition ?? "");
  }
}

describe("a database whose disk is full", () => {
  test("says what is to be done, and is no reason to give up a connection", async () => {
    await expect(write()).rejects.toMatchObject({
      code: "DATABASE_FULL",
      kind: "unavailable",
      retryable: true,
      message: expect.stringMatching(/No space left on device; make room on the disk of the database, then everything goes on by itself/),
    });
    expect(database.connections()).toMatchObject({ open: 1, idle: 1 });
  });

  test("is not ready until there is room, and then without anybody's help", async () => {
    await watch.look();
    expect(watch.trouble).toBeUndefined();
    await expect(database.transaction(await api.db.makeTenant(), write)).rejects.toMatchObject({ code: "DATABASE_FULL" });
    expect(watch.trouble).toContain("No space left on device");
    await withoutRoom(async () => {
      await watch.look();
      expect(watch.trouble).toContain("No space left on device");
    });
    await watch.look();
    expect(watch.trouble).toBeUndefined();
  });

  test("that ends for lack of room is told apart from one that was stopped", async () => {
    const gone = openDatabase({ url: "postgres://drawbar_app:app@127.0.0.1:1/drawbar", applicationName: "test-room", log, room });
    const ask = async () => gone.directory.count("", "select 1", []);
    await expect(ask()).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE", message: expect.stringContaining("see whether PostgreSQL runs") });
    room.ranOut("No space left on device");
    await expect(ask()).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE", message: expect.stringContaining("its disk was full") });
    await gone.close();
  });

  test("still lets people read", async () => {
    const fleet = await api.makeFleet();
    const headers = await fleet.headers("read", "write");
    await api.db.admin.query(`create function public.no_room() returns trigger language plpgsql as $$ begin ${noRoom}; end $$`);
    for (const table of ["api_token", "vehicle"])
      await api.db.admin.query(`create trigger no_room before insert or update on drawbar.${table} for each row execute function public.no_room()`);

    const read = await api.app.inject({ url: "/api/v1/vehicles", headers });
    const written = await api.app.inject({ method: "POST", url: "/api/v1/vehicles", headers, payload: { callSign: "TR 1" } });
    await api.db.admin.query("drop function public.no_room() cascade");
    expect(read.statusCode).toBe(200);
    expect([written.statusCode, written.json()]).toMatchObject([503, { code: "DATABASE_FULL", retryable: true, detail: expect.stringContaining("make room") }]);
    expect(written.headers["retry-after"]).toBe("2");
  });
});
