/** A folder for one test, and stores in it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { suiteSource } from "@drawbar/proto/link/holder-store-suite.ts";
import { SqliteHolderStore } from "./sqlite-holder-store.ts";

export class TestFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), "drawbar-holder-"));
  readonly #stores: SqliteHolderStore[] = [];

  get file(): string {
    return path.join(this.path, "store.sqlite");
  }

  open(more: Partial<Parameters<typeof SqliteHolderStore.open>[0]> = {}): SqliteHolderStore {
    const store = SqliteHolderStore.open({ file: this.file, source: suiteSource, ...more });
    this.#stores.push(store);
    return store;
  }

  [Symbol.dispose](): void {
    for (const store of this.#stores) store.close();
    rmSync(this.path, { recursive: true });
  }
}
