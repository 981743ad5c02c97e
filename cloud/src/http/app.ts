/** The HTTP application without a listener: tests inject requests into it, `HttpServer` puts it on a port. */
import type { Server } from "node:http";
import fastifyCookie from "@fastify/cookie";
import fastifyHelmet from "@fastify/helmet";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifyWebsocket from "@fastify/websocket";
import Fastify, { type FastifyHttpOptions, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { apiPrefix, type App, type Routes } from "./api.ts";
import { addAdmission, type TenantAdmission } from "./admission.ts";
import { addAudit, addRefusalAudit, type AuditSink } from "./audit.ts";
import { addAuthentication } from "./authentication.ts";
import { addConsoleFiles } from "./console-files.ts";
import { answerClientError } from "./client-error.ts";
import { asDrawbarError } from "./foreign-errors.ts";
import { buildValidator } from "./request-validation.ts";
import { failHttp } from "./http-errors.ts";
import { addDeprecation } from "./deprecation.ts";
import { addIdempotency } from "./idempotency/idempotency.ts";
import type { RequestDatabase } from "./idempotency/request-database.ts";
import { httpLimits } from "./limits.ts";
import { watchMethods } from "./method-table.ts";
import type { HttpMetrics } from "./metrics.ts";
import { addOpenApi } from "./openapi.ts";
import type { Authenticator } from "./principal.ts";
import { problemMediaType, problemOf } from "./problem.ts";
import { rateLimitStore } from "./rate-limit-store.ts";
import { namedSchemas } from "./schemas.ts";
import { securityHeaders } from "./security-headers.ts";
import type { HttpTls } from "./tls-source.ts";

export interface AppOptions {
  readonly authenticator: Authenticator;
  /** Where idempotency keys are kept, and what the routes' services write to; absent for an application without a database. */
  readonly database?: RequestDatabase | undefined;
  readonly routes: readonly Routes[];
  /** Whether a caller's fleet is served; absent where all are. */
  readonly admission?: TenantAdmission | undefined;
  /** Where acts are recorded; absent for an application without a database. */
  readonly audit?: AuditSink | undefined;
  readonly log: Logger;
  readonly clock: Clock;
  readonly metrics: HttpMetrics;
  /** Whether browsers reach us by TLS, here or at a proxy in front: decides on Secure cookies and HSTS. */
  readonly isSecure: boolean;
  readonly tls?: HttpTls | undefined;
  /** Proxies in front whose forwarded headers are believed; 0 for none. */
  readonly trustedProxies: number;
  /** Requests a minute of one session, token or (without either) address. */
  readonly requestsPerMinuteMax: number;
  /** Where the console was built; absent for an API alone. */
  readonly consoleDirectory?: string | undefined;
  /** Template of the map images that the console may ask another server for. */
  readonly tilesUrl?: string | undefined;
  /** True from the moment in which the process begins to stop. */
  readonly isDraining?: () => boolean;
  readonly version: string;
}

/** Only whitespace-free printable text from a trusted proxy becomes an id; it goes into logs and headers. */
const requestIdForm = /^[A-Za-z0-9._-]{8,64}$/;

/** @returns an application that is ready for `inject` and `listen` after `await app.ready()`. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { log } = options;
  const server: FastifyHttpOptions<Server> = {
    logger: false, // answers are logged below, with the fields that we want
    genReqId: (raw) => requestIdOf(raw.headers["x-request-id"], options.trustedProxies),
    trustProxy: options.trustedProxies === 0 ? false : (_address, hop) => hop < options.trustedProxies,
    bodyLimit: httpLimits.bodyBytesMax,
    requestTimeout: httpLimits.requestMs,
    keepAliveTimeout: httpLimits.keepAliveMs,
    forceCloseConnections: "idle",
    return503OnClosing: false, // what was accepted is answered
    routerOptions: { maxParamLength: httpLimits.parameterLengthMax, ignoreTrailingSlash: true },
    http: { maxHeaderSize: httpLimits.headerBytesMax },
    ajv: { customOptions: { removeAdditional: false, allErrors: true, useDefaults: true } },
    schemaController: { compilersFactory: { buildValidator } },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply, log),
  };
  const { tls } = options;
  // Their types differ in the kind of server only, and nothing here looks at it.
  const app = (tls === undefined
    ? Fastify(server)
    : Fastify({ ...server, https: { key: tls.key, cert: tls.certificateChain, minVersion: "TLSv1.3" } } as FastifyHttpOptions<Server>)) as unknown as App;

  app.removeContentTypeParser("text/plain"); // JSON only: a form of another site cannot send it
  for (const schema of namedSchemas()) app.addSchema(schema);
  const methods = watchMethods(app);
  options.metrics.observe(app);

  app.addHook("onRequest", async (request, reply) => {
    void reply.header("x-request-id", request.id);
    if (options.isDraining?.() === true) void reply.header("connection", "close");
    if (methods.isOtherMethodOf(pathOf(request), request.method)) throw nothingThere(request, reply);
  });
  app.addHook("onResponse", async (request, reply) => {
    log.debug(
      { requestId: request.id, method: request.method, route: request.routeOptions.url, status: reply.statusCode, elapsedMs: reply.elapsedTime },
      "request answered",
    );
  });
  const nothingThere = (request: FastifyRequest, reply: FastifyReply): DrawbarError => {
    const pathname = pathOf(request);
    const allowed = methods.methodsAt(pathname);
    if (allowed.length === 0)
      return failHttp("ROUTE_UNKNOWN", `there is nothing at ${request.method} ${pathname.slice(0, 200)}; ${apiPrefix}/openapi.json lists all routes`);
    void reply.header("allow", allowed.join(", "));
    return failHttp("METHOD_NOT_ALLOWED", `${pathname.slice(0, 200)} takes ${allowed.join(", ")}, not ${request.method}`);
  };
  app.setErrorHandler((error, request, reply) => {
    // The framework looks at the body of a request before it says that nobody takes it.
    const isNowhere = request.is404 && !(error instanceof DrawbarError);
    return answerError(isNowhere ? nothingThere(request, reply) : error, request, reply, log);
  });

  // Before authentication: its hook marks upgrades, and a refused one that is not marked keeps its socket for ever.
  await app.register(fastifyWebsocket, { options: { maxPayload: httpLimits.socketMessageBytesMax, perMessageDeflate: false }, preClose: closeSockets });
  await app.register(fastifyHelmet, securityHeaders({ isSecure: options.isSecure, tilesUrl: options.tilesUrl }));
  await app.register(fastifyCookie);
  addAuthentication(app, options);
  addAudit(app, options);
  addAdmission(app, options);
  await app.register(fastifyRateLimit, {
    max: options.requestsPerMinuteMax,
    timeWindow: 60_000,
    store: rateLimitStore(options.clock, httpLimits.rateLimitCallersMax),
    hook: "preValidation", // after authentication, so that people behind one address do not starve each other
    keyGenerator: callerOf,
    allowList: (request) => !request.url.startsWith(apiPrefix), // a console's first load is many small files
    errorResponseBuilder: (_request, context) =>
      failHttp("RATE_LIMITED", `more than ${context.max} requests in a minute; try again in ${Math.ceil(context.ttl / 1_000)} s`),
  });
  await addOpenApi(app, { version: options.version });

  await app.register(
    async (api) => {
      api.addHook("onRoute", (route) => {
        if (route.config?.access === undefined) throw new TypeError(`route ${route.url} does not say who may call it (config.access)`);
      });
      api.addHook("onSend", async (_request, reply) => {
        if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store"); // answers depend on who asks
      });
      addDeprecation(api);
      if (options.database !== undefined) addIdempotency(api, options.database);
      addRefusalAudit(api, options);
      for (const routes of options.routes) routes(api);
    },
    { prefix: apiPrefix },
  );

  const consoleFiles = options.consoleDirectory === undefined ? undefined : await addConsoleFiles(app, options.consoleDirectory);
  app.setNotFoundHandler((request, reply) => {
    if (consoleFiles?.answer(request, reply) === true) return reply;
    throw nothingThere(request, reply);
  });
  return app;
}

/** Closes WebSockets as HTTP closes requests: with a word, and by force when the other side does not answer. */
function closeSockets(this: FastifyInstance, done: () => void): void {
  const { clients } = this.websocketServer;
  for (const client of clients) client.close(1001, "the server stops");
  setTimeout(() => {
    for (const client of clients) client.terminate();
  }, httpLimits.socketCloseMs).unref();
  done();
}

function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  const error = asDrawbarError(thrown);
  const problem = problemOf(error, request.id);
  void reply.header("x-request-id", request.id); // hooks do not run for an address that cannot be read
  // What heals by itself, such as a database that restarts, needs nobody to get up.
  if (problem.status >= 500) log[error.retryable ? "warn" : "error"]({ requestId: request.id, route: request.routeOptions.url, error }, "request failed");
  else log.debug({ requestId: request.id, route: request.routeOptions.url, code: error.code }, "request refused");
  if (problem.status === 401) void reply.header("www-authenticate", 'Bearer realm="drawbar"');
  const retryAfterMs = error.details["retryAfterMs"];
  if (typeof retryAfterMs === "number") void reply.header("retry-after", Math.max(1, Math.ceil(retryAfterMs / 1_000)));
  else if (problem.status === 503) void reply.header("retry-after", 2);
  // As text: the route's own answer schema does not describe problems.
  return reply
    .code(problem.status)
    .header("cache-control", "no-store")
    .type(problemMediaType)
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}

function callerOf(request: FastifyRequest): string {
  const { principal } = request;
  if (principal === undefined) return `address ${request.ip}`;
  return principal.kind === "session" ? `session ${principal.sessionId}` : `token ${principal.tokenId}`;
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?", 1)[0] ?? "";
}

function requestIdOf(given: string | string[] | undefined, trustedProxies: number): string {
  return trustedProxies > 0 && typeof given === "string" && requestIdForm.test(given) ? given : uuidV7();
}
