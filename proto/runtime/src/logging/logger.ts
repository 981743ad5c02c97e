import pino from "pino";
import type { DestinationStream, Logger } from "pino";
import { loggedError } from "./logged-error.ts";

export type { Logger } from "pino";

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * Fields that are never written, wherever a caller puts them. The net under the rule that secrets are not logged.
 */
const secretFields = ["password", "secret", "token", "claim", "cookie", "authorization", "key"].flatMap((name) => [name, `*.${name}`]);

/**
 * The root logger of a process: JSON lines with event words and fields, ISO times. Parts take `log.child({ part })`.
 *
 * @param options.destination where lines go; standard error by default, so that standard output stays the caller's.
 */
export function createLogger(options: { readonly process: string; readonly level: LogLevel; readonly destination?: DestinationStream | undefined }): Logger {
  return pino(
    {
      level: options.level,
      base: { process: options.process },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretFields, censor: "(not logged)" },
      serializers: { error: loggedError },
    },
    options.destination ?? pino.destination({ fd: 2, sync: true }),
  );
}
