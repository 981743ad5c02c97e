/** The link's numbered side: messages between a peer (unit or depot) and a hub (depot or cloud). Every one names its session. */
import type { SourceId } from "../kernel/ids.ts";
import type { RangeSet } from "./range-set.ts";
import type { CatalogueHash, Epoch, LinkRecord, StreamKey } from "./records.ts";

/** Drawn at random by the peer for each connection, 1 to 2^53 - 1. */
export type SessionId = number;
/** Drawn by a hub at each start and whenever its claims may have shrunk; only compared for equality. At most 64 characters. */
export type Incarnation = string;

/** What is known of the cloud. `incarnation` grows with every restore of it; `asOf` is the cloud's clock when it spoke. */
export interface CloudView {
  readonly incarnation: number;
  /** Milliseconds since 1970 by the cloud's clock. */
  readonly asOf: number;
}

export interface StreamSpan {
  readonly stream: StreamKey;
  /** Lowest and highest number that the peer holds. */
  readonly first: number;
  readonly last: number;
}

/** What a hub has of a span. Numbers above `through` are not spoken about. */
export interface StreamClaim {
  readonly stream: StreamKey;
  readonly have: RangeSet;
  readonly secured: RangeSet;
  readonly through: number;
}

export interface Hello {
  readonly kind: "hello";
  readonly session: SessionId;
  readonly source: SourceId;
  readonly epoch: Epoch;
  /** Counts starts of the device, so that "latest" survives a clock that jumps. */
  readonly boot: number;
  readonly protocols: readonly number[];
  /** Name and release of the sender's program, for people. */
  readonly agent: string;
  readonly streams: readonly StreamSpan[];
  /** Newest view of the cloud that the peer has, so that a cloud never falls behind its own past. */
  readonly cloudSeen: CloudView;
  /** Set when the cloud lacks, under this incarnation, what it had called secured (rule R3). */
  readonly doubted?: number | undefined;
  readonly cursor?: ChangeCursor | undefined;
}

export interface RecordMessage {
  readonly kind: "record";
  readonly session: SessionId;
  readonly record: LinkRecord;
}

export interface CatalogueMessage {
  readonly kind: "catalogue";
  readonly session: SessionId;
  readonly hash: CatalogueHash;
  readonly bytes: Uint8Array;
}

/** Everything that this depot holds is secured (rule F5). */
export interface Drained {
  readonly kind: "drained";
  readonly session: SessionId;
  readonly depot: SourceId;
  readonly incarnation: Incarnation;
}

export type PeerMessage = Hello | RecordMessage | CatalogueMessage | Drained;

export interface Welcome {
  readonly kind: "welcome";
  readonly session: SessionId;
  readonly incarnation: Incarnation;
  readonly cloud: CloudView;
  /** Highest boot counter that the cloud has seen of this source (rule R6). */
  readonly bootSeen?: number | undefined;
  readonly limits: { readonly windowRecords: number; readonly windowBytes: number };
  readonly streams: readonly StreamClaim[];
}

/** Adds to what the welcome said. Without a stream it only carries the cloud's clock. */
export interface Mark {
  readonly kind: "mark";
  readonly session: SessionId;
  readonly incarnation: Incarnation;
  readonly cloud: CloudView;
  readonly stream?: StreamKey | undefined;
  readonly stored: RangeSet;
  readonly secured: RangeSet;
}

/** `conflict`, `corrupt`: never send this number again. `full`, `busy`: later. */
export type RefusedReason = "conflict" | "corrupt" | "full" | "busy";

export interface Refused {
  readonly kind: "refused";
  readonly session: SessionId;
  readonly stream: StreamKey;
  readonly seq: number;
  readonly reason: RefusedReason;
}

/** The hub lacks the catalogue; the record waits unanswered, and is sent again after it. */
export interface Need {
  readonly kind: "need";
  readonly session: SessionId;
  readonly hash: CatalogueHash;
  readonly stream: StreamKey;
  readonly seq: number;
}

/** Say hello again. */
export interface Bye {
  readonly kind: "bye";
  readonly session: SessionId;
  readonly reason: "restarted" | "incarnation" | "unknown-session" | "stopping";
}

/** The tenant's changes for a depot's replica; a position means nothing under another incarnation (rule R5). */
export interface Changes {
  readonly kind: "changes";
  readonly session: SessionId;
  readonly incarnation: number;
  readonly from: number;
  readonly items: readonly Uint8Array[];
}

export interface ChangeCursor {
  readonly incarnation: number;
  readonly position: number;
}

export type HubMessage = Welcome | Mark | Refused | Need | Bye | Changes;
export type LinkMessage = PeerMessage | HubMessage;

/** A message and whom it is for: a hub's name at a peer, a connection's name at a hub. */
export interface Outgoing<Message extends LinkMessage = LinkMessage> {
  readonly to: string;
  readonly message: Message;
}
