/** An agent's numbers for /metrics. Read when they are asked for; nothing is counted twice. */
import { Counter, Gauge, Registry, type Metric } from "prom-client";
import type { AgentReport } from "./agent-report.ts";

interface Measure {
  readonly name: string;
  readonly help: string;
  readonly kind: "counter" | "gauge";
  readonly value: (report: AgentReport) => number;
}

const measures: readonly Measure[] = [
  { name: "samples_decoded_total", kind: "counter", help: "Samples decoded from frames.", value: ({ samples }) => samples.decoded },
  { name: "samples_kept_total", kind: "counter", help: "Samples that the collection rules accepted.", value: ({ samples }) => samples.kept },
  { name: "samples_lost_total", kind: "counter", help: "Accepted samples that were dropped before the outbox.", value: ({ samples }) => samples.lost },
  { name: "segments_total", kind: "counter", help: "Segments handed to the outbox.", value: ({ segments }) => segments },
  { name: "signals", kind: "gauge", help: "Signals in the catalogue.", value: ({ signals }) => signals.known },
  { name: "live_frames_total", kind: "counter", help: "Frames of newest values sent.", value: ({ live }) => live.frames },
  { name: "clock_steps_total", kind: "counter", help: "Times that the clock was set.", value: ({ clock }) => clock.steps },
  { name: "clock_is_set", kind: "gauge", help: "1 while the machine's clock is believed.", value: ({ clock }) => (clock.quality === "unset" ? 0 : 1) },
  { name: "uplink_connected", kind: "gauge", help: "1 while a hub is connected.", value: ({ uplink }) => (uplink.kind === "open" ? 1 : 0) },
  { name: "outbox_held_bytes", kind: "gauge", help: "Bytes in the outbox.", value: ({ outbox }) => outbox?.heldBytes ?? 0 },
  { name: "outbox_unsecured_records", kind: "gauge", help: "Records that the cloud does not have yet.", value: ({ outbox }) => outbox?.unsecuredRecords ?? 0 },
  { name: "outbox_unsaved_records", kind: "gauge", help: "Records that wait in memory for the disk.", value: ({ outbox }) => outbox?.unsavedRecords ?? 0 },
  { name: "samples_secured_total", kind: "counter", help: "Samples that the cloud has.", value: ({ outbox }) => outbox?.secured ?? 0 },
  { name: "samples_given_up_total", kind: "counter", help: "Samples given up for want of room.", value: ({ outbox }) => outbox?.givenUp ?? 0 },
  { name: "samples_thinned_away_total", kind: "counter", help: "Samples thinned away for want of room.", value: ({ outbox }) => outbox?.thinnedAway ?? 0 },
];

/** @param reports of the agents of this process; sums over a fleet. */
export function agentMetrics(reports: () => readonly AgentReport[]): Registry {
  const registry = new Registry();
  for (const { name, kind, help, value } of measures) {
    const total = (): number => reports().reduce((sum, report) => sum + value(report), 0);
    registry.registerMetric(metricOf(kind, { name: `drawbar_edge_${name}`, help, registers: [] }, total));
  }
  for (const [count, help] of Object.entries(busCounts) as [keyof typeof busCounts, string][]) registry.registerMetric(busMetricOf(count, help, reports)); // Object.entries widens the key
  registry.registerMetric(daysLeftOf(reports));
  return registry;
}

function daysLeftOf(reports: () => readonly AgentReport[]): Metric {
  return new Gauge({
    name: "drawbar_edge_certificate_days_left",
    help: "Days until the unit's certificate ends, of several the first; negative when it has ended.",
    registers: [],
    collect() {
      const days = reports().map(({ certificate }) => certificate.daysLeft);
      if (days.length === 0) this.reset();
      else this.set(Math.min(...days));
    },
  });
}

function metricOf(
  kind: Measure["kind"],
  options: { readonly name: string; readonly help: string; readonly registers: Registry[] },
  total: () => number,
): Metric {
  if (kind === "gauge") {
    return new Gauge({
      ...options,
      collect() {
        this.set(total());
      },
    });
  }
  return new Counter({
    ...options,
    collect() {
      this.reset();
      this.inc(total());
    },
  });
}

const busCounts = {
  frames: "Data frames heard.",
  decodedFrames: "Data frames that a decoder knew.",
  droppedFrames: "Frames lost before they were read.",
  errorFrames: "Error frames heard.",
} as const;

function busMetricOf(count: keyof typeof busCounts, help: string, reports: () => readonly AgentReport[]): Metric {
  return new Counter({
    name: `drawbar_edge_bus_${count.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_total`,
    help,
    labelNames: ["bus"],
    registers: [],
    collect() {
      this.reset();
      for (const { buses } of reports()) for (const bus of buses) this.inc({ bus: bus.name }, bus[count]);
    },
  });
}
