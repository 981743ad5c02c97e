/** Runs: recordings that were played through a unit of their own, so that playing one twice gives two runs. */
import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseCallSign, parseSourceId, parseVehicleId, type SourceId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { DeviceStore, type ClaimService, type NewClaim } from "../enrolment/index.ts";
import { withMerged } from "../telemetry/index.ts";
import type { Quotas } from "../tenants/index.ts";
import { failRun } from "./run-errors.ts";

/** What the player says about the recording; shown, never searched. */
export interface RecordedLog {
  readonly name: string;
  readonly [detail: string]: unknown;
}

export interface Run {
  readonly runId: SourceId;
  readonly vehicleId: VehicleId;
  readonly log: RecordedLog;
  readonly startedAt: Date;
  readonly finishedAt?: Date | undefined;
}

export interface NewRun {
  readonly run: Run;
  /** For the run's own unit. */
  readonly claim: NewClaim;
}

export interface RunServiceOptions {
  readonly database: Database;
  readonly claims: ClaimService;
  readonly clock: Clock;
  readonly quotas?: Quotas | undefined;
}

interface RunRow {
  readonly run_id: string;
  readonly vehicle_id: string;
  readonly log_name: string;
  readonly log_detail: Record<string, unknown>;
  readonly started_at: Date;
  readonly finished_at: Date | null;
}

const columns = "run_id, vehicle_id, log_name, log_detail, started_at, finished_at";
/** Runs of one vehicle that are listed: the newest. Each is told with its account, which is counted when it is asked for. */
const listedMax = 100;

export class RunService {
  readonly #options: RunServiceOptions;
  readonly #devices: DeviceStore;

  constructor(options: RunServiceOptions) {
    this.#options = options;
    this.#devices = new DeviceStore(options);
  }

  /** The vehicle is registered when the fleet has none of this call sign. @throws DrawbarError `ID_MALFORMED`, `QUOTA_EXCEEDED`. */
  create(tenant: TenantId, wish: { readonly callSign: string; readonly log: RecordedLog }): Promise<NewRun> {
    const callSign = parseCallSign(wish.callSign);
    const { name, ...detail } = wish.log;
    const runId = parseSourceId(uuidV7());
    const startedAt = new Date(this.#options.clock.wallUs() / 1_000);
    return this.#options.database.transaction(tenant, async (tx) => {
      const vehicleId = await this.#devices.findOrAddVehicle(tx, callSign, false);
      await this.#devices.addUnit(tx, runId, "replay", name, null);
      await this.#devices.assignReplay(tx, runId, vehicleId);
      await tx.count("run-add", "insert into recording_run (tenant_id, run_id, vehicle_id, log_name, log_detail, started_at) values ($1, $2, $3, $4, $5, $6)", [
        tenant,
        runId,
        vehicleId,
        name,
        JSON.stringify(detail),
        startedAt,
      ]);
      const claim = await this.#options.claims.makeForRun(tx, runId);
      return { run: { runId, vehicleId, log: wish.log, startedAt }, claim };
    });
  }

  /** The first call counts. @throws DrawbarError `RUN_UNKNOWN`. */
  async finish(tenant: TenantId, runId: SourceId): Promise<Run> {
    await this.#options.database
      .of(tenant)
      .count(
        "run-finish",
        "update recording_run set finished_at = coalesce(finished_at, greatest($3::timestamptz, started_at)) where tenant_id = $1 and run_id = $2",
        [tenant, runId, new Date(this.#options.clock.wallUs() / 1_000)],
      );
    return this.find(tenant, runId);
  }

  /** @throws DrawbarError `RUN_UNKNOWN`. */
  async find(tenant: TenantId, runId: SourceId): Promise<Run> {
    const row = await this.#options.database
      .of(tenant)
      .oneOrNone<RunRow>("run-find", `select ${columns} from recording_run where tenant_id = $1 and run_id = $2`, [tenant, runId]);
    if (row === undefined) throw failRun("RUN_UNKNOWN", `the fleet has no run ${runId}`);
    return toRun(row);
  }

  /** Sealed segments that are stored of a run. */
  async segments(tenant: TenantId, runId: SourceId): Promise<number> {
    const statements = this.#options.database.of(tenant);
    const { slots } = await statements.one<{ slots: number[] | null }>(
      "run-slots",
      "select array_agg(distinct s.slot) as slots from stream_range r cross join unnest(r.slots) as s (slot) where r.tenant_id = $1 and r.source_id = $2",
      [tenant, runId],
    );
    if (slots === null) return 0;
    // Planned anew each time: the planner must see the slots.
    const row = await statements.one<{ segments: string }>(
      "",
      "select coalesce(sum(coalesce(last_seq - seq, 0) + 1), 0) as segments from segment where tenant_id = $1 and source_id = $2 and slot = any($3::int[])",
      [tenant, runId, withMerged(slots)],
    );
    return Number(row.segments);
  }

  /** Newest first. */
  async ofVehicle(tenant: TenantId, vehicleId: VehicleId): Promise<readonly Run[]> {
    const rows = await this.#options.database
      .of(tenant)
      .many<RunRow>(
        "run-of-vehicle",
        `select ${columns} from recording_run where tenant_id = $1 and vehicle_id = $2 order by started_at desc, run_id desc limit $3`,
        [tenant, vehicleId, listedMax],
      );
    return rows.map(toRun);
  }
}

function toRun(row: RunRow): Run {
  return {
    runId: parseSourceId(row.run_id),
    vehicleId: parseVehicleId(row.vehicle_id),
    log: { ...row.log_detail, name: row.log_name },
    startedAt: row.started_at,
    finishedAt: row.finished_at ?? undefined,
  };
}
