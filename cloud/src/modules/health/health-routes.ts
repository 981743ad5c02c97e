import { Type, type Static } from "typebox";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { named, oneOf, ref } from "../../http/schemas.ts";
import { countedMax, type HealthService } from "./health-service.ts";

const Health = named(
  "Health",
  Type.Object({
    version: Type.String({ description: "Of the cloud's process that answered." }),
    database: Type.Optional(
      Type.Object(
        {
          serverVersion: Type.String(),
          logArchive: oneOf(["off", "working", "failing"], {
            description: "Whether the database's log is archived, so that any second can be restored. Failing: it waits on the database's disk.",
          }),
          archivedAt: Type.Optional(Type.String({ format: "date-time", description: "When a file of the log was archived last." })),
          diskFreePercent: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description: "Of the disk that the cloud keeps its files on." })),
        },
        { description: "Absent until the process has asked for the first time." },
      ),
    ),
    jobs: Type.Array(
      Type.Object({
        job: oneOf(["rollup", "sequencer"], {
          description: "rollup: minutes whose averages are still to be made. sequencer: changes that readers do not see yet.",
        }),
        waiting: Type.Integer({ description: `At most ${countedMax} are counted.` }),
        oldestAt: Type.Optional(Type.String({ format: "date-time", description: "Since when the oldest waits." })),
      }),
    ),
    agents: Type.Array(Type.Object({ agent: Type.String(), devices: Type.Integer() }), {
      description: "Releases that units and depots named when they linked last, the most frequent first.",
    }),
  }),
);

export function healthRoutes({ health, version }: { readonly health: HealthService; readonly version: string }): Routes {
  return (api) => {
    api.get(
      "/system/health",
      {
        config: { access: "read" },
        schema: { operationId: "health", summary: "Work that waits, the database, releases in use", tags: ["system"], response: { 200: ref(Health) } },
      },
      async (request): Promise<Static<typeof Health>> => {
        const { database, jobs, agents } = await health.read(principalOf(request).tenantId);
        return {
          version,
          ...(database === undefined
            ? {}
            : {
                database: {
                  serverVersion: database.serverVersion,
                  logArchive: database.logArchive,
                  ...(database.archivedAt === undefined ? {} : { archivedAt: database.archivedAt.toISOString() }),
                  ...(database.diskFreePercent === undefined ? {} : { diskFreePercent: database.diskFreePercent }),
                },
              }),
          jobs: jobs.map(({ job, waiting, oldestAt }) => ({ job, waiting, ...(oldestAt === undefined ? {} : { oldestAt: oldestAt.toISOString() }) })),
          agents: [...agents],
        };
      },
    );
  };
}
