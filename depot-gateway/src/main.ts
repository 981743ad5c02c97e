/** The depot gateway as a process: `drawbar depot`. */
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { stopOnSignal } from "@drawbar/runtime/lifecycle/until-signal.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import type { DepotConfig } from "./config.ts";
import { startDepotGateway } from "./depot-gateway.ts";

/** Runs until SIGTERM or SIGINT. @throws DrawbarError when it cannot start. */
export async function runDepot(config: DepotConfig): Promise<never> {
  const log = createLogger({ process: "depot-gateway", level: config.logLevel });
  const depot = await startDepotGateway({ config, clock: systemClock, random: { next: () => Math.random() }, log });
  log.info({ depot: depot.identity.sourceId, name: config.name, ...depot.ports }, "depot is up");
  return stopOnSignal(depot, { deadlineMs: config.stopDeadlineMs, log });
}
