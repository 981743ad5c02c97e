/** What becomes of held records: stored, secured, settled, forgotten. The same for a unit's outbox and a depot's spool. */
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

  constructor({ store, limits, rules, observer }: HoldingOptions) {
    this.store = store;
    this.limits = limits;
    this.rules = rules;
    this.observer = observer;
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
    this.store.setState({ cloud: seen });
    if (this.rules.bindsSecuredToIncarnation) this.store.voidSecured();
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
    if (hub !== cloudHub) this.store.clearStoredAt(hub);
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
}
