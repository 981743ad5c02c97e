/** DRAIN-CLOUD: an api process is told to stop under load, again and again; nothing that it accepted may fail. */
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { drawbar, lastJson, RunningUp } from "../installation/command.ts";
import type { Drill, DrillContext, DrillOutcome } from "./drill.ts";
import { CloudTruth } from "./kill/cloud-truth.ts";
import { ExtraRole } from "./kill/extra-role.ts";
import { sleep } from "./kill/judgement.ts";

const rounds = 6;
const roundsLong = 60;
/** Callers that each keep a connection and ask again as soon as they are answered, every second one to write. */
const callers = 16;
const loadMs = 1_500;

export const drills: readonly Drill[] = [
  { id: "DRAIN-CLOUD", title: "SIGTERM to an api process under load: requests that it accepted and did not answer", run },
];

interface Outcome {
  readonly callSign: string | undefined;
  /** The answer's status; what the connection said instead. */
  readonly said: number | string;
  /** A connection that had been used before: the process had accepted it. */
  readonly isReused: boolean;
}

async function run({ isLong, print }: DrillContext): Promise<DrillOutcome> {
  const data = mkdtempSync(path.join(tmpdir(), "drawbar-drain-"));
  process.env["DRAWBAR_CLOUD_HTTP_REQUESTS_PER_MINUTE_MAX"] = "1000000";
  const up = await RunningUp.start(data, ["--port", "0", "--no-fleet"]);
  try {
    const { token } = lastJson<{ readonly token: string }>(await drawbar(["token", "--data", data, "--json"]));
    const outcomes: Outcome[] = [];
    const stoppedMs: number[] = [];
    let unclean = 0;
    for (let round = 1; round <= (isLong ? roundsLong : rounds); round += 1) {
      const role = await ExtraRole.start(data, "api");
      const calling = new AbortController();
      const agent = new Agent({ keepAlive: true });
      const all = Array.from({ length: callers }, async (_, caller) => {
        for (let count = 1; !calling.signal.aborted; count += 1)
          outcomes.push(await call(role.address, agent, token, caller % 2 === 0 ? `D${round} ${caller} ${count}` : undefined));
      });
      await sleep(loadMs);
      const stoppingAt = performance.now();
      if ((await role.stop()) !== 0) unclean += 1;
      stoppedMs.push(performance.now() - stoppingAt);
      calling.abort();
      await Promise.all(all);
      agent.destroy();
    }
    const truth = await CloudTruth.connect(data);
    const there = await truth.vehicles();
    await truth.close();

    const counts = Map.groupBy(outcomes, ({ said, isReused }) =>
      typeof said === "number" ? String(said) : `${said} on a ${isReused ? "used" : "new"} connection`,
    );
    print([...counts].map(([said, own]) => `${own.length} x ${said}`).join(", "));
    const cut = outcomes.filter(({ said, isReused }) => typeof said === "string" && isReused && said !== "ECONNREFUSED").length;
    const silent = outcomes.filter(({ said, callSign }) => typeof said === "string" && callSign !== undefined && there.has(callSign)).length;
    const failed = outcomes.filter(({ said }) => typeof said === "number" && said >= 400).length;
    const lost = outcomes.filter(({ said, callSign }) => said === 201 && there.get(callSign ?? "") !== 1).length;
    print(
      `${cut} cut off on connections that it had, ${silent} writes carried out and not answered, ${failed} answered with a failure, ${lost} acknowledged and not there`,
    );
    print(`${stoppedMs.length} stops, ${Math.round(Math.max(...stoppedMs))} ms at most, ${unclean} with another status than 0`);
    const value = cut + silent + failed + lost + unclean;
    return { value, unit: "requests that were accepted and failed", must: "must<=0", holds: value === 0 && outcomes.length > 0 };
  } finally {
    delete process.env["DRAWBAR_CLOUD_HTTP_REQUESTS_PER_MINUTE_MAX"];
    await up.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

function call(api: string, agent: Agent, token: string, callSign: string | undefined): Promise<Outcome> {
  return new Promise((resolve) => {
    const body = callSign === undefined ? undefined : JSON.stringify({ callSign });
    const request = httpRequest(
      `${api}/vehicles${body === undefined ? "?limit=5" : ""}`,
      {
        agent,
        method: body === undefined ? "GET" : "POST",
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      },
      (response) => {
        response.resume();
        response.once("end", () => resolve({ callSign, said: response.statusCode ?? 0, isReused: request.reusedSocket }));
        response.once("error", (error: NodeJS.ErrnoException) => resolve({ callSign, said: error.code ?? error.message, isReused: true }));
      },
    );
    request.once("error", (error: NodeJS.ErrnoException) => {
      // A port that nobody listens on any more is asked again, but not all the time.
      setTimeout(() => resolve({ callSign, said: error.code ?? error.message, isReused: request.reusedSocket }), 20);
    });
    request.end(body);
  });
}
