/** The contract test's cases for the fleet's own fields of vehicles. */
import { nowhere, type RouteCase } from "./route-case.ts";
import type { TestApi, TestFleet } from "./test-api.ts";

let names = 0;

const fields = [{ key: "payload", label: "Payload", type: "number", isRequired: false, unit: "t", min: 0, max: 40 }];

/** @param api asked when a case is called: it is started later. */
export function attributeCases(api: () => TestApi): Readonly<Record<string, RouteCase>> {
  const only = async (of: TestFleet): Promise<void> => {
    const tx = api().db.app.of(of.tenantId);
    await tx.count("test-fields-clear", "delete from attribute_schema where tenant_id = $1", [of.tenantId]);
    await tx.count("test-fields", "insert into attribute_schema (tenant_id, version, fields) values ($1, 1, $2)", [of.tenantId, JSON.stringify(fields)]);
  };
  return {
    "GET /api/v1/vehicle-attributes": {
      status: 200,
      valid: async (of) => (await only(of), { url: "/vehicle-attributes?version=1" }),
      malformed: [{ url: "/vehicle-attributes?version=x" }],
    },
    "PUT /api/v1/vehicle-attributes": {
      status: 200,
      valid: async (of) => (await only(of), { url: "/vehicle-attributes", payload: { version: 1, fields } }),
      malformed: [
        { url: "/vehicle-attributes", payload: { fields } },
        { url: "/vehicle-attributes", payload: { version: 1, fields: [{ ...fields[0], key: "Pay load" }] } },
        { url: "/vehicle-attributes", payload: { version: 1, fields: [{ ...fields[0], type: "colour" }] } },
        { url: "/vehicle-attributes", payload: { version: 1, fields: [...fields, ...fields] } },
        { url: "/vehicle-attributes", payload: { version: 1, fields, tenantId: nowhere } },
      ],
    },
    "PUT /api/v1/vehicles/{vehicleId}/attributes": {
      status: 200,
      namesThings: true,
      valid: async (of) => (await only(of), { url: `/vehicles/${await of.addVehicle(`FIELD ${names++}`)}/attributes`, payload: { payload: 18.5 } }),
      malformed: [
        { url: "/vehicles/7/attributes", payload: {} },
        { url: `/vehicles/${nowhere}/attributes`, payload: { "pay load": 1 } },
        { url: `/vehicles/${nowhere}/attributes`, payload: { payload: { a: 1 } } },
      ],
    },
  };
}
