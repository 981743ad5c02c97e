/** What the commands of all processes have in common: one configuration from file and environment, shown or checked on request. */
import type { Command } from "commander";
import type { Static, TObject } from "typebox";
import type { ConfigDefinition } from "../config/define-config.ts";
import { describeConfig, printConfig } from "../config/describe-config.ts";
import { readConfig } from "../config/read-config.ts";

export interface ProcessOptions {
  readonly config?: string;
  readonly printConfig?: boolean;
  readonly checkConfig?: boolean;
}

/** Adds `--config`, `--print-config`, `--check-config`, and every setting to the help. */
export function addProcessOptions(command: Command, definition: ConfigDefinition): Command {
  return command
    .option("--config <file>", "YAML file with settings; the environment goes before it")
    .option("--print-config", "print the settings in force and end")
    .option("--check-config", "say whether the settings are right and end")
    .addHelpText("after", () => `\nSettings (nested in the file, dotted here):\n${describeConfig(definition)}`);
}

/**
 * @returns the configuration to run with, or `undefined` when the caller only wanted to see or check it.
 * @throws DrawbarError `CONFIG_UNREADABLE`, `CONFIG_INVALID`.
 */
export function configFromOptions<Schema extends TObject>(
  definition: ConfigDefinition<Schema>,
  options: ProcessOptions,
  env: NodeJS.ProcessEnv,
): Static<Schema> | undefined {
  const config = readConfig(definition, { file: options.config, env });
  if (options.printConfig === true) process.stdout.write(printConfig(config));
  else if (options.checkConfig === true) process.stdout.write(`The configuration of ${definition.process} is right.\n`);
  else return config;
  return undefined;
}
