/** The API's description, made from the very schemas that check requests. */
import fastifySwagger from "@fastify/swagger";
import type { FastifySchema, RouteOptions } from "fastify";
import { Type } from "typebox";
import { apiPrefix, type App } from "./api.ts";
import { isSafe } from "./authentication.ts";
import { idempotencyHeader } from "./idempotency/idempotency.ts";
import { idempotencyLimits } from "./idempotency/limits.ts";
import { Problem, problemMediaType } from "./problem.ts";
import { ref } from "./schemas.ts";

const problemAnswer = { description: "What went wrong, as problem details.", content: { [problemMediaType]: { schema: ref(Problem) } } };

const IdempotencyKey = Type.Optional(
  Type.String({
    minLength: idempotencyLimits.keyLengthMin,
    maxLength: idempotencyLimits.keyLengthMax,
    pattern: "^[!-~]*$",
    description:
      "Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422.",
  }),
);

/** What holds for every route, said here once: each may answer with a problem, keys name what changes something, and so does its entry in the audit trail. */
function described(schema: FastifySchema | undefined, { method, config }: RouteOptions): FastifySchema {
  const headers = schema?.headers as { readonly properties?: Record<string, unknown> } | undefined; // ours are all objects
  const isKeyed = config?.access !== undefined && config.access !== "public" && ![method].flat().every(isSafe);
  return {
    ...schema,
    ...(schema?.querystring === undefined ? {} : { querystring: withoutDefaults(schema.querystring) }),
    ...(schema?.body === undefined ? {} : { body: withoutDefaults(schema.body) }),
    ...(isKeyed ? { headers: { type: "object", ...headers, properties: { ...headers?.properties, [idempotencyHeader]: IdempotencyKey } } } : {}),
    ...(config?.deprecated === undefined ? {} : { deprecated: true }),
    ...(config?.audit === undefined ? {} : { "x-audit": config.audit.action }),
    response: { ...(schema?.response as object | undefined), default: problemAnswer }, // a response is an object by status
  };
}

/** What has a default need not be sent; our schemas list it as required, since the handler always finds it. */
function withoutDefaults(schema: unknown): unknown {
  const { properties, required, ...rest } = schema as { readonly properties?: Record<string, { readonly default?: unknown }>; readonly required?: string[] }; // ours are all objects
  if (properties === undefined || required === undefined) return schema;
  const needed = required.filter((name) => properties[name]?.default === undefined);
  return { ...rest, properties, ...(needed.length === 0 ? {} : { required: needed }) };
}

export async function addOpenApi(app: App, options: { readonly version: string }): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Drawbar",
        version: options.version,
        description: "Vehicles, their signals and the links that bring them. Errors are problem details (RFC 9457); lists are read page by page with `after`.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      components: {
        securitySchemes: {
          session: {
            type: "apiKey",
            in: "cookie",
            name: "drawbar_session",
            description: "From POST /session. Unsafe requests repeat `csrfToken` in the header x-csrf-token.",
          },
          token: { type: "http", scheme: "bearer", description: "An API token: `dbt_...`." },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    transform: ({ schema, url, route }) => ({ schema: described(schema, route), url }),
    refResolver: { buildLocalReference: ({ $id }, _base, _fragment, index) => (typeof $id === "string" ? $id : `schema-${index}`) },
  });
  app.get(
    `${apiPrefix}/openapi.json`,
    {
      config: { access: "public" },
      schema: { operationId: "openApi", summary: "This document", tags: ["system"], security: [], response: { 200: Type.Any() } },
    },
    async (_request, reply) => {
      void reply.header("cache-control", "public, max-age=300").type("application/json");
      return JSON.stringify(app.swagger());
    },
  );
}
