import { Type, type Static } from "typebox";
import { parseSourceId, parseVehicleId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { named, ref, Uuid } from "../../http/schemas.ts";
import { addListExport, type ListColumn } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import type { TelemetryQueries } from "../telemetry/index.ts";
import type { Run, RunService } from "./run-service.ts";

const RunView = named(
  "Run",
  Type.Object({
    runId: Type.String({ description: "The source id of the run's own unit." }),
    vehicleId: Type.String(),
    log: Type.Object({ name: Type.String() }, { additionalProperties: true }),
    startedAt: Type.String({ format: "date-time" }),
    finishedAt: Type.Optional(Type.String({ format: "date-time" })),
  }),
);

const count = Type.Integer({ minimum: 0 });

const RunWithAccount = named(
  "RunWithAccount",
  Type.Object({
    ...RunView.properties,
    account: Type.Object(
      { produced: count, received: count, lost: count, entrusted: count, open: count },
      { description: "In samples: received + lost + entrusted + open = produced." },
    ),
    segments: Type.Integer({ minimum: 0, description: "Sealed segments that are stored." }),
  }),
);

const NewRunView = named(
  "NewRun",
  Type.Object({ runId: Type.String(), vehicleId: Type.String(), claim: Type.String({ description: "For the run's own unit; works once." }) }),
);
const RunList = named("RunList", Type.Object({ items: Type.Array(ref(RunWithAccount)) }));
const VehicleParameters = Type.Object({ vehicleId: Uuid });

const columns: readonly ListColumn<Static<typeof RunWithAccount>>[] = [
  ["log", ({ log }) => log.name],
  ["run", ({ runId }) => runId],
  ["startedAt", ({ startedAt }) => startedAt],
  ["finishedAt", ({ finishedAt = "" }) => finishedAt],
  ["produced", ({ account }) => String(account.produced)],
  ["received", ({ account }) => String(account.received)],
  ["lost", ({ account }) => String(account.lost)],
  ["open", ({ account }) => String(account.open)],
  ["segments", ({ segments }) => String(segments)],
];

export interface RunRoutesOptions {
  readonly runs: RunService;
  readonly telemetry: TelemetryQueries;
  readonly running: RunningExports;
  /** Throws `VEHICLE_UNKNOWN` unless the vehicle is the tenant's. */
  readonly checkVehicle: (tenant: TenantId, vehicleId: VehicleId) => Promise<unknown>;
}

export function runRoutes({ runs, telemetry, running, checkVehicle }: RunRoutesOptions): Routes {
  const tags = ["runs"];
  const params = Type.Object({ runId: Uuid });

  const withAccount = async (tenant: TenantId, run: Run): Promise<Static<typeof RunWithAccount>> => {
    const account = { produced: 0, received: 0, lost: 0, entrusted: 0, open: 0 };
    for (const stream of await telemetry.account(tenant, run.runId)) {
      for (const name of ["produced", "received", "lost", "entrusted", "open"] as const) account[name] += stream[name];
    }
    return { ...toJson(run), account, segments: await runs.segments(tenant, run.runId) };
  };
  const runsOf = async ({ tenantId }: Principal, path: Static<typeof VehicleParameters>): Promise<Static<typeof RunList>> => {
    const vehicleId = parseVehicleId(path.vehicleId);
    await checkVehicle(tenantId, vehicleId);
    const items: Static<typeof RunWithAccount>[] = [];
    for (const run of await runs.ofVehicle(tenantId, vehicleId)) items.push(await withAccount(tenantId, run));
    return { items };
  };

  return (api) => {
    api.post(
      "/runs",
      {
        config: { access: "write", audit: { action: "run.started", subject: "run" }, idempotency: "transaction" },
        schema: {
          operationId: "createRun",
          summary: "Begin a run: a recording that a unit of its own will play",
          description: "The vehicle is registered when the fleet has none of this call sign. The claim enrols the run's unit.",
          tags,
          body: Type.Object(
            {
              callSign: Type.String({ minLength: 1, maxLength: 32 }),
              log: Type.Object({ name: Type.String({ minLength: 1, maxLength: 400 }) }, { additionalProperties: true, maxProperties: 32 }),
            },
            { additionalProperties: false },
          ),
          response: { 201: ref(NewRunView) },
        },
      },
      async (request, reply) => {
        const { run, claim } = await runs.create(principalOf(request).tenantId, request.body);
        return reply.code(201).header("location", `/api/v1/runs/${run.runId}`).send({ runId: run.runId, vehicleId: run.vehicleId, claim: claim.claim });
      },
    );

    api.get(
      "/runs/:runId",
      {
        config: { access: "read" },
        schema: { operationId: "run", summary: "One run, and what became of every sample of it", tags, params, response: { 200: ref(RunWithAccount) } },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        return withAccount(tenantId, await runs.find(tenantId, parseSourceId(request.params.runId)));
      },
    );

    api.post(
      "/runs/:runId/finish",
      {
        config: { access: "write", audit: { action: "run.finished", subject: "run" }, idempotency: "transaction" },
        schema: { operationId: "finishRun", summary: "Say that the recording was played to its end", tags, params, response: { 200: ref(RunWithAccount) } },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        return withAccount(tenantId, await runs.finish(tenantId, parseSourceId(request.params.runId)));
      },
    );

    api.get(
      "/vehicles/:vehicleId/runs",
      {
        config: { access: "read" },
        schema: {
          operationId: "runs",
          summary: "The newest runs of a vehicle, newest first",
          tags,
          params: VehicleParameters,
          response: { 200: ref(RunList) },
        },
      },
      async (request) => runsOf(principalOf(request), request.params),
    );

    addListExport(api, {
      path: "/vehicles/:vehicleId/runs",
      operationId: "exportRuns",
      summary: "The newest runs of a vehicle, as a file",
      tags,
      access: "read",
      audit: { action: "runs.exported", subject: "vehicle" },
      parameters: {},
      params: VehicleParameters,
      running,
      name: "runs",
      columns,
      page: async (principal, _query, path) => runsOf(principal, path),
    });
  };
}

function toJson({ runId, vehicleId, log, startedAt, finishedAt }: Run): Static<typeof RunView> {
  return { runId, vehicleId, log, startedAt: startedAt.toISOString(), ...(finishedAt === undefined ? {} : { finishedAt: finishedAt.toISOString() }) };
}
