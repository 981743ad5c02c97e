/** Telematics units of the made-up fleet: one in each vehicle that has one, and one on the shelf. */
import { randomUUID } from "node:crypto";
import type { MockState } from "./mock-server.ts";
import type { MockVehicle } from "./vehicles.ts";
import type { Answer, Call } from "./mock-webhooks.ts";

interface MockPairing {
  readonly assignmentId: string;
  readonly unitId: string;
  readonly vehicleId: string;
  readonly from?: string | null;
  readonly to?: string | null;
}

const spare = "018f6a00-0000-7000-8000-000000009999";

export function mockRevocation(body: Call["body"]): object {
  return { at: new Date().toISOString(), by: "planner@example.com", reason: String(body["reason"]) };
}

export class MockUnits {
  readonly #devices: ReadonlyMap<string, string>;
  readonly #revoked = new Map<string, object>();
  #pairings: readonly MockPairing[];

  constructor(vehicles: readonly MockVehicle[]) {
    const fitted = vehicles.flatMap(({ vehicleId, callSign, unit }) =>
      unit === undefined ? [] : [{ vehicleId, unitId: unit.unitId, device: `sim-${callSign}` }],
    );
    this.#devices = new Map([...fitted.map(({ unitId, device }) => [unitId, device] as const), [spare, "TU-0815"]]);
    this.#pairings = fitted.map(({ unitId, vehicleId }) => ({ assignmentId: randomUUID(), unitId, vehicleId }));
  }

  /** @returns undefined for a path that is not of units. */
  answer(call: Call & { readonly state: MockState }): Answer | undefined {
    const { method, path, body, state } = call;
    const [, root, id, part] = path.split("/");
    if (root === "units" && part === "revoke") return this.#revoke(id ?? "", body);
    if (root === "units")
      return {
        status: 200,
        body: { items: [...this.#devices].filter(([unitId]) => !this.#revoked.has(unitId)).map(([unitId, device]) => this.#unit(state, unitId, device)) },
      };
    if (root === "unit-assignments") return this.#correct(state, method, id, body);
    if (root !== "vehicles" || part !== "units") return undefined;
    if (method === "POST") return this.#put(state, id ?? "", body);
    const items = this.#pairings.filter(({ vehicleId }) => vehicleId === id).toSorted((one, other) => ((one.from ?? "") > (other.from ?? "") ? -1 : 1));
    return { status: 200, body: { items: items.map((pairing) => this.#view(state, pairing)) } };
  }

  #revoke(unitId: string, body: Call["body"]): Answer {
    if (!this.#devices.has(unitId)) return { status: 404, refusal: { code: "UNIT_UNKNOWN", detail: `the fleet has no unit ${unitId}` } };
    if (this.#revoked.has(unitId)) return { status: 409, refusal: { code: "DEVICE_OUT_ALREADY", detail: `unit ${unitId} is out of trust already` } };
    const revocation = mockRevocation(body);
    this.#revoked.set(unitId, revocation);
    return { status: 200, body: revocation };
  }

  #put(state: MockState, vehicleId: string, body: Call["body"]): Answer {
    const unitId = String(body["unitId"]);
    const from = typeof body["from"] === "string" ? body["from"] : new Date().toISOString();
    const standing = this.#pairings.filter((each) => (each.unitId === unitId || each.vehicleId === vehicleId) && typeof each.to !== "string");
    if (standing.some((each) => (each.from ?? "") > from))
      return { status: 409, refusal: { code: "UNIT_PAIRING_OVERLAPS", detail: "another unit sits there" } };
    const made: MockPairing = { assignmentId: randomUUID(), unitId, vehicleId, from };
    this.#pairings = [made, ...this.#pairings.map((each) => (standing.includes(each) ? { ...each, to: from } : each))];
    return { status: 201, body: this.#view(state, made) };
  }

  #correct(state: MockState, method: string, id: string | undefined, body: Call["body"]): Answer {
    const known = this.#pairings.find(({ assignmentId }) => assignmentId === id);
    if (known === undefined) return { status: 404, refusal: { code: "UNIT_ASSIGNMENT_UNKNOWN", detail: `the fleet has no assignment ${id}` } };
    const changed = { ...known, ...body };
    this.#pairings = this.#pairings.flatMap((each) => (each !== known ? [each] : method === "DELETE" ? [] : [changed]));
    return method === "DELETE" ? { status: 204 } : { status: 200, body: this.#view(state, changed) };
  }

  #unit({ vehicles }: MockState, unitId: string, device: string): object {
    const now = this.#pairings.find((each) => each.unitId === unitId && typeof each.to !== "string");
    const vehicle = vehicles.find(({ vehicleId }) => vehicleId === now?.vehicleId);
    return { unitId, device, ...(vehicle === undefined ? {} : { vehicle: { vehicleId: vehicle.vehicleId, callSign: vehicle.callSign } }) };
  }

  #view({ vehicles }: MockState, { from, to, ...pairing }: MockPairing): object {
    return {
      ...pairing,
      device: this.#devices.get(pairing.unitId) ?? "",
      revoked: this.#revoked.get(pairing.unitId),
      callSign: vehicles.find(({ vehicleId }) => vehicleId === pairing.vehicleId)?.callSign ?? "",
      ...(typeof from === "string" ? { from } : {}),
      ...(typeof to === "string" ? { to } : {}),
    };
  }
}
