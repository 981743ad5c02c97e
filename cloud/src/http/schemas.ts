/** Building blocks of the API's schemas. Every schema validates requests, shapes answers and documents both. */
import { Type, type Static, type TSchema, type TUnsafe } from "typebox";
import { httpLimits } from "./limits.ts";

/** A schema that stands under its own name in the OpenAPI document; `buildApp` registers it. */
export type NamedSchema<Schema extends TSchema = TSchema> = Schema & { readonly $id: string };

const registry = new Map<string, NamedSchema>();

/** Gives a schema its name in the document. @throws TypeError when the name is taken. */
export function named<Schema extends TSchema>(name: string, schema: Schema): NamedSchema<Schema> {
  if (registry.has(name)) throw new TypeError(`two schemas are named ${name}`);
  const withName = Object.assign(schema, { $id: name });
  registry.set(name, withName);
  return withName;
}

/** Uses a named schema inside another one, typed as what it describes. */
export function ref<Schema extends TSchema>(schema: NamedSchema<Schema>): TUnsafe<Static<Schema>> {
  return Type.Unsafe<Static<Schema>>({ $ref: `${schema.$id}#` });
}

export function namedSchemas(): Iterable<NamedSchema> {
  return registry.values();
}

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(
  words: Words,
  options: { readonly description?: string; readonly default?: Words[number] } = {},
): TUnsafe<Words[number]> {
  return Type.Unsafe<Words[number]>({ type: "string", enum: [...words], ...options });
}

/** A page of a list; `next` is absent on the last one. */
export function pageOf<Schema extends TSchema>(name: string, item: NamedSchema<Schema>) {
  return named(
    name,
    Type.Object({
      items: Type.Array(ref(item)),
      next: Type.Optional(Type.String({ description: "Pass it as `after` for the next page; absent on the last one." })),
    }),
  );
}

export const uuidPattern = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

export const Uuid = Type.String({ pattern: uuidPattern, description: "Lower-case UUID." });

/** RFC 3339 with a zone, to the microsecond at most. `parseInstantUs` reads it. */
export const Instant = Type.String({
  pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$`,
  maxLength: 40,
  description: "RFC 3339, such as 2026-11-20T13:58:00Z.",
});

/** Query parameters of every list. */
export const pageParameters = {
  after: Type.Optional(Type.String({ maxLength: httpLimits.cursorLengthMax, description: "`next` of the page before." })),
  limit: Type.Integer({ minimum: 1, maximum: httpLimits.pageMax, default: httpLimits.pageStandard, description: "Most items wanted." }),
};
