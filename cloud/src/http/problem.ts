/** The one place where errors become HTTP answers: problem details (RFC 9457). */
import type { DrawbarError, ErrorKind } from "@drawbar/proto/kernel/errors.ts";
import { Type, type Static } from "typebox";
import { named } from "./schemas.ts";

/** Media type of RFC 9457, 6. */
export const problemMediaType = "application/problem+json";

export const Problem = named(
  "Problem",
  Type.Object({
    type: Type.String({ description: "Names the kind of problem: `urn:drawbar:error:` and the code." }),
    title: Type.String({ description: "The kind of problem in a few words." }),
    status: Type.Integer(),
    detail: Type.String({ description: "What failed, the value, and what to do next." }),
    code: Type.String({ description: "Stable; docs/errors.md explains each." }),
    requestId: Type.String({ description: "The same as in the log and in the header x-request-id." }),
    retryable: Type.Boolean({ description: "Whether the same request may succeed later." }),
    errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }), { description: "Each field that does not fit." })),
  }),
);
export type Problem = Static<typeof Problem>;

const statusOfKind = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  exhausted: 429,
  unavailable: 503,
  corrupt: 500,
  internal: 500,
} as const satisfies Record<ErrorKind, number>;

/** HTTP tells these apart, our kinds do not: for a caller all of them are a request that has to change. */
const statusOfCode: Readonly<Record<string, number>> = {
  METHOD_NOT_ALLOWED: 405,
  PRECONDITION_FAILED: 412,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  IDEMPOTENCY_KEY_REUSED: 422,
  UPGRADE_REQUIRED: 426,
};

const titleOfStatus: Readonly<Record<number, string>> = {
  400: "The request cannot be understood",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "In conflict with what is there",
  412: "Changed since it was read",
  413: "Body too large",
  415: "Unsupported media type",
  422: "Another request with the same key",
  426: "WebSocket only",
  429: "Too many requests",
  503: "Not available now",
};

/**
 * @param error anything thrown; `asDrawbarError` has made sense of foreign errors before.
 * @returns for kinds that are our fault no detail of the cause: it belongs into the log, not to the caller.
 */
export function problemOf(error: DrawbarError, requestId: string): Problem {
  const status = statusOfCode[error.code] ?? statusOfKind[error.kind];
  const isOurs = status === 500;
  const fields = error.details["errors"];
  return {
    type: `urn:drawbar:error:${error.code}`,
    title: titleOfStatus[status] ?? "The request failed",
    status,
    detail: isOurs ? `the request failed here, not at your side; the log has the reason under ${requestId}` : withoutCode(error),
    code: error.code,
    requestId,
    retryable: error.retryable,
    ...(Array.isArray(fields) ? { errors: fields as NonNullable<Problem["errors"]> } : {}), // made by validationError only
  };
}

function withoutCode(error: DrawbarError): string {
  const prefix = `${error.code}: `;
  return error.message.startsWith(prefix) ? error.message.slice(prefix.length) : error.message;
}
