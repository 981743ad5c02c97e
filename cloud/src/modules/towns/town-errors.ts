import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const townErrors = {
  TOWN_TABLE_DAMAGED: { kind: "corrupt", retryable: false, meaning: "The table of towns that ships with this release cannot be read. Install it anew." },
} as const satisfies ErrorTable;

export const failTowns = errorsOf(townErrors);
