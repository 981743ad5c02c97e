import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const integrationErrors = {
  WEBHOOK_URL_REFUSED: {
    kind: "invalid",
    retryable: false,
    meaning:
      "Webhooks go by https to public addresses. For systems in the fleet's own network, whoever runs this platform sets webhooks.allowPrivateTargets. The message says what is wrong.",
  },
  WEBHOOK_ENDPOINT_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no such webhook endpoint." },
  WEBHOOK_ENDPOINTS_TOO_MANY: {
    kind: "exhausted",
    retryable: false,
    meaning: "The fleet has as many endpoints or receivers as it may. Remove one that is not needed.",
  },
  WEBHOOK_TIME_INVALID: { kind: "invalid", retryable: false, meaning: "A time has the form of one and does not exist, such as 30 February." },
  WEBHOOK_DELIVERY_UNKNOWN: { kind: "not-found", retryable: false, meaning: "There is no such delivery, or it is older than the log keeps it." },
  WEBHOOK_DELIVERY_WAITING: { kind: "conflict", retryable: false, meaning: "The delivery is on its way already; it is sent by itself." },
  WEBHOOK_RECEIVER_UNKNOWN: { kind: "not-found", retryable: false, meaning: "There is no such receiver of webhooks." },
  WEBHOOK_RECEIVER_NAME_TAKEN: { kind: "conflict", retryable: false, meaning: "The fleet has a receiver of this name. Choose another name." },
  WEBHOOK_RECEIVER_PAUSED: {
    kind: "unavailable",
    retryable: true,
    meaning: "Somebody of the fleet has paused this receiver. Send the message again later.",
  },
  WEBHOOK_SIGNATURE_WRONG: {
    kind: "unauthorized",
    retryable: false,
    meaning:
      "The message is not signed with the receiver's secret, or its time is more than 5 minutes off. Sign as Standard Webhooks says: webhook-id, webhook-timestamp, webhook-signature.",
  },
  WEBHOOK_BODY_UNREADABLE: { kind: "invalid", retryable: false, meaning: "The body of a message must be text in UTF-8." },
} as const satisfies ErrorTable;

export const failIntegration = errorsOf(integrationErrors);
