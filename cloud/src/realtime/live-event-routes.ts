import { Type } from "typebox";
import { parseSourceId, parseVehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Routes } from "../http/api.ts";
import { principalOf } from "../http/principal.ts";
import { EventStream } from "./event-stream.ts";
import { liveLimits } from "./limits.ts";
import type { LiveHub } from "./live-hub.ts";
import { closeCodes } from "./live-messages.ts";
import { LiveReader } from "./live-reader.ts";
import { watchSession, type SessionWatchOptions } from "./session-watch.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The answer goes on for hours: it is no request that stopping waits for. */
    readonly isStream?: boolean;
  }
}

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const positionForm = /^\d{1,16}$/;

/**
 * `GET /api/v1/live/events`: what the WebSocket tells, as server-sent events, for programs and proxies that know
 * nothing else. Each event is one message of live-messages.ts.
 *
 * `Last-Event-ID` is the time up to which everything was told. Who comes back with it soon gets what is newer, as one
 * delta a topic; later, or at a process that was not there then, a snapshot. So an id that was made up harms nobody.
 */
export function liveEventRoutes({ hub, ...options }: SessionWatchOptions & { readonly hub: LiveHub }): Routes {
  return (api) => {
    api.get(
      "/live/events",
      {
        exposeHeadRoute: false, // there is no answer to measure
        config: { access: "read", isStream: true },
        schema: {
          operationId: "liveEvents",
          summary: "What vehicles say now, as server-sent events",
          description: "A snapshot of each topic, then what changes. Slow readers get the newest of each value. Reconnect with Last-Event-ID.",
          tags: ["live"],
          querystring: Type.Object({
            topic: Type.Array(Type.String({ pattern: `^(?:fleet|vehicle:${uuid}|depot:${uuid})$` }), {
              minItems: 1,
              maxItems: liveLimits.topicsPerStreamMax,
              uniqueItems: true,
              description: "`fleet`, `vehicle:` and an id, `depot:` and an id; repeat the parameter.",
            }),
            signal: Type.Optional(
              Type.Array(Type.String({ minLength: 1, maxLength: 400 }), {
                minItems: 1,
                maxItems: 256,
                uniqueItems: true,
                description: "Sources of the wanted signals of the vehicles; absent means all.",
              }),
            ),
          }),
          headers: Type.Object({ "last-event-id": Type.Optional(Type.String({ maxLength: 100, description: "Of the last event that came." })) }),
          response: { 200: { description: "A stream that goes on.", content: { "text/event-stream": { schema: Type.String() } } } },
        },
      },
      (request, reply) => {
        const principal = principalOf(request);
        const { topic: topics, signal: signals } = request.query;
        reply.hijack();
        reply.raw.writeHead(200, {
          ...(reply.getHeaders() as Record<string, string>), // those of every answer
          "content-type": "text/event-stream",
          "cache-control": "no-store",
          "x-accel-buffering": "no", // nginx would gather the events
        });
        reply.raw.flushHeaders();
        const reader: LiveReader = new LiveReader({
          socket: new EventStream({ response: reply.raw, position: () => reader.settledUs }),
          clock: options.clock,
        });
        const end = watchSession(request, options, () => reader.close(closeCodes.sessionEnded, "the session has ended"));
        reply.raw.once("close", () => {
          end();
          hub.detach(reader);
        });
        if (!hub.attach(reader, principal.tenantId, principal)) return;
        const sinceUs = sinceOf(request.headers["last-event-id"]);
        for (const topic of topics) {
          const [kind, id = ""] = topic.split(":");
          if (kind === "vehicle") void hub.followVehicle(reader, parseVehicleId(id), signals, sinceUs);
          else void hub.followFleet(reader, kind === "depot" ? parseSourceId(id) : undefined, sinceUs);
        }
      },
    );
  };
}

/** What is no id of ours is none: a snapshot is always right. */
function sinceOf(header: string | undefined): number | undefined {
  return header !== undefined && positionForm.test(header) ? Number(header) : undefined;
}
