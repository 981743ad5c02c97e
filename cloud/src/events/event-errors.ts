import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const eventErrors = {
  EVENT_MALFORMED: {
    kind: "internal",
    retryable: false,
    meaning: "An event does not fit the schema of its type. Nothing of its transaction was written.",
  },
  EVENT_LOG_UNAVAILABLE: {
    kind: "unavailable",
    retryable: true,
    meaning: "The event log (Kafka) cannot be reached or does not answer. Events wait in the database and follow by themselves.",
  },
  EVENT_LOG_SETTING_MISSING: {
    kind: "invalid",
    retryable: false,
    meaning: "The driver of the event log needs a setting that is absent, such as events.brokers. Set it, or choose events.driver: postgres.",
  },
  EVENT_POSITION_MALFORMED: {
    kind: "invalid",
    retryable: false,
    meaning: "A position of the event log does not have the form that its driver gives out, or is not one of this log.",
  },
} as const satisfies ErrorTable;

export const failEvents = errorsOf(eventErrors);
