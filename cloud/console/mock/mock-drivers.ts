/** Drivers of the made-up fleet, and who drove what. */
import { randomUUID } from "node:crypto";
import type { MockState } from "./mock-server.ts";
import type { Answer, Call } from "./mock-webhooks.ts";

interface MockDriver {
  readonly driverId: string;
  name: string;
  number?: string | null;
  note: string;
  isActive: boolean;
}

interface MockAssignment {
  readonly assignmentId: string;
  readonly driverId: string;
  readonly vehicleId: string;
  from: string;
  to?: string | null;
}

export class MockDrivers {
  readonly #drivers: MockDriver[] = [];
  #assignments: readonly MockAssignment[] = [];

  /** @returns undefined for a path that is not of drivers. */
  answer(call: Call & { readonly state: MockState }): Answer | undefined {
    const { method, path, body, state } = call;
    const [, root, id, part] = path.split("/");
    if (root === "vehicles" && part === "drivers") return this.#driven(state, (each) => each.vehicleId === id);
    if (root === "driver-assignments") return method === "POST" ? this.#assign(state, body) : this.#correct(state, method, id, body);
    if (root !== "drivers") return undefined;
    if (part === "assignments") return this.#driven(state, (each) => each.driverId === id);
    const known = this.#drivers.find(({ driverId }) => driverId === id);
    if (id === undefined && method === "GET") return { status: 200, body: { items: this.#drivers.map((driver) => this.#view(state, driver)) } };
    if (id !== undefined && known === undefined) return { status: 404, refusal: { code: "DRIVER_UNKNOWN", detail: `the fleet has no driver ${id}` } };
    const driver = known ?? { driverId: randomUUID(), name: "", note: "", isActive: true };
    if (method !== "GET") Object.assign(driver, body);
    if (known === undefined) this.#drivers.push(driver);
    return { status: known === undefined ? 201 : 200, body: this.#view(state, driver) };
  }

  nameOf(driverId: string): string {
    return this.#drivers.find((driver) => driver.driverId === driverId)?.name ?? "";
  }

  /** Who was assigned to a vehicle at a time. */
  at(vehicleId: string, at: string): { readonly driverId: string; readonly name: string } | undefined {
    const found = this.#assignments.find((each) => each.vehicleId === vehicleId && each.from <= at && (each.to ?? "9") > at);
    const driver = this.#drivers.find(({ driverId }) => driverId === found?.driverId);
    return driver === undefined ? undefined : { driverId: driver.driverId, name: driver.name };
  }

  #assign(state: MockState, body: Call["body"]): Answer {
    const wish = { assignmentId: randomUUID(), ...body } as unknown as MockAssignment; // a development server may trust its console
    const other = this.#assignments.find(
      (each) => (each.vehicleId === wish.vehicleId || each.driverId === wish.driverId) && (each.to ?? "9") > wish.from && (wish.to ?? "9") > each.from,
    );
    if (other !== undefined) return { status: 409, refusal: { code: "ASSIGNMENT_OVERLAPS", detail: "somebody drives it then" } };
    this.#assignments = [wish, ...this.#assignments];
    return { status: 201, body: this.#assignmentView(state, wish) };
  }

  #correct(state: MockState, method: string, id: string | undefined, body: Call["body"]): Answer {
    const known = this.#assignments.find(({ assignmentId }) => assignmentId === id);
    if (known === undefined) return { status: 404, refusal: { code: "ASSIGNMENT_UNKNOWN", detail: `the fleet has no assignment ${id}` } };
    if (method === "DELETE") {
      this.#assignments = this.#assignments.filter((each) => each !== known);
      return { status: 204 };
    }
    Object.assign(known, body);
    return { status: 200, body: this.#assignmentView(state, known) };
  }

  #driven(state: MockState, isWanted: (assignment: MockAssignment) => boolean): Answer {
    return { status: 200, body: { items: this.#assignments.filter(isWanted).map((each) => this.#assignmentView(state, each)) } };
  }

  #view({ vehicles }: MockState, { number, ...driver }: MockDriver): object {
    const current = this.#assignments.find((each) => each.driverId === driver.driverId && (each.to ?? undefined) === undefined);
    const vehicle = vehicles.find(({ vehicleId }) => vehicleId === current?.vehicleId);
    return {
      ...driver,
      ...(typeof number === "string" ? { number } : {}),
      ...(vehicle === undefined ? {} : { vehicle: { vehicleId: vehicle.vehicleId, callSign: vehicle.callSign } }),
    };
  }

  #assignmentView({ vehicles }: MockState, { to, ...assignment }: MockAssignment): object {
    return {
      ...assignment,
      driverName: this.#drivers.find(({ driverId }) => driverId === assignment.driverId)?.name,
      callSign: vehicles.find(({ vehicleId }) => vehicleId === assignment.vehicleId)?.callSign,
      ...(typeof to === "string" ? { to } : {}),
    };
  }
}
