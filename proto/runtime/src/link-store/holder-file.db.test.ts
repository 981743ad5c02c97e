import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { parseSourceId } from "@drawbar/proto/kernel/ids.ts";
import { recordOf, streamOf } from "@drawbar/proto/link/holder-store-suite.ts";
import { SqliteHolderStore } from "./sqlite-holder-store.ts";
import { TestFolder } from "./test-folder.ts";

const raw = streamOf(3);
const other = parseSourceId("c0000000-0000-4000-8000-0000000000ff");

describe("a holder's file", () => {
  it("is made with its folder, and is durable at every commit", () => {
    using folder = new TestFolder();
    const file = path.join(folder.path, "deep", "er", "outbox.sqlite");
    const store = folder.open({ file });
    store.close();
    const database = new Database(file);
    expect(database.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(database.pragma("user_version", { simple: true })).toBe(1);
    database.close();
  });

  it("is put aside when it is no database, and a new one begun", () => {
    using folder = new TestFolder();
    writeFileSync(folder.file, "this was a spool once, before somebody edited it\n".repeat(200));
    const store = folder.open();
    expect(store.replaced).toMatchObject({ code: "HOLDER_FILE_CORRUPT", details: { movedTo: `${folder.file}.damaged-1` } });
    expect(readFileSync(`${folder.file}.damaged-1`, "utf8")).toContain("a spool once");
    store.append(recordOf(raw, 1));
    store.commit();
    store.close();
    expect(folder.open().replaced).toBeUndefined();
  });

  it("is looked at as a whole when damage showed while it was in use, and then put aside", () => {
    using folder = new TestFolder();
    const store = folder.open();
    const records = 5_000; // more than the pages that are kept in memory
    for (let seq = 1; seq <= records; seq += 1) store.append(recordOf(raw, seq, { bytes: new Uint8Array(3_000) }));
    store.commit();
    store.close();
    const open = folder.open();
    // Behind the back of the process, as a failing disk does it: pages that are read again later.
    const bytes = readFileSync(folder.file);
    bytes.fill(0x5a, 65_536, bytes.length - 4_096);
    writeFileSync(folder.file, bytes);
    const readAll = (): void => {
      for (let id = 1; id <= records; id += 1) open.read(id);
    };
    expect(readAll).toThrow(/HOLDER_FILE_CORRUPT/);
    expect(existsSync(`${folder.file}.suspect`)).toBe(true);
    open.close();
    const fresh = folder.open();
    expect([fresh.replaced?.code, fresh.held(raw)]).toEqual(["HOLDER_FILE_CORRUPT", []]);
    expect(existsSync(`${folder.file}.suspect`)).toBe(false);
  });

  it("is put aside when pages of it are damaged, each time under another name", () => {
    using folder = new TestFolder();
    for (let round = 1; round <= 2; round += 1) {
      const store = folder.open();
      for (let seq = 1; seq <= 400; seq += 1) store.append(recordOf(raw, seq, { bytes: new Uint8Array(300).fill(seq % 256) }));
      store.commit();
      store.close();
      const bytes = readFileSync(folder.file);
      bytes.fill(0x5a, 8_192, bytes.length - 8_192);
      writeFileSync(folder.file, bytes);
      const fresh = folder.open();
      expect(fresh.replaced?.details["movedTo"]).toBe(`${folder.file}.damaged-${round}`);
      expect([fresh.held(raw), fresh.state.epoch]).toEqual([[], undefined]);
      fresh.close();
    }
    expect(readdirSync(folder.path).filter((name) => name.includes("damaged")).length).toBe(2);
  });

  it("is refused when it belongs to another source", () => {
    using folder = new TestFolder();
    const store = folder.open();
    store.commit();
    store.close();
    expect(() => folder.open({ source: other })).toThrow(/HOLDER_FILE_FOREIGN.*belongs to/);
    expect(folder.open().replaced).toBeUndefined();
  });

  it("is refused when a later release wrote it", () => {
    using folder = new TestFolder();
    folder.open().close();
    const database = new Database(folder.file);
    database.pragma("user_version = 99");
    database.close();
    expect(() => folder.open()).toThrow(/HOLDER_FILE_NEWER.*version 99/);
    expect(existsSync(`${folder.file}.damaged-1`)).toBe(false);
  });

  it("is refused while another process has it", { timeout: 30_000 }, () => {
    using folder = new TestFolder();
    const store = folder.open();
    store.append(recordOf(raw, 1));
    store.commit();
    expect(() => SqliteHolderStore.open({ file: folder.file, source: other })).toThrow(/HOLDER_FILE_BUSY/);
  });

  it("says so when its folder cannot be made or written", () => {
    using folder = new TestFolder();
    writeFileSync(path.join(folder.path, "occupied"), "");
    expect(() => folder.open({ file: path.join(folder.path, "occupied", "outbox.sqlite") })).toThrow(/HOLDER_FILE_UNWRITABLE/);
    expect(() => folder.open({ file: folder.path })).toThrow(/HOLDER_FILE_UNWRITABLE/);
  });

  it("undoes what does not fit on a full disk, and goes on when there is room", () => {
    using folder = new TestFolder();
    const store = folder.open({ bytesMax: 400_000 });
    const body = new Uint8Array(4_000).fill(7);
    let committed = 0;
    let failure: unknown;
    for (let seq = 1; failure === undefined; seq += 1) {
      try {
        store.append(recordOf(raw, seq, { bytes: body }));
        store.setTotals({ stream: raw, last: seq, produced: seq * 4 });
        store.commit();
        committed = seq;
      } catch (error) {
        failure = error;
      }
    }
    expect(failure).toBeInstanceOf(DrawbarError);
    expect(failure).toMatchObject({ code: "HOLDER_DISK_FULL", retryable: true });
    expect(committed).toBeGreaterThan(50);
    expect([store.held(raw), store.totalsOf(raw)?.last, store.rollbacks]).toEqual([[[1, committed]], committed, 1]);

    // Room comes back: here, because something is forgotten.
    store.markSecured(raw, [[1, 40]], 100);
    expect(store.forgetSecuredBefore(101, 100).length).toBe(40);
    store.commit();
    store.append(recordOf(raw, committed + 1, { bytes: body }));
    store.commit();
    store.close();
    const reopened = folder.open();
    expect(reopened.held(raw)).toEqual([[41, committed + 1]]);
    expect(reopened.read(reopened.head(raw, committed + 1)?.id ?? 0)?.bytes.length).toBe(4_000);
  });
});
