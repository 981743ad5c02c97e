import { Type, type Static } from "typebox";
import { parseVehicleId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { actOf } from "../../http/audit.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { named, oneOf, ref, Uuid } from "../../http/schemas.ts";
import type { AttributeService } from "./attribute-service.ts";
import { attributeTypes, type AttributeField, type AttributeSchema, type AttributeValue } from "./attribute-types.ts";
import { attributeLimits } from "./limits.ts";

export interface AttributeRoutesOptions {
  readonly attributes: AttributeService;
  /** Throws `VEHICLE_UNKNOWN` unless the vehicle is the tenant's. */
  readonly checkVehicle: (tenant: TenantId, vehicleId: VehicleId) => Promise<unknown>;
}

const tags = ["vehicles"];
const line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: String.raw`^[^\s\u0000-\u001f]([^\u0000-\u001f]*[^\s\u0000-\u001f])?$` });
const Key = Type.String({ pattern: "^[a-z][a-zA-Z0-9]{0,39}$", description: "Stable name for programs." });
const Limit = Type.Number({ minimum: -1e15, maximum: 1e15 });

const FieldView = named(
  "VehicleAttributeField",
  Type.Object(
    {
      key: Key,
      label: line(60),
      type: oneOf(attributeTypes),
      isRequired: Type.Boolean(),
      unit: Type.Optional(line(20)),
      min: Type.Optional(Limit),
      max: Type.Optional(Limit),
      maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: attributeLimits.textMax })),
      choices: Type.Optional(Type.Array(line(60), { maxItems: attributeLimits.choicesMax })),
    },
    { additionalProperties: false },
  ),
);
const Fields = Type.Array(ref(FieldView), { maxItems: attributeLimits.fieldsMax, description: "In the order of forms." });
const SchemaView = named("VehicleAttributeFields", Type.Object({ version: Type.Integer({ description: "0 before there were any." }), fields: Fields }));

/** Values by key of their field. */
export const AttributeValues = Type.Record(
  Type.String({ pattern: "^[a-z][a-zA-Z0-9]{0,39}$" }),
  // Types beside each other, not a union of them: its parts would be tried in order, and a text "7" made a number.
  Type.Unsafe<AttributeValue>({ type: ["string", "number", "boolean"], maxLength: attributeLimits.textMax, pattern: String.raw`^[^\u0000]*$` }),
  {
    maxProperties: attributeLimits.fieldsMax,
    additionalProperties: false,
    description: "What the fleet notes of it, by the keys of its own fields; a day as 2026-11-25.",
  },
);

export function attributeRoutes({ attributes, checkVehicle }: AttributeRoutesOptions): Routes {
  return (api) => {
    api.get(
      "/vehicle-attributes",
      {
        config: { access: "read" },
        schema: {
          operationId: "vehicleAttributeFields",
          summary: "What the fleet notes of its vehicles beside what every fleet does",
          tags,
          querystring: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: "Absent: the newest." })) }),
          response: { 200: ref(SchemaView) },
        },
      },
      async (request) => toJson(await attributes.schema(principalOf(request).tenantId, request.query.version)),
    );

    api.put(
      "/vehicle-attributes",
      {
        config: { access: "admin", audit: { action: "attributes.defined", subject: "fleet", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "defineVehicleAttributes",
          summary: "Put other fields in place of those that there are",
          description: "A field keeps its type. Values of a field that is left out are removed from every vehicle.",
          tags,
          body: Type.Object(
            { version: Type.Integer({ minimum: 0, maximum: 2_147_483_646, description: "Of the fields that the change was decided on." }), fields: Fields },
            { additionalProperties: false },
          ),
          response: { 200: ref(SchemaView) },
        },
      },
      async (request) => toJson(await attributes.define(principalOf(request).tenantId, request.body, actOf(request))),
    );

    api.put(
      "/vehicles/:vehicleId/attributes",
      {
        config: { access: "write", audit: { action: "vehicle.attributesSet", subject: "vehicle", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "setVehicleAttributes",
          summary: "Say all that the fleet's own fields hold of a vehicle",
          description: "What is left out has no value any more.",
          tags,
          params: Type.Object({ vehicleId: Uuid }),
          body: AttributeValues,
          response: { 200: AttributeValues },
        },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        const vehicleId = parseVehicleId(request.params.vehicleId);
        await checkVehicle(tenantId, vehicleId);
        await attributes.set(tenantId, vehicleId, request.body, actOf(request));
        return request.body;
      },
    );
  };
}

function toJson({ version, fields }: AttributeSchema): Static<typeof SchemaView> {
  return { version, fields: fields.map(fieldToJson) };
}

function fieldToJson({ choices, ...field }: AttributeField): Static<typeof FieldView> {
  // JSON knows no undefined, so what is absent is absent.
  return JSON.parse(JSON.stringify({ ...field, ...(choices === undefined ? {} : { choices: [...choices] }) })) as Static<typeof FieldView>; // a copy of the same
}
