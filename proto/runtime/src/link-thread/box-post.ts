/** A box's way to the main thread. */
import type { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { HolderStore } from "@drawbar/proto/link/holder-store.ts";
import { linkThreadLimits } from "./limits.ts";
import { Parcels } from "./parcels.ts";
import { toThreadError } from "./thread-error.ts";
import type { Answer, BoxEvent, BoxId, FromThread, LinkId, RequestId } from "./thread-messages.ts";

/** `replaced` when the file was damaged: it lies aside, and the store is new and empty. */
export type OpenedStore = HolderStore & { readonly replaced?: DrawbarError | undefined };

export type Post = (message: FromThread, buffers?: ArrayBuffer[]) => void;

export class BoxPost {
  readonly #box: BoxId;
  readonly #post: Post;
  readonly #parcels = new Parcels();
  #flushing: NodeJS.Immediate | undefined;

  constructor(box: BoxId, post: Post) {
    this.#box = box;
    this.#post = post;
  }

  /** Posted with others once the port has nothing more to say, or at once when it is much. @param bytes with a buffer of its own. */
  send(link: LinkId, bytes: Uint8Array, isUrgent: boolean): void {
    this.#parcels.add(link, bytes, isUrgent);
    if (this.#parcels.bytes >= linkThreadLimits.parcelBytesMax) this.flush();
    else this.#flushing ??= setImmediate(() => this.flush());
  }

  flush(): void {
    if (this.#flushing !== undefined) clearImmediate(this.#flushing);
    this.#flushing = undefined;
    const { parcels, buffers } = this.#parcels.take();
    if (parcels.length > 0) this.#post({ kind: "outgoing", box: this.#box, parcels }, buffers);
  }

  answer(request: RequestId, answer: Answer): void {
    this.#post({ kind: "answered", request, answer });
  }

  fail(request: RequestId, error: DrawbarError): void {
    this.#post({ kind: "failed", request, error: toThreadError(error) });
  }

  event(event: BoxEvent): void {
    this.#post({ kind: "event", box: this.#box, event });
  }

  endLink(link: LinkId, reason: "malformed" | "foreign" | "reopened", detail: string): void {
    this.#parcels.drop(link);
    this.#post({ kind: "end-link", box: this.#box, link, reason, detail });
  }

  /** So many received bytes were worked on. */
  taken(bytes: number): void {
    this.#post({ kind: "taken", box: this.#box, bytes });
  }
}
