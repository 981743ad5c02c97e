/** Disks of the simulator as real SQLite files: what is undone, and what survives, SQLite decides. Backups are not supported. */
import path from "node:path";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { holderStoreError } from "@drawbar/proto/link/link-errors.ts";
import type { HolderImage, Undone } from "@drawbar/proto/link/memory-holder-store.ts";
import { numbersIn } from "@drawbar/proto/link/range-set.ts";
import type { LinkRecord, RecordName, StreamTotals } from "@drawbar/proto/link/records.ts";
import { SqliteHolderStore } from "@drawbar/runtime/link-store/sqlite-holder-store.ts";
import type { Disks, SimulatedStore } from "./simulated-store.ts";

/** What the simulator adds to a store; everything else goes to the store itself. */
class SqliteDisk {
  failingCommits = 0;
  readonly uncommittedGroups = 0; // SQLite keeps one transaction: all or nothing
  undone: Undone = { records: [], numbers: [] };
  store: SqliteHolderStore;
  readonly #open: () => SqliteHolderStore;
  #records: LinkRecord[] = [];
  #numbers: RecordName[] = [];
  #notes = new Map<string, unknown>();
  #committedNotes = new Map<string, unknown>();

  constructor(open: () => SqliteHolderStore) {
    this.#open = open;
    this.store = open();
    this.store.commit();
  }

  image(): HolderImage {
    throw new Error("a SQLite disk of the simulator has no images; choose a profile without backups and clones");
  }

  crash(): void {
    this.store.close();
    this.#undo();
    this.store = this.#open();
  }

  records(): LinkRecord[] {
    const { store } = this;
    return [...store.streams()].flatMap(({ stream }) =>
      [...numbersIn(store.held(stream))].flatMap((seq) => store.read(store.head(stream, seq)?.id ?? 0) ?? []),
    );
  }

  commit(): void {
    if (this.failingCommits > 0) {
      this.failingCommits -= 1;
      this.#undo();
      const refuse = (): never => {
        throw holderStoreError("HOLDER_DISK_FULL", "the simulator said so");
      };
      this.store.group(refuse);
    }
    this.store.commit();
    this.#records = [];
    this.#numbers = [];
    this.#committedNotes = new Map(this.#notes);
  }

  append(record: LinkRecord, options?: { readonly isThinnable?: boolean }): number {
    this.#records.push(record);
    return this.store.append(record, options);
  }

  setTotals(totals: StreamTotals): void {
    this.#numbers.push({ stream: totals.stream, seq: totals.last });
    this.store.setTotals(totals);
  }

  note(key: string): unknown {
    return this.#notes.get(key);
  }

  setNote(key: string, note: unknown): void {
    this.#notes.set(key, note);
  }

  #undo(): void {
    this.undone = { records: this.#records, numbers: this.#numbers };
    this.#records = [];
    this.#numbers = [];
    this.#notes = new Map(this.#committedNotes);
  }
}

/** @param folder for the files; whoever made it removes it after `close`. */
export function sqliteDisks(folder: string): { readonly disks: Disks; readonly close: () => void } {
  const made: SqliteDisk[] = [];
  return {
    disks: (begin) => {
      if (!("source" in begin)) throw new Error("a SQLite disk of the simulator cannot begin as a copy");
      const file = path.join(folder, `${made.length}.sqlite`);
      const disk = new SqliteDisk(() => openAt(file, begin.source));
      made.push(disk);
      return withStore(disk);
    },
    close: () => made.forEach(({ store }) => store.close()),
  };
}

function openAt(file: string, source: SourceId): SqliteHolderStore {
  return SqliteHolderStore.open({ file, source });
}

function withStore(disk: SqliteDisk): SimulatedStore {
  const target: object = disk;
  const proxy = new Proxy(target, {
    get(_, key) {
      const owner: object = key in disk ? disk : disk.store;
      const value: unknown = Reflect.get(owner, key, owner);
      return typeof value === "function" ? value.bind(owner) : value;
    },
    set: (_, key, value) => Reflect.set(disk, key, value, disk),
  });
  return proxy as SimulatedStore; // the disk's own members, and those of the store that it stands for
}
