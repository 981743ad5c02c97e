/** The worker's part: one step of one import of a tenant. */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import { applyRows, checkRows, readFile, undoRows } from "./import-steps.ts";
import type { ImportKind, ImportKinds, ImportState } from "./import-types.ts";
import { importLimits } from "./limits.ts";
import { stepOf, WorkStore, type Outcome, type Step, type Work } from "./work-store.ts";

const steps: Readonly<Record<Work["state"], { readonly run: (step: Step, kind: ImportKind) => Promise<Outcome>; readonly fallback: ImportState }>> = {
  reading: { run: readFile, fallback: "unreadable" },
  checking: { run: checkRows, fallback: "read" },
  applying: { run: applyRows, fallback: "checked" },
  undoing: { run: undoRows, fallback: "applied" },
};

export interface ImportTurnOptions {
  /** As the worker's role. */
  readonly database: Database;
  readonly kinds: ImportKinds;
  readonly audit: AuditTrail;
  /** Takes the tenant's imports for the rest of the transaction. @returns false when another worker has them. */
  readonly hold: (tx: TenantTransaction) => Promise<boolean>;
}

/**
 * @returns the step that was ended, well or not; `undefined` when there is none, or another worker is at it.
 * @throws what may heal by itself, such as a database that restarts; the next turn tries again, up to `triesMax` times.
 */
export async function importTurn({ database, kinds, audit, hold }: ImportTurnOptions, tenant: TenantId): Promise<Work["state"] | undefined> {
  const store = new WorkStore();
  const outside = database.of(tenant);
  if ((await store.next(outside)) === undefined) return undefined;
  let current: Work | undefined;
  try {
    await database.transaction(tenant, async (tx) => {
      if (!(await hold(tx))) return;
      const work = await store.next(tx); // the one before may have been ended meanwhile
      if (work === undefined) return;
      current = work;
      if (work.tries >= importLimits.triesMax) throw new GivenUp();
      await store.countTry(outside, work.importId);
      const outcome = await steps[work.state].run(stepOf(database, tx, work, store, audit), kinds[work.kind]);
      await record(audit, tx, work, outcome);
      await store.end(tx, work, outcome);
    });
  } catch (error) {
    if (current === undefined || !isFinal(error)) throw error;
    await store.giveUp(outside, current, steps[current.state].fallback, error.message);
  }
  return current?.state;
}

class GivenUp extends Error {
  constructor() {
    super(`the step failed ${importLimits.triesMax} times; the log of the worker says why`);
  }
}

/** What another try would not change. */
function isFinal(error: unknown): error is Error {
  if (error instanceof GivenUp) return true;
  return error instanceof DrawbarError && !error.retryable && (error.kind === "invalid" || error.kind === "exhausted" || error.kind === "conflict");
}

/** One entry for the whole: which things were made is kept with the import. Things that were changed have an entry each beside it. */
async function record(audit: AuditTrail, tx: TenantTransaction, work: Work, { rowsMade, rowsChanged, rowsKept }: Outcome): Promise<void> {
  const { importId, kind, fileName } = work;
  const event = { subject: { kind: "import", id: importId } };
  if (work.state === "applying")
    await audit.record(tx, new Act({ actor: work.actor }), { ...event, action: "import.applied", after: { kind, fileName, rowsMade, rowsChanged } });
  if (work.state === "undoing") {
    await audit.record(tx, new Act({ actor: work.actor }), {
      ...event,
      action: "import.undone",
      before: { kind, rowsMade: work.rowsMade, rowsChanged: work.rowsChanged },
      after: { rowsKept },
    });
  }
}
