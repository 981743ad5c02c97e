import { Type, type Static } from "typebox";
import type { Database } from "../db/tenant-transaction.ts";
import type { Routes } from "../http/api.ts";
import { principalOf } from "../http/principal.ts";
import { named, oneOf, ref } from "../http/schemas.ts";
import type { EventLog } from "./event-log.ts";

const ConsumersView = named(
  "EventConsumers",
  Type.Object({
    driver: oneOf(["postgres", "kafkajs", "platformatic"] as const),
    waiting: Type.Integer({ description: "Events of this fleet that are committed and not in the log yet." }),
    items: Type.Array(
      Type.Object({
        group: Type.String(),
        behind: Type.Integer({
          description: "Events in the log that the group has not handled. With Kafka those of all fleets, since it keeps them in one log.",
        }),
        committedAt: Type.Optional(Type.String({ format: "date-time" })),
      }),
    ),
  }),
);

export interface EventRoutesOptions {
  readonly database: Database;
  readonly eventLog: EventLog;
  readonly groups: readonly string[];
}

export function eventRoutes({ database, eventLog, groups }: EventRoutesOptions): Routes {
  return (api) => {
    api.get(
      "/events/consumers",
      {
        config: { access: "read" },
        schema: {
          operationId: "eventConsumers",
          summary: "How far the consumers of events are behind",
          tags: ["events"],
          response: { 200: ref(ConsumersView) },
        },
      },
      async (request): Promise<Static<typeof ConsumersView>> => {
        const { tenantId } = principalOf(request);
        const row = await database
          .of(tenantId)
          .one<{ waiting: string }>("event-waiting", "select count(*) as waiting from event_entry where tenant_id = $1", [tenantId]);
        const lags = await Promise.all(groups.map(async (group) => eventLog.lag(group, tenantId)));
        return {
          driver: eventLog.driver,
          waiting: Number(row.waiting),
          items: lags.map(({ group, behind, committedAt }) => ({
            group,
            behind,
            ...(committedAt === undefined ? {} : { committedAt: committedAt.toISOString() }),
          })),
        };
      },
    );
  };
}
