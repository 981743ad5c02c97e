/** What the main thread and the link thread say to each other. Plain values: they are cloned, buffers are handed over. */
import type { ErrorKind } from "@drawbar/proto/kernel/errors.ts";
import type { ClockQuality } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { DepotReport } from "@drawbar/proto/link/depot-link.ts";
import type { HubName } from "@drawbar/proto/link/holder-options.ts";
import type { LinkLimits } from "@drawbar/proto/link/limits.ts";
import type { CloudView } from "@drawbar/proto/link/messages.ts";
import type { CatalogueHash, Epoch, Priority, RecordName } from "@drawbar/proto/link/records.ts";
import type { UnitReport } from "@drawbar/proto/link/unit-link.ts";
import type { DiskState } from "./box-rhythm.ts";
import type { SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";

/** A unit's outbox or a depot's spool in the thread. */
export type BoxId = number;
/** A connection of a box to a hub, or of a unit to a depot's box. */
export type LinkId = number;
export type RequestId = number;

export interface BoxConfig {
  /** SQLite file; made when absent. */
  readonly file: string;
  readonly source: SourceId;
  /** Name and release of the program, for people. */
  readonly agent: string;
  /** Where the configuration asks for other bounds than `productionLimits`. */
  readonly limits?: Partial<LinkLimits> | undefined;
}

/** Samples that are to become a segment: everything of its header that its number does not say. */
export interface SegmentParts {
  readonly catalogue: CatalogueHash;
  readonly firstMonoUs: number;
  readonly lastMonoUs: number;
  readonly clockQuality: ClockQuality;
  readonly columns: readonly SegmentColumn[];
}

/** Messages to or from one link, each encoded. */
export interface Parcel {
  readonly link: LinkId;
  readonly messages: readonly Uint8Array[];
  /** So many of them, from the first on, overtake what waits. */
  readonly urgent: number;
}

export type ToThread =
  | { readonly kind: "open-unit" | "open-depot"; readonly box: BoxId; readonly request: RequestId; readonly config: BoxConfig }
  | { readonly kind: "catalogue"; readonly box: BoxId; readonly request: RequestId; readonly bytes: Uint8Array }
  | { readonly kind: "seal-segment"; readonly box: BoxId; readonly request: RequestId; readonly priority: Priority; readonly segment: SegmentParts }
  | { readonly kind: "seal-clock"; readonly box: BoxId; readonly request: RequestId; readonly priority: Priority; readonly bytes: Uint8Array }
  | { readonly kind: "seal-act"; readonly box: BoxId; readonly request: RequestId; readonly bytes: Uint8Array }
  | { readonly kind: "declare-lost"; readonly box: BoxId; readonly priority: Priority; readonly samples: number }
  | { readonly kind: "hub-connected"; readonly box: BoxId; readonly link: LinkId; readonly hub: HubName }
  | { readonly kind: "unit-connected"; readonly box: BoxId; readonly link: LinkId; readonly source: SourceId }
  | { readonly kind: "link-closed"; readonly box: BoxId; readonly link: LinkId }
  /** `batch` as `packFrames` makes it. */
  | { readonly kind: "received"; readonly box: BoxId; readonly link: LinkId; readonly batch: ArrayBuffer }
  | { readonly kind: "report"; readonly box: BoxId; readonly request: RequestId }
  | { readonly kind: "stop"; readonly box: BoxId; readonly request: RequestId }
  | { readonly kind: "exit" };

export type FromThread =
  | { readonly kind: "answered"; readonly request: RequestId; readonly answer: Answer }
  | { readonly kind: "failed"; readonly request: RequestId; readonly error: ThreadError }
  | FromBox;

export type FromBox =
  | { readonly kind: "outgoing"; readonly box: BoxId; readonly parcels: readonly Parcel[] }
  /** The other end of a link broke the protocol, or the box was opened anew: end the connection. */
  | { readonly kind: "end-link"; readonly box: BoxId; readonly link: LinkId; readonly reason: "malformed" | "foreign" | "reopened"; readonly detail: string }
  /** So many received bytes were worked on. */
  | { readonly kind: "taken"; readonly box: BoxId; readonly bytes: number }
  | { readonly kind: "event"; readonly box: BoxId; readonly event: BoxEvent };

/** What a box's owner should know between reports. */
export type BoxEvent =
  /** The disk refuses: nothing is lost yet, and the thread tries again by itself. `ok` when it does again. */
  | { readonly kind: "disk"; readonly state: "ok" | "full" | "unwritable"; readonly detail: string }
  /** The file was damaged and moved aside; a new one was begun. What it held and no hub had is lost. */
  | { readonly kind: "file-replaced"; readonly detail: string }
  /** The device's start counter rose above what it was (docs/protocols/link.md, rule R6). */
  | { readonly kind: "boot"; readonly boot: number }
  /** Another record under a number of ours, or a unit's that we hold: restored or cloned. */
  | { readonly kind: "conflict"; readonly name: RecordName; readonly reason: "conflict" | "corrupt" }
  | { readonly kind: "cloud-restored"; readonly incarnation: number };

export interface Opened {
  readonly source: SourceId;
  /** Of units; a depot's is its own affair. */
  readonly epoch: Epoch | undefined;
  readonly boot: number;
}

export interface Sealed {
  /** Absent when the record was given up at once, or waits for a full disk. */
  readonly name: RecordName | undefined;
  /** On disk; otherwise the disk refuses at the moment, and the thread tries again. */
  readonly isDurable: boolean;
}

export type UnitBoxReport = UnitReport & { readonly cloud: CloudView };
export type DepotBoxReport = DepotReport & { readonly cloud: CloudView; readonly disk: DiskState };

export type Answer = Opened | Sealed | UnitBoxReport | DepotBoxReport | undefined;

/** A `DrawbarError` on its way between threads, which would keep only its text. */
export interface ThreadError {
  readonly message: string;
  readonly code: string;
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;
}
