/** CAN buses whose other end is a Python program: candump lines over its standard input and output, JSON lines as its results. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { BusReader, CanBus, CanSender } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import { candumpFormat } from "@drawbar/firmware-interfaces/logs/candump-parser.ts";
import { formatCandumpLine } from "@drawbar/firmware-interfaces/logs/candump-writer.ts";

export class PipedBuses implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #readers = new Map<string, BusReader>();
  readonly #parser = candumpFormat.createParser();
  readonly #results: unknown[] = [];
  #wake: (() => void) | undefined;
  #isEnded = false;
  #complaint = "";

  constructor(python: string, script: string, args: readonly string[]) {
    this.#child = spawn(python, [path.join(import.meta.dirname, script), ...args], { stdio: ["pipe", "pipe", "pipe"] });
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#accept(line));
    this.#child.stderr.on("data", (text: Buffer) => {
      this.#complaint = (this.#complaint + text.toString()).slice(-4_000);
    });
    // What is written to a program that has ended is lost, as on a bus without listeners.
    this.#child.stdin.on("error", () => undefined);
    this.#child.on("close", () => {
      this.#isEnded = true;
      this.#wake?.();
    });
  }

  bus(name: string): CanBus & CanSender {
    return {
      name,
      start: (reader) => void this.#readers.set(name, reader),
      stop: () => {
        this.#readers.delete(name);
        return Promise.resolve();
      },
      send: (frame) => this.#child.stdin.write(`${formatCandumpLine(name, { ...frame, atUs: 0 })}\n`) || true,
    };
  }

  /** @returns the program's next result. @throws when it ends without one, with what it complained about. */
  async result(): Promise<unknown> {
    while (this.#results.length === 0) {
      if (this.#isEnded) throw new Error(`the program ended without a result: ${this.#complaint}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#results.shift();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isEnded) return;
    const closed = once(this.#child, "close");
    this.#child.kill("SIGKILL");
    await closed;
  }

  #accept(line: string): void {
    if (!line.startsWith("(")) {
      this.#results.push(JSON.parse(line));
      this.#wake?.();
      return;
    }
    const parsed = this.#parser.parse(line);
    if (parsed.kind !== "frame") throw new Error(`python-can wrote a line that is no frame: ${line}`);
    this.#readers.get(parsed.bus)?.onFrames([{ ...parsed.frame, atUs: 0 }]);
  }
}
