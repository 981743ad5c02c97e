/** Errors between threads. */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { ThreadError } from "./thread-messages.ts";

export function toThreadError(error: DrawbarError): ThreadError {
  const { message, code, kind, retryable } = error;
  return { message, code, kind, retryable, details: plain(error.details) };
}

export function fromThreadError(error: ThreadError): DrawbarError {
  return new DrawbarError(error.message, error);
}

/** Details that survive the way: what has methods or circles is left out, the message says what matters. */
function plain(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value)));
}
