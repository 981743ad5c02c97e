/** What people say of the made-up fleet: life, groups, tags. */
import { randomUUID } from "node:crypto";
import type { MockState } from "./mock-server.ts";
import { vehicleSummary } from "./mock-views.ts";
import type { Answer, Call } from "./mock-webhooks.ts";
import type { MockProfile, MockVehicle } from "./vehicles.ts";

interface MockGroup {
  readonly groupId: string;
  name: string;
  note: string;
}

export class MockProfiles {
  readonly #groups: MockGroup[] = [];
  readonly #steps = new Map<string, object[]>();

  /** @returns undefined for a path that is not of profiles. */
  answer(call: Call & { readonly state: MockState }): Answer | undefined {
    const { method, path, state } = call;
    if (path.startsWith("/vehicle-groups")) return this.#group(call);
    const [, vehicleId, part = ""] = /^\/vehicles\/([\w-]+)(\/life)?$/.exec(path) ?? [];
    const vehicle = state.vehicles.find((each) => each.vehicleId === vehicleId);
    if (vehicle === undefined || (method === "GET" && part === "")) return undefined;
    if (method === "GET") return { status: 200, body: { items: this.#steps.get(vehicle.vehicleId) ?? [] } };
    return part === "" ? this.#change(vehicle, call) : this.#step(vehicle, call);
  }

  #step(vehicle: MockVehicle, { body }: Call): Answer {
    const { profile, vehicleId } = vehicle;
    const at = new Date().toISOString();
    const to = body["to"] as MockProfile["life"]; // a development server may trust its console
    const step = { stepId: randomUUID(), from: profile.life, to, note: body["note"] ?? "", at };
    this.#steps.set(vehicleId, [step, ...(this.#steps.get(vehicleId) ?? [])]);
    Object.assign(profile, { life: to, lifeSince: at });
    return { status: 200, body: vehicleSummary(vehicle, Date.now()) };
  }

  #group({ method, path, body, state }: Call & { readonly state: MockState }): Answer {
    const groupId = path.split("/")[2] ?? randomUUID();
    const view = (group: MockGroup): object => ({
      ...group,
      vehicles: state.vehicles.filter(({ profile }) => profile.group?.groupId === group.groupId).length,
    });
    if (method === "GET") return { status: 200, body: { items: this.#groups.map(view) } };
    if (this.#groups.some((group) => group.name === body["name"] && group.groupId !== groupId))
      return { status: 409, refusal: { code: "GROUP_NAME_TAKEN", detail: `another group is called "${String(body["name"])}"` } };
    const known = this.#groups.find((group) => group.groupId === groupId);
    if (method === "DELETE") {
      this.#groups.splice(0, this.#groups.length, ...this.#groups.filter((group) => group !== known));
      for (const { profile } of state.vehicles) if (profile.group?.groupId === groupId) profile.group = undefined;
      return { status: 204 };
    }
    const group = known ?? { groupId, name: "", note: "" };
    Object.assign(group, body);
    for (const { profile } of state.vehicles) if (profile.group?.groupId === groupId) profile.group = { groupId, name: group.name };
    if (known === undefined) this.#groups.push(group);
    return { status: known === undefined ? 201 : 200, body: view(group) };
  }

  #change(vehicle: MockVehicle, { body }: Call): Answer {
    const { tags, groupId, ...changed } = body;
    const { profile } = vehicle;
    if (Array.isArray(tags)) profile.tags = tags.map(String).toSorted();
    if (groupId !== undefined) {
      const group = this.#groups.find((each) => each.groupId === groupId);
      profile.group = group === undefined ? undefined : { groupId: group.groupId, name: group.name };
    }
    profile.changed = { ...profile.changed, ...changed };
    return { status: 200, body: vehicleSummary(vehicle, Date.now()) };
  }
}
