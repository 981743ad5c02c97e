/** Odometers of the made-up fleet: one signal that is believed, one that counts miles, and what people add. */
import { randomUUID } from "node:crypto";
import type { Answer, Call } from "./mock-webhooks.ts";

interface MockReading {
  readonly readingId: string;
  readonly vehicleId: string;
  readonly meter: string;
  readonly value: number;
  readonly at: string;
  readonly note: string;
  readonly recordedAt: string;
}

const odometerKm = 214_360;

export class MockMeters {
  #readings: readonly MockReading[] = [];

  /** @returns undefined for a path that is not of meters. */
  answer({ method, path, body }: Call): Answer | undefined {
    const [, root, id = "", part] = path.split("/");
    if (root === "meter-readings") {
      const known = this.#readings.find(({ readingId }) => readingId === id);
      if (known === undefined) return { status: 404, refusal: { code: "METER_READING_UNKNOWN", detail: `the fleet has no reading ${id}` } };
      this.#readings = this.#readings.filter((each) => each !== known);
      return { status: 204 };
    }
    if (root !== "vehicles" || part !== "meters") return undefined;
    const now = new Date().toISOString();
    if (method === "POST") {
      const made = {
        readingId: randomUUID(),
        vehicleId: id,
        meter: String(body["meter"]),
        value: Number(body["value"]),
        note: typeof body["note"] === "string" ? body["note"] : "",
      };
      const reading = { ...made, at: typeof body["at"] === "string" ? body["at"] : now, recordedAt: now };
      this.#readings = [reading, ...this.#readings];
      return { status: 201, body: reading };
    }
    return { status: 200, body: { items: [this.#odometer(id), this.#hours(id)] } };
  }

  #odometer(vehicleId: string): object {
    const at = new Date(Date.now() - 240_000).toISOString();
    const name = "can0/VDHR/HighResolutionTotalVehicleDistance@EE";
    const doubt = { reason: "unit", value: 133_197, expected: odometerKm, at };
    const readings = this.#of(vehicleId, "odometer");
    const people = readings.map(({ readingId, value, at: readAt }) =>
      Math.abs(value - odometerKm) < 200 ? [] : [{ reason: "contradicts", value, expected: odometerKm, at: readAt, readingId }],
    );
    return {
      meter: "odometer",
      unit: "km",
      value: odometerKm,
      error: 1,
      at,
      from: { kind: "signal", name },
      sources: [
        { kind: "signal", name, isChosen: true, value: odometerKm, at, doubts: [] },
        { kind: "signal", name: "can1/VD/TotalVehicleDistance@17", isChosen: false, value: 133_197, at, doubts: [doubt] },
        ...(readings.length === 0 ? [] : [{ kind: "people", isChosen: false, doubts: people.flat() }]),
      ],
      readings,
    };
  }

  #hours(vehicleId: string): object {
    const readings = this.#of(vehicleId, "engine-hours");
    const [newest] = readings;
    const stated = newest === undefined ? {} : { value: newest.value, error: 0.1, at: newest.at, from: { kind: "people" } };
    const sources = newest === undefined ? [] : [{ kind: "people", isChosen: true, value: newest.value, at: newest.at, doubts: [] }];
    return { meter: "engine-hours", unit: "h", ...stated, sources, readings };
  }

  #of(vehicleId: string, meter: string): readonly MockReading[] {
    return this.#readings.filter((each) => each.vehicleId === vehicleId && each.meter === meter);
  }
}
