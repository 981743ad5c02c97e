import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const auditErrors = {
  AUDIT_CURSOR_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "`after` of a list of audit entries is `next` of the page before. Begin again without it.",
  },
  AUDIT_TIME_INVALID: { kind: "invalid", retryable: false, meaning: "`from` and `to` of a list of audit entries are times of the calendar (RFC 3339)." },
  AUDIT_KEY_UNREADABLE: {
    kind: "internal",
    retryable: false,
    meaning: "The key that signs checkpoints of the audit trail cannot be read or written. Put audit-checkpoints.pem back from a backup, with mode 0600.",
  },
} as const satisfies ErrorTable;

export const failAudit = errorsOf(auditErrors);
