import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerArrivals } from "./mock-arrivals.ts";
import { answerIdentity, answerPublicIdentity, type IdentityAnswer } from "./mock-identity.ts";
import type { MockState } from "./mock-server.ts";
import { answerTowns } from "./mock-towns.ts";
import { mockRevocation } from "./mock-units.ts";
import { healthView, mockRuns, signalView, systemView, vehicleSummary } from "./mock-views.ts";
import { seriesOf } from "./samples.ts";
import type { MockVehicle } from "./vehicles.ts";

interface Answer {
  readonly status: number;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Call {
  readonly state: MockState;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly request: IncomingMessage;
}

export async function answerApi(state: MockState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://mock");
  const call = {
    state,
    method: request.method ?? "GET",
    path: url.pathname.replace("/api/v1", ""),
    query: url.searchParams,
    body: await bodyOf(request),
    request,
  };
  const broken = [...state.failing].find(([prefix]) => call.path.startsWith(prefix));
  const answer =
    broken === undefined ? route(call) : problem(broken[1], broken[1] === 503 ? "TELEMETRY_UNAVAILABLE" : "INTERNAL", "the store did not answer within 5 s");
  const body = answer.body === undefined ? undefined : typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
  response.writeHead(answer.status, { "content-type": answer.status >= 400 ? "application/problem+json" : "application/json", ...answer.headers });
  response.end(body);
}

function route(call: Call): Answer {
  const { state, method, path } = call;
  if (path === "/session" && method === "POST") {
    const isRight = call.body["email"] === state.sessions.email && state.sessions.isPassword(String(call.body["password"]));
    if (!isRight) return problem(401, "SIGN_IN_REFUSED", "e-mail and password do not belong together");
    return state.identity.hasApp ? { status: 202, body: { token: "step", methods: ["code"] } } : signedIn(call);
  }
  if (path === "/session/link" && method === "POST") {
    const isGood = state.sessions.useLink(String(call.body["token"]));
    return isGood ? signedIn(call) : problem(401, "SIGN_IN_LINK_INVALID", "the link was used before or has expired");
  }
  const open = answerPublicIdentity(call);
  if (open !== undefined) return asAnswer(call, open);
  const session = state.sessions.of(call.request);
  if (session === undefined) return problem(401, "NOT_SIGNED_IN", "this needs a session");
  if (method !== "GET" && call.request.headers["x-csrf-token"] !== session.csrfToken)
    return problem(403, "CSRF_TOKEN_MISSING", "repeat csrfToken in x-csrf-token");
  if (path === "/session" && method === "GET") return { status: 200, body: state.sessions.view(session) };
  if (path === "/session" && method === "DELETE") {
    state.sessions.close(session);
    return { status: 204, headers: { "set-cookie": state.sessions.cookieHeader(undefined) } };
  }
  if (path === "/session/password" && method === "POST") {
    const isRight = state.sessions.changePassword(String(call.body["current"]), String(call.body["next"]));
    return isRight ? { status: 204 } : problem(400, "PASSWORD_WRONG", "the present password is another one");
  }
  const flag = /^\/flags\/([\w-]+)$/.exec(path)?.[1];
  if (flag !== undefined && method === "PUT")
    return state.administration.setFlag(flag, String(call.body["variant"]))
      ? { status: 204 }
      : problem(400, "FLAG_VARIANT_UNKNOWN", "the flag, or the variant, is not known");
  const hook =
    state.webhooks.answer(call) ??
    state.receivers.answer(call) ??
    state.drivers.answer(call) ??
    state.documents.answer(call) ??
    state.attributes.answer(call) ??
    state.units.answer(call) ??
    state.meters.answer(call) ??
    state.trips.answer(call) ??
    state.places.answer(call) ??
    state.faults.answer(call) ??
    state.profiles.answer(call) ??
    state.keeping.answer(call, new Set(state.vehicles.map(({ callSign }) => callSign)));
  if (hook !== undefined) return hook.refusal === undefined ? hook : problem(hook.status, hook.refusal.code, hook.refusal.detail);
  const lost = /^\/depots\/([\w-]+)\/revoke$/.exec(path)?.[1];
  if (lost !== undefined && method === "POST") {
    const revocation = mockRevocation(call.body);
    state.lostDepots.set(lost, revocation);
    return { status: 200, body: revocation };
  }
  const identity = answerIdentity(call, session);
  if (identity !== undefined) return asAnswer(call, identity);
  return method === "GET" ? read(call) : problem(405, "METHOD_NOT_ALLOWED", `${method} is not answered by the mock`);
}

function read(call: Call): Answer {
  const { state, path, query } = call;
  const nowMs = Date.now();
  if (path === "/system") return { status: 200, body: systemView(state, nowMs) };
  if (path === "/system/health") return { status: 200, body: healthView(state, nowMs) };
  if (path === "/depots") {
    const withRevoked = query.get("includeRevoked") === "true";
    const items = state.depots.flatMap((depot) => {
      const revoked = state.lostDepots.get(depot.depotId);
      if (revoked !== undefined) return withRevoked ? [{ ...depot, connected: false, revoked }] : [];
      return [depot.connected ? { ...depot, lastHeardAt: new Date(nowMs - 400).toISOString() } : depot];
    });
    return { status: 200, body: { items } };
  }
  if (path === "/audit") return { status: 200, body: state.administration.entries(query) };
  if (path === "/audit/state") return { status: 200, body: state.administration.trailState(nowMs) };
  if (path === "/imports") return { status: 200, body: { items: [] } };
  if (path === "/flags") return { status: 200, body: state.administration.flags() };
  if (path === "/quotas") return { status: 200, body: state.administration.quotas(state.vehicles.length, state.depots.length) };
  const townsThere = answerTowns(path);
  if (townsThere !== undefined) return townsThere;
  const arrivals = answerArrivals(state, path, nowMs);
  if (arrivals !== undefined) return arrivals;
  if (path === "/vehicles") return page(state.vehicles, query, nowMs);
  const [, vehicleId, part = ""] = /^\/vehicles\/([\w-]+)(\/\w+)?$/.exec(path) ?? [];
  const vehicle = state.vehicles.find((candidate) => candidate.vehicleId === vehicleId);
  if (vehicle === undefined) return problem(404, "VEHICLE_NOT_FOUND", "there is no such vehicle in this fleet");
  const run = mockRuns(vehicle, state.startedAtMs).find((candidate) => candidate.runId === query.get("run"));
  if (part === "") return { status: 200, body: { ...vehicleSummary(vehicle, nowMs), decoded: vehicle.decoded } };
  if (part === "/signals") return { status: 200, body: { items: vehicle.signals.map((signal) => signalView(vehicle, signal, run?.toMs ?? nowMs)) } };
  if (part === "/runs") return { status: 200, body: { items: mockRuns(vehicle, state.startedAtMs).map(({ view }) => view) } };
  if (part === "/history") return history(vehicle, query, run?.toMs ?? nowMs, run?.fromMs ?? Number.NEGATIVE_INFINITY);
  return problem(404, "NOT_FOUND", "no such address");
}

function history(vehicle: MockVehicle, query: URLSearchParams, newestMs: number, oldestMs: number): Answer {
  const fromMs = Math.max(Date.parse(query.get("from") ?? ""), oldestMs);
  const toMs = Math.min(Date.parse(query.get("to") ?? ""), newestMs - vehicle.silentForMs);
  const wanted = new Set(query.getAll("source"));
  const points = Number(query.get("points") ?? 600);
  const read = vehicle.signals.filter((signal) => wanted.has(signal.source)).map((signal) => seriesOf(vehicle, signal, fromMs, toMs, points));
  const gaps = vehicle.gaps
    .filter((gap) => gap.toMs > fromMs && gap.fromMs < toMs)
    .map((gap) => ({
      from: new Date(Math.max(gap.fromMs, fromMs)).toISOString(),
      to: new Date(Math.min(gap.toMs, toMs)).toISOString(),
      reason: gap.reason,
      ...(gap.reason === "asleep" ? {} : { samples: Math.round((gap.toMs - gap.fromMs) / 1_000) }),
    }));
  return {
    status: 200,
    body: {
      from: query.get("from"),
      to: query.get("to"),
      resolution: read.every(({ isRaw }) => isRaw) ? "raw" : "minute",
      series: read.map(({ series }) => series),
      gaps,
    },
  };
}

function page(vehicles: readonly MockVehicle[], query: URLSearchParams, nowMs: number): Answer {
  const from = Number(query.get("after") ?? 0);
  const to = from + Number(query.get("limit") ?? 100);
  return {
    status: 200,
    body: { items: vehicles.slice(from, to).map((vehicle) => vehicleSummary(vehicle, nowMs)), ...(to < vehicles.length ? { next: String(to) } : {}) },
  };
}

function signedIn({ state, request }: Call): Answer {
  const session = state.sessions.open(request.headers["user-agent"] ?? "");
  return { status: 200, body: state.sessions.view(session), headers: { "set-cookie": state.sessions.cookieHeader(session) } };
}

function asAnswer(call: Call, { status, body, problem: refused, signsIn }: IdentityAnswer): Answer {
  if (signsIn === true) return signedIn(call);
  if (refused !== undefined) return problem(status, refused.code, refused.detail);
  return body === undefined ? { status } : { status, body };
}

function problem(status: number, code: string, detail: string): Answer {
  return { status, body: { type: `urn:drawbar:error:${code}`, title: code, status, detail, code, requestId: randomUUID(), retryable: status >= 500 } };
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk); // a request without encoding yields buffers
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>; // a development server may trust its console
  } catch {
    return {};
  }
}
