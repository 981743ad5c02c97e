/** Settings from, in rising order: defaults, the YAML file, the environment, overrides of the command line. */
import { readFileSync } from "node:fs";
import type { Static, TObject } from "typebox";
import { Value } from "typebox/value";
import { parseDocument } from "yaml";
import { failConfig } from "./config-errors.ts";
import { settingsOf, type ConfigDefinition, type Setting } from "./define-config.ts";

export interface ConfigSources {
  /** YAML; absent means no file. */
  readonly file?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** By dotted path; what the command line says beats everything. */
  readonly overrides?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * @returns a complete, checked configuration.
 * @throws DrawbarError `CONFIG_UNREADABLE`, `CONFIG_INVALID` (unknown setting, wrong type, out of range, missing).
 */
export function readConfig<Schema extends TObject>(definition: ConfigDefinition<Schema>, sources: ConfigSources): Static<Schema> {
  const settings = settingsOf(definition);
  const config: Record<string, unknown> = sources.file === undefined ? {} : readFile(sources.file);
  refuseUnknown(config, settings, sources.file ?? "the configuration");
  refuseUnknownVariables(definition, settings, sources.env);
  for (const setting of settings) {
    const text = sources.env[setting.variable];
    if (text !== undefined) put(config, setting.path, fromText(setting, text));
    const override = sources.overrides?.[setting.path];
    if (override !== undefined) put(config, setting.path, override);
    if (setting.defaultValue !== undefined && get(config, setting.path) === undefined) put(config, setting.path, structuredClone(setting.defaultValue));
    if (setting.isRequired && get(config, setting.path) === undefined) {
      throw failConfig(
        "CONFIG_INVALID",
        `${definition.process} needs "${setting.path}" (${setting.description}); set it in the file or as ${setting.variable}`,
      );
    }
  }
  const [problem] = Value.Errors(definition.schema, config);
  if (problem !== undefined) {
    const path = problem.instancePath.slice(1).replaceAll("/", ".");
    const setting = settings.find((candidate) => path === candidate.path || path.startsWith(`${candidate.path}.`));
    const value = JSON.stringify(get(config, path));
    throw failConfig(
      "CONFIG_INVALID",
      `"${path}" of ${definition.process} is ${value ?? "missing"}: it ${problem.message}${setting === undefined ? "" : ` (${setting.description})`}`,
    );
  }
  return config as Static<Schema>; // Value.Errors found nothing
}

function readFile(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw failConfig("CONFIG_UNREADABLE", `${file} cannot be read; check the path given with --config`, { cause: error });
  }
  const document = parseDocument(text, { uniqueKeys: true });
  const [problem] = document.errors;
  if (problem !== undefined) throw failConfig("CONFIG_UNREADABLE", `${file} is not YAML: ${problem.message.split("\n")[0] ?? ""}`);
  const content: unknown = document.toJS() ?? {};
  if (!isPlain(content)) throw failConfig("CONFIG_UNREADABLE", `${file} must hold settings by name, not a list or a single value`);
  return content;
}

function refuseUnknown(config: Record<string, unknown>, settings: readonly Setting[], where: string, path: readonly string[] = []): void {
  for (const [name, value] of Object.entries(config)) {
    const here = [...path, name].join(".");
    if (settings.some((setting) => setting.path === here)) continue;
    if (isPlain(value) && settings.some((setting) => setting.path.startsWith(`${here}.`))) refuseUnknown(value, settings, where, [...path, name]);
    else throw failConfig("CONFIG_INVALID", `${where} has an unknown setting "${here}"; --help lists all of them`);
  }
}

function refuseUnknownVariables(definition: ConfigDefinition, settings: readonly Setting[], env: ConfigSources["env"]): void {
  const prefix = `DRAWBAR_${definition.process.replaceAll("-", "_").toUpperCase()}_`;
  const known = new Set(settings.map((setting) => setting.variable));
  const unknown = Object.keys(env).find((name) => name.startsWith(prefix) && !known.has(name));
  if (unknown !== undefined)
    throw failConfig("CONFIG_INVALID", `the environment sets ${unknown}, which is no setting of ${definition.process}; --help lists all of them`);
}

/** Lists and numbers are written as in YAML: `DRAWBAR_DEPOT_GATEWAY_HUBS='["cloud:7443"]'`, or for texts, separated by commas. */
function fromText(setting: Setting, text: string): unknown {
  const { type, items } = setting.schema as { type?: string; items?: { type?: string } }; // a typebox schema is JSON Schema
  if (type === "string") return text;
  if (type === "array" && items?.type === "string" && !text.trimStart().startsWith("[")) return text === "" ? [] : text.split(",").map((item) => item.trim());
  const value: unknown = parseDocument(text).toJS();
  return value ?? text;
}

function get(config: Record<string, unknown>, path: string): unknown {
  let value: unknown = config;
  for (const name of path.split(".")) value = isPlain(value) ? value[name] : undefined;
  return value;
}

function put(config: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split(".");
  let into = config;
  for (const name of names.slice(0, -1)) {
    const next = into[name];
    if (isPlain(next)) into = next;
    else into = into[name] = {};
  }
  into[names.at(-1) ?? ""] = value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
