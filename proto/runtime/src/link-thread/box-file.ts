/** The file under a box and the state machine on it: opened, begun anew after damage, closed with the last word. */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { HolderStore } from "@drawbar/proto/link/holder-store.ts";
import type { BoxPost, OpenedStore, Post } from "./box-post.ts";
import type { PendingSeals } from "./pending-seals.ts";
import type { BoxConfig, BoxId } from "./thread-messages.ts";

/** Of a unit's box and of a depot's. */
export interface BoxHostOptions {
  readonly box: BoxId;
  readonly config: BoxConfig;
  readonly post: Post;
  /** Opens the file again after it was damaged, too. @throws DrawbarError of the store. */
  readonly openStore: () => OpenedStore;
}

export interface BoxFileOptions<Link> {
  readonly openStore: () => OpenedStore;
  readonly begin: (store: HolderStore) => Link;
  readonly post: BoxPost;
  readonly seals: PendingSeals;
}

export class BoxFile<Link> {
  readonly #options: BoxFileOptions<Link>;
  #store: HolderStore;
  #link: Link;

  /** @throws DrawbarError of the store. */
  constructor(options: BoxFileOptions<Link>) {
    this.#options = options;
    this.#store = this.#open();
    this.#link = this.#begin();
  }

  get store(): HolderStore {
    return this.#store;
  }

  get link(): Link {
    return this.#link;
  }

  /** Opening puts a damaged file aside. Who waits for a seal is told that it failed. */
  reopen(cause: DrawbarError): void {
    this.#options.seals.failAll(cause);
    this.#store.close();
    this.#store = this.#open(cause);
    this.#link = this.#begin();
  }

  /** @param stopLink commits; what it throws of a disk is reported, and the file is closed anyway. */
  close(stopLink: () => void): void {
    const { post, seals } = this.#options;
    try {
      stopLink();
      seals.answerAll(true);
    } catch (error) {
      if (!(error instanceof DrawbarError)) throw error;
      post.event({ kind: "disk", state: "unwritable", detail: error.message });
      seals.answerAll(false);
    } finally {
      post.flush();
      this.#store.close();
    }
  }

  #open(damage?: DrawbarError): HolderStore {
    const { openStore, post } = this.#options;
    const store = openStore();
    const replaced = store.replaced ?? damage;
    if (replaced !== undefined) post.event({ kind: "file-replaced", detail: replaced.message });
    return store;
  }

  #begin(): Link {
    try {
      return this.#options.begin(this.#store);
    } catch (error) {
      // Nobody else would let the file go.
      this.#store.close();
      throw error;
    }
  }
}
