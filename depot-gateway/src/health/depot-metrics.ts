/** What a depot tells about itself: for `/readyz`, `/healthz` and Prometheus. */
import { Gauge, Registry, collectDefaultMetrics } from "prom-client";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { CertificateRenewal } from "@drawbar/runtime/enrolment/certificate-renewal.ts";
import type { DepotBox } from "@drawbar/runtime/link-thread/depot-box.ts";
import type { DepotBoxReport } from "@drawbar/runtime/link-thread/thread-messages.ts";
import type { Uplink } from "@drawbar/runtime/uplink/uplink.ts";
import type { Revocations } from "../revocations/revocations.ts";
import type { FleetLink } from "../fleet-link/fleet-link.ts";

export interface DepotMetricsOptions {
  readonly spool: DepotBox;
  readonly fleetLink: FleetLink;
  readonly uplink: Uplink;
  readonly certificate: Pick<CertificateRenewal, "report">;
  readonly revocations: Pick<Revocations, "report">;
}

const refreshMs = 2_000;

export class DepotMetrics implements Part {
  readonly name = "metrics";
  readonly registry = new Registry();
  readonly #options: DepotMetricsOptions;
  readonly #units: Gauge;
  readonly #held: Gauge<"priority">;
  readonly #unsecured: Gauge<"priority">;
  readonly #heldBytes: Gauge<"priority">;
  readonly #diskOk: Gauge;
  readonly #cloudOpen: Gauge;
  readonly #daysLeft: Gauge;
  #newest: DepotBoxReport | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: DepotMetricsOptions) {
    this.#options = options;
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: "drawbar_depot_" });
    this.#units = new Gauge({ name: "drawbar_depot_units", help: "Vehicles connected now.", registers });
    this.#held = new Gauge({ name: "drawbar_depot_spool_records", help: "Records held.", labelNames: ["priority"], registers });
    this.#unsecured = new Gauge({
      name: "drawbar_depot_spool_unsecured_records",
      help: "Records held that the cloud does not have yet.",
      labelNames: ["priority"],
      registers,
    });
    this.#heldBytes = new Gauge({ name: "drawbar_depot_spool_bytes", help: "Bytes of records held.", labelNames: ["priority"], registers });
    this.#diskOk = new Gauge({ name: "drawbar_depot_spool_disk_ok", help: "0 while the disk under the spool is full or cannot be written.", registers });
    this.#daysLeft = new Gauge({
      name: "drawbar_depot_certificate_days_left",
      help: "Days until the depot's certificate ends; negative when it has ended.",
      registers,
    });
    this.#cloudOpen = new Gauge({ name: "drawbar_depot_cloud_link_open", help: "1 while the link to the cloud stands.", registers });
  }

  async start(): Promise<void> {
    await this.#refresh();
    this.#timer = setInterval(() => void this.#refresh(), refreshMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  notReady(): string | undefined {
    if (this.#newest === undefined) return "the spool has not answered yet";
    const { disk } = this.#newest;
    return disk === "ok" ? undefined : `the disk under the spool is ${disk}; vehicles keep what they have until there is room`;
  }

  report(): unknown {
    const { fleetLink, uplink, certificate, revocations } = this.#options;
    return {
      fleetLink: fleetLink.report(),
      cloudLink: uplink.state,
      certificate: certificate.report(),
      revocations: revocations.report(),
      spool: this.#newest,
    };
  }

  async #refresh(): Promise<void> {
    const { spool, fleetLink, uplink, certificate } = this.#options;
    try {
      this.#newest = await spool.report();
    } catch {
      return; // the thread is stopping; the last report stays
    }
    this.#units.set(fleetLink.report().units);
    this.#diskOk.set(this.#newest.disk === "ok" ? 1 : 0);
    this.#daysLeft.set(certificate.report().daysLeft);
    this.#cloudOpen.set(uplink.state.kind === "open" ? 1 : 0);
    for (const priority of [0, 1, 2, 3] as const) {
      this.#held.set({ priority }, this.#newest.held[priority].records);
      this.#heldBytes.set({ priority }, this.#newest.held[priority].bytes);
      this.#unsecured.set({ priority }, this.#newest.unsecured[priority].records);
    }
  }
}
