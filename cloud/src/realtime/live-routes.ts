import type { FastifyRequest } from "fastify";
import type { WebSocket } from "ws";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, parseVehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Routes } from "../http/api.ts";
import { principalOf } from "../http/principal.ts";
import { failLive } from "./live-errors.ts";
import type { LiveHub } from "./live-hub.ts";
import { liveLimits } from "./limits.ts";
import { closeCodes, errorMessage, parseClientMessage, type ClientMessage } from "./live-messages.ts";
import { LiveReader } from "./live-reader.ts";
import { watchSession, type SessionWatchOptions } from "./session-watch.ts";

export interface LiveRoutesOptions extends SessionWatchOptions {
  readonly hub: LiveHub;
}

/**
 * `GET /api/v1/live`: a WebSocket. See live-messages.ts for what travels on it.
 *
 * The same credentials as for every request. A cookie alone is not enough: browsers send it from any site, so the
 * page must come from this host (RFC 6455, 10.2).
 */
export function liveRoutes({ hub, recheck, clock, log }: LiveRoutesOptions): Routes {
  return (api) => {
    api.get(
      "/live",
      {
        websocket: true,
        config: { access: "read" },
        preValidation: async (request) => {
          if (!request.ws) throw failLive("UPGRADE_REQUIRED", "this address speaks WebSocket only");
          if (principalOf(request).kind === "session" && !isSameHost(request))
            throw failLive("ORIGIN_FOREIGN", "this connection was asked for by a page of another site");
        },
      },
      (socket, request) => serve(socket, request, { hub, recheck, clock, log }),
    );
  };
}

function serve(socket: WebSocket, request: FastifyRequest, { hub, recheck, clock, log }: LiveRoutesOptions): void {
  const principal = principalOf(request);
  const reader = new LiveReader({ socket, clock });
  if (!hub.attach(reader, principal.tenantId, principal)) return;
  const endWatch = watchSession(request, { recheck, clock, log }, () => reader.close(closeCodes.sessionEnded, "the session has ended"));
  const words = new WordCount(clock);

  socket.on("message", (data: Buffer, isBinary: boolean) => {
    if (!words.mayTake()) {
      reader.close(closeCodes.policy, "too many messages");
      return;
    }
    const message = isBinary ? undefined : parseClientMessage(data.toString("utf8"));
    if (message === undefined)
      reader.say(errorMessage("REQUEST_INVALID", 'expected {"subscribe":"fleet"} or {"subscribe":"vehicle","vehicleId":"..."}, or unsubscribe likewise'));
    else void follow(hub, reader, message);
  });
  socket.on("pong", () => reader.heardPong());
  socket.on("error", (error) => log.debug({ error }, "live socket broke"));
  socket.on("close", () => {
    endWatch();
    hub.detach(reader);
  });
}

/** Never rejects: the hub tells the reader what went wrong. */
async function follow(hub: LiveHub, reader: LiveReader, message: ClientMessage): Promise<void> {
  if ("subscribe" in message) {
    if (message.subscribe === "fleet") await hub.followFleet(reader);
    else if (message.subscribe === "depot") await hub.followFleet(reader, parseSourceId(message.depotId));
    else await hub.followVehicle(reader, parseVehicleId(message.vehicleId), message.signals);
  } else if (message.unsubscribe === "fleet") hub.leaveFleet(reader);
  else if (message.unsubscribe === "depot") hub.leaveFleet(reader, parseSourceId(message.depotId));
  else hub.leaveVehicle(reader, parseVehicleId(message.vehicleId));
}

function isSameHost(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  try {
    return new URL(origin).host === request.host;
  } catch {
    return false;
  }
}

/** Counts what a client says in a window. */
class WordCount {
  readonly #clock: Clock;
  #words = 0;
  #windowEndsAtUs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  mayTake(): boolean {
    const nowUs = this.#clock.monoUs();
    if (nowUs >= this.#windowEndsAtUs) {
      this.#words = 0;
      this.#windowEndsAtUs = nowUs + liveLimits.wordsWindowMs * 1_000;
    }
    this.#words++;
    return this.#words <= liveLimits.wordsMax;
  }
}
