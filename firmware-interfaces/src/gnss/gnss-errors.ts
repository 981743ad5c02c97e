import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

/** Why a receiver's recording as a whole cannot be read. What is wrong with single sentences is counted. */
export const gnssErrors = {
  GNSS_LOG_UNKNOWN: {
    kind: "invalid",
    retryable: false,
    meaning:
      "The recording of a satellite receiver begins with neither NMEA 0183 sentences nor gpsd's JSON reports. Binary protocols of receivers are not read.",
  },
} as const satisfies ErrorTable;

export const gnssFail = errorsOf(gnssErrors);
