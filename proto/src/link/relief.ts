/** What a source does when its room runs out (rule F3), and how it states what is gone (rule S4). */
import type { DepotId } from "../kernel/ids.ts";
import { Gone, rangeCount, type GoneTo } from "./gone.ts";
import type { ForgottenBecause } from "./holder-options.ts";
import type { HeldHead } from "./holder-store.ts";
import type { Holding } from "./holding.ts";
import type { StreamRanges } from "./records.ts";
import type { Sealer } from "./sealer.ts";
import { parseStatement } from "./statements.ts";

export class Relief {
  readonly #holding: Holding;
  readonly #sealer: Sealer;

  constructor(options: { readonly holding: Holding; readonly sealer: Sealer }) {
    this.#holding = options.holding;
    this.#sealer = options.sealer;
  }

  /** Whether data takes more room than it may; statements have a reserve of their own and are few. */
  get isNeeded(): boolean {
    const { limits, store } = this.#holding;
    const { records, bytes } = store.sums().data;
    return records > limits.outboxRecordsMax || bytes + records * limits.recordHeadBytes > limits.outboxBytesMax;
  }

  /** In this order: forget what is secured, entrust what is stored, thin, give up; least important and oldest first. One group. */
  relieve(): void {
    if (!this.isNeeded) return;
    this.#holding.store.group(() => {
      const lost = new Gone();
      const entrusted = new Map<DepotId, Gone>();
      while (this.isNeeded && this.#relieveOne(lost, entrusted)) {
        // until there is room, or nothing left to take
      }
      for (const [depot, gone] of entrusted) this.declare({ kind: "entrusted", depot }, gone);
      this.declare({ kind: "gap" }, lost);
    });
  }

  /** A record that no hub will ever take (`corrupt`): it is given up, whatever its kind. */
  giveUp(head: HeldHead): void {
    const gone = new Gone();
    const record = this.#holding.store.read(head.id);
    if (record === undefined) return;
    gone.addRecord(record);
    this.#holding.store.group(() => {
      this.#holding.forget(head, "given-up");
      this.declare({ kind: "gap" }, gone);
    });
  }

  /**
   * States what is gone. A statement of the same kind that no hub is known to have is restated with it, so that there
   * is one of each and not one per number; the number of the old one is then stated as gone, too.
   */
  declare(to: GoneTo, gone: Gone): void {
    if (gone.isEmpty) return;
    const { store, limits } = this.#holding;
    const open = this.#openStatement(to);
    const restated = new Gone();
    if (open !== undefined) {
      this.#holding.forget(open.head, "restated");
      gone.addAll(open.given);
      (to.kind === "gap" ? gone : restated).add(open.head.stream, [[open.head.seq, open.head.seq]]);
    }
    store.group(() => {
      for (const given of gone.pieces(limits.statementRangesMax)) this.#sealer.sealStatement({ ...to, given });
      this.declare({ kind: "gap" }, restated);
    });
  }

  #relieveOne(lost: Gone, entrusted: Map<DepotId, Gone>): boolean {
    const { store } = this.#holding;
    const secured = store.victim("secured-data");
    if (secured !== undefined) {
      this.#holding.forget(secured, "secured-early");
      return true;
    }
    const stored = store.victim("stored");
    if (stored?.storedAt !== undefined) return this.#entrust(stored, stored.storedAt, entrusted);
    const thinnable = store.victim("thinnable");
    if (thinnable !== undefined) return this.#thin(thinnable, lost);
    const last = store.victim("unsecured");
    return last !== undefined && this.#takeLeave(last, "given-up", lost);
  }

  #entrust(victim: HeldHead, depot: DepotId, entrusted: Map<DepotId, Gone>): boolean {
    if (!this.#holding.rules.entrustsBeforeForgetting) return this.#takeLeave(victim, "planted", new Gone());
    const gone = entrusted.get(depot) ?? new Gone();
    entrusted.set(depot, gone);
    return this.#takeLeave(victim, "entrusted", gone);
  }

  #thin(victim: HeldHead, lost: Gone): boolean {
    const { store, rules } = this.#holding;
    const record = store.read(victim.id);
    const draft = record && this.#sealer.thinned(record);
    if (record === undefined || draft === undefined) {
      store.noteUnthinnable(victim.id);
      return true;
    }
    this.#holding.forget(victim, "thinned");
    if (!rules.thinnedNamesOriginal) lost.addRecord(record);
    // One that stands in across a restart has its number in a later epoch, which `replaces` cannot name.
    else if (record.replacesEpoch !== undefined) lost.add(record.stream, [[record.seq, record.seq]]);
    this.#sealer.seal(victim.priority, draft);
    return true;
  }

  #takeLeave(victim: HeldHead, because: ForgottenBecause, gone: Gone): boolean {
    const record = this.#holding.store.read(victim.id);
    if (record !== undefined) gone.addRecord(record);
    this.#holding.forget(victim, because);
    return true;
  }

  #openStatement(to: GoneTo): { readonly head: HeldHead; readonly given: readonly StreamRanges[] } | undefined {
    const { store, limits } = this.#holding;
    for (const head of store.openStatements()) {
      if (head.kind !== to.kind) continue;
      const record = store.read(head.id);
      const statement = record && parseStatement(record);
      if (statement?.kind !== "gap" && statement?.kind !== "entrusted") continue;
      if (to.kind === "entrusted" && (statement.kind !== "entrusted" || statement.depot !== to.depot)) continue;
      if (rangeCount(statement.given) < limits.statementRangesMax) return { head, given: statement.given };
    }
    return undefined;
  }
}
