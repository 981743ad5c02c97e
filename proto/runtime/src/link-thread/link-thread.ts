/**
 * The thread that owns outboxes and spools, seen from the main thread.
 *
 * SQLite waits for the disk, and a bus, a socket or a button must not wait with it. One thread serves many boxes, so that
 * a simulated fleet runs in one process.
 */
import { Worker } from "node:worker_threads";
import type { Part } from "../lifecycle/start-all.ts";
import type { Logger } from "../logging/logger.ts";
import { BoxPort } from "./box-port.ts";
import { DepotBox } from "./depot-box.ts";
import { linkThreadLimits } from "./limits.ts";
import { failLinkThread } from "./link-thread-errors.ts";
import { fromThreadError } from "./thread-error.ts";
import type { Answer, BoxConfig, BoxEvent, BoxId, FromThread, Opened, RequestId, ToThread } from "./thread-messages.ts";
import { UnitBox } from "./unit-box.ts";

export interface LinkThreadOptions {
  readonly log: Logger;
  /**
   * A defect ended the thread: what it held in memory is gone, what it committed is safe. By default the process ends
   * with status 1, so that whoever supervises it starts it again.
   */
  readonly onCrash?: ((error: Error) => void) | undefined;
  /** Starts link-worker.ts in a thread unless a test brings its own. */
  readonly spawn?: (() => ThreadWorker) | undefined;
}

/** What is needed of a `Worker`. */
export interface ThreadWorker {
  postMessage(message: ToThread, buffers: readonly ArrayBuffer[]): void;
  on(event: "message", listener: (message: FromThread) => void): unknown;
  once(event: "error", listener: (error: unknown) => void): unknown;
  once(event: "exit", listener: () => void): unknown;
  terminate(): unknown;
}

export interface OpenBoxOptions extends BoxConfig {
  readonly onEvent?: ((event: BoxEvent) => void) | undefined;
}

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

export class LinkThread implements Part {
  readonly name = "link-thread";
  readonly #log: Logger;
  readonly #onCrash: (error: Error) => void;
  readonly #boxes = new Map<BoxId, BoxPort>();
  readonly #pending = new Map<RequestId, Pending>();
  readonly #spawn: () => ThreadWorker;
  #worker: ThreadWorker | undefined;
  #stopping: Promise<void> | undefined;
  #hasEnded = false;
  #nextId = 1;

  constructor(options: LinkThreadOptions) {
    this.#log = options.log;
    this.#spawn = options.spawn ?? (() => new Worker(new URL("link-worker.ts", import.meta.url), { name: "link" }));
    this.#onCrash = options.onCrash ?? (() => process.exit(1));
  }

  start(): void {
    if (this.#worker !== undefined) return;
    const worker = this.#spawn();
    worker.on("message", (message: FromThread) => this.#hear(message));
    worker.once("error", (error) => this.#crashed(error instanceof Error ? error : new Error(String(error))));
    worker.once("exit", () => this.#ended());
    this.#worker = worker;
  }

  /**
   * Opens a unit's outbox in the thread.
   *
   * @throws DrawbarError of the store, such as `HOLDER_FILE_FOREIGN`, `HOLDER_FILE_BUSY`, `HOLDER_FILE_NEWER`.
   */
  async openUnit(options: OpenBoxOptions): Promise<UnitBox> {
    const { port, opened } = await this.#open("open-unit", options);
    return new UnitBox({ port, opened });
  }

  /** Opens a depot's spool in the thread. @throws as `openUnit`. */
  async openDepot(options: OpenBoxOptions): Promise<DepotBox> {
    const { port, opened } = await this.#open("open-depot", options);
    return new DepotBox({ port, opened });
  }

  /** Stops every box that is still open, and the thread. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#exit());
  }

  async #open(kind: "open-unit" | "open-depot", { onEvent, ...config }: OpenBoxOptions): Promise<{ readonly port: BoxPort; readonly opened: Opened }> {
    const box = this.#nextId++;
    const port = new BoxPort({
      box,
      post: (message, buffers) => this.#post(message, buffers),
      ask: (make, buffers) => this.#ask(make, buffers),
      onEvent: (event) => {
        this.#logEvent(config, event);
        onEvent?.(event);
      },
      onStopped: () => this.#boxes.delete(box),
    });
    this.#boxes.set(box, port);
    try {
      const opened = (await this.#ask((request) => ({ kind, box, request, config }))) as Opened; // what an opening is answered with
      return { port, opened };
    } catch (error) {
      this.#boxes.delete(box);
      throw error;
    }
  }

  #post(message: ToThread, buffers: readonly ArrayBuffer[] = []): void {
    if (!this.#hasEnded) this.#worker?.postMessage(message, buffers);
  }

  #ask(make: (request: RequestId) => ToThread, buffers?: readonly ArrayBuffer[]): Promise<Answer> {
    if (this.#worker === undefined || this.#hasEnded) return Promise.reject(ended());
    const request = this.#nextId++;
    return new Promise<Answer>((resolve, reject) => {
      this.#pending.set(request, { resolve, reject });
      this.#post(make(request), buffers);
    });
  }

  #hear(message: FromThread): void {
    switch (message.kind) {
      case "answered":
        this.#settle(message.request)?.resolve(message.answer);
        return;
      case "failed":
        this.#settle(message.request)?.reject(fromThreadError(message.error));
        return;
      default:
        this.#boxes.get(message.box)?.hear(message);
    }
  }

  #settle(request: RequestId): Pending | undefined {
    const pending = this.#pending.get(request);
    this.#pending.delete(request);
    return pending;
  }

  #logEvent({ source, file }: BoxConfig, event: BoxEvent): void {
    const { kind, ...fields } = event;
    const isQuiet = kind === "boot" || (kind === "disk" && event.state === "ok");
    this.#log[isQuiet ? "info" : "error"]({ source, file, ...fields }, `link ${kind}`);
  }

  #crashed(error: Error): void {
    this.#log.fatal({ error }, "link thread crashed");
    this.#ended();
    this.#onCrash(error);
  }

  #ended(): void {
    this.#hasEnded = true;
    for (const port of this.#boxes.values()) port.end();
    this.#boxes.clear();
    for (const { reject } of this.#pending.values()) reject(ended());
    this.#pending.clear();
  }

  async #exit(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined || this.#hasEnded) return;
    const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    this.#post({ kind: "exit" });
    const timer = setTimeout(() => {
      this.#log.error("link thread did not end in time");
      worker.terminate();
    }, linkThreadLimits.stopMs);
    await exited;
    clearTimeout(timer);
  }
}

function ended(): Error {
  return failLinkThread("LINK_THREAD_ENDED", "the link thread has ended");
}
