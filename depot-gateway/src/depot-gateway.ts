/**
 * The depot gateway: parts are built in the order in which they need each other, started in that order and stopped in
 * reverse. Read it top to bottom to know what runs in a depot.
 */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { RandomSource } from "@drawbar/proto/kernel/random.ts";
import { OperationsServer } from "@drawbar/runtime/health/operations-server.ts";
import { startAll, type Running } from "@drawbar/runtime/lifecycle/start-all.ts";
import { Tracing } from "@drawbar/runtime/tracing/tracing.ts";
import { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { CertificateRenewal } from "@drawbar/runtime/enrolment/certificate-renewal.ts";
import { enrolmentLimits } from "@drawbar/runtime/link-grpc/limits.ts";
import { loadIdentity, loadNextIdentity } from "@drawbar/runtime/tls/identity-files.ts";
import { tenantAuthorityOf, type Identity } from "@drawbar/runtime/tls/identity.ts";
import { Uplink } from "@drawbar/runtime/uplink/uplink.ts";
import type { DepotConfig } from "./config.ts";
import { failDepot } from "./depot-errors.ts";
import { EnrolmentRelay } from "./enrolment/enrolment-relay.ts";
import { FleetLink } from "./fleet-link/fleet-link.ts";
import { Revocations } from "./revocations/revocations.ts";
import { DepotMetrics } from "./health/depot-metrics.ts";

export interface DepotGatewayOptions {
  readonly config: DepotConfig;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Logger;
}

export interface DepotGateway extends Running {
  readonly identity: Identity;
  readonly ports: { readonly fleetLink: number; readonly enrolment: number | undefined; readonly health: number };
}

/** @throws DrawbarError of the part that cannot start, such as `IDENTITY_MISSING` or `LINK_LISTEN_FAILED`. */
export async function startDepotGateway(options: DepotGatewayOptions): Promise<DepotGateway> {
  const { config, clock, random, log } = options;
  const identity = depotIdentity(config.identityDirectory, clock, log);

  const thread = new LinkThread({ log: log.child({ part: "spool" }) });
  thread.start();
  const spool = await thread.openDepot({
    file: config.spool.file,
    source: identity.sourceId,
    agent: `drawbar-depot ${config.name}`,
    limits: { spoolBytesMax: config.spool.bytesMax },
  });
  const hubs = config.cloudLink.hubs.length > 0 ? config.cloudLink.hubs : identity.hubs;
  const certificate = new CertificateRenewal({
    directory: config.identityDirectory,
    identity,
    addresses: config.cloudLink.enrolment === "" ? [] : [config.cloudLink.enrolment],
    hubs,
    clock,
    random,
    log: log.child({ part: "certificate" }),
    onRenewed: (renewed) => {
      fleetLink.show(renewed);
      relay?.show(renewed);
      uplink.hurry();
    },
  });
  const fleetLink = new FleetLink({
    identity: certificate.newest,
    spool,
    listen: config.fleetLink,
    peersMax: config.fleetLink.peersMax,
    onLive: (message) => uplink.sendLive(message),
    isRevoked: (serial) => revocations.isRevoked(serial),
    log: log.child({ part: "fleet-link" }),
  });
  const uplink = new Uplink({
    hubs,
    identity: () => certificate.toShow(),
    onTried: (shown, failure) => certificate.tried(shown, failure),
    host: spool,
    clock,
    random,
    onWatch: (watch) => fleetLink.watch(watch),
    onState: (state) => {
      if (state.kind === "open") void revocations.ask();
    },
    log: log.child({ part: "cloud-link" }),
  });
  const revocations = new Revocations({
    directory: config.identityDirectory,
    authority: tenantAuthorityOf(identity),
    uplink,
    onChanged: () => fleetLink.closeRevoked(),
    log: log.child({ part: "revocations" }),
  });
  const relay =
    config.cloudLink.enrolment === ""
      ? undefined
      : new EnrolmentRelay({
          identity: certificate.newest,
          listen: config.enrolment,
          cloud: config.cloudLink.enrolment,
          clock,
          log: log.child({ part: "enrolment" }),
        });
  const metrics = new DepotMetrics({ spool, fleetLink, uplink, certificate, revocations });
  const health = new OperationsServer({
    ...config.health,
    notReady: () => metrics.notReady(),
    report: () => metrics.report(),
    metrics: metrics.registry,
  });

  // Vehicles are let in last and turned away first, so that what they send always has a place.
  const running = await startAll(
    [
      new Tracing({ process: "depot-gateway", settings: config.tracing, log }),
      thread,
      certificate,
      // Before vehicles are let in, and before headquarters can say more.
      revocations,
      uplink,
      fleetLink,
      ...(relay === undefined ? [] : [relay]),
      metrics,
      health,
    ],
    { log },
  );
  return { ...running, identity, ports: { fleetLink: fleetLink.report().port, enrolment: relay?.port, health: health.port } };
}

function depotIdentity(directory: string, clock: Clock, log: Logger): Identity {
  const identity = loadIdentity(directory);
  if (identity.kind !== "depot")
    throw failDepot("DEPOT_IDENTITY_WRONG", `the identity in ${directory} is a ${identity.kind}'s; enrol this machine with a claim for a depot`);
  const endedMs = clock.wallUs() / 1_000 - identity.notAfterMs;
  if (loadNextIdentity(directory, identity) === undefined && endedMs > enrolmentLimits.renewalGraceMs) {
    throw failDepot(
      "DEPOT_CERTIFICATE_EXPIRED",
      `the certificate in ${directory} expired on ${new Date(identity.notAfterMs).toISOString().slice(0, 10)}, too long ago to renew it; enrol the depot again, or set this machine's clock`,
    );
  }
  if (endedMs > 0)
    log.warn({ notAfter: new Date(identity.notAfterMs).toISOString() }, "the depot's certificate has expired; vehicles stay away until it is renewed");
  return identity;
}
