/** The edge agent as a process: `drawbar edge`. Parts are built in the order in which they need each other and stopped in reverse. */
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { OperationsServer } from "@drawbar/runtime/health/operations-server.ts";
import { startAll, type Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import { stopOnSignal } from "@drawbar/runtime/lifecycle/until-signal.ts";
import { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { Tracing } from "@drawbar/runtime/tracing/tracing.ts";
import { openBuses } from "./acquisition/open-buses.ts";
import type { EdgeConfig } from "./config.ts";
import { AgentPart } from "./agent-part.ts";
import { agentMetrics } from "./health/agent-metrics.ts";

/** Runs until SIGTERM or SIGINT. @throws DrawbarError when it cannot start. */
export async function runEdge(config: EdgeConfig): Promise<never> {
  const log = createLogger({ process: "edge-agent", level: config.logLevel });
  const clock = systemClock;
  const { buses, sources } = await openBuses({ buses: config.buses, clock, log });
  const linkThread = new LinkThread({ log });
  const agent = new AgentPart({ config, clock, log, buses, linkThread });
  const operations = new OperationsServer({
    ...config.health,
    notReady: () => (agent.running === undefined ? "the agent is starting" : undefined),
    report: () => agent.health(),
    metrics: agentMetrics(() => agent.reports()),
  });
  const parts: readonly Part[] = [
    new Tracing({ process: "edge-agent", settings: config.tracing, log }),
    linkThread,
    agent,
    ...sources,
    ...(config.health.port < 0 ? [] : [operations]),
  ];
  const running = await startAll(parts, { log });
  if (config.health.port >= 0) log.info({ host: config.health.host, port: operations.port }, "operations port is open");
  return stopOnSignal(running, { deadlineMs: config.stopDeadlineMs, log });
}
