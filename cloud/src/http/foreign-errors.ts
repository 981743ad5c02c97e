/** Makes sense of errors that are not ours: the framework's, and bugs. Most of the database's are translated where it is called. */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { sqlStateOf } from "../db/database-errors.ts";
import { failHttp } from "./http-errors.ts";

/** What Ajv, the framework's validator, says about one field. */
interface Violation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** @returns the error itself when it is ours; otherwise one of `httpErrors` with the original as its cause. */
export function asDrawbarError(error: unknown): DrawbarError {
  if (error instanceof DrawbarError) return error;
  const { statusCode, validation, validationContext } = (typeof error === "object" && error !== null ? error : {}) as {
    statusCode?: number;
    validation?: readonly Violation[];
    validationContext?: string;
  }; // read with care: any of them may be absent
  if (validation !== undefined) return validationError(validation, validationContext ?? "request");
  if (statusCode === 413) return failHttp("BODY_TOO_LARGE", "the body is larger than this route takes", { cause: error });
  if (statusCode === 415) return failHttp("MEDIA_TYPE_UNSUPPORTED", "send the body as application/json", { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return failHttp("REQUEST_UNREADABLE", error instanceof Error ? plain(error.message) : "the request cannot be read", { cause: error });
  }
  // PostgreSQL keeps every character but NUL; one place here instead of a pattern on every text of the API.
  const state = sqlStateOf(error);
  if (state === "22021" || state === "22P05") return failHttp("REQUEST_INVALID", "a text contains the character NUL, which cannot be kept", { cause: error });
  return failHttp("INTERNAL_ERROR", "something failed that should not", { cause: error });
}

function validationError(violations: readonly Violation[], part: string): DrawbarError {
  const errors = violations.map((violation) => ({ field: fieldOf(violation, part), message: violation.message ?? "does not fit" }));
  const text = errors.map(({ field, message }) => `${field} ${message}`).join("; ");
  return failHttp("REQUEST_INVALID", text, { details: { errors } });
}

function fieldOf(violation: Violation, part: string): string {
  const path = violation.instancePath.slice(1).replaceAll("/", ".");
  const property = violation.params["missingProperty"] ?? violation.params["additionalProperty"];
  return [part, path, ...(typeof property === "string" ? [property] : [])].filter((name) => name !== "").join(".");
}

/** The framework writes `Body cannot be empty ...`; our sentences begin small. */
function plain(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
