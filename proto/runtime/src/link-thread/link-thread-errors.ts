import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const linkThreadErrors = {
  LINK_THREAD_BUSY: {
    kind: "exhausted",
    retryable: true,
    meaning: "The thread that owns the outbox is behind by as much as the message says: the disk is too slow. The samples are counted as lost.",
  },
  LINK_THREAD_ENDED: {
    kind: "internal",
    retryable: false,
    meaning: "The thread that owns the outbox or spool has ended: its process is stopping, or a defect ended it and the log says which.",
  },
} as const satisfies ErrorTable;

export const failLinkThread = errorsOf(linkThreadErrors);
