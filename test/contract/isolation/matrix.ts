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
  const person = new AttackingPerson(api, attacker);
  const bystander = await (await api.makeFleet("bystander")).headers();
  const leaks: string[] = [];
  const unreached: string[] = [];
  let asked = 0;
  let before = await victim.digest();
  for (const operation of operations) {
    let isReached = false;
    for (const request of operation.requests) {
      const answer = await ask(api, operation, request, isOfPerson(operation) ? await person.credentials() : headers);
      person.note(operation, answer);
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
    if (!isReached) unreached.push(operation.route);
    for (const [what, wrong] of operation.isPublic ? [] : wrongs) {
      // From many addresses: one that guesses so often is told to wait, whatever it asks.
      const address = `10.0.${(asked >> 7) & 255}.1`;
      const answer = await ask(api, operation, operation.requests[0] as SampleRequest, wrong, address); // there is one at least
      asked++;
      if (answer.status !== 401) leaks.push(`${operation.route} answers ${answer.status} to ${what}`);
      if (victim.secretsIn(answer.text, JSON.stringify(operation.requests[0])).length > 0) leaks.push(`${operation.route} shows things to ${what}`);
    }
    const after = await victim.digest();
    const changed = changedTables(before, after).filter((table) => notedForOwner.get(operation.route) !== table);
    if (changed.length > 0) leaks.push(`${operation.route} changes rows of another tenant: ${changed.join(", ")}`);
    before = after;
  }
  return { asked, routes: operations.length, leaks, unreached };
}

/** Where anybody may knock by design, and the owner is shown who did: a bounded number of notes, without what was sent. */
const notedForOwner: ReadonlyMap<string, string> = new Map([["POST /api/v1/hooks/{receiverId}", "webhook_arrival"]]);

/** @param before and after, digests: one line a table, its name and then a number. */
function changedTables(before: string, after: string): readonly string[] {
  const known = new Set(before.split("\n"));
  return after
    .split("\n")
    .filter((line) => !known.has(line))
    .map((line) => /^[a-z_]+/.exec(line)?.[0] ?? line);
}

const methodsInOrder = ["GET", "DELETE", "PATCH", "PUT", "POST"];

/** Names what later answers show of the attacker's own fleet, so it comes after all others, as what makes things does. */
const namesFields = "PUT /api/v1/vehicle-attributes";

function orderOf({ route }: Operation): number {
  if (route === namesFields) return methodsInOrder.length;
  return methodsInOrder.indexOf(route.split(" ", 1)[0] ?? "");
}

/** Routes about the caller's own session and account need a person; most take a program. */
function isOfPerson({ route }: Operation): boolean {
  return route.includes("/session") || route.includes("/account/");
}

/** Signing in is slow on purpose, so one session serves until something may have ended it. */
class AttackingPerson {
  readonly #api: TestApi;
  readonly #fleet: TestFleet;
  #session: Promise<Record<string, string>> | undefined;

  constructor(api: TestApi, fleet: TestFleet) {
    this.#api = api;
    this.#fleet = fleet;
  }

  credentials(): Promise<Record<string, string>> {
    this.#session ??= signIn(this.#api, this.#fleet);
    return this.#session;
  }

  note(operation: Operation, { status }: Answer): void {
    if (isOfPerson(operation) && (status === 401 || (status < 400 && !operation.route.startsWith("GET ")))) this.#session = undefined;
  }
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

async function ask(
  api: TestApi,
  { isStream }: Operation,
  request: SampleRequest,
  credentials: Record<string, string>,
  remoteAddress = "127.0.0.1",
): Promise<Answer> {
  const { method, url } = request;
  const payload = bodyOf(request);
  const answer = await api.app.inject({
    method,
    url,
    headers: { ...request.headers, ...credentials, ...(payload === undefined ? {} : { "content-type": payload.type }) },
    remoteAddress,
    payloadAsStream: true,
    ...(payload === undefined ? {} : { payload: payload.text }),
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

function bodyOf({ payload, isForm }: SampleRequest): { readonly type: string; readonly text: string } | undefined {
  if (payload === undefined) return undefined;
  if (isForm !== true) return { type: "application/json", text: JSON.stringify(payload) };
  return { type: "application/x-www-form-urlencoded", text: new URLSearchParams(payload as Record<string, string>).toString() }; // forms hold texts
}
