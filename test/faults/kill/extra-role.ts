/** A role beside those of the installation, in a process of its own. */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { freePort } from "@drawbar/runtime/net/free-port.ts";
import { startCommand, type GoingCommand } from "../../installation/command.ts";
import { ask, until } from "./judgement.ts";

const readyMs = 60_000;

export type ExtraRoleName = "api" | "link" | "worker";

interface Ports {
  readonly http: number;
  readonly operations: number;
  readonly link: number;
  readonly enrolment: number;
}

export class ExtraRole {
  readonly ports: Ports;
  readonly #args: readonly string[];
  readonly #logFile: string;
  #process: GoingCommand;

  private constructor(args: readonly string[], ports: Ports, logFile: string) {
    this.#args = args;
    this.#logFile = logFile;
    this.ports = ports;
    this.#process = startCommand(args);
  }

  static async start(data: string, role: ExtraRoleName): Promise<ExtraRole> {
    // Written by "drawbar up".
    const settings = parse(readFileSync(path.join(data, "cloud/cloud.yaml"), "utf8")) as Readonly<Record<keyof Ports, object>>;
    const ports = { http: await freePort(), operations: await freePort(), link: await freePort(), enrolment: await freePort() };
    const own = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, { ...settings[name as keyof Ports], port }])); // its own keys
    const file = path.join(data, "cloud", `${role}.yaml`);
    writeFileSync(file, stringify({ ...settings, ...own }), { mode: 0o600 });
    const started = new ExtraRole(["cloud", role, "--config", file], ports, path.join(data, "logs", `extra-${role}.log`));
    await started.untilReady();
    return started;
  }

  /** Of the API. */
  get address(): string {
    return `http://localhost:${this.ports.http}/api/v1`;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** @returns when the process is gone. */
  async kill(): Promise<void> {
    process.kill(this.#process.pid, "SIGKILL");
    await this.stop();
  }

  async restart(): Promise<void> {
    this.#process = startCommand(this.#args);
    await this.untilReady();
  }

  /** As SIGTERM does. @returns the exit status. */
  async stop(): Promise<number | null> {
    const status = await this.#process.stop();
    appendFileSync(this.#logFile, this.#process.output());
    return status;
  }

  untilReady(): Promise<void> {
    return until(async () => (await ask(this.ports.operations, "/readyz")) !== undefined, readyMs, `${this.#args[1]} was not ready`);
  }
}
