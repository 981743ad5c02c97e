import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const httpErrors = {
  REQUEST_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "A request does not fit the API's schema. `errors` names each field and what is expected; /api/v1/openapi.json has the schema.",
  },
  REQUEST_UNREADABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A request's address, headers or body cannot be read: a malformed URL, or a body that is not JSON.",
  },
  BODY_TOO_LARGE: { kind: "invalid", retryable: false, meaning: "A request's body is larger than this route takes. The message names the limit." },
  MEDIA_TYPE_UNSUPPORTED: { kind: "invalid", retryable: false, meaning: "A request's body is not application/json." },
  METHOD_NOT_ALLOWED: {
    kind: "invalid",
    retryable: false,
    meaning: "The address exists, but not for this method. The header `allow` lists those that it has.",
  },
  ROUTE_UNKNOWN: { kind: "not-found", retryable: false, meaning: "There is nothing at this address. /api/v1/openapi.json lists all routes." },
  NOT_SIGNED_IN: {
    kind: "unauthorized",
    retryable: false,
    meaning: "The request names nobody, or its session or token has ended. Sign in, or send `authorization: Bearer dbt_...`.",
  },
  CSRF_TOKEN_WRONG: {
    kind: "forbidden",
    retryable: false,
    meaning: "A request with a session cookie that changes something must repeat the session's `csrfToken` in the header x-csrf-token.",
  },
  SCOPE_MISSING: {
    kind: "forbidden",
    retryable: false,
    meaning: "The session or token may not do this. The message names the scope or permission that is needed.",
  },
  SECOND_FACTOR_REQUIRED: {
    kind: "forbidden",
    retryable: false,
    meaning: "The fleet asks for a second factor and the account has none. Until it has, only the account's own page is open.",
  },
  RATE_LIMITED: {
    kind: "exhausted",
    retryable: true,
    meaning: "Too many requests in a minute from one caller or address. Try again after the seconds that `retry-after` names.",
  },
  IDEMPOTENCY_KEY_MALFORMED: {
    kind: "invalid",
    retryable: false,
    meaning: "The header idempotency-key is too short, too long or not visible ASCII. A UUID fits.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    kind: "invalid",
    retryable: false,
    meaning: "An idempotency-key came again with another method, address or body. Each request needs a key of its own; only a repetition has the same.",
  },
  IDEMPOTENCY_IN_PROGRESS: {
    kind: "conflict",
    retryable: true,
    meaning: "A request with this idempotency-key is being carried out at this moment. Ask again after the seconds that `retry-after` names.",
  },
  IDEMPOTENCY_OUTCOME_UNKNOWN: {
    kind: "conflict",
    retryable: false,
    meaning: "A request with this idempotency-key was cut off and is not carried out again. See whether it took effect, then use a new key.",
  },
  IDEMPOTENCY_ANSWER_LOST: {
    kind: "conflict",
    retryable: false,
    meaning: "The request with this idempotency-key was carried out; its answer was too large to keep. The message has its status.",
  },
  CURSOR_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "`after` is not the `next` of a page of this very list: it was changed, or sorting or filters are others. Begin with the first page.",
  },
  PRECONDITION_FAILED: {
    kind: "conflict",
    retryable: false,
    meaning: "The thing was changed since it was read: its etag is not one of `if-match`. Read it again and decide anew.",
  },
  ADDRESS_UNAVAILABLE: {
    kind: "unavailable",
    retryable: false,
    meaning: "A server cannot listen on its configured address. The message says why; choose another host or port.",
  },
  EXPORT_BUSY: { kind: "exhausted", retryable: true, meaning: "The fleet has as many exports running as it may. Wait for one to end." },
  INTERNAL_ERROR: { kind: "internal", retryable: false, meaning: "Something failed that should not. The log holds the reason under the request's id." },
} as const satisfies ErrorTable;

export const failHttp = errorsOf(httpErrors);
