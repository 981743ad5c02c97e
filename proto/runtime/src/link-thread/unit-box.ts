/** A unit's outbox: takes samples, keeps them until the cloud has them, and talks to the hubs it is connected to. */
import type { HubName } from "@drawbar/proto/link/holder-options.ts";
import type { Epoch, Priority } from "@drawbar/proto/link/records.ts";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { HubLink, HubWire, LinkHost } from "../uplink/link-host.ts";
import type { BoxPort } from "./box-port.ts";
import { linkThreadLimits } from "./limits.ts";
import { failLinkThread } from "./link-thread-errors.ts";
import type { Opened, Sealed, SegmentParts, UnitBoxReport } from "./thread-messages.ts";

export class UnitBox implements LinkHost {
  readonly #port: BoxPort;
  readonly #opened: Opened;
  #pendingSeals = 0;

  constructor(options: { readonly port: BoxPort; readonly opened: Opened }) {
    this.#port = options.port;
    this.#opened = options.opened;
  }

  get source(): SourceId {
    return this.#opened.source;
  }

  get epoch(): Epoch | undefined {
    return this.#opened.epoch;
  }

  /** Counts starts of the device. The cloud may have seen a higher one; then it rises. */
  get boot(): number {
    return this.#port.boot ?? this.#opened.boot;
  }

  /**
   * Makes a catalogue known; segments sealed after the call may name it.
   *
   * @throws DrawbarError `LINK_CATALOGUE_TOO_LARGE`.
   */
  async addCatalogue(bytes: Uint8Array): Promise<void> {
    await this.#port.ask((request) => ({ kind: "catalogue", box: this.#port.box, request, bytes }));
  }

  /**
   * Numbers, encodes and keeps a segment. The buffers of its columns are handed over: they are empty afterwards.
   *
   * @returns when it is on disk, or the disk refuses: then it is kept in memory within a bound, and tried again.
   * @throws DrawbarError `LINK_THREAD_BUSY`, `LINK_RECORD_TOO_LARGE`, `LINK_CATALOGUE_UNKNOWN`, `SEGMENT_UNENCODABLE`: nothing was
   *   sealed; count the samples with `declareLost`.
   */
  sealSegment(priority: Priority, segment: SegmentParts): Promise<Sealed> {
    return this.#seal(() => this.#port.ask((request) => ({ kind: "seal-segment", box: this.#port.box, request, priority, segment }), buffersOf(segment)));
  }

  /** As `sealSegment`, for a record that maps boot and monotonic time to wall time. */
  sealClock(priority: Priority, bytes: Uint8Array): Promise<Sealed> {
    return this.#seal(() => this.#port.ask((request) => ({ kind: "seal-clock", box: this.#port.box, request, priority, bytes })));
  }

  /** Samples that were accepted and could not be kept; the cloud is told. */
  declareLost(priority: Priority, samples: number): void {
    this.#port.post({ kind: "declare-lost", box: this.#port.box, priority, samples });
  }

  hubConnected(hub: HubName, wire: HubWire): HubLink {
    return this.#port.open(wire, (link) => ({ kind: "hub-connected", box: this.#port.box, link, hub }));
  }

  async report(): Promise<UnitBoxReport> {
    return (await this.#port.ask((request) => ({ kind: "report", box: this.#port.box, request }))) as UnitBoxReport; // a unit's box answers with its own
  }

  /** Commits, says goodbye, and lets the file go. Idempotent. */
  stop(): Promise<void> {
    return this.#port.stop();
  }

  async #seal(ask: () => Promise<unknown>): Promise<Sealed> {
    const { pendingSealsMax } = linkThreadLimits;
    if (this.#pendingSeals >= pendingSealsMax) throw failLinkThread("LINK_THREAD_BUSY", `${pendingSealsMax} segments wait for the disk already`);
    this.#pendingSeals += 1;
    try {
      return (await ask()) as Sealed; // what a seal is answered with
    } finally {
      this.#pendingSeals -= 1;
    }
  }
}

/** Each once, though columns of one clock share their times. */
function buffersOf({ columns }: SegmentParts): readonly ArrayBuffer[] {
  const buffers = new Set<ArrayBufferLike>();
  for (const column of columns) {
    buffers.add(column.times.buffer);
    if (column.kind === "scaled") buffers.add(column.raw.buffer);
    else if (column.kind !== "text") buffers.add(column.values.buffer);
  }
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}
