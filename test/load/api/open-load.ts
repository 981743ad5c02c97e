/**
 * A load in a thread of its own. Open: requests leave when their time has come, whether or not earlier ones were
 * answered, and each is timed from when it should have left. A closed loop would wait with the server and see nothing.
 */
import { parentPort, workerData } from "node:worker_threads";
import pg from "pg";
import { HttpCallers } from "./http-callers.ts";
import { RequestMix, type Asked, type MixedFleet, type RequestKind } from "./request-mix.ts";

export interface HttpLoadTask {
  readonly kind: "http";
  /** Of the API. */
  readonly url: string;
  readonly authorization: string;
  readonly fleet: MixedFleet;
  /** How often each kind of request is sent, against the others. */
  readonly weights: Readonly<Partial<Record<RequestKind, number>>>;
}

export interface PoolLoadTask {
  readonly kind: "pool";
  /** Of the database. */
  readonly url: string;
  readonly tenantId: string;
  readonly vehicleIds: readonly string[];
  /** What one request sends, in order; `$1` is the tenant, `$2` the vehicle. */
  readonly statements: readonly string[];
}

export type OpenLoadOrder =
  /** As fast as so many callers go. */
  | { readonly kind: "saturate"; readonly callers: number; readonly forMs: number }
  /** Poisson arrivals, by timer: it may send a millisecond late, which counts as delay, and leaves the core to who is asked. */
  | { readonly kind: "open"; readonly perSecond: number; readonly forMs: number };

export interface OpenLoadReport {
  readonly perSecond: number;
  readonly failed: number;
  /** What the first that failed was told. */
  readonly failure: string | undefined;
  /** Sorted, milliseconds. */
  readonly delaysMs: readonly number[];
  /** The same by kind of request. */
  readonly delaysByKind: Readonly<Record<string, readonly number[]>>;
}

/** Requests under way at once; further ones wait, and their waiting counts. */
const underWayMax = 256;
const connectionsMax = 12;

type Ask = () => Promise<Asked>;

if (parentPort !== null) serve(workerData as HttpLoadTask | PoolLoadTask, parentPort); // as the bench gives it

function serve(task: HttpLoadTask | PoolLoadTask, parent: NonNullable<typeof parentPort>): void {
  const ask = task.kind === "http" ? overHttp(task) : overPool(task);
  parent.on("message", (order: OpenLoadOrder) => {
    const delays = new Delays();
    const done = order.kind === "saturate" ? saturate(ask, order, delays) : open(ask, order, delays);
    void done.then(() => parent.postMessage(delays.report(order.forMs)));
  });
}

class Delays {
  readonly #byKind = new Map<string, number[]>();
  #failed = 0;
  #failure: string | undefined;

  note({ kind, failure }: Asked, delayMs: number): void {
    if (failure !== undefined) {
      this.#failed += 1;
      this.#failure ??= `${kind}: ${failure}`;
      return;
    }
    const of = this.#byKind.get(kind);
    if (of === undefined) this.#byKind.set(kind, [delayMs]);
    else of.push(delayMs);
  }

  report(forMs: number): OpenLoadReport {
    const delaysByKind = Object.fromEntries([...this.#byKind].map(([kind, delays]) => [kind, delays.toSorted((left, right) => left - right)]));
    const delaysMs = Object.values(delaysByKind)
      .flat()
      .toSorted((left, right) => left - right);
    return { perSecond: delaysMs.length / (forMs / 1_000), failed: this.#failed, failure: this.#failure, delaysMs, delaysByKind };
  }
}

async function saturate(ask: Ask, { callers, forMs }: { readonly callers: number; readonly forMs: number }, delays: Delays): Promise<void> {
  const endMs = performance.now() + forMs;
  const caller = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const startMs = performance.now();
      delays.note(await ask(), performance.now() - startMs);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

function open(ask: Ask, { perSecond, forMs }: { readonly perSecond: number; readonly forMs: number }, delays: Delays): Promise<void> {
  const startMs = performance.now();
  const due: number[] = [];
  let [underWay, nextMs] = [0, startMs];
  return new Promise((resolve) => {
    const one = async (dueMs: number): Promise<void> => {
      delays.note(await ask(), performance.now() - dueMs);
      underWay--;
      send();
    };
    const send = (): void => {
      while (underWay < underWayMax) {
        const dueMs = due.shift();
        if (dueMs === undefined) return;
        underWay++;
        void one(dueMs);
      }
    };
    const tick = (): void => {
      const nowMs = performance.now();
      while (nextMs <= nowMs && nextMs < startMs + forMs) {
        due.push(nextMs);
        nextMs += (-Math.log(1 - Math.random()) * 1_000) / perSecond;
      }
      send();
      if (nowMs >= startMs + forMs && underWay === 0 && due.length === 0) resolve();
      else setTimeout(tick, 1); // a generator that spins would take one of two cores from the API
    };
    tick();
  });
}

function overHttp({ url, authorization, fleet, weights }: HttpLoadTask): Ask {
  const callers = new HttpCallers({ url, authorization });
  const mix = new RequestMix({ fleet, weights, callers });
  return () => mix.ask();
}

function overPool({ url, tenantId, vehicleIds, statements }: PoolLoadTask): Ask {
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax });
  return async () => {
    try {
      const vehicleId = vehicleIds[Math.floor(Math.random() * vehicleIds.length)] ?? "";
      for (const [index, text] of statements.entries()) await pool.query({ name: `bare-${index}`, text, values: [tenantId, vehicleId] });
      return { kind: "statements", failure: undefined };
    } catch (error) {
      return { kind: "statements", failure: String(error) };
    }
  };
}
