import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import { startEdgeAgent, type EdgeAgent, type EdgeAgentOptions } from "./edge-agent.ts";
import { troublesOf, type AgentReport } from "./health/agent-report.ts";

/** An agent as a part of a process, whose health can be asked for before it runs. */
export class AgentPart implements Part {
  readonly name = "agent";
  readonly #options: EdgeAgentOptions;
  #running: EdgeAgent | undefined;

  constructor(options: EdgeAgentOptions) {
    this.#options = options;
  }

  get running(): EdgeAgent | undefined {
    return this.#running;
  }

  async start(): Promise<void> {
    this.#running ??= await startEdgeAgent(this.#options);
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
  }

  /** None before it runs. */
  reports(): readonly AgentReport[] {
    return this.#running === undefined ? [] : [this.#running.report()];
  }

  health(): { readonly troubles: readonly string[]; readonly agents: readonly AgentReport[] } {
    const agents = this.reports();
    return { troubles: agents.flatMap(troublesOf), agents };
  }
}
