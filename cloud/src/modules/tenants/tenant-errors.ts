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
  TENANT_SUSPENDED: {
    kind: "forbidden",
    retryable: false,
    meaning:
      'The fleet is suspended: nobody signs in, no program calls, no vehicle or depot links until "drawbar tenant resume". Vehicles and depots keep what they have.',
  },
  TENANT_STATE_CONFLICT: {
    kind: "conflict",
    retryable: false,
    meaning: "A fleet that is to be deleted cannot be resumed without saying so, and one that is served cannot be resumed. The message says what it is.",
  },
  TENANT_GRACE_INVALID: { kind: "invalid", retryable: false, meaning: "Between the wish to delete a fleet and its end lie 1 hour to 366 days." },
  QUOTA_EXCEEDED: {
    kind: "conflict",
    retryable: false,
    meaning: 'The fleet has as many as it may have. Remove some, or have the quota raised: "drawbar tenant quota".',
  },
  QUOTA_REQUESTS_EXCEEDED: {
    kind: "exhausted",
    retryable: true,
    meaning: "All callers of the fleet together have made as many requests as a minute may have. Try again after the seconds that `retry-after` names.",
  },
  QUOTA_INVALID: { kind: "invalid", retryable: false, meaning: "A quota is one of the kinds that the message lists, and a whole number that is not negative." },
} as const satisfies ErrorTable;

export const failTenant = errorsOf(tenantErrors);
