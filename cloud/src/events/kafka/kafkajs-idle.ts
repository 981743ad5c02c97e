/**
 * kafkajs 2.2.4 looks at the queue of each connection for ever, also when nothing waits in it: it asks for a timer at a
 * negative time, which Node makes a millisecond, so that each idle connection wakes the process many hundred times a second
 * (https://github.com/tulios/kafkajs/issues/1751).
 */
import { createRequire } from "node:module";

interface RequestQueue {
  readonly pending: readonly unknown[];
  /** Called after each answer, and after each request that has to wait. */
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

// A file of its own that its types do not tell of, in the version that package.json names.
const { prototype } = createRequire(import.meta.url)("kafkajs/src/network/requestQueue/index.js") as { readonly prototype: RequestQueue };
const schedule = prototype.scheduleCheckPendingRequests;
let isLetIdle = false;

/** An empty queue is looked at when something comes into it. For the whole process; once is enough. */
export function letKafkajsIdle(): void {
  if (isLetIdle) return;
  isLetIdle = true;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
}
