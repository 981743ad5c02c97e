/** Says of a route in its answers and in the document that it will go: Deprecation (RFC 9745) and Sunset (RFC 8594). */
import type { FastifyInstance } from "fastify";

export interface Deprecated {
  /** From when on new programs should not use it. */
  readonly since: Date;
  /** From when on it may be gone; at least six months after `since`. */
  readonly sunset: Date;
  /** What to use instead, as an address a person can read. */
  readonly instead: string;
}

declare module "fastify" {
  interface FastifyContextConfig {
    readonly deprecated?: Deprecated;
  }
}

/** Half a year, as the API promises. */
const noticeMsMin = 182 * 86_400_000;

/** @throws TypeError for a route that would go without notice. */
export function addDeprecation(api: FastifyInstance): void {
  api.addHook("onRoute", ({ config, url }) => {
    const deprecated = config?.deprecated;
    if (deprecated !== undefined && deprecated.sunset.getTime() - deprecated.since.getTime() < noticeMsMin)
      throw new TypeError(`route ${url} would be gone less than half a year after its deprecation`);
  });
  api.addHook("onRequest", async (request, reply) => {
    const { deprecated } = request.routeOptions.config;
    if (deprecated === undefined) return;
    void reply.headers({
      deprecation: `@${Math.floor(deprecated.since.getTime() / 1_000)}`,
      sunset: deprecated.sunset.toUTCString(),
      link: `<${deprecated.instead}>; rel="deprecation"`,
    });
  });
}
