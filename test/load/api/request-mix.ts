/** What people and programs ask of the API, mixed by weight. */
import { randomUUID } from "node:crypto";
import type { Call, CallAnswer, HttpCallers } from "./http-callers.ts";

/** What became of a request. */
export interface Asked {
  readonly kind: string;
  /** `undefined` when it was answered as it should be. */
  readonly failure: string | undefined;
}

/** What of a fleet the requests are about. */
export interface MixedFleet {
  readonly vehicleIds: readonly string[];
  readonly callSigns: readonly string[];
  /** With a drive, for questions about its course. */
  readonly driven: readonly string[];
  /** Query of a history: sources of signals, from, to. */
  readonly historyQuery: string;
  /** Of entries in the audit trail. */
  readonly auditActions: readonly string[];
}

export type RequestKind = "vehicle" | "byCallSign" | "page" | "pageAfter" | "pageSorted" | "latest" | "history" | "register" | "change" | "audit";

/** What is wished for, and what to do with the answer. */
interface Wish extends Call {
  readonly status?: number;
  readonly heard?: (answer: CallAnswer) => void;
}

const cursorsKept = 200;
const changedVehicles = 500;
const pageItems = 50;

export class RequestMix {
  readonly #fleet: MixedFleet;
  readonly #callers: HttpCallers;
  /** Each kind at the upper end of its share of 0..1. */
  readonly #shares: readonly (readonly [RequestKind, number])[];
  readonly #cursors: string[] = [];
  /** Vehicles that are changed, by one request at a time; each with its newest etag, once that was read. */
  readonly #idle: { readonly vehicleId: string; readonly etag: string | undefined }[];

  constructor(options: { readonly fleet: MixedFleet; readonly weights: Readonly<Partial<Record<RequestKind, number>>>; readonly callers: HttpCallers }) {
    this.#fleet = options.fleet;
    this.#callers = options.callers;
    this.#idle = options.fleet.vehicleIds.slice(0, changedVehicles).map((vehicleId) => ({ vehicleId, etag: undefined }));
    const weights = Object.entries(options.weights) as [RequestKind, number][]; // its keys
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
    let end = 0;
    this.#shares = weights.map(([kind, weight]) => [kind, (end += weight / total)]);
  }

  async ask(): Promise<Asked> {
    const place = Math.random();
    const kind = this.#shares.find(([, end]) => place < end)?.[0] ?? "vehicle";
    const { status = 200, heard, ...call } = this.#wish(kind);
    const answer = await this.#callers.call(call);
    if (answer.status !== status) return { kind, failure: `${answer.status} ${answer.text.slice(0, 300)}` };
    heard?.(answer);
    return { kind, failure: undefined };
  }

  #wish(kind: RequestKind): Wish {
    const { vehicleIds, callSigns, driven, historyQuery, auditActions } = this.#fleet;
    switch (kind) {
      case "vehicle":
        return { path: `/vehicles/${anyOf(vehicleIds)}` };
      case "byCallSign":
        return { path: `/vehicles/by-call-sign/${encodeURIComponent(anyOf(callSigns))}` };
      case "page":
        return { path: `/vehicles?limit=${pageItems}&hasUnit=true`, heard: (answer) => this.#keepCursor(answer) };
      case "pageAfter": {
        const after = this.#cursors[Math.floor(Math.random() * this.#cursors.length)];
        return {
          path: `/vehicles?limit=${pageItems}&hasUnit=true${after === undefined ? "" : `&after=${after}`}`,
          heard: (answer) => this.#keepCursor(answer),
        };
      }
      case "pageSorted":
        return { path: `/vehicles?limit=${pageItems}&sort=-registeredAt&simulated=false` };
      case "latest":
        return { path: `/vehicles/${anyOf(vehicleIds)}/signals` };
      case "history":
        return { path: `/vehicles/${anyOf(driven)}/history?${historyQuery}` };
      case "audit":
        return { path: `/audit?limit=${pageItems}&action=${anyOf(auditActions)}` };
      case "register":
        return {
          method: "POST",
          path: "/vehicles",
          status: 201,
          headers: { "idempotency-key": randomUUID() },
          // As the others are called: new vehicles without a unit lie among them, not all of them before the first page.
          body: { callSign: `TR ${randomUUID().slice(0, 18)}` },
        };
      case "change":
        return this.#change();
    }
  }

  /** Decided on the state that was read before; a vehicle that was not read yet is read now. */
  #change(): Wish {
    const idle = this.#idle.shift();
    if (idle === undefined) return this.#wish("vehicle");
    const { vehicleId, etag } = idle;
    const path = `/vehicles/${vehicleId}`;
    const heard = (answer: CallAnswer): void => void this.#idle.push({ vehicleId, etag: answer.etag });
    if (etag === undefined) return { path, heard };
    return { method: "PATCH", path, headers: { "idempotency-key": randomUUID(), "if-match": etag }, body: { description: `as of ${Date.now()}` }, heard };
  }

  #keepCursor({ text }: CallAnswer): void {
    const next = /"next":"([^"]+)"/.exec(text.slice(-500))?.[1];
    if (next === undefined) return;
    if (this.#cursors.length >= cursorsKept) this.#cursors.shift();
    this.#cursors.push(next);
  }
}

function anyOf(values: readonly string[]): string {
  return values[Math.floor(Math.random() * values.length)] ?? "";
}
