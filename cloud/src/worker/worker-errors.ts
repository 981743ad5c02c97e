import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const workerErrors = {
  SINK_UNAVAILABLE: {
    kind: "unavailable",
    retryable: true,
    meaning:
      "The time-series database of setting telemetrySink.url did not take samples. They wait, as long as samples are kept, and are sent when it answers again.",
  },
} as const satisfies ErrorTable;

export const failWorker = errorsOf(workerErrors);
