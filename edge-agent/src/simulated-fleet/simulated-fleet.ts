/** Simulated vehicles in one process: each has a bus, an agent, an identity and an outbox of its own; the link thread serves all. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { SimulatedVehicle } from "@drawbar/firmware-interfaces/simulators/simulated-vehicle.ts";
import { openSimulatedVehicle, vehicleTraffic } from "../acquisition/simulated-bus.ts";
import { edgeConfig, type EdgeConfig } from "../config.ts";
import { startEdgeAgent, type EdgeAgent } from "../edge-agent.ts";
import { troublesOf, type AgentReport } from "../health/agent-report.ts";
import type { FleetConfig, FleetVehicle } from "./fleet-config.ts";

export interface SimulatedFleetOptions {
  readonly config: FleetConfig;
  readonly clock: Clock;
  readonly log: Logger;
  /** Started; stays the caller's. */
  readonly linkThread: LinkThread;
}

interface RunningVehicle {
  readonly callSign: string;
  readonly agent: EdgeAgent;
  readonly vehicle: SimulatedVehicle;
}

export interface FleetHealth {
  readonly troubles: readonly string[];
  readonly vehicles: readonly { readonly callSign: string; readonly report: AgentReport }[];
}

export class SimulatedFleet implements Part {
  readonly name = "simulated-fleet";
  readonly #options: SimulatedFleetOptions;
  readonly #failed: string[] = [];
  #running: RunningVehicle[] = [];
  #traffic: Part | undefined;
  #hasStarted = false;

  constructor(options: SimulatedFleetOptions) {
    this.#options = options;
  }

  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** One vehicle that cannot start keeps none of the others. @throws its error when none starts at all. */
  async start(): Promise<void> {
    let firstError: unknown;
    for (const vehicle of this.#options.config.vehicles) {
      try {
        this.#running.push(await this.#startVehicle(vehicle));
      } catch (error) {
        firstError ??= error;
        this.#failed.push(`${vehicle.callSign}: ${error instanceof Error ? error.message : String(error)}`);
        this.#options.log.error({ error, callSign: vehicle.callSign }, "vehicle did not start");
      }
    }
    if (firstError !== undefined && this.#running.length === 0) throw firstError;
    this.#traffic = vehicleTraffic(
      this.#running.map(({ vehicle }) => vehicle),
      this.#options.clock,
    );
    await this.#traffic.start();
    this.#hasStarted = true;
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = [];
    await this.#traffic?.stop();
    await Promise.all(running.map(({ agent }) => agent.stop()));
  }

  reports(): readonly AgentReport[] {
    return this.#running.map(({ agent }) => agent.report());
  }

  health(): FleetHealth {
    const vehicles = this.#running.map(({ callSign, agent }) => ({ callSign, report: agent.report() }));
    const troubles = vehicles.flatMap(({ callSign, report }) => troublesOf(report).map((trouble) => `${callSign}: ${trouble}`));
    return { troubles: [...this.#failed, ...troubles], vehicles };
  }

  async #startVehicle(vehicle: FleetVehicle): Promise<RunningVehicle> {
    const { clock, config, linkThread } = this.#options;
    const log = this.#options.log.child({ vehicle: vehicle.callSign });
    const { vehicle: simulated, buses } = openSimulatedVehicle({ kind: vehicle.kind, seed: vehicle.seed, name: "can0", clock });
    const agent = await startEdgeAgent({ config: agentConfigOf(vehicle, config), clock, log, buses, linkThread });
    return { callSign: vehicle.callSign, agent, vehicle: simulated };
  }
}

function agentConfigOf(vehicle: FleetVehicle, fleet: FleetConfig): EdgeConfig {
  return readConfig(edgeConfig, {
    env: {},
    overrides: {
      identityDirectory: vehicle.identityDirectory,
      hubs: fleet.hubs,
      "outbox.file": vehicle.outboxFile,
      "collection.mode": fleet.collect,
      "segment.spanMs": fleet.segmentSpanMs,
    },
  });
}
