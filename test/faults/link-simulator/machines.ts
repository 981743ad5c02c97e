/** A unit, a depot, and the cloud as machines: a disk that stays, a process that comes and goes. */
import { parseSourceId, parseTenantId, type SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { CloudLink } from "@drawbar/proto/link/cloud-link.ts";
import type { DepotLink } from "@drawbar/proto/link/depot-link.ts";
import type { HubName } from "@drawbar/proto/link/holder-options.ts";
import type { Outgoing } from "@drawbar/proto/link/messages.ts";
import type { CloudImage, MemoryCloudStore } from "@drawbar/proto/link/memory-cloud-store.ts";
import { MemoryHolderStore, type HolderImage } from "@drawbar/proto/link/memory-holder-store.ts";
import type { RangeSet } from "@drawbar/proto/link/range-set.ts";
import type { CatalogueHash, Priority, StreamKey } from "@drawbar/proto/link/records.ts";
import type { UnitLink } from "@drawbar/proto/link/unit-link.ts";
import type { SimulatedStore } from "./simulated-store.ts";

export interface UnitMachine {
  /** `u0`; its clone is `u0c`. Also its name on the network. */
  readonly name: string;
  readonly source: SourceId;
  store: SimulatedStore;
  process: UnitLink | undefined;
  /** Names of hubs within reach; none while the vehicle is out of coverage. */
  hubs: readonly string[];
  starts: number;
  /** Samples in open segments: what a crash loses uncounted. */
  readonly open: Map<Priority, number[]>;
  catalogue: { readonly bytes: Uint8Array; hash: CatalogueHash | undefined };
  image?: HolderImage;
  frozen?: { readonly image: HolderImage; readonly sent: ReadonlyMap<StreamKey, RangeSet> } | undefined;
}

export interface DepotMachine {
  /** `d0`. */
  readonly name: string;
  readonly source: SourceId;
  store: SimulatedStore;
  process: DepotLink | undefined;
  /** Whom the process knows to be connected. */
  readonly connections: Set<string>;
  isCutOff: boolean;
  isGone: boolean;
  image?: HolderImage;
}

export interface CloudMachine {
  store: MemoryCloudStore;
  process: CloudLink;
  readonly connections: Set<string>;
  backups: { readonly at: number; readonly image: CloudImage }[];
  /** A commit that has begun, and what lets it go on. */
  commit?: { readonly answer: Promise<readonly Outgoing[]>; readonly finish: () => void } | undefined;
}

export const tenant = parseTenantId("00000000-0000-4000-8000-00000000000a");

/** `u0`, `u0c` and `d0` as ids: a clone has the id of its original. */
export function sourceOf(name: string): SourceId {
  const kind = name.startsWith("d") ? "d" : "c";
  return parseSourceId(`${kind}0000000-0000-4000-8000-${name.replaceAll(/\D/g, "").padStart(12, "0")}`);
}

/** A unit that has not started yet. */
export function newUnit(name: string, store: SimulatedStore, hubs: readonly string[]): UnitMachine {
  const catalogue = { bytes: Uint8Array.of(0), hash: undefined };
  return { name, source: sourceOf(name), store, process: undefined, hubs, starts: 0, open: new Map(), catalogue };
}

/** A depot that has not started yet. */
export function newDepot(name: string, store: SimulatedStore): DepotMachine {
  return { name, source: sourceOf(name), store, process: undefined, connections: new Set(), isCutOff: false, isGone: false };
}

/** How a machine calls a hub: a depot by its id, as its certificate says. */
export function hubName(name: string): HubName {
  return name === "cloud" ? "cloud" : sourceOf(name);
}

export function replicaOf(depot: DepotMachine): readonly Uint8Array[] {
  return (depot.store.note("replica") as readonly Uint8Array[] | undefined) ?? []; // set by the world's depots only
}

/** Own streams of which the image knows less. */
export function shrunk(store: SimulatedStore, image: HolderImage): StreamKey[] {
  const before = new MemoryHolderStore(image);
  return store
    .totals()
    .filter(({ stream, last }) => (before.totalsOf(stream)?.last ?? 0) < last)
    .map(({ stream }) => stream);
}
