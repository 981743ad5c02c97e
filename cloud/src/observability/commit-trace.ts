/** Remembers whose records the next commit holds, to hang its span under their sessions. */
import { traceSessionWork, type SessionTrace } from "@drawbar/runtime/tracing/link-trace.ts";

/** At the bound: sessions beyond it have no span for this commit. */
const sessionsMax = 64;

export class CommitTrace {
  #sessions = new Map<SessionTrace, number>();

  /** A record of a session was gathered. */
  gathered(session: SessionTrace | undefined): void {
    if (session === undefined) return;
    const records = this.#sessions.get(session);
    if (records !== undefined || this.#sessions.size < sessionsMax) this.#sessions.set(session, (records ?? 0) + 1);
  }

  committed(elapsedMs: number): void {
    const sessions = this.#sessions;
    if (sessions.size === 0) return;
    this.#sessions = new Map();
    for (const [session, records] of sessions) traceSessionWork("link commit", [session], elapsedMs, { "drawbar.records": records });
  }
}
