import { describe, expect, it } from "vitest";
import { describeHolderStore, recordOf, streamOf, suiteSource } from "./holder-store-suite.ts";
import { MemoryHolderStore } from "./memory-holder-store.ts";

describeHolderStore("MemoryHolderStore", () => {
  let store = new MemoryHolderStore({ source: suiteSource });
  return {
    open: () => store,
    crash: () => (store = new MemoryHolderStore(store.image())),
    dispose: () => undefined,
  };
});

describe("MemoryHolderStore", () => {
  const raw = streamOf(3);

  it("keeps a prefix of the uncommitted groups in a crash, never a part of one", () => {
    const store = new MemoryHolderStore({ source: suiteSource });
    store.append(recordOf(raw, 1));
    store.commit();
    store.append(recordOf(raw, 2));
    store.group(() => {
      store.remove(store.head(raw, 2)?.id ?? 0);
      store.append(recordOf(raw, 3));
    });
    store.append(recordOf(raw, 4));
    expect(store.uncommittedGroups).toBe(3);
    store.crash(2);
    expect(store.held(raw)).toEqual([
      [1, 1],
      [3, 3],
    ]);
    expect(store.undone.records.map(({ seq }) => seq)).toEqual([4]);
  });

  it("fails commits on demand, undone as a full disk does", () => {
    const store = new MemoryHolderStore({ source: suiteSource });
    store.failingCommits = 1;
    store.append(recordOf(raw, 1));
    expect(() => store.commit()).toThrow(/HOLDER_DISK_FULL/);
    expect(store.held(raw)).toEqual([]);
    store.append(recordOf(raw, 1));
    store.commit();
    expect(store.committed(raw)).toEqual([[1, 1]]);
  });
});
