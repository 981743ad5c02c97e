/** The cloud's HTTP API, typed from its own document. For browsers and for programs. */
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema.d.ts";

export type ApiClient = Client<paths>;
/** Names of what the API answers, such as `Schemas["Vehicle"]`. */
export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

export interface ApiClientOptions {
  /** Where the API is, such as `https://fleet.example`; empty in a page that the cloud itself served. */
  readonly baseUrl: string;
  /** An API token, for programs; browsers have a cookie. */
  readonly token?: string | undefined;
  /** What the session's view says; asked at each unsafe request of a browser. */
  readonly csrfToken?: (() => string | undefined) | undefined;
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * @example const { data, error } = await client.GET("/api/v1/vehicles/{vehicleId}", { params: { path: { vehicleId } } });
 * `error` is problem details; `problemIn` tells them from a proxy's own words.
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const { baseUrl, token, csrfToken, fetch } = options;
  const client = createClient<paths>({ baseUrl, credentials: "same-origin", ...(fetch === undefined ? {} : { fetch }) });
  client.use({
    onRequest: ({ request }) => {
      if (token !== undefined) request.headers.set("authorization", `Bearer ${token}`);
      const csrf = safeMethods.has(request.method) ? undefined : csrfToken?.();
      if (csrf !== undefined) request.headers.set("x-csrf-token", csrf);
      return request;
    },
  });
  return client;
}

/** @returns the problem details in an error answer, `undefined` when something in between answered in its own words. */
export function problemIn(error: unknown): Problem | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const problem = error as Partial<Problem>; // each field that is relied on is looked at
  return typeof problem.code === "string" && typeof problem.status === "number" && typeof problem.detail === "string" ? (problem as Problem) : undefined;
}
