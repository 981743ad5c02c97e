/**
 * Writes what is made from the API's own schemas: openapi.json, and the client's types in src/schema.d.ts.
 * `--check` writes nothing and fails when they are not fresh.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { describeApi } from "@drawbar/cloud/describe-api.ts";

const typesProgram = path.resolve(import.meta.dirname, "../../deploy/openapi-types/openapi-types.ts");
const banner = "/** Made from openapi.json by generate.ts; not to be edited. */\n";

const document = `${JSON.stringify(await describeApi(), undefined, 2)}\n`;
const generated: Readonly<Record<string, string>> = { "openapi.json": document, "src/schema.d.ts": banner + (await typesOf(document)) };

const isCheck = process.argv.includes("--check");
for (const [name, content] of Object.entries(generated)) {
  const file = path.join(import.meta.dirname, name);
  if (!isCheck) writeFileSync(file, content);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== content) {
    console.error(`cloud/api-client/${name} is not fresh: run "npm run generate"`);
    process.exitCode = 1;
  }
}

async function typesOf(openApi: string): Promise<string> {
  const child = spawn(process.execPath, [typesProgram], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(openApi);
  const [types, status] = await Promise.all([text(child.stdout), new Promise<number | null>((resolve) => child.once("close", resolve))]);
  if (status !== 0) throw new Error(`${typesProgram} ended with status ${status}`);
  return types;
}
