/** The simulated fleet as a process: `drawbar simulated-fleet`. */
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { OperationsServer } from "@drawbar/runtime/health/operations-server.ts";
import { startAll, type Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import { stopOnSignal } from "@drawbar/runtime/lifecycle/until-signal.ts";
import { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { agentMetrics } from "../health/agent-metrics.ts";
import { Tracing } from "@drawbar/runtime/tracing/tracing.ts";
import type { FleetConfig } from "./fleet-config.ts";
import { SimulatedFleet } from "./simulated-fleet.ts";

/** Runs until SIGTERM or SIGINT. @throws DrawbarError when no vehicle can start. */
export async function runSimulatedFleet(config: FleetConfig): Promise<never> {
  const log = createLogger({ process: "simulated-fleet", level: config.logLevel });
  const linkThread = new LinkThread({ log });
  const fleet = new SimulatedFleet({ config, clock: systemClock, log, linkThread });
  const operations = new OperationsServer({
    ...config.health,
    notReady: () => (fleet.hasStarted ? undefined : "vehicles are starting"),
    report: () => fleet.health(),
    metrics: agentMetrics(() => fleet.reports()),
  });
  const parts: readonly Part[] = [
    new Tracing({ process: "simulated-fleet", settings: config.tracing, log }),
    ...(config.health.port < 0 ? [] : [operations]),
    linkThread,
    fleet,
  ];
  const running = await startAll(parts, { log });
  log.info({ vehicles: config.vehicles.length, port: config.health.port < 0 ? undefined : operations.port }, "simulated fleet is up");
  return stopOnSignal(running, { deadlineMs: config.stopDeadlineMs, log });
}
