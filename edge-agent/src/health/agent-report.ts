/** What an agent says of itself: for /healthz, for metrics, for the line that a stop writes. */
import type { ClockQuality } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { troubleOf, type CertificateReport } from "@drawbar/runtime/enrolment/certificate-report.ts";
import type { UplinkState } from "@drawbar/runtime/uplink/uplink.ts";
import type { BusCounts } from "../acquisition/bus-input.ts";
import type { OutboxReport } from "../outbox/unit-outbox.ts";

export interface AgentReport {
  readonly source: SourceId;
  readonly boot: number;
  readonly uptimeMs: number;
  readonly buses: readonly BusCounts[];
  /** `kept` is what the collection rules accepted; `lost` of these could not even be handed to the outbox. `unusable` ones are in neither. */
  readonly samples: { readonly decoded: number; readonly kept: number; readonly lost: number; readonly unusable: number };
  /** Segments handed to the outbox. */
  readonly segments: number;
  readonly signals: { readonly known: number; readonly refused: number; readonly catalogue: string | undefined };
  readonly clock: { readonly quality: ClockQuality; readonly steps: number };
  readonly live: { readonly frames: number; readonly isWatched: boolean };
  readonly uplink: UplinkState;
  readonly certificate: CertificateReport;
  /** As of the last second. */
  readonly outbox: OutboxReport | undefined;
}

/**
 * What a person should know, in words; nothing when all is well.
 *
 * Being offline is no trouble of the agent's: it records on, and says where it stands under `uplink`.
 */
export function troublesOf(report: AgentReport): readonly string[] {
  const troubles: string[] = [];
  for (const bus of report.buses) {
    if (!bus.isUp) troubles.push(`bus ${bus.name} is down`);
    if (bus.droppedFrames > 0) troubles.push(`bus ${bus.name} dropped ${bus.droppedFrames} frames`);
  }
  if (report.clock.quality === "unset") troubles.push("the clock is not set; samples are stamped from the last trusted time on");
  if (report.signals.refused > 0) troubles.push(`${report.signals.refused} signals found no place in the catalogue`);
  if (report.samples.unusable > 0) troubles.push(`${report.samples.unusable} decoded values are none that their signal can have; check the DBC file`);
  if (report.samples.lost > 0) troubles.push(`${report.samples.lost} samples were dropped before the outbox`);
  const certificate = troubleOf(report.certificate);
  if (certificate !== undefined) troubles.push(certificate);
  const { outbox } = report;
  if (outbox === undefined) return troubles;
  if (outbox.disk !== "ok") troubles.push(`the disk under the outbox is ${outbox.disk}; ${outbox.unsavedRecords} records wait in memory`);
  if (outbox.filesReplaced > 0) troubles.push("the outbox's file was damaged and begun anew; the damaged one lies beside it");
  if (outbox.givenUp > 0) troubles.push(`${outbox.givenUp} samples were given up for want of room`);
  return troubles;
}
