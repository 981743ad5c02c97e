import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const gnssRouteErrors = {
  GNSS_ROUTE_IMPOSSIBLE: {
    kind: "invalid",
    retryable: false,
    meaning:
      "A route for a simulated satellite receiver has fewer than two different points, too many, or one that is no place on earth. The message says which.",
  },
} as const satisfies ErrorTable;

export const gnssRouteFail = errorsOf(gnssRouteErrors);
