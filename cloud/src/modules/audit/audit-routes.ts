import { Type, type Static } from "typebox";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { Instant, named, oneOf, pageOf, pageParameters, ref } from "../../http/schemas.ts";
import { addListExport, type ListColumn } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
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

const columns: readonly ListColumn<Static<typeof AuditEntryView>>[] = [
  ["position", ({ position }) => position],
  ["recordedAt", ({ recordedAt }) => recordedAt],
  ["actorKind", ({ actor }) => actor.kind],
  ["actorId", ({ actor }) => actor.id ?? ""],
  ["actorName", ({ actor }) => actor.name ?? ""],
  ["action", ({ action }) => action],
  ["subjectKind", ({ subject }) => subject.kind],
  ["subjectId", ({ subject }) => subject.id ?? ""],
  ["outcome", ({ outcome }) => outcome],
  ["address", ({ address = "" }) => address],
  ["requestId", ({ requestId = "" }) => requestId],
  ["details", ({ details = "" }) => details],
];

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
  readonly running: RunningExports;
}

const parameters = { ...filters, ...pageParameters };
type AuditQuery = Static<ReturnType<typeof Type.Object<typeof parameters>>>;
const tags = ["audit"];

export function auditRoutes({ database, key, clock, running }: AuditRoutesOptions): Routes {
  const checks = new TrailChecks({ database, key, clock });
  const pageOfTrail = async ({ tenantId }: Principal, query: AuditQuery): Promise<Static<typeof AuditPage>> => {
    const { limit, after } = query;
    const entries = await readEntries(database.of(tenantId), filterOf(query), { before: cursorOf(after), limit: limit + 1 });
    const items = entries.slice(0, limit);
    const next = entries.length > limit ? items.at(-1)?.position : undefined;
    return { items: items.map(toView), ...(next === undefined ? {} : { next }) };
  };

  return (api) => {
    api.get(
      "/audit",
      {
        config: { access: "audit.read" },
        schema: {
          operationId: "auditEntries",
          summary: "Who did what, newest first",
          tags,
          querystring: Type.Object(parameters),
          response: { 200: ref(AuditPage) },
        },
      },
      async (request) => pageOfTrail(principalOf(request), request.query),
    );

    addListExport(api, {
      path: "/audit",
      operationId: "auditExport",
      summary: "Entries as a file, newest first; for older ones than it has ask with `to`",
      tags,
      access: "audit.read",
      audit: { action: "audit.exported", subject: "audit" },
      parameters,
      running,
      rowsMax: auditLimits.exportEntriesMax,
      name: "audit",
      columns,
      page: pageOfTrail,
    });

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

function cursorOf(after: string | undefined): string | undefined {
  if (after === undefined || /^[1-9]\d{0,17}$/.test(after)) return after;
  throw failAudit("AUDIT_CURSOR_INVALID", `"${after.slice(0, 40)}" is not the \`next\` of a page; leave \`after\` out to begin again`);
}

function filterOf(query: AuditQuery): AuditFilter {
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
