import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";

const attemptsMax = 6;

/** Does work again that another transaction got in the way of: serialization failures and deadlocks. */
export async function retryConflicts<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DrawbarError) || error.code !== "DATABASE_CONFLICT" || attempt === attemptsMax) throw error;
    }
  }
}
