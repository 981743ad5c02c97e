/** Requests that name a tenant's things, made from the API's own document, so that every route has some. */
import type { Values } from "./victim.ts";

export interface SampleRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly payload?: unknown;
  /** Those that the route cannot do without. */
  readonly headers: Readonly<Record<string, string>>;
  /** The payload travels as a form, not as JSON. */
  readonly isForm?: boolean;
  /** Whether the address itself names a thing. */
  readonly namesThing: boolean;
  /** The address holds a question instead, which everybody may ask and which everybody gets the same answer to. */
  readonly isQuestion: boolean;
}

export interface Operation {
  /** As `GET /api/v1/vehicles/{vehicleId}`. */
  readonly route: string;
  readonly isPublic: boolean;
  readonly isStream: boolean;
  readonly requests: readonly SampleRequest[];
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

interface OperationObject {
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

const variantsMax = 6;
/** Parts of addresses that name nothing of a tenant: a VIN is decoded from a table, whoever's vehicle it is; a tile has the same towns for everybody. */
const questions: ReadonlySet<string> = new Set(["vin", "south", "west"]);

/** @param document OpenAPI 3.1, as the application describes itself. */
export function operationsOf(document: unknown, values: Values): readonly Operation[] {
  const { paths, components } = document as Document; // what @fastify/swagger makes
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== "head")
      .map(([method, operation]): Operation => {
        const make = new Sampler(values, components?.schemas ?? {});
        const requests = Array.from({ length: variantsMax }, (_, variant) => requestOf(path, method, operation, make, variant));
        return {
          route: `${method.toUpperCase()} ${path}`,
          isPublic: operation.security?.length === 0,
          isStream: Object.hasOwn(operation.responses?.["200"]?.content ?? {}, "text/event-stream"),
          requests: [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()],
        };
      }),
  );
}

function requestOf(path: string, method: string, { parameters = [], requestBody }: OperationObject, make: Sampler, variant: number): SampleRequest {
  const inPath = new Map(parameters.filter((one) => one.in === "path").map((one) => [one.name, make.text(one.name, one.schema, variant)]));
  const query = parameters
    .filter((one) => one.in === "query" && (one.required === true || make.isThing(one.name)))
    .flatMap((one) => [make.value(one.name, one.schema, variant)].flat().map((value) => `${one.name}=${encodeURIComponent(String(value))}`));
  const headers = parameters.filter((one) => one.in === "header" && one.required === true);
  const form = requestBody?.content["application/x-www-form-urlencoded"]?.schema;
  const body = requestBody?.content["application/json"]?.schema ?? form;
  return {
    method: method.toUpperCase() as SampleRequest["method"], // OpenAPI has no others
    url: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(inPath.get(name) ?? "")) + (query.length === 0 ? "" : `?${query.join("&")}`),
    namesThing: [...inPath.keys()].some((name) => !questions.has(name)),
    isQuestion: [...inPath.keys()].some((name) => questions.has(name)),
    headers: Object.fromEntries(headers.map((one) => [one.name, make.text(one.name, one.schema, variant)])),
    ...(body === undefined ? {} : { payload: make.value("body", body, variant), isForm: body === form }),
  };
}

/** Fills a schema with the values of a tenant where a name says what is wanted, and with anything that fits elsewhere. */
class Sampler {
  readonly #values: Values;
  readonly #schemas: Readonly<Record<string, Schema>>;

  constructor(values: Values, schemas: Readonly<Record<string, Schema>>) {
    this.#values = values;
    this.#schemas = schemas;
  }

  isThing(name: string): boolean {
    return name === "run" || /Ids?$/.test(name) || (this.#values.get(columnOf(name))?.length ?? 0) > 0;
  }

  text(name: string, schema: Schema, variant: number): string {
    return String(this.value(name, schema, variant));
  }

  value(name: string, given: Schema, variant: number): unknown {
    const schema = this.#resolve(given);
    const choice = schema.anyOf ?? schema.oneOf;
    if (choice?.[0] !== undefined) return this.value(name, choice[variant % choice.length] ?? choice[0], variant);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum[variant % schema.enum.length];
    const type = Array.isArray(schema.type) ? (schema.type as readonly string[])[0] : schema.type;
    if (type === "object" || schema.properties !== undefined) {
      const wanted = Object.entries(schema.properties ?? {}).filter(
        ([key]) => schema.required?.includes(key) === true || this.isThing(key) || variant % 2 === 1,
      );
      return Object.fromEntries(wanted.map(([key, inner]) => [key, this.value(key, inner, variant)]));
    }
    if (type === "array") {
      const { items, minItems = 1 } = schema;
      return items === undefined ? [] : Array.from({ length: Math.max(1, minItems) }, () => this.value(name, items, variant));
    }
    if (type === "integer" || type === "number") return schema.default ?? schema.minimum ?? 1;
    if (type === "boolean") return variant % 2 === 0;
    if (type === "null") return null;
    return this.#string(name, schema, variant);
  }

  #string(name: string, { pattern, minLength = 0, maxLength = 10_000 }: Schema, variant: number): string {
    const own = this.#values.get(columnOf(name)) ?? [];
    const anyId = [...this.#values].filter(([column]) => column.endsWith("_id")).flatMap(([, ids]) => ids);
    const candidates = [
      ...own,
      ...(name === "from" ? ["2026-11-25T00:00:00Z"] : []),
      ...(name === "to" || name === "time" || name === "at" ? ["2026-11-26T00:00:00Z"] : []),
      ...(name === "topic" ? ["vehicle", "depot"].flatMap((kind) => (this.#values.get(`${kind}_id`) ?? []).map((id) => `${kind}:${id}`)) : []),
      ...(pattern === undefined ? [] : anyId),
      ...(name === "source" || name === "signal" ? ["can0/SPEED/V"] : []),
      "somebody@fleet.example",
      "2026-11-25T00:00:00Z",
      "7",
      "a sample of a text that is long enough for nearly everything",
      "sample",
    ];
    const form = new RegExp(pattern ?? "");
    const fitting = candidates
      .map((text) => (pattern === undefined ? text.slice(0, maxLength).trim() : text))
      .filter((text) => text.length >= minLength && text.length <= maxLength && form.test(text));
    return (own.length > 1 || pattern !== undefined ? fitting[variant % fitting.length] : fitting[0]) ?? "";
  }

  #resolve(schema: Schema): Schema {
    const name = schema.$ref?.split("/").at(-1);
    return name === undefined ? schema : (this.#schemas[name] ?? schema);
  }
}

/** The column that an API name stands for. */
function columnOf(name: string): string {
  if (name === "run" || name === "runIds") return "run_id";
  return name.replace(/s$/, "").replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
