import type { PasswordCost } from "../passwords.ts";

/** A hundredth of the work of a real hash, for tests that are about something else. */
export const cheapPasswordCost: PasswordCost = { memory: 256, passes: 1, parallelism: 1 };
