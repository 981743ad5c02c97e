/** The one place where the API tells the audit trail who did what. What is kept, and how, is the audit module's. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../db/tenant-transaction.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";

/** Every route that changes something says it, and a read that is sensitive. */
export interface RouteAudit {
  /** Thing and past participle, such as `vehicle.registered`. */
  readonly action: string;
  /** Kind of the thing; its id is the parameter `<kind>Id` of the address, or that member of the answer. */
  readonly subject: string;
  /** The service writes the entry in the transaction of its change, with what changed. */
  readonly isOfService?: true;
}

export interface AuditActor {
  /** device: a unit or depot; command: whoever holds the installation's files; nobody: not signed in. */
  readonly kind: "account" | "token" | "device" | "command" | "nobody";
  readonly id?: string | undefined;
}

export interface AuditEvent {
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id?: string | undefined };
  readonly outcome?: "done" | "refused" | undefined;
  /** What changed, in values that JSON knows; cut to a bound, and never a secret. */
  readonly before?: object | undefined;
  readonly after?: object | undefined;
}

/** Who acts, from where, in which request. One object a request, so that an act is recorded once. */
export class Act {
  readonly actor: AuditActor;
  readonly address: string | undefined;
  readonly requestId: string | undefined;
  /** Set by the trail: the entry stands, or falls, with the change's own transaction. */
  isRecorded = false;

  constructor(options: { readonly actor: AuditActor; readonly address?: string | undefined; readonly requestId?: string | undefined }) {
    this.actor = options.actor;
    this.address = options.address;
    this.requestId = options.requestId;
  }
}

/** The audit module implements it. */
export interface AuditSink {
  /** In the transaction of the change, as its last statement; marks the act as recorded. */
  record(tx: TenantTransaction, act: Act, event: AuditEvent): Promise<void>;
  /** In a transaction of its own. */
  recordAlone(tenant: TenantId, act: Act, event: AuditEvent): Promise<void>;
}

/** Somebody tried in vain to get into an account. */
export interface Refusal {
  /** Code of the error. */
  readonly reason: string;
  /** Asked once the answer is on its way, so that its time tells nothing. @returns `undefined` when it is nobody's account. */
  readonly whose: () => Promise<{ readonly tenantId: TenantId; readonly accountId: string } | undefined>;
}

declare module "fastify" {
  interface FastifyContextConfig {
    readonly audit?: RouteAudit;
  }
  interface FastifyRequest {
    act: Act | undefined;
    /** On public routes: whom the caller turned out to be. */
    auditTenant: TenantId | undefined;
    auditSubjectId: string | undefined;
    auditRefusal: Refusal | undefined;
  }
}

/** Of an answer that a request with the same idempotency key was given before. */
export const replayedHeader = "idempotency-replayed";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** For services that record an act together with their change. */
export function actOf(request: FastifyRequest): Act {
  return (request.act ??= new Act({ actor: actorOf(request), address: request.ip, requestId: request.id }));
}

/** Says on a public route who came in. @param who.act the entry that was written of it. */
export function actAs(request: FastifyRequest, who: { readonly tenantId: TenantId; readonly act: Act }): void {
  request.auditTenant = who.tenantId;
  request.act = who.act;
}

export interface AuditHookOptions {
  readonly audit?: AuditSink | undefined;
  readonly log: Logger;
}

/**
 * Records each route's act before its answer is sent, unless the service has done it within the change. An answer of
 * success is never given without the entry. One that is given again for an idempotency key is no second act.
 */
export function addAudit(app: FastifyInstance, { audit, log }: AuditHookOptions): void {
  app.decorateRequest("act", undefined);
  app.decorateRequest("auditTenant", undefined);
  app.decorateRequest("auditSubjectId", undefined);
  app.decorateRequest("auditRefusal", undefined);
  if (audit === undefined) return;

  app.addHook("preSerialization", async (request, _reply, payload) => {
    const route = routeAuditOf(request);
    if (route !== undefined) request.auditSubjectId ??= memberOf(payload, `${route.subject}Id`);
    return payload;
  });

  app.addHook("onSend", async (request, reply, payload) => {
    if (reply.statusCode >= 400 || reply.hasHeader(replayedHeader)) return payload;
    const entry = entryOf(request);
    if (entry !== undefined) await audit.recordAlone(entry.tenant, actOf(request), entry.event);
    return payload;
  });

  app.addHook("onResponse", async (request) => {
    const { auditRefusal, auditTenant } = request;
    const action = request.routeOptions.config.audit?.action;
    if (auditRefusal === undefined || auditTenant !== undefined || action === undefined) return;
    const { reason, whose } = auditRefusal;
    try {
      const who = await whose();
      if (who === undefined) return;
      const act = new Act({ actor: { kind: "nobody" }, address: request.ip, requestId: request.id });
      await audit.recordAlone(who.tenantId, act, { action, subject: { kind: "account", id: who.accountId }, outcome: "refused", after: { reason } });
    } catch (error) {
      log.warn({ error, requestId: request.id }, "refusal not recorded");
    }
  });
}

/**
 * Records refusals for lack of rights: the others changed nothing and say nothing about intent. To be added after what
 * undoes a refused request's transaction, which would take the entry with it.
 */
export function addRefusalAudit(api: FastifyInstance, { audit, log }: AuditHookOptions): void {
  if (audit === undefined) return;
  api.addHook("onSend", async (request, reply, payload) => {
    if (reply.statusCode !== 403 || reply.hasHeader(replayedHeader)) return payload;
    const entry = entryOf(request);
    // Refused anyway: an entry that cannot be written must not turn it into another answer.
    if (entry !== undefined) {
      await audit
        .recordAlone(entry.tenant, actOf(request), { ...entry.event, outcome: "refused" })
        .catch((error: unknown) => log.warn({ error, requestId: request.id }, "refusal not recorded"));
    }
    return payload;
  });
}

/** What the route says of this request. @returns `undefined` when there is nothing to record, or it is recorded already. */
export function entryOf(request: FastifyRequest): { readonly tenant: TenantId; readonly event: AuditEvent } | undefined {
  const route = routeAuditOf(request);
  const tenant = request.principal?.tenantId ?? request.auditTenant;
  if (route === undefined || tenant === undefined || request.act?.isRecorded === true) return undefined;
  const { action, subject } = route;
  return { tenant, event: { action, subject: { kind: subject, id: memberOf(request.params, `${subject}Id`) ?? request.auditSubjectId } } };
}

/** A route that changes something and forgot to say what is recorded under its name: better than not at all. */
function routeAuditOf(request: FastifyRequest): RouteAudit | undefined {
  const { config, schema } = request.routeOptions;
  if (config.audit !== undefined) return config.audit;
  if (config.access === undefined || safeMethods.has(request.method)) return undefined;
  const operationId = memberOf(schema, "operationId") ?? "unnamed";
  return { action: `route.${operationId}`, subject: "route" };
}

function actorOf({ principal }: FastifyRequest): AuditActor {
  if (principal === undefined) return { kind: "nobody" };
  return principal.kind === "session" ? { kind: "account", id: principal.accountId } : { kind: "token", id: principal.tokenId };
}

function memberOf(value: unknown, name: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const member = (value as Readonly<Record<string, unknown>>)[name]; // any object may be asked for a member
  return typeof member === "string" ? member : undefined;
}
