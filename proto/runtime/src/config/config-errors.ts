import type { ErrorTable } from "@drawbar/proto/kernel/errors.ts";
import { errorsOf } from "@drawbar/proto/kernel/errors.ts";

export const configErrors = {
  CONFIG_UNREADABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "The configuration file cannot be read or is not YAML. The message names the file and the line.",
  },
  CONFIG_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "A setting is unknown, missing or outside its range. The message names the setting, its value and what is allowed.",
  },
} as const satisfies ErrorTable;

export const failConfig = errorsOf(configErrors);
