import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describeHolderStore, suiteSource } from "@drawbar/proto/link/holder-store-suite.ts";
import { SqliteHolderStore } from "./sqlite-holder-store.ts";

describeHolderStore("SqliteHolderStore", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "drawbar-holder-"));
  const open: SqliteHolderStore[] = [];
  return {
    open() {
      const store = SqliteHolderStore.open({ file: path.join(folder, "store.sqlite"), source: suiteSource });
      open.push(store);
      return store;
    },
    crash: (store) => store.close(),
    dispose() {
      for (const store of open) store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
