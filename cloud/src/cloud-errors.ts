import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const cloudErrors = {
  ROLE_UNKNOWN: { kind: "invalid", retryable: false, meaning: "The cloud has the roles api, link, worker and migrate; name one or several." },
  SETTING_MISSING: { kind: "invalid", retryable: false, meaning: "A role needs a setting that is optional for others. The message names role and setting." },
  TLS_FILE_UNREADABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "The key or certificate named for http.tls = files cannot be read. Check path, owner and mode.",
  },
} as const satisfies ErrorTable;

export const failCloud = errorsOf(cloudErrors);
