/** The API's description, made from the very schemas that check requests. */
import fastifySwagger from "@fastify/swagger";
import { Type } from "typebox";
import { apiPrefix, type App } from "./api.ts";
import { Problem, problemMediaType } from "./problem.ts";
import { ref } from "./schemas.ts";

const problemAnswer = { description: "What went wrong, as problem details.", content: { [problemMediaType]: { schema: ref(Problem) } } };

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
    // Every route may answer with a problem; said here once.
    transform: ({ schema, url, route }) => {
      const audit = route.config?.audit;
      const response = { ...(schema?.response as object | undefined), default: problemAnswer }; // a response is an object by status
      // Under what name an act stands in the audit trail.
      return { schema: { ...schema, response, ...(audit === undefined ? {} : { "x-audit": audit.action }) }, url };
    },
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
