import type { FastifyRequest } from "fastify";
import { actOf, entryOf, type AuditSink } from "./audit.ts";
import type { RequestDatabase } from "./idempotency/request-database.ts";

/** What handlers use of it. */
export type ChangeRecorder = Pick<RecordedChanges, "run">;

/** Where there is no trail, such as in a test. */
export const unrecordedChanges: ChangeRecorder = { run: async (_request, change) => change() };

/**
 * For handlers of which only a part may be one transaction: what comes before the change takes long, or must be kept when
 * the request is refused, such as a count of tries.
 */
export class RecordedChanges {
  readonly #database: RequestDatabase;
  readonly #audit: AuditSink;

  constructor(options: { readonly database: RequestDatabase; readonly audit: AuditSink }) {
    this.#database = options.database;
    this.#audit = options.audit;
  }

  /** Carries out the change in one transaction with the route's entry: both stand, or neither. The request has a caller. */
  async run<Result>(request: FastifyRequest, change: () => Promise<Result>): Promise<Result> {
    const entry = entryOf(request);
    if (entry === undefined) return change();
    const act = actOf(request);
    const result = await this.#database.asOne(entry.tenant, async () => {
      const changed = await change();
      await this.#audit.recordAlone(entry.tenant, act, entry.event);
      return changed;
    });
    act.isRecorded = true;
    return result;
  }
}
