/** How long the made-up fleet keeps its telemetry, and what it has erased. */
import { randomUUID } from "node:crypto";
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import type { Answer, Call } from "./mock-webhooks.ts";

type Past = Schemas["PastTelemetryErasure"];

const unit = "018f6c00-0000-7000-8000-0000000000a1";
const samplesPerDay = 86_400;
const bytesPerSample = 0.9;

export class MockKeeping {
  #days = { hotDays: 30, coldDays: 365 };
  readonly #erasures: Past[] = [];
  readonly #months = ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"];

  /** @param callSigns of the vehicles that there are. @returns undefined for a path that is not of keeping. */
  answer({ method, path, query, body }: Call, callSigns: ReadonlySet<string>): Answer | undefined {
    switch (`${method} ${path}`) {
      case "GET /telemetry/retention":
        return { status: 200, body: { ...this.#days, expiredSegments: 0, expiredSamples: 0 } };
      case "PUT /telemetry/retention":
        this.#days = { hotDays: Number(body["hotDays"]), coldDays: Number(body["coldDays"]) };
        return { status: 200, body: { ...this.#days, expiredSegments: 0, expiredSamples: 0 } };
      case "GET /telemetry/retention/forecast": {
        const days = Math.max(0, this.#days.hotDays - Number(query.get("hotDays")));
        const rolledUpDays = Math.max(0, this.#days.coldDays - Number(query.get("coldDays")));
        const span = days === 0 ? {} : { firstDay: "2026-10-26", lastDay: "2026-11-11" };
        return { status: 200, body: { ...amountOf(days * samplesPerDay), ...span, rolledUpDays } };
      }
      case "GET /telemetry/sources": {
        const callSign = query.get("of") ?? "";
        const months = this.#months.length === 0 ? {} : { firstMonth: this.#months[0], lastMonth: this.#months.at(-1) };
        return { status: 200, body: { items: callSigns.has(callSign) ? [{ sourceId: unit, kind: "unit", device: "vcu-7", callSign, ...months }] : [] } };
      }
      case "GET /telemetry/erasures/forecast": {
        const keys = this.#months.filter((month) => month <= (query.get("through") ?? "")).length;
        return { status: 200, body: { ...amountOf(keys * 30 * samplesPerDay), keys } };
      }
      case "GET /telemetry/erasures":
        return { status: 200, body: { items: this.#erasures } };
      case "POST /telemetry/erasures": {
        const through = String(body["through"]);
        const keys = this.#months.filter((month) => month <= through).length;
        this.#months.splice(0, keys);
        const erasure = { erasureId: randomUUID(), sourceId: unit, through, keys };
        this.#erasures.unshift({ ...erasure, callSign: "TR 214", erasedAt: new Date().toISOString() });
        return { status: 201, body: erasure };
      }
      default:
        return undefined;
    }
  }
}

function amountOf(samples: number): object {
  return { segments: Math.ceil(samples / 270), samples, bytes: Math.round(samples * bytesPerSample), isAtLeast: false };
}
