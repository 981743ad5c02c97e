import { errorsOf, type ErrorDefinition } from "@drawbar/proto/kernel/errors.ts";

export const secretErrors = {
  SECRET_KEY_UNREADABLE: {
    kind: "corrupt",
    retryable: false,
    meaning:
      "The file `secrets.key` in the authority directory does not hold a key. Put the right one back: without it, secrets of sign-in and of webhooks cannot be read.",
  },
  SECRET_UNREADABLE: {
    kind: "corrupt",
    retryable: false,
    meaning: "A stored secret was sealed with another key than `secrets.key` in the authority directory. Put the right file back, or set the secret again.",
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;

export const failSecret = errorsOf(secretErrors);
