/** For tests: the thread's side without a thread, on stores in memory. */
import { EventEmitter } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { MemoryHolderStore } from "@drawbar/proto/link/memory-holder-store.ts";
import type { OpenedStore } from "./box-post.ts";
import type { ThreadWorker } from "./link-thread.ts";
import type { BoxConfig, FromThread, ToThread } from "./thread-messages.ts";
import { serveThread } from "./thread-side.ts";

/** On a real port: what crosses is cloned and handed over as in production. */
export class PortWorker extends EventEmitter implements ThreadWorker {
  readonly #near: MessagePort;

  constructor(openStore: (config: BoxConfig) => OpenedStore) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#near = port1;
    port1.on("message", (message: FromThread) => this.emit("message", message));
    port1.once("close", () => this.emit("exit"));
    serveThread({ port: port2, openStore });
  }

  postMessage(message: ToThread, buffers: readonly ArrayBuffer[]): void {
    this.#near.postMessage(message, buffers);
  }

  terminate(): void {
    this.#near.close();
  }
}

/** One store for each file, made when it is first opened and kept in `stores`. */
export function memoryStores(stores: Map<string, MemoryHolderStore>): (config: BoxConfig) => OpenedStore {
  return ({ file, source }) => {
    const store = stores.get(file) ?? new MemoryHolderStore({ source });
    stores.set(file, store);
    return store;
  };
}
