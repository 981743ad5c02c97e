/** The made-up fleet's own fields of vehicles: none at first. */
import type { MockState } from "./mock-server.ts";
import type { Answer, Call } from "./mock-webhooks.ts";

export class MockAttributes {
  #schema: { readonly version: number; readonly fields: readonly object[] } = { version: 0, fields: [] };

  /** @returns undefined for a path that is not of fields. */
  answer({ method, path, body, state }: Call & { readonly state: MockState }): Answer | undefined {
    const [, root, id, part] = path.split("/");
    if (root === "vehicle-attributes") {
      if (method === "PUT") this.#schema = { version: this.#schema.version + 1, fields: body["fields"] as readonly object[] }; // a development server may trust its console
      return { status: 200, body: this.#schema };
    }
    if (root !== "vehicles" || part !== "attributes") return undefined;
    const vehicle = state.vehicles.find(({ vehicleId }) => vehicleId === id);
    if (vehicle !== undefined) vehicle.profile.attributes = body as typeof vehicle.profile.attributes;
    return { status: 200, body };
  }
}
