import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const vinErrors = {
  VIN_TABLE_DAMAGED: { kind: "corrupt", retryable: false, meaning: "The table of vehicles that ships with this release cannot be read. Install it anew." },
} as const satisfies ErrorTable;

export const failVin = errorsOf(vinErrors);
