/** The thread's side of the port: boxes by their number, messages in, answers out. */
import type { MessagePort } from "node:worker_threads";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { OpenedStore, Post } from "./box-post.ts";
import { DepotHost } from "./depot-host.ts";
import { toThreadError } from "./thread-error.ts";
import type { BoxConfig, BoxId, ToThread } from "./thread-messages.ts";
import { UnitHost } from "./unit-host.ts";

export interface ThreadSideOptions {
  readonly port: Pick<MessagePort, "on" | "postMessage" | "close">;
  /** @throws DrawbarError of the store. */
  readonly openStore: (config: BoxConfig) => OpenedStore;
}

/** Serves until the main thread says `exit`. */
export function serveThread({ port, openStore }: ThreadSideOptions): void {
  const boxes = new Map<BoxId, UnitHost | DepotHost>();
  const post: Post = (message, buffers) => port.postMessage(message, buffers);

  const open = ({ kind, box, request, config }: ToThread & { readonly kind: "open-unit" | "open-depot" }): void => {
    try {
      const options = { box, config, post, openStore: () => openStore(config) };
      const host = kind === "open-unit" ? new UnitHost(options) : new DepotHost(options);
      boxes.set(box, host);
      host.opened(request);
    } catch (error) {
      if (!(error instanceof DrawbarError)) throw error;
      post({ kind: "failed", request, error: toThreadError(error) });
    }
  };

  port.on("message", (message: ToThread) => {
    switch (message.kind) {
      case "open-unit":
      case "open-depot":
        return open(message);
      case "stop":
        boxes.get(message.box)?.stop();
        boxes.delete(message.box);
        return post({ kind: "answered", request: message.request, answer: undefined });
      case "exit":
        for (const box of boxes.values()) box.stop();
        boxes.clear();
        return port.close();
      default:
        // A box that was stopped meanwhile has nothing to say.
        return boxes.get(message.box)?.handle(message);
    }
  });
}
