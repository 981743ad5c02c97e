import { Readable } from "node:stream";
import { Type, type Static } from "typebox";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { Instant, named, oneOf, pageOf, pageParameters, ref } from "../../http/schemas.ts";
import { csvHeader, csvLine } from "./audit-csv.ts";
import { failAudit } from "./audit-errors.ts";
import { readEntries, type AuditEntry, type AuditFilter } from "./audit-store.ts";
import type { CheckpointKey } from "./checkpoint-key.ts";
import { auditLimits } from "./limits.ts";
import { TrailChecks } from "./trail-checks.ts";
import { describeBreach } from "./verify-trail.ts";

const Text = Type.Optional(Type.String({ minLength: 1, maxLength: auditLimits.textMax, pattern: String.raw`^[^\u0000]*$` }));

const filters = {
  actorId: Text,
  action: Text,
  subjectKind: Text,
  subjectId: Text,
  outcome: Type.Optional(oneOf(["done", "refused"])),
  from: Type.Optional(Instant),
  to: Type.Optional(Type.String({ ...Instant, description: "Exclusive." })),
};

const AuditEntryView = named(
  "AuditEntry",
  Type.Object({
    position: Type.String({ description: "Digits: 1, 2, 3 … in commit order within the fleet." }),
    entryId: Type.String(),
    recordedAt: Type.String({ format: "date-time" }),
    actor: Type.Object({
      kind: Type.String({ description: "account, token, device, command or nobody." }),
      id: Type.Optional(Type.String()),
      name: Type.Optional(Type.String({ description: "E-mail or name of the token, as long as there is one." })),
    }),
    action: Type.String(),
    subject: Type.Object({ kind: Type.String(), id: Type.Optional(Type.String()) }),
    outcome: Type.String({ description: "done or refused." }),
    address: Type.Optional(Type.String()),
    requestId: Type.Optional(Type.String()),
    details: Type.Optional(Type.String({ description: "JSON with before and after, where values are kept." })),
  }),
);
const AuditPage = pageOf("AuditPage", AuditEntryView);

const AuditState = named(
  "AuditState",
  Type.Object({
    checkedAt: Type.String({ format: "date-time" }),
    isWhole: Type.Boolean(),
    breach: Type.Optional(Type.String({ description: "The first entry that does not fit, in a sentence." })),
    entries: Type.String({ description: "Digits." }),
    checkedFrom: Type.String({ description: "First entry that was looked at: 1, or a later one where a long trail was walked from a checkpoint." }),
    checkpoints: Type.Integer(),
    signedUpTo: Type.String({ description: "Position of the newest checkpoint; 0 for none." }),
    isSignatureChecked: Type.Boolean({ description: "False where this process has no folder with the key." }),
    pending: Type.Integer({ description: "Entries that wait for their place." }),
  }),
);

export interface AuditRoutesOptions {
  readonly database: Database;
  /** Absent where this process has no folder with the key. */
  readonly key: CheckpointKey | undefined;
  readonly clock: Clock;
}

const tags = ["audit"];

export function auditRoutes({ database, key, clock }: AuditRoutesOptions): Routes {
  const checks = new TrailChecks({ database, key, clock });
  return (api) => {
    api.get(
      "/audit",
      {
        config: { access: "audit.read" },
        schema: {
          operationId: "auditEntries",
          summary: "Who did what, newest first",
          tags,
          querystring: Type.Object({ ...filters, ...pageParameters }),
          response: { 200: ref(AuditPage) },
        },
      },
      async (request) => {
        const { limit, after } = request.query;
        const entries = await readEntries(database.of(principalOf(request).tenantId), filterOf(request.query), { before: cursorOf(after), limit: limit + 1 });
        const items = entries.slice(0, limit);
        const next = entries.length > limit ? items.at(-1)?.position : undefined;
        return { items: items.map(toView), ...(next === undefined ? {} : { next }) };
      },
    );

    api.get(
      "/audit/export",
      {
        config: { access: "audit.read", audit: { action: "audit.exported", subject: "audit" } },
        exposeHeadRoute: false,
        schema: {
          operationId: "auditExport",
          summary: "Entries as CSV, newest first",
          description: `At most ${auditLimits.exportEntriesMax} entries; for older ones ask with \`to\`.`,
          tags,
          querystring: Type.Object(filters),
          response: { 200: { description: "One line an entry.", content: { "text/csv": { schema: Type.Unsafe<Readable>({ type: "string" }) } } } },
        },
      },
      async (request, reply) => {
        const lines = exportLines(database, principalOf(request).tenantId, filterOf(request.query));
        void reply.header("content-type", "text/csv; charset=utf-8").header("content-disposition", 'attachment; filename="audit.csv"');
        return reply.send(Readable.from(lines, { objectMode: false }));
      },
    );

    api.get(
      "/audit/state",
      {
        config: { access: "audit.read" },
        schema: { operationId: "auditState", summary: "Whether the trail is whole", tags, response: { 200: ref(AuditState) } },
      },
      async (request): Promise<Static<typeof AuditState>> => {
        const { report, checkedAt } = await checks.check(principalOf(request).tenantId);
        const { entries, checkedFrom, checkpoints, signedUpTo, pending, breach } = report;
        return {
          checkedAt: checkedAt.toISOString(),
          isWhole: breach === undefined,
          ...(breach === undefined ? {} : { breach: describeBreach(breach) }),
          entries,
          checkedFrom,
          checkpoints,
          signedUpTo,
          isSignatureChecked: key !== undefined,
          pending,
        };
      },
    );
  };
}

async function* exportLines(database: Database, tenant: TenantId, filter: AuditFilter): AsyncGenerator<string, void, undefined> {
  yield csvHeader;
  let before: string | undefined;
  let left: number = auditLimits.exportEntriesMax;
  while (left > 0) {
    const limit = Math.min(left, 1_000);
    const entries = await readEntries(database.of(tenant), filter, { before, limit });
    if (entries.length > 0) yield entries.map(csvLine).join("");
    before = entries.at(-1)?.position;
    left -= entries.length;
    if (entries.length < limit || before === undefined) return;
  }
}

function cursorOf(after: string | undefined): string | undefined {
  if (after === undefined || /^[1-9]\d{0,17}$/.test(after)) return after;
  throw failAudit("AUDIT_CURSOR_INVALID", `"${after.slice(0, 40)}" is not the \`next\` of a page; leave \`after\` out to begin again`);
}

function filterOf(query: {
  readonly actorId?: string;
  readonly action?: string;
  readonly subjectKind?: string;
  readonly subjectId?: string;
  readonly outcome?: "done" | "refused";
  readonly from?: string;
  readonly to?: string;
}): AuditFilter {
  const { from, to, ...rest } = query;
  const { actorId, action, subjectKind, subjectId, outcome } = rest;
  return { actorId, action, subjectKind, subjectId, outcome, from: instantOf(from), to: instantOf(to) };
}

function instantOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const instant = new Date(text);
  const asWritten = new Date(`${text.slice(0, 19)}Z`);
  // The pattern lets 30 February through, which a date moves to March.
  if (!Number.isNaN(instant.getTime()) && !Number.isNaN(asWritten.getTime()) && asWritten.toISOString().startsWith(text.slice(0, 10))) return instant;
  throw failAudit("AUDIT_TIME_INVALID", `${text} is no time of the calendar`);
}

function toView(entry: AuditEntry): Static<typeof AuditEntryView> {
  const { position, entryId, recordedAt, actorKind, actorId, actorName, action, subjectKind, subjectId, outcome, address, requestId, details } = entry;
  return {
    position,
    entryId,
    recordedAt: recordedAt.toISOString(),
    actor: { kind: actorKind, ...(actorId === undefined ? {} : { id: actorId }), ...(actorName === undefined ? {} : { name: actorName }) },
    action,
    subject: { kind: subjectKind, ...(subjectId === undefined ? {} : { id: subjectId }) },
    outcome,
    ...(address === undefined ? {} : { address }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(details === undefined ? {} : { details }),
  };
}
