/**
 * A thread that tells of business events as services do: in transactions of a tenant, through the outbox. It stays at
 * most so far ahead of the consumer, so what it reaches is what the whole way carries.
 */
import { randomUUID } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "@drawbar/cloud/db/database.ts";
import { addEvents } from "@drawbar/cloud/events/event-outbox.ts";
import type { NewEvent } from "@drawbar/cloud/events/event-types.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";

export interface WriterTask {
  /** As drawbar_app. */
  readonly url: string;
  readonly tenants: readonly TenantId[];
  readonly perTransaction: number;
  readonly aheadMax: number;
}

/** Events consumed so far; the writer ends when told to. */
export type ToWriter = { readonly consumed: number } | "end";
/** Events committed so far. */
export interface FromWriter {
  readonly written: number;
}

const { url, tenants, perTransaction, aheadMax } = workerData as WriterTask; // given by events-path.ts
const subjects = Array.from({ length: 1_000 }, () => randomUUID());
const database = openDatabase({ url, applicationName: "bench-writer", connectionsMax: 4 });
const state = { written: 0, consumed: 0, isEnding: false, turn: 0 };
const port = parentPort;
port?.on("message", (message: ToWriter) => {
  if (message === "end") state.isEnding = true;
  else state.consumed = message.consumed;
});

await Promise.all(Array.from({ length: 4 }, write));
await database.close();
port?.close();

async function write(): Promise<void> {
  while (!state.isEnding) {
    if (state.written - state.consumed > aheadMax) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      continue;
    }
    const tenant = tenants[state.turn++ % tenants.length];
    if (tenant === undefined) throw new RangeError("no tenants");
    await database.transaction(tenant, async (tx) => addEvents(tx, batch()));
    state.written += perTransaction;
    port?.postMessage({ written: state.written } satisfies FromWriter);
  }
}

function batch(): readonly NewEvent[] {
  return Array.from({ length: perTransaction }, (_, index) => ({
    type: "stock.moved",
    subject: subjects[(state.turn * perTransaction + index) % subjects.length] ?? "",
    body: { movementId: randomUUID(), partId: randomUUID(), from: "A-01-03", to: "work order 4711", quantity: 4, reason: "issued" },
  }));
}
