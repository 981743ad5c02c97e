/** Which methods an address has, so that a wrong one is told apart from a wrong address. The router itself does not say. */
import type { FastifyInstance } from "fastify";

export interface MethodTable {
  /** @returns methods that routes at `path` take, in order of registration; empty when nothing is there. */
  methodsAt(path: string): readonly string[];
}

export function watchMethods(app: FastifyInstance): MethodTable {
  const routes: { readonly url: string; readonly form: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook("onRoute", (route) => {
    if (route.url.includes("*")) return; // static files: any address would match
    routes.push({ url: route.url, form: formOf(route.url), methods: [route.method].flat() });
  });
  return {
    methodsAt: (path) => {
      const here = routes.filter(({ form }) => form.test(path));
      // An address of its own comes before a parameter that its last segment would fit.
      const own = here.filter(({ url }) => url === path);
      return [...new Set((own.length > 0 ? own : here).flatMap(({ methods }) => methods))];
    },
  };
}

/** `/vehicles/:vehicleId` matches one segment where the parameter stands. */
function formOf(url: string): RegExp {
  const segments = url.split("/").map((segment) => (segment.startsWith(":") ? "[^/]+" : segment.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)));
  return new RegExp(`^${segments.join("/")}/?$`);
}
