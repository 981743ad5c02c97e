/** A configuration's schema as people read it: for `--help`, for docs/config.md, and as a commented file to start from. */
import { stringify } from "yaml";
import { settingsOf, type ConfigDefinition, type Setting } from "./define-config.ts";

/** Lines for a terminal: name, what it is, default, variable. */
export function describeConfig(definition: ConfigDefinition): string {
  return settingsOf(definition)
    .map((setting) => `  ${setting.path}\n      ${setting.description}\n      ${allowed(setting)}${standard(setting)}; environment ${setting.variable}`)
    .join("\n");
}

/** A Markdown table for docs/config.md. */
export function configTable(definition: ConfigDefinition): string {
  const rows = settingsOf(definition).map(
    (setting) =>
      `| \`${setting.path}\` | ${setting.description} | ${allowed(setting)} | ${setting.isRequired ? "must be set" : `\`${JSON.stringify(setting.defaultValue) ?? "none"}\``} | \`${setting.variable}\` |`,
  );
  return [`| setting | what it is | allowed | default | environment |`, `|---|---|---|---|---|`, ...rows.map((row) => row.replaceAll("\n", " "))].join("\n");
}

/** What `--print-config` shows: the configuration in force, as a file that could be read again. */
export function printConfig(config: unknown): string {
  return stringify(config, { lineWidth: 0 });
}

function allowed(setting: Setting): string {
  const schema = setting.schema as {
    type?: string;
    minimum?: number;
    maximum?: number;
    enum?: readonly unknown[];
    anyOf?: readonly { const?: unknown }[];
    items?: { type?: string };
  };
  const choices = schema.enum ?? schema.anyOf?.map((choice) => choice.const).filter((choice) => choice !== undefined);
  if (choices !== undefined && choices.length > 0) return choices.join(", ");
  const type = schema.type === "array" ? `list of ${schema.items?.type ?? "object"}` : (schema.type ?? "value");
  if (schema.minimum === undefined && schema.maximum === undefined) return type;
  return `${type}, ${schema.minimum ?? "any"} to ${schema.maximum ?? "any"}`;
}

function standard(setting: Setting): string {
  if (setting.isRequired) return "; must be set";
  return setting.defaultValue === undefined ? "" : `; default ${JSON.stringify(setting.defaultValue)}`;
}
