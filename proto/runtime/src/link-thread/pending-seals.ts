/** Seals whose askers wait for the commit. */
import type { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { RecordName } from "@drawbar/proto/link/records.ts";
import type { BoxPost } from "./box-post.ts";
import type { RequestId } from "./thread-messages.ts";

export class PendingSeals {
  readonly #post: BoxPost;
  #waiting: { readonly request: RequestId; readonly name: RecordName | undefined }[] = [];

  constructor(post: BoxPost) {
    this.#post = post;
  }

  add(request: RequestId, name: RecordName | undefined): void {
    this.#waiting.push({ request, name });
  }

  /** What was sealed went with a damaged file. */
  failAll(error: DrawbarError): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { request } of waiting) this.#post.fail(request, error);
  }

  answerAll(isDurable: boolean): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { request, name } of waiting) this.#post.answer(request, { name, isDurable: isDurable && name !== undefined });
  }
}
