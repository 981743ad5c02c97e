/** What becomes of held records: stored, secured, settled, forgotten. The same for a unit's outbox and a depot's spool. */
import type { DepotId } from "../kernel/ids.ts";
import { cloudHub, type ForgottenBecause, type HolderObserver, type HubName } from "./holder-options.ts";
import type { HeldHead, HolderStore } from "./holder-store.ts";
import type { LinkLimits } from "./limits.ts";
import type { CloudView } from "./messages.ts";
import type { RangeSet } from "./range-set.ts";
import type { StreamKey } from "./records.ts";
import type { LinkRules } from "./rules.ts";

export interface HoldingOptions {
  readonly store: HolderStore;
  readonly limits: LinkLimits;
  readonly rules: LinkRules;
  readonly observer: HolderObserver;
}

export class Holding {
  readonly store: HolderStore;
  readonly limits: LinkLimits;
  readonly rules: LinkRules;
  readonly observer: HolderObserver;
  /** Since the last commit: a new incarnation of the cloud, and depots that have a new one. */
  #newCloud: CloudView | undefined;
  readonly #voided = new Set<DepotId>();
  #rollbacks: number;

  constructor({ store, limits, rules, observer }: HoldingOptions) {
    this.store = store;
    this.limits = limits;
    this.rules = rules;
    this.observer = observer;
    this.#rollbacks = store.rollbacks;
  }

  /**
   * Runs what may meet a disk that refuses. The store then undoes everything since the last commit, also that the cloud
   * or a depot has a new incarnation, on which the memory of this process builds already: that is done again at once,
   * or with the next call, before anything is forgotten because of what the old ones said.
   *
   * @param undone called when the store undid something.
   */
  guard<Result>(work: () => Result, undone: () => void): Result {
    const { rollbacks } = this.store;
    try {
      this.#redo();
      return work();
    } finally {
      if (this.store.rollbacks !== rollbacks) {
        undone();
        this.#tryRedo();
      }
    }
  }

  /** Everything so far is durable. */
  committed(): void {
    this.#newCloud = undefined;
    this.#voided.clear();
  }

  /**
   * Takes what a hub says of the cloud (rules R1, R2). A newer incarnation voids everything that was secured under
   * the one before, and what depots called stored with it: they may have forgotten it because it was secured.
   * An older one is no news.
   *
   * @returns whether the cloud was put back.
   */
  seeCloud(seen: CloudView): boolean {
    const { cloud } = this.store.state;
    if (seen.incarnation < cloud.incarnation) return false;
    if (seen.incarnation === cloud.incarnation) {
      if (seen.asOf > cloud.asOf) this.store.setState({ cloud: seen });
      return false;
    }
    this.#enter(seen);
    if (cloud.incarnation !== 0) this.observer.cloudRestored?.(seen.incarnation);
    return true;
  }

  /**
   * @param said the view under which the ranges are secured; ranges of an older incarnation are ignored.
   * @returns what was not secured before.
   */
  takeSecured(stream: StreamKey, ranges: RangeSet, said: CloudView): readonly HeldHead[] {
    if (ranges.length === 0) return [];
    if (this.rules.bindsSecuredToIncarnation && said.incarnation < this.store.state.cloud.incarnation) return [];
    const heads = this.store.markSecured(stream, ranges, said.asOf);
    for (const head of heads) this.observer.secured?.(head);
    return heads;
  }

  /** The cloud's `stored` is its `secured`; only what a depot has must be remembered, for pressure (rule F3). */
  takeStored(hub: HubName, stream: StreamKey, ranges: RangeSet): void {
    if (hub !== cloudHub && ranges.length > 0) this.store.markStored(hub, stream, ranges);
  }

  /** A welcome is absolute for the streams that it names. */
  voidStored(hub: HubName, stream: StreamKey, keep: RangeSet): void {
    if (hub !== cloudHub) this.store.clearStored(hub, stream, keep);
  }

  /** A hub under a new name has to say anew what it has. */
  voidAllStored(hub: HubName): void {
    if (hub === cloudHub) return;
    this.#voided.add(hub);
    this.store.clearStoredAt(hub);
  }

  /**
   * Forgets what is settled (rule F1): the cloud, under the incarnation that secured it, has been heard from a
   * retention later by its own clock. So any backup young enough to be restored contains the record.
   *
   * @param nowMs only a planted fault looks at the holder's own clock.
   * @returns how many were forgotten.
   */
  settle(nowMs: number): number {
    const { store, limits, rules, observer } = this;
    const heardAt = rules.forgetsByCloudClock ? store.state.cloud.asOf : nowMs;
    const heads = store.group(() => store.forgetSecuredBefore(heardAt - limits.retentionMs, limits.forgetMax));
    for (const head of heads) observer.forgot?.(head, "settled");
    return heads.length;
  }

  forget(head: HeldHead, because: ForgottenBecause): void {
    this.observer.forgot?.(head, because);
    this.store.remove(head.id);
  }

  #enter(cloud: CloudView): void {
    this.#newCloud = cloud;
    this.store.setState({ cloud });
    if (this.rules.bindsSecuredToIncarnation) this.store.voidSecured();
  }

  #redo(): void {
    if (this.store.rollbacks === this.#rollbacks) return;
    const cloud = this.#newCloud;
    this.store.group(() => {
      if (cloud !== undefined && cloud.incarnation > this.store.state.cloud.incarnation) this.#enter(cloud);
      for (const depot of this.#voided) this.store.clearStoredAt(depot);
    });
    this.#rollbacks = this.store.rollbacks;
  }

  #tryRedo(): void {
    try {
      this.#redo();
    } catch {
      // The disk still refuses, as its owner has just been told; the next call tries again.
    }
  }
}
