/** What a drill of the cloud plays on: an installation under load, with a second process of each role, and everything that tells what came of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import { drawbar, lastJson, RunningUp } from "../../installation/command.ts";
import type { DrillContext } from "../drill.ts";
import { CloudTruth, installationOf, type InstallationFile } from "./cloud-truth.ts";
import { EventEffects } from "./event-effects.ts";
import { ExtraRole, type ExtraRoleName } from "./extra-role.ts";
import { ask, drain, endFleet, judge, until } from "./judgement.ts";
import { MarkWatch } from "./mark-watch.ts";
import { WriteLoad } from "./write-load.ts";

const vehicles = 4;
/** Longer than the lease after which another worker sends what a killed one had in hand. */
const eventsMs = 150_000;

export interface StageOptions {
  /** Of the cloud, by the names of its variables. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Sees the empty folder before anything starts in it. @returns what undoes it, once everything has stopped. */
  readonly prepare?: (data: string) => Promise<() => Promise<void>>;
}

type Undo = () => unknown;

interface Parts {
  readonly up: RunningUp;
  readonly data: string;
  readonly extra: Readonly<Record<ExtraRoleName, ExtraRole>>;
  readonly load: WriteLoad;
  readonly effects: EventEffects;
  readonly marks: MarkWatch;
}

export class CloudStage implements Parts {
  readonly up: RunningUp;
  readonly data: string;
  readonly extra: Readonly<Record<ExtraRoleName, ExtraRole>>;
  readonly load: WriteLoad;
  readonly effects: EventEffects;
  readonly marks: MarkWatch;
  readonly #undo: Undo[];

  private constructor(parts: Parts, undo: Undo[]) {
    ({ up: this.up, data: this.data, extra: this.extra, load: this.load, effects: this.effects, marks: this.marks } = parts);
    this.#undo = undo;
  }

  /** The load goes on until `end`. */
  static async set(options: StageOptions): Promise<CloudStage> {
    const undo: Undo[] = [];
    try {
      return new CloudStage(await build(options, undo), undo);
    } catch (error) {
      await undoAll(undo);
      throw error;
    }
  }

  get ports(): InstallationFile["ports"] {
    return installationOf(this.data).ports;
  }

  /** The load ends, everything under way arrives, and all of it is counted. @returns what is wrong; 0 is right. */
  async end(context: DrillContext): Promise<number> {
    const { print } = context;
    const acknowledged = await this.load.stop();
    const refused = [...this.load.refused].map(([status, count]) => `${count} x ${status}`).join(", ");
    const missing = () => acknowledged.filter(({ callSign }) => !this.effects.told.has(callSign)).length;
    await until(() => missing() === 0, eventsMs, `${missing()} events were not delivered`).catch((error: unknown) => print(String(error)));
    const never = missing();
    await endFleet(this.data);
    await drain(this.data, context);
    const { value } = await judge(this.up, this.data, context);

    const truth = await CloudTruth.connect(this.data);
    const counted = await truth.vehicles();
    const deliveries = await truth.deliveries();
    await truth.close();
    const wrong = acknowledged.filter(({ callSign }) => counted.get(callSign) !== 1).length;
    print(`api: ${acknowledged.length} writes acknowledged (other attempts: ${refused || "none"}); ${wrong} of them are not there exactly once`);
    const more = [...this.effects.told.values()].filter(({ ids }) => ids.size > 1).length;
    const queued = [...counted.keys()].filter((callSign) => callSign.startsWith("W") && deliveries.get(callSign) !== 1).length;
    print(
      `events: ${this.effects.told.size} told, ${never} never, ${more} as more than one event, ${queued} vehicles without exactly one delivery; ${this.effects.repeated} messages came again under their id`,
    );
    const trail = await drawbar(["audit", "verify", "--data", this.data, "--json"]);
    print(`audit verify: ${trail.status === 0 ? "whole" : `BROKEN: ${trail.stderr.trim()}`}`);
    return value + wrong + never + more + queued + (trail.status === 0 ? 0 : 1) + (acknowledged.length > 0 ? 0 : 1);
  }

  async clear(): Promise<void> {
    await undoAll(this.#undo);
  }
}

async function undoAll(undo: Undo[]): Promise<void> {
  for (const step of undo.splice(0).toReversed()) await step();
}

/** @param undo gets what is to be undone of each step, so that one that fails leaves nothing behind. */
async function build({ settings = {}, prepare }: StageOptions, undo: Undo[]): Promise<Parts> {
  const data = mkdtempSync(path.join(tmpdir(), "drawbar-r1-cloud-"));
  undo.push(() => {
    // For who wants to know why.
    if (process.env["DRILL_KEEP"] === undefined) rmSync(data, { recursive: true, force: true });
    else console.log(`  kept: ${data}`);
  });
  const variables: Readonly<Record<string, string>> = {
    DRAWBAR_SIMULATED_FLEET_SEGMENT_SPAN_MS: "500",
    DRAWBAR_CLOUD_WEBHOOKS_ALLOW_PRIVATE_TARGETS: "true",
    DRAWBAR_CLOUD_HTTP_REQUESTS_PER_MINUTE_MAX: "100000",
    ...settings,
  };
  Object.assign(process.env, variables);
  undo.push(() => {
    for (const variable of Object.keys(variables)) delete process.env[variable];
  });
  if (prepare !== undefined) undo.push(await prepare(data));
  const up = await RunningUp.start(data, ["--port", "0", "--vehicles", String(vehicles)]);
  undo.push(async () => up.stop());
  const startExtra = async (role: ExtraRoleName): Promise<ExtraRole> => {
    const started = await ExtraRole.start(data, role);
    undo.push(async () => started.stop());
    return started;
  };
  const extra = { api: await startExtra("api"), link: await startExtra("link"), worker: await startExtra("worker") };
  await preferHub(up, data, `localhost:${extra.link.ports.link}`);
  const words = ["read", "write", "admin"].flatMap((scope) => ["--scope", scope]);
  const { token } = lastJson<{ readonly token: string }>(await drawbar(["token", "--data", data, ...words, "--json"]));
  const effects = await EventEffects.subscribe(up.ready.api, token);
  const load = new WriteLoad({ apis: [up.ready.api, extra.api.address], token });
  const marks = new MarkWatch(data);
  undo.push(
    () => effects.stop(),
    async () => load.stop(),
    () => marks.stop(),
  );
  load.start();
  return { up, data, extra, load, effects, marks };
}

/** The depot goes to another link process first; it reads its settings when it starts, so it is started again. */
async function preferHub(up: RunningUp, data: string, hub: string): Promise<void> {
  const file = path.join(data, "depot", "depot.yaml");
  const settings = parse(readFileSync(file, "utf8")) as { readonly cloudLink: { readonly hubs: readonly string[] } }; // written by "drawbar up"
  writeFileSync(file, stringify({ ...settings, cloudLink: { ...settings.cloudLink, hubs: [hub, ...settings.cloudLink.hubs] } }));
  const pid = up.processes()["depot"];
  if (pid === undefined) throw new Error("the depot is not running");
  process.kill(pid, "SIGKILL");
  const { depotOperations } = installationOf(data).ports;
  await until(async () => up.processes()["depot"] !== pid && (await ask(depotOperations, "/readyz")) !== undefined, 30_000, "the depot was not back");
}
