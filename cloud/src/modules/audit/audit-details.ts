/** What an entry keeps of a change: enough to see what happened, bounded, and never a secret. */
import type { AuditEvent } from "../../http/audit.ts";
import { auditLimits } from "./limits.ts";

const secretName = /password|secret|token$|hash|cookie|signature|privatekey/i;

/** @returns JSON of `before` and `after`; `null` when there is nothing to keep. */
export function detailsOf({ before, after }: AuditEvent): string | null {
  if (before === undefined && after === undefined) return null;
  return JSON.stringify({ ...(before === undefined ? {} : { before: bounded(before) }), ...(after === undefined ? {} : { after: bounded(after) }) });
}

function bounded(values: object): unknown {
  const text = JSON.stringify(values, (name, value: unknown) => (name !== "" && secretName.test(name) && value !== null ? "not kept" : value));
  if (text.length <= auditLimits.valuesMax) return JSON.parse(text) as unknown;
  return {
    cut: true,
    characters: text.length,
    members: Object.keys(values)
      .slice(0, 50)
      .map((name) => name.slice(0, 40)),
  };
}

/** PostgreSQL's text takes no NUL, and an entry no essay. */
export function boundedText(text: string | undefined): string | null {
  return text === undefined ? null : text.replaceAll("\0", "").toWellFormed().slice(0, auditLimits.textMax);
}
