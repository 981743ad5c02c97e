/** How the cloud itself stands, for the people of one fleet: what waits for the worker, the database, what runs where. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";

/** The database's and the disk's own figures, kept by the process. */
export interface SystemFigures {
  readonly newest: FiguresNow | undefined;
}

export interface FiguresNow {
  readonly serverVersion: string;
  readonly isArchiving: boolean;
  readonly isArchiveFailing: boolean;
  readonly archivedAt: Date | undefined;
  readonly disk: { readonly freeBytes: number; readonly bytes: number } | undefined;
}

export type LogArchive = "off" | "working" | "failing";

export interface Health {
  readonly database:
    | { readonly serverVersion: string; readonly logArchive: LogArchive; readonly archivedAt: Date | undefined; readonly diskFreePercent: number | undefined }
    | undefined;
  readonly jobs: readonly WaitingWork[];
  readonly agents: readonly { readonly agent: string; readonly devices: number }[];
}

export interface WaitingWork {
  readonly job: "rollup" | "sequencer";
  /** At most `countedMax`. */
  readonly waiting: number;
  readonly oldestAt: Date | undefined;
}

/** More is not counted: by then it is late, however much it is. */
export const countedMax = 10_000;
/** Releases that are told apart; a fleet has a few. */
const agentsMax = 50;

export class HealthService {
  readonly #database: Database;
  readonly #figures: SystemFigures;

  constructor(options: { readonly database: Database; readonly figures: SystemFigures }) {
    this.#database = options.database;
    this.#figures = options.figures;
  }

  async read(tenant: TenantId): Promise<Health> {
    const tx = this.#database.of(tenant);
    const [rollup, sequencer, agents] = await Promise.all([waitingMinutes(tx), waitingChanges(tx), agentsOf(tx)]);
    return { database: this.#databaseNow(), jobs: [rollup, sequencer], agents };
  }

  #databaseNow(): Health["database"] {
    const { newest } = this.#figures;
    if (newest === undefined) return undefined;
    const { serverVersion, isArchiving, isArchiveFailing, archivedAt, disk } = newest;
    return {
      serverVersion,
      logArchive: !isArchiving ? "off" : isArchiveFailing ? "failing" : "working",
      archivedAt: isArchiving ? archivedAt : undefined,
      diskFreePercent: disk === undefined || disk.bytes === 0 ? undefined : Math.round((100 * disk.freeBytes) / disk.bytes),
    };
  }
}

async function waitingMinutes(tx: TenantTransaction): Promise<WaitingWork> {
  const { waiting, oldest_at } = await tx.one<{ waiting: string; oldest_at: Date | null }>(
    "health-rollups",
    `select count(*) as waiting, min(m.marked_at) as oldest_at
     from (select marked_at from rollup_mark where tenant_id = $1 order by mark_id limit $2) m`,
    [tx.tenantId, countedMax],
  );
  return { job: "rollup", waiting: Number(waiting), oldestAt: oldest_at ?? undefined };
}

async function waitingChanges(tx: TenantTransaction): Promise<WaitingWork> {
  const { waiting } = await tx.one<{ waiting: string }>(
    "health-changes",
    "select count(*) as waiting from (select 1 from outbox_entry where tenant_id = $1 limit $2) e",
    [tx.tenantId, countedMax],
  );
  return { job: "sequencer", waiting: Number(waiting), oldestAt: undefined };
}

function agentsOf(tx: TenantTransaction): Promise<readonly { readonly agent: string; readonly devices: number }[]> {
  return tx.many(
    "health-agents",
    `select agent, count(*)::int as devices from source_presence
     where tenant_id = $1 and agent <> ''
     group by agent
     order by devices desc, agent
     limit $2`,
    [tx.tenantId, agentsMax],
  );
}
