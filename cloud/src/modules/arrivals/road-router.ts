/** Asks a routing server how long a way takes: one that speaks the HTTP API of OSRM. */
import http from "node:http";
import https from "node:https";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { AddressGuard, pinnedTo } from "../integrations/index.ts";
import type { Coordinate } from "../places/index.ts";
import { arrivalLimits } from "./limits.ts";

export interface RoadRouterOptions {
  /** Such as http://osrm.internal:5000; with or without a path before /route. */
  readonly url: string;
  /** It stands in the operator's own network. */
  readonly allowPrivate: boolean;
  readonly clock: Clock;
  readonly log: Logger;
  readonly timeoutMs?: number | undefined;
}

export type Road =
  | { readonly kind: "found"; readonly seconds: number; readonly distanceM: number }
  /** `reason` is for the operator's log. */
  | { readonly kind: "unavailable"; readonly reason: string };

/** @see https://project-osrm.org/docs/v5.24.0/api/#route-service */
interface RouteAnswer {
  readonly code?: unknown;
  readonly routes?: readonly { readonly duration?: unknown; readonly distance?: unknown }[];
}

export class RoadRouter {
  readonly #options: RoadRouterOptions;
  readonly #guard: AddressGuard;
  /** Oldest first. */
  readonly #kept = new Map<string, { readonly road: Promise<Road>; readonly untilUs: number }>();
  #failures = 0;
  #restsUntilUs = Number.NEGATIVE_INFINITY;

  constructor(options: RoadRouterOptions) {
    this.#options = options;
    this.#guard = new AddressGuard({ allowPrivate: options.allowPrivate });
  }

  /** Never throws; ends within its time. */
  between(from: Coordinate, to: Coordinate): Promise<Road> {
    const nowUs = this.#options.clock.monoUs();
    // Half a hundred metres do not change the way; where they do, the next look is some seconds away.
    const key = [...from, ...to].map((degrees) => degrees.toFixed(3)).join();
    const known = this.#kept.get(key);
    if (known !== undefined && known.untilUs > nowUs) return known.road;
    if (nowUs < this.#restsUntilUs) return Promise.resolve({ kind: "unavailable", reason: "it failed some times, and is left alone for a while" });
    const road = this.#ask(from, to);
    this.#kept.delete(key);
    this.#kept.set(key, { road, untilUs: nowUs + arrivalLimits.roadFreshMs * 1_000 });
    void road.then(({ kind }) => kind === "found" || this.#kept.delete(key));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > arrivalLimits.roadsKept && oldest !== undefined) this.#kept.delete(oldest);
    return road;
  }

  async #ask(from: Coordinate, to: Coordinate): Promise<Road> {
    const { url, clock, log, timeoutMs = arrivalLimits.roadTimeoutMs } = this.#options;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const pair = [from, to].map((at) => at.map((degrees) => degrees.toFixed(6)).join()).join(";");
      const target = new URL(`${url.replace(/\/+$/, "")}/route/v1/driving/${pair}?overview=false&alternatives=false&steps=false`);
      const address = await withinTime(this.#guard.addressOf(target.hostname.replace(/^\[|\]$/g, "")), signal);
      const road = roadOf(await get(target, address, signal));
      this.#failures = 0;
      return road;
    } catch (error) {
      const reason = signal.aborted ? `no answer within ${timeoutMs} ms` : error instanceof Error ? error.message : String(error);
      this.#failures += 1;
      if (this.#failures >= arrivalLimits.roadFailuresMax) {
        this.#restsUntilUs = clock.monoUs() + arrivalLimits.roadRestMs * 1_000;
        log.warn({ reason }, "routing server put off");
      }
      return { kind: "unavailable", reason };
    }
  }
}

/** A server that knows no way between two places has answered. @throws Error for what is no answer of OSRM's. */
function roadOf({ status, body }: { readonly status: number; readonly body: string }): Road {
  if (status !== 200 && status !== 400) throw new Error(`answered ${status}`);
  const answer = JSON.parse(body) as RouteAnswer; // checked field by field
  const route = Array.isArray(answer.routes) ? answer.routes[0] : undefined;
  if (answer.code === "NoRoute" || answer.code === "NoSegment") return { kind: "unavailable", reason: "it knows no way between these places" };
  const { duration, distance } = route ?? {};
  if (answer.code !== "Ok" || !isSensible(duration, 30 * 86_400) || !isSensible(distance, 2e7)) throw new Error("what it answered is no route");
  return { kind: "found", seconds: duration, distanceM: distance };
}

function isSensible(value: unknown, most: number): value is number {
  return typeof value === "number" && value >= 0 && value <= most;
}

/** Redirects are not followed: they could lead to an address that was not judged. */
function get(url: URL, address: string, signal: AbortSignal): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).get(url, {
      agent: false,
      lookup: pinnedTo(address),
      headers: { accept: "application/json", "user-agent": "Drawbar" },
      signal,
      maxHeaderSize: 16_384,
    });
    request.on("error", reject);
    request.on("response", (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on("data", (part: Buffer) => {
        bytes += part.length;
        if (bytes > arrivalLimits.roadAnswerBytesMax) request.destroy(new Error(`answered more than ${arrivalLimits.roadAnswerBytesMax} bytes`));
        else parts.push(part);
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString("utf8") }));
      response.on("error", reject);
    });
  });
}

function withinTime<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return Promise.race([
    value,
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("too late")), { once: true });
    }),
  ]);
}
