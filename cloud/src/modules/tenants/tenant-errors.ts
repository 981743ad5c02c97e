import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const tenantErrors = {
  TENANT_EXISTS: { kind: "conflict", retryable: false, meaning: 'A fleet of this name is there already. "drawbar tenant list" shows all.' },
  TENANT_NAME_INVALID: { kind: "invalid", retryable: false, meaning: "A fleet's name has 1 to 80 characters, none of them a control character." },
  TENANT_UNKNOWN: {
    kind: "not-found",
    retryable: false,
    meaning: 'No fleet has this name or id. "drawbar tenant list" shows all, "drawbar tenant add" makes one.',
  },
  TENANT_AMBIGUOUS: { kind: "invalid", retryable: false, meaning: "This headquarters serves several fleets; say which one with --tenant." },
} as const satisfies ErrorTable;

export const failTenant = errorsOf(tenantErrors);
