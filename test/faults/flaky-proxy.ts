/**
 * A TCP proxy in this process that behaves as a bad network does: slow, narrow, cut, stalled, half open.
 * What it draws at random comes from a seed.
 */
import net from "node:net";
import type { AddressInfo } from "node:net";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";

export interface FlakyProxyOptions {
  readonly target: { readonly host: string; readonly port: number };
  readonly seed: number;
  /** One way, milliseconds; half of a round trip. */
  readonly latencyMs?: number | undefined;
  /** Up to this much is added to the latency of a chunk; order is kept, as TCP does. */
  readonly jitterMs?: number | undefined;
  /** Each way, bytes a second; unbounded when absent. */
  readonly bytesPerSecond?: number | undefined;
  /** Chance that a connection is cut when a chunk passes. */
  readonly cutChance?: number | undefined;
}

/** Held back per direction. At the bound the sender is paused, as by a full socket. */
const heldBytesMax = 1_048_576;

interface Pair {
  readonly client: net.Socket;
  readonly server: net.Socket;
}

export class FlakyProxy {
  readonly #options: FlakyProxyOptions;
  readonly #random: SeededRandom;
  readonly #listener: net.Server;
  readonly #pairs = new Set<Pair>();
  readonly #pumps = new Set<Pump>();
  #isStalled = false;
  #refuses = false;
  #accepted = 0;
  #forwarded = 0;

  constructor(options: FlakyProxyOptions) {
    this.#options = options;
    this.#random = new SeededRandom(options.seed);
    this.#listener = net.createServer((client) => this.#accept(client));
  }

  /** Listens on a free port of the loopback. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#listener.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#listener.close(() => resolve()));
  }

  get address(): string {
    return `127.0.0.1:${(this.#listener.address() as AddressInfo).port}`; // it listens on TCP
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** Connections taken so far, and bytes passed on both ways. */
  get totals(): { readonly accepted: number; readonly forwardedBytes: number } {
    return { accepted: this.#accepted, forwardedBytes: this.#forwarded };
  }

  /** Resets every connection; new ones are taken. @returns how many. */
  cut(): number {
    const pairs = [...this.#pairs];
    for (const { client, server } of pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
    return pairs.length;
  }

  /** Nothing passes, and nobody is told: a tunnel, a dead radio link. Also for new connections, until `flow`. */
  stall(): void {
    this.#isStalled = true;
    for (const pump of this.#pumps) pump.hold();
  }

  flow(): void {
    this.#isStalled = false;
    for (const pump of this.#pumps) pump.release();
  }

  /** The far side is gone and the near side never hears of it: connections stay open towards clients and lead nowhere. */
  halfOpen(): void {
    for (const pump of this.#pumps) pump.swallow();
    for (const { server } of this.#pairs) server.resetAndDestroy();
  }

  /** New connections are reset at once, or taken again. */
  refuse(isRefusing: boolean): void {
    this.#refuses = isRefusing;
  }

  #accept(client: net.Socket): void {
    if (this.#refuses) return void client.resetAndDestroy();
    this.#accepted += 1;
    const server = net.connect(this.#options.target);
    const pair = { client, server };
    this.#pairs.add(pair);
    const up = this.#pump(client, server, pair);
    const down = this.#pump(server, client, pair);
    const end = (): void => {
      this.#pairs.delete(pair);
      for (const pump of [up, down]) this.#pumps.delete(pump);
    };
    client.once("close", () => {
      server.destroy();
      end();
    });
    server.once("close", () => {
      if (!down.isSwallowing) client.destroy();
    });
    for (const socket of [client, server]) socket.on("error", () => undefined); // its close follows
  }

  #pump(from: net.Socket, to: net.Socket, pair: Pair): Pump {
    const { latencyMs = 0, jitterMs = 0, bytesPerSecond, cutChance = 0 } = this.#options;
    const delayMs = (): number => latencyMs + this.#random.next() * jitterMs;
    const pump = new Pump({ from, to, delayMs, bytesPerSecond });
    from.setNoDelay(true);
    from.on("data", (chunk) => {
      this.#forwarded += chunk.length;
      if (cutChance > 0 && this.#random.chance(cutChance)) pair.client.resetAndDestroy();
      else pump.push(chunk);
    });
    if (this.#isStalled) pump.hold();
    this.#pumps.add(pump);
    return pump;
  }
}

interface PumpOptions {
  readonly from: net.Socket;
  readonly to: net.Socket;
  readonly delayMs: () => number;
  readonly bytesPerSecond: number | undefined;
}

/** One direction of one connection: chunks in order, each when its time has come. */
class Pump {
  readonly #options: PumpOptions;
  readonly #chunks: { readonly chunk: Buffer; readonly dueMs: number }[] = [];
  #heldBytes = 0;
  #freeAtMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #isHeld = false;
  #isSwallowing = false;

  constructor(options: PumpOptions) {
    this.#options = options;
  }

  get isSwallowing(): boolean {
    return this.#isSwallowing;
  }

  push(chunk: Buffer): void {
    if (this.#isSwallowing) return;
    const { delayMs, bytesPerSecond, from } = this.#options;
    const now = performance.now();
    // The line carries one chunk after another; then each travels on its own.
    this.#freeAtMs = Math.max(this.#freeAtMs, now) + (bytesPerSecond === undefined ? 0 : (chunk.length / bytesPerSecond) * 1_000);
    const dueMs = Math.max(this.#freeAtMs + delayMs(), this.#chunks.at(-1)?.dueMs ?? 0);
    this.#chunks.push({ chunk, dueMs });
    this.#heldBytes += chunk.length;
    if (this.#heldBytes > heldBytesMax) from.pause();
    this.#run();
  }

  hold(): void {
    this.#isHeld = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  release(): void {
    this.#isHeld = false;
    this.#run();
  }

  swallow(): void {
    this.#isSwallowing = true;
    this.#chunks.length = 0;
    this.#heldBytes = 0;
    this.#options.from.resume();
  }

  #run(): void {
    const { from, to } = this.#options;
    if (this.#isHeld || this.#timer !== undefined) return;
    for (let next = this.#chunks[0]; next !== undefined; next = this.#chunks[0]) {
      const waitMs = next.dueMs - performance.now();
      if (waitMs > 0.5) {
        this.#timer = setTimeout(() => {
          this.#timer = undefined;
          this.#run();
        }, waitMs);
        return;
      }
      if (!to.destroyed && to.writableLength > heldBytesMax) {
        to.once("drain", () => this.#run());
        return;
      }
      this.#chunks.shift();
      this.#heldBytes -= next.chunk.length;
      if (!to.destroyed) to.write(next.chunk);
    }
    if (this.#heldBytes <= heldBytesMax / 2) from.resume();
  }
}
