/** Finds out whose a frame is and what its numbers mean, without making frames that are known wait. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveUp } from "@drawbar/proto/link/live.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import type { Catalogue, CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { liveLimits } from "./limits.ts";

/** Whose frames count: units that sit in a vehicle. Recordings never make a vehicle live. */
export interface FrameOwners {
  /** @returns the vehicle that the unit sits in now; `undefined` for recordings, depots and strangers. */
  vehicleOfUnit(tenant: TenantId, source: SourceId): Promise<VehicleId | undefined>;
}

export interface FrameCatalogues {
  find(tenant: TenantId, hashes: Iterable<CatalogueHash>): Promise<ReadonlyMap<CatalogueHash, { readonly catalogue: Catalogue }>>;
}

export interface ResolvedFrame {
  readonly tenant: TenantId;
  readonly up: LiveUp;
  readonly vehicleId: VehicleId;
  /** Empty for a sign-off, which names none. */
  readonly signals: readonly CatalogueSignal[];
}

export interface FrameResolverOptions {
  readonly owners: FrameOwners;
  readonly catalogues: FrameCatalogues;
  readonly clock: Clock;
  readonly log: Logger;
  /** Called for each frame that counts, in order per source. Never throws. */
  readonly onFrame: (frame: ResolvedFrame) => void;
}

interface Known<Value> {
  readonly value: Value | undefined;
  /** Monotonic microseconds. */
  readonly until: number;
}

export class FrameResolver {
  readonly #options: FrameResolverOptions;
  readonly #owners = new BoundedMap<Known<VehicleId>>(liveLimits.sourcesMax);
  readonly #catalogues = new BoundedMap<Known<readonly CatalogueSignal[]>>(liveLimits.cataloguesMax);
  /** Frames of sources that are being looked up; newest last. */
  readonly #waiting = new Map<string, LiveUp[]>();
  readonly #refreshing = new Set<string>();
  #dropped = 0;

  constructor(options: FrameResolverOptions) {
    this.#options = options;
  }

  /** Frames that were dropped because too much was being looked up. */
  get dropped(): number {
    return this.#dropped;
  }

  receive(tenant: TenantId, up: LiveUp): void {
    const key = `${tenant}/${up.source}`;
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) {
      if (waiting.length >= liveLimits.framesWaitingMax) {
        waiting.shift();
        this.#dropped++;
      }
      waiting.push(up);
      return;
    }
    if (this.#handOver(tenant, up)) return;
    if (this.#waiting.size >= liveLimits.resolvingMax) {
      this.#dropped++;
      return;
    }
    this.#waiting.set(key, [up]);
    void this.#lookUp(tenant, up.source, key);
  }

  /** Forgets whose a source is, for when a unit was moved. */
  forget(tenant: TenantId, source: SourceId): void {
    this.#owners.delete(`${tenant}/${source}`);
  }

  /** @returns false when something about the frame has to be looked up first. */
  #handOver(tenant: TenantId, up: LiveUp): boolean {
    const nowUs = this.#options.clock.monoUs();
    const owner = this.#owners.get(`${tenant}/${up.source}`);
    if (owner === undefined) return false;
    if (owner.value === undefined) return owner.until > nowUs;
    if (owner.until <= nowUs) this.#refresh(tenant, up.source);
    if (up.kind === "asleep") {
      this.#options.onFrame({ tenant, up, vehicleId: owner.value, signals: [] });
      return true;
    }
    const catalogue = this.#catalogues.get(`${tenant}/${up.catalogue}`);
    if (catalogue === undefined || (catalogue.value === undefined && catalogue.until <= nowUs)) return false;
    if (catalogue.value !== undefined) this.#options.onFrame({ tenant, up, vehicleId: owner.value, signals: catalogue.value });
    return true; // a catalogue that is not here yet: it comes with the first segment, and the next frame is shown
  }

  async #lookUp(tenant: TenantId, source: SourceId, key: string): Promise<void> {
    try {
      const known = this.#owners.get(key);
      if (known === undefined || known.until <= this.#options.clock.monoUs()) await this.#findOwner(tenant, source);
      const frames = this.#waiting.get(key) ?? [];
      const hashes = new Set(frames.flatMap((up) => (up.kind === "live" ? [up.catalogue] : [])));
      await this.#findCatalogues(tenant, hashes);
    } catch (error) {
      this.#options.log.warn({ error, source }, "live frames could not be looked up");
      this.#waiting.delete(key);
      return;
    }
    const frames = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    // A catalogue that came up meanwhile is looked up with the next frame.
    for (const up of frames) this.#handOver(tenant, up);
  }

  /** Stale while it is looked up again: a unit seldom moves. */
  #refresh(tenant: TenantId, source: SourceId): void {
    const key = `${tenant}/${source}`;
    if (this.#refreshing.has(key)) return;
    this.#refreshing.add(key);
    this.#findOwner(tenant, source)
      .catch((error: unknown) => this.#options.log.warn({ error, source }, "a live source could not be looked up again"))
      .finally(() => this.#refreshing.delete(key));
  }

  async #findOwner(tenant: TenantId, source: SourceId): Promise<void> {
    const value = await this.#options.owners.vehicleOfUnit(tenant, source);
    this.#owners.set(`${tenant}/${source}`, { value, until: this.#after(value === undefined ? liveLimits.unknownKeptMs : liveLimits.ownerKeptMs) });
  }

  async #findCatalogues(tenant: TenantId, hashes: ReadonlySet<CatalogueHash>): Promise<void> {
    const missing = [...hashes].filter((hash) => this.#catalogues.get(`${tenant}/${hash}`)?.value === undefined);
    if (missing.length === 0) return;
    const found = await this.#options.catalogues.find(tenant, missing);
    for (const hash of missing)
      this.#catalogues.set(`${tenant}/${hash}`, { value: found.get(hash)?.catalogue.signals, until: this.#after(liveLimits.unknownKeptMs) });
  }

  #after(elapsedMs: number): number {
    return this.#options.clock.monoUs() + elapsedMs * 1_000;
  }
}

/** Keeps what was used last. */
class BoundedMap<Value> {
  readonly #most: number;
  readonly #entries = new Map<string, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > this.#most && oldest.done !== true) this.#entries.delete(oldest.value);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}
