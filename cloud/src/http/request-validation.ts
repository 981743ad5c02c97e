/** What checks requests against their schemas. */
import AjvCompiler from "@fastify/ajv-compiler";

type BuildValidator = ReturnType<typeof AjvCompiler>;

/** Addresses and headers are text, so numbers are read from them; JSON has types of its own, and `false` is not the name "false". */
export const buildValidator: BuildValidator = (externalSchemas, options) => {
  const build = AjvCompiler();
  const ofTypes = (coerceTypes: false | "array") =>
    // The options are those of app.ts, which asks for no JTD.
    build(externalSchemas, { ...options, customOptions: { ...options?.customOptions, coerceTypes } } as Parameters<BuildValidator>[1]);
  const [ofText, ofJson] = [ofTypes("array"), ofTypes(false)];
  return (route) => (route.httpPart === "body" ? ofJson : ofText)(route);
};
