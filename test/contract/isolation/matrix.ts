/**
 * R9: everything that can be asked of the cloud, asked as another tenant and by nobody. Routes come from the OpenAPI
 * document and tables from the schema, so that a new one is in the matrix from its first day.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { TestApi, TestFleet } from "@drawbar/cloud/http/testing/test-api.ts";
import { operationsOf, type Operation, type SampleRequest } from "./request-samples.ts";
import { Victim } from "./victim.ts";

export interface MatrixReport {
  /** Questions that were asked. */
  readonly asked: number;
  readonly routes: number;
  /** What must never happen, in words. */
  readonly leaks: readonly string[];
  /** Routes that no made request got past the schema of: the sampler must learn them. */
  readonly unreached: readonly string[];
}

interface Answer {
  readonly status: number;
  /** Headers and body. */
  readonly text: string;
  readonly body: string;
}

const streamMs = 400;

/** Every route as tenant B with tenant A's ids, and with credentials that are none. */
export async function routeMatrix(api: TestApi): Promise<MatrixReport> {
  const victim = await Victim.make(api);
  const attacker = await api.makeFleet("attacker");
  await attacker.addVehicle("ATTACKER 1");
  const headers = await attacker.headers();
  // What makes things comes last: the attacker would own things of the victim's names.
  const operations = operationsOf(api.app.swagger(), victim.values).toSorted((left, right) => orderOf(left) - orderOf(right));
  const wrongs = await wrongCredentials(api, victim.fleet);
  const bystander = await (await api.makeFleet("bystander")).headers();
  const leaks: string[] = [];
  const unreached: string[] = [];
  let asked = 0;
  for (const operation of operations) {
    const before = await victim.digest();
    let isReached = false;
    for (const request of operation.requests) {
      const answer = await ask(api, operation, request, await credentialsFor(api, operation, attacker, headers));
      asked++;
      isReached ||= !answer.text.includes('"code":"REQUEST_INVALID"');
      const found = victim.secretsIn(answer.text, JSON.stringify(request));
      if (found.length > 0) leaks.push(`${operation.route} shows ${found.slice(0, 3).join(", ")}`);
      if (answer.status >= 500) leaks.push(`${operation.route} fails with ${answer.status} for ${request.url}`);
      if (request.namesThing && !operation.isStream && answer.status < 400)
        leaks.push(`${operation.route} answers ${answer.status} for another tenant's ${request.url}`);
      if (request.isQuestion && (await ask(api, operation, request, bystander)).body !== answer.body)
        leaks.push(`${operation.route} answers one tenant otherwise than another`);
    }
    if ((await victim.digest()) !== before) leaks.push(`${operation.route} changes rows of another tenant`);
    if (!isReached) unreached.push(operation.route);
    if (operation.isPublic) continue;
    for (const [what, wrong] of wrongs) {
      const answer = await ask(api, operation, operation.requests[0] as SampleRequest, wrong); // there is one at least
      asked++;
      if (answer.status !== 401) leaks.push(`${operation.route} answers ${answer.status} to ${what}`);
      if (victim.secretsIn(answer.text, JSON.stringify(operation.requests[0])).length > 0) leaks.push(`${operation.route} shows things to ${what}`);
    }
    if ((await victim.digest()) !== before) leaks.push(`${operation.route} changes rows for nobody`);
  }
  return { asked, routes: operations.length, leaks, unreached };
}

const methodsInOrder = ["GET", "DELETE", "PATCH", "PUT", "POST"];

function orderOf({ route }: Operation): number {
  return methodsInOrder.indexOf(route.split(" ", 1)[0] ?? "");
}

/** Routes about the caller's own session need a person; most take a program. Signing out uses the person up. */
async function credentialsFor(api: TestApi, { route }: Operation, fleet: TestFleet, program: Record<string, string>): Promise<Record<string, string>> {
  return route.includes("/session") ? signIn(api, fleet) : program;
}

async function signIn(api: TestApi, { email, password }: TestFleet): Promise<Record<string, string>> {
  const answer = await api.app.inject({ method: "POST", url: "/api/v1/session", payload: { email, password } });
  return { cookie: `drawbar_session=${answer.cookies[0]?.value}`, "x-csrf-token": String(answer.json<{ csrfToken?: string }>().csrfToken) };
}

/** Of the victim's own, so that nothing but the credential stands between the caller and its things. */
async function wrongCredentials(api: TestApi, fleet: TestFleet): Promise<readonly (readonly [string, Record<string, string>])[]> {
  const { admin } = api.db;
  const [good, expired, revoked] = [await fleet.headers(), await fleet.headers(), await fleet.headers()];
  const { rows } = await admin.query<{ token_id: string }>("select token_id from drawbar.api_token where tenant_id = $1 order by created_at desc limit 2", [
    fleet.tenantId,
  ]);
  await admin.query("update drawbar.api_token set created_at = now() - interval '2 days', expires_at = now() - interval '1 day' where token_id = $1", [
    rows[1]?.token_id,
  ]);
  await api.app.inject({ method: "DELETE", url: `/api/v1/tokens/${rows[0]?.token_id}`, headers: good });
  const removed = await signIn(api, fleet);
  await admin.query("delete from drawbar.membership where tenant_id = $1", [fleet.tenantId]);
  return [
    ["nobody", {}],
    ["a token that is none", { authorization: `Bearer dbt_${"A".repeat(43)}` }],
    ["a truncated token", { authorization: good.authorization.slice(0, -4) }],
    ["an expired token", expired],
    ["a revoked token", revoked],
    ["a session that is none", { cookie: "drawbar_session=nothing" }],
    ["a truncated session", { ...removed, cookie: String(removed["cookie"]).slice(0, -4) }],
    ["a removed user", removed],
  ];
}

async function ask(api: TestApi, { isStream }: Operation, { method, url, payload }: SampleRequest, headers: Record<string, string>): Promise<Answer> {
  const answer = await api.app.inject({
    method,
    url,
    headers,
    payloadAsStream: true,
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload), headers: { ...headers, "content-type": "application/json" } }),
  });
  const stream = answer.stream();
  let body = "";
  stream.on("data", (chunk: Buffer) => (body += chunk.toString("latin1")));
  const ended = new Promise((resolve) => stream.once("close", resolve));
  if (isStream && answer.statusCode === 200) {
    await sleep(streamMs);
    stream.destroy();
  }
  await ended;
  return { status: answer.statusCode, text: JSON.stringify(answer.headers) + body, body };
}
