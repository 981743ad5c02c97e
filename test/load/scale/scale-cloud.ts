/**
 * A cloud on one node as its IT would run it: PostgreSQL with the settings of an installation, and the roles api, link
 * and worker as processes of their own, started by the command.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "@drawbar/cloud/db/embedded/embedded-postgres.ts";
import { stringify } from "yaml";
import { drawbar, lastJson, startCommand, type GoingCommand } from "../../installation/command.ts";
import { secondsOf, secondsOfFamily } from "./process-times.ts";

const roles = ["api", "link", "worker"] as const;
type Role = (typeof roles)[number];
/** `SCALE_PROFILE=link,worker`: roles of which a processor profile is written into a folder of the temporary one. */
const profiled = new Set((process.env["SCALE_PROFILE"] ?? "").split(","));
const profileFolder = path.join(tmpdir(), "drawbar-scale-profiles");

export interface NewFleet {
  readonly tenantId: string;
}

export class ScaleCloud {
  readonly authorityDirectory: string;
  readonly #folder: string;
  readonly #postgres: EmbeddedPostgres;
  readonly #running = new Map<Role, GoingCommand>();
  #api = "";
  #linkPort = 0;

  private constructor(folder: string, postgres: EmbeddedPostgres) {
    this.#folder = folder;
    this.#postgres = postgres;
    this.authorityDirectory = path.join(folder, "authority");
  }

  static async start(folder: string): Promise<ScaleCloud> {
    const postgres = await startEmbeddedPostgres({
      directory: path.join(folder, "postgres"),
      port: 0,
      password: secret(),
      logFile: path.join(folder, "postgres.log"),
      isDurable: true,
      settings: process.env["SCALE_STATEMENTS"] === undefined ? {} : { shared_preload_libraries: "pg_stat_statements" },
    });
    const cloud = new ScaleCloud(folder, postgres);
    try {
      await cloud.#begin();
    } catch (error) {
      await cloud.stop();
      throw error;
    }
    return cloud;
  }

  /** Of the superuser, for looking at what is really there. */
  get adminUrl(): string {
    return this.#postgres.adminUrl();
  }

  get hub(): string {
    return `localhost:${this.#linkPort}`;
  }

  get api(): string {
    return this.#api;
  }

  async addFleet(name: string): Promise<NewFleet> {
    return lastJson<NewFleet>(
      await drawbar(["tenant", "add", name, "--operator", `${name.toLowerCase().replace(" ", "-")}@example.com`, "--config", this.#configOf("api"), "--json"]),
    );
  }

  async tokenFor(tenantId: string): Promise<string> {
    const made = await drawbar(["token", "--config", this.#configOf("api"), "--tenant", tenantId, "--scope", "write", "--json"]);
    return lastJson<{ readonly token: string }>(made).token;
  }

  /** Processor seconds since the start, by process. */
  seconds(): Readonly<Record<Role | "postgres", number>> {
    const of = (role: Role): number => secondsOf(this.#running.get(role)?.pid ?? 0);
    return { api: of("api"), link: of("link"), worker: of("worker"), postgres: secondsOfFamily(this.#postmaster) };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map(async (role) => role.stop()));
    await this.#postgres.stop();
  }

  async #begin(): Promise<void> {
    mkdirSync(this.authorityDirectory, { mode: 0o700 });
    const [app, worker] = [secret(), secret()];
    const urlOf = (role: string, password: string): string => `postgres://${role}:${password}@127.0.0.1:${this.#postgres.port}/postgres?sslmode=disable`;
    for (const role of roles) {
      const settings = {
        database: { appUrl: urlOf("drawbar_app", app), workerUrl: urlOf("drawbar_worker", worker), adminUrl: this.adminUrl },
        authorityDirectory: this.authorityDirectory,
        operations: { port: 0 },
        http: { port: 0 },
        link: { port: 0 },
        enrolment: { port: 0 },
        live: { isShared: true },
      };
      writeFileSync(this.#configOf(role), stringify(settings), { mode: 0o600 });
    }
    const { status, stderr } = await drawbar(["cloud", "migrate", "--config", this.#configOf("api")]);
    if (status !== 0) throw new Error(`cloud migrate ended with ${status}: ${stderr}`);
    for (const role of roles) this.#running.set(role, startCommand(["cloud", role, "--config", this.#configOf(role)], environmentOf(role)));
    const said = async (role: Role, pattern: RegExp): Promise<number> => Number(await this.#running.get(role)?.said(pattern));
    this.#linkPort = await said("link", /"link":(\d+)/);
    this.#api = `http://localhost:${await said("api", /"http":(\d+)/)}/api/v1`;
    await said("worker", /"operations":(\d+)/);
  }

  #configOf(role: Role): string {
    return path.join(this.#folder, `${role}.yaml`);
  }

  get #postmaster(): number {
    return Number(readFileSync(path.join(this.#folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  }
}

function environmentOf(role: Role): NodeJS.ProcessEnv {
  return profiled.has(role) ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${path.join(profileFolder, role)}` } : {};
}

function secret(): string {
  return randomBytes(18).toString("base64url");
}
