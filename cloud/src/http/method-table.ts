/** Which methods an address has, so that a wrong one is told apart from a wrong address. The router itself does not say. */
import type { FastifyInstance } from "fastify";

export interface MethodTable {
  /** @returns methods that routes at `path` take, in order of registration; empty when nothing is there. */
  methodsAt(path: string): readonly string[];
  /** Whether `path` stands as it is for some route, but for none with this method: a parameter that it would fit is not meant. */
  isOtherMethodOf(path: string, method: string): boolean;
}

export function watchMethods(app: FastifyInstance): MethodTable {
  const routes: { readonly form: RegExp; readonly methods: readonly string[] }[] = [];
  const own = new Map<string, Set<string>>();
  app.addHook("onRoute", (route) => {
    if (route.url.includes("*")) return; // static files: any address would match
    if (!route.url.includes(":")) {
      const methods = own.get(route.url) ?? new Set();
      for (const method of [route.method].flat()) methods.add(method);
      own.set(route.url, methods);
    }
    routes.push({ form: formOf(route.url), methods: [route.method].flat() });
  });
  return {
    methodsAt: (path) => [...(own.get(path) ?? new Set(routes.filter(({ form }) => form.test(path)).flatMap(({ methods }) => methods)))],
    isOtherMethodOf: (path, method) => own.get(path)?.has(method) === false,
  };
}

/** `/vehicles/:vehicleId` matches one segment where the parameter stands. */
function formOf(url: string): RegExp {
  const segments = url.split("/").map((segment) => (segment.startsWith(":") ? "[^/]+" : segment.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)));
  return new RegExp(`^${segments.join("/")}/?$`);
}
