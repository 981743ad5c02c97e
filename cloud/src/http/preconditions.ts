/** ETag and If-Match: a change may say which state of a thing it was decided on (RFC 9110, 13.1.1). */
import { createHash } from "node:crypto";
import { Type } from "typebox";
import { failHttp } from "./http-errors.ts";

/** For routes that change one thing. */
export const IfMatch = Type.Object({
  "if-match": Type.Optional(
    Type.String({ maxLength: 400, description: "The `etag` of the thing as it was read; when it was changed since, 412. Absent: the change is made anyway." }),
  ),
});

/** @param facts what the tag stands for; the same facts in the same order give the same tag. */
export function etagOf(facts: readonly unknown[]): string {
  return `"${createHash("sha256").update(JSON.stringify(facts)).digest("base64url").slice(0, 22)}"`;
}

const tagForm = /^(?:W\/)?"[!#-~]*"$/;

/** @param ifMatch the header; weak tags never match. @throws DrawbarError `PRECONDITION_FAILED`, `REQUEST_INVALID`. */
export function checkIfMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined || ifMatch.trim() === "*") return;
  const tags = ifMatch.split(",").map((tag) => tag.trim());
  if (!tags.every((tag) => tagForm.test(tag))) throw failHttp("REQUEST_INVALID", 'if-match takes etags as they were given, in quotation marks, or "*"');
  if (!tags.includes(etag)) throw failHttp("PRECONDITION_FAILED", `it was changed since it was read; its etag is now ${etag}`);
}
