/** An agent's end of the link, opened: an outbox in the link thread, and the connection that empties it. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveUp, Watch } from "@drawbar/proto/link/live.ts";
import { priorities, type CatalogueHash, type Priority } from "@drawbar/proto/link/records.ts";
import type { CertificateRenewal } from "@drawbar/runtime/enrolment/certificate-renewal.ts";
import type { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import type { BoxEvent, UnitBoxReport } from "@drawbar/runtime/link-thread/thread-messages.ts";
import type { UnitBox } from "@drawbar/runtime/link-thread/unit-box.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { Uplink, type UplinkState } from "@drawbar/runtime/uplink/uplink.ts";
import type { SealedSegment } from "../segments/sealed-segment.ts";
import type { OutboxReport, UnitOutbox } from "./unit-outbox.ts";

export interface OpenUnitLinkOptions {
  readonly thread: LinkThread;
  readonly source: SourceId;
  /** Asked before each attempt to reach a hub, so that a renewed certificate is used, and told how it went. */
  readonly certificate: Pick<CertificateRenewal, "toShow" | "tried">;
  /** `host:port`, best first. */
  readonly hubs: readonly string[];
  readonly file: string;
  readonly bytesMax: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onWatch: (watch: Watch) => void;
}

/** Name and release of this program, for people. */
const agentName = "edge-agent 0.1.0";

/** @throws DrawbarError of the outbox, such as `HOLDER_FILE_FOREIGN`, `HOLDER_FILE_BUSY`, `HOLDER_FILE_NEWER`. */
export async function openUnitLink(options: OpenUnitLinkOptions): Promise<UnitLinkEnd> {
  const { thread, source, file, bytesMax } = options;
  const disk: DiskState = { state: "ok", replaced: 0 };
  const box = await thread.openUnit({
    file,
    source,
    agent: agentName,
    limits: { outboxBytesMax: bytesMax },
    onEvent: (event) => note(disk, event),
  });
  return new UnitLinkEnd({ ...options, box, disk });
}

interface DiskState {
  state: OutboxReport["disk"];
  replaced: number;
}

/** The thread's proxy logs the events themselves. */
function note(disk: DiskState, event: BoxEvent): void {
  if (event.kind === "disk") disk.state = event.state;
  else if (event.kind === "file-replaced") disk.replaced += 1;
}

export class UnitLinkEnd implements UnitOutbox {
  readonly #box: UnitBox;
  readonly #disk: DiskState;
  readonly #uplink: Uplink;
  readonly #log: Logger;
  #catalogue: CatalogueHash | undefined;
  /** Whether the log says already that no hub is linked. */
  #isKnownAlone = false;

  constructor(options: OpenUnitLinkOptions & { readonly box: UnitBox; readonly disk: DiskState }) {
    const { box, certificate, clock, disk, hubs, log, onWatch } = options;
    this.#box = box;
    this.#disk = disk;
    this.#log = log;
    this.#uplink = new Uplink({
      hubs,
      identity: () => certificate.toShow(),
      onTried: (identity, failure) => certificate.tried(identity, failure),
      host: box,
      clock,
      random: { next: Math.random },
      log,
      onWatch,
      onState: (state) => this.#noteState(state),
    });
  }

  get boot(): number {
    return this.#box.boot;
  }

  get uplink(): UplinkState {
    return this.#uplink.state;
  }

  connect(): void {
    this.#uplink.start();
  }

  /** Does not wait any longer to try again. */
  hurry(): void {
    this.#uplink.hurry();
  }

  /** Dropped while no hub is connected: the next value is newer. */
  sendLive(up: LiveUp): void {
    this.#uplink.sendLive(up);
  }

  async seal(segment: SealedSegment): Promise<void> {
    const { catalogue, clockQuality, columns, firstMonoUs, lastMonoUs, priority } = segment;
    const isNew = catalogue.hash !== this.#catalogue;
    this.#catalogue = catalogue.hash;
    // Both messages go out now, in this order: a segment that is sealed meanwhile finds the catalogue there.
    const added = isNew ? this.#box.addCatalogue(catalogue.bytes) : undefined;
    const sealed = this.#box.sealSegment(priority, { catalogue: catalogue.hash, firstMonoUs, lastMonoUs, clockQuality, columns });
    await Promise.all([added, sealed]);
  }

  declareLost(priority: Priority, samples: number): void {
    this.#box.declareLost(priority, samples);
  }

  async report(): Promise<OutboxReport> {
    return outboxReportOf(await this.#box.report(), this.#disk);
  }

  /** Being out of reach is normal on the road; it is said once, with the reason, and not for every attempt. */
  #noteState(state: UplinkState): void {
    if (state.kind === "open") this.#isKnownAlone = false;
    if (state.kind !== "waiting" || this.#isKnownAlone) return;
    this.#isKnownAlone = true;
    this.#log.warn({ why: state.why, detail: state.detail }, "no hub is linked, recording goes on");
  }

  /** Commits, says goodbye, and lets the file go. */
  async close(): Promise<void> {
    this.#uplink.stop();
    await this.#box.stop();
  }
}

function outboxReportOf(report: UnitBoxReport, { state, replaced }: DiskState): OutboxReport {
  const sum = (of: UnitBoxReport["held"], amount: "records" | "bytes" | "samples"): number => {
    let total = 0;
    for (const priority of priorities) total += of[priority][amount];
    return total;
  };
  return {
    epoch: report.epoch,
    produced: report.produced,
    secured: report.secured,
    givenUp: report.givenUp,
    thinnedAway: report.thinnedAway,
    heldRecords: sum(report.held, "records"),
    heldBytes: sum(report.held, "bytes"),
    unsecuredRecords: sum(report.unsecured, "records"),
    unsecuredBytes: sum(report.unsecured, "bytes"),
    unsecuredSamples: sum(report.unsecured, "samples"),
    unsavedRecords: report.unsavedRecords,
    disk: state,
    filesReplaced: replaced,
    cloudAsOfMs: report.cloud.asOf,
  };
}
