/**
 * An open load in a thread of its own: requests leave when their time has come, whether or not earlier ones were
 * answered, and each is timed from when it should have left. A closed loop would wait with the server and see nothing.
 */
import { Agent, request } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import pg from "pg";

export interface OpenLoadTask {
  readonly kind: "http" | "pool";
  /** Of the API, or of the database. */
  readonly url: string;
  readonly authorization: string;
  readonly tenantId: string;
  readonly vehicleIds: readonly string[];
  /** For `pool`: statements that one request sends, in order; `$1` is the tenant, `$2` the vehicle. */
  readonly statements: readonly string[];
}

export type OpenLoadOrder =
  /** As fast as so many callers go. */
  | { readonly kind: "saturate"; readonly callers: number; readonly forMs: number }
  /** Poisson arrivals. */
  | { readonly kind: "open"; readonly perSecond: number; readonly forMs: number };

export interface OpenLoadReport {
  readonly perSecond: number;
  readonly failed: number;
  /** Sorted, milliseconds. */
  readonly delaysMs: readonly number[];
}

/** Requests under way at once; further ones wait, and their waiting counts. */
const underWayMax = 256;
const connectionsMax = 12;

if (parentPort !== null) serve(workerData as OpenLoadTask, parentPort); // as the bench gives it

function serve(task: OpenLoadTask, parent: NonNullable<typeof parentPort>): void {
  const { ask, close } = task.kind === "http" ? overHttp(task) : overPool(task);
  parent.on("message", (order: OpenLoadOrder | "end") => {
    if (order === "end") {
      void close().then(() => parent.close());
      return;
    }
    void (order.kind === "saturate" ? saturate(ask, order) : open(ask, order)).then((report) => parent.postMessage(report));
  });
}

type Ask = () => Promise<boolean>;

async function saturate(ask: Ask, { callers, forMs }: { readonly callers: number; readonly forMs: number }): Promise<OpenLoadReport> {
  const endMs = performance.now() + forMs;
  const delaysMs: number[] = [];
  let failed = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const startMs = performance.now();
      if (await ask()) delaysMs.push(performance.now() - startMs);
      else failed++;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { perSecond: delaysMs.length / (forMs / 1_000), failed, delaysMs: delaysMs.toSorted((left, right) => left - right) };
}

function open(ask: Ask, { perSecond, forMs }: { readonly perSecond: number; readonly forMs: number }): Promise<OpenLoadReport> {
  const startMs = performance.now();
  const delaysMs: number[] = [];
  const due: number[] = [];
  let [failed, underWay, nextMs] = [0, 0, startMs];
  return new Promise((resolve) => {
    const one = async (dueMs: number): Promise<void> => {
      if (await ask()) delaysMs.push(performance.now() - dueMs);
      else failed++;
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
      if (nowMs < startMs + forMs || underWay > 0 || due.length > 0) setImmediate(tick);
      else resolve({ perSecond: delaysMs.length / (forMs / 1_000), failed, delaysMs: delaysMs.toSorted((left, right) => left - right) });
    };
    tick();
  });
}

function overHttp({ url, authorization, vehicleIds }: OpenLoadTask): { readonly ask: Ask; readonly close: () => Promise<void> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const ask = (): Promise<boolean> =>
    new Promise((resolve) => {
      const call = request(`${url}/api/v1/vehicles/${anyOf(vehicleIds)}`, { agent, headers: { authorization } }, (answer) => {
        answer.resume();
        answer.once("end", () => resolve(answer.statusCode === 200));
      });
      call.once("error", () => resolve(false));
      call.end();
    });
  return { ask, close: async () => agent.destroy() };
}

function overPool({ url, tenantId, vehicleIds, statements }: OpenLoadTask): { readonly ask: Ask; readonly close: () => Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax });
  const ask = async (): Promise<boolean> => {
    try {
      const vehicleId = anyOf(vehicleIds);
      for (const [index, text] of statements.entries()) await pool.query({ name: `bare-${index}`, text, values: [tenantId, vehicleId] });
      return true;
    } catch {
      return false;
    }
  };
  return { ask, close: () => pool.end() };
}

function anyOf(ids: readonly string[]): string {
  return ids[Math.floor(Math.random() * ids.length)] ?? "";
}
