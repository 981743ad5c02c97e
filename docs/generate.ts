/**
 * Writes the documents that are made from code: docs/errors.md from the tables of errors, docs/config.md from the
 * described configurations. `--check` writes nothing and fails when they are not fresh.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ErrorDefinition } from "@drawbar/proto/kernel/errors.ts";
import type { ConfigDefinition } from "@drawbar/runtime/config/define-config.ts";
import { configTable } from "@drawbar/runtime/config/describe-config.ts";

const root = path.resolve(import.meta.dirname, "..");
const sources = globSync(
  ["proto/src/**/*.ts", "proto/runtime/src/**/*.ts", "{firmware-interfaces,edge-agent,depot-gateway,cloud}/src/**/*.ts", "deploy/launcher/src/**/*.ts"],
  {
    cwd: root,
    exclude: (name) => name.endsWith(".test.ts") || name.includes("generated"),
  },
).toSorted();

const errors = new Map<string, { readonly definition: ErrorDefinition; readonly file: string }>();
for (const file of filesWith(/export const \w+Errors = \{/)) {
  for (const [name, value] of Object.entries(await load(file))) {
    if (!name.endsWith("Errors") || typeof value !== "object" || value === null) continue;
    for (const [code, definition] of Object.entries(value as Record<string, ErrorDefinition>)) {
      // the name says that it is a table
      const other = errors.get(code);
      if (other !== undefined) throw new Error(`error code ${code} is in ${other.file} and in ${file}; a code belongs to one table`);
      if (definition.meaning === undefined) throw new Error(`error code ${code} in ${file} has no meaning`);
      errors.set(code, { definition, file });
    }
  }
}

const configs: ConfigDefinition[] = [];
for (const file of filesWith(/export const \w+ = defineConfig\(/)) {
  for (const value of Object.values(await load(file))) if (isConfig(value)) configs.push(value);
}

const documents: Readonly<Record<string, string>> = { "docs/errors.md": errorsDocument(), "docs/config.md": configDocument() };
const isCheck = process.argv.includes("--check");
for (const [file, text] of Object.entries(documents)) {
  const target = path.join(root, file);
  if (isCheck) {
    if (readText(target) !== text) {
      console.error(`${file} is not fresh: run "npm run generate"`);
      process.exitCode = 1;
    }
  } else writeFileSync(target, text);
}

function errorsDocument(): string {
  const rows = [...errors]
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(
      ([code, { definition }]) =>
        `| \`${code}\` | ${definition.kind} | ${definition.retryable ? "yes" : "no"} | ${definition.meaning.replaceAll("|", "\\|")} |`,
    );
  return `# Errors

Every code that a process, the API or a command may answer with. Made from the tables in the code (\`npm run generate\`); a code is never reused.
The kind decides the status: invalid 400, unauthorized 401, forbidden 403, not-found 404, conflict 409, exhausted 429, unavailable 503, corrupt 422, internal 500.

| code | kind | worth trying again | what it means and what to do |
|---|---|---|---|
${rows.join("\n")}
`;
}

function configDocument(): string {
  const parts = configs
    .toSorted((left, right) => left.process.localeCompare(right.process))
    .map((definition) => `## ${definition.process}\n\n${configTable(definition)}\n`);
  return `# Configuration

Settings of each process, from lowest to highest: the default, the YAML file given with \`--config\`, the environment. Names are dotted here and nested in the file.
\`--print-config\` shows what is in force, \`--check-config\` says whether a file is right. Made from the code (\`npm run generate\`).

${parts.join("\n")}`;
}

function filesWith(pattern: RegExp): readonly string[] {
  return sources.filter((file) => pattern.test(readFileSync(path.join(root, file), "utf8")));
}

async function load(file: string): Promise<Record<string, unknown>> {
  return (await import(path.join(root, file))) as Record<string, unknown>; // a module's namespace
}

function isConfig(value: unknown): value is ConfigDefinition {
  return typeof value === "object" && value !== null && "process" in value && "schema" in value;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // not there: not fresh
  }
}
