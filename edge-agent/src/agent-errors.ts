import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const agentErrors = {
  BUS_DRIVER_UNAVAILABLE: {
    kind: "unavailable",
    retryable: false,
    meaning: "A bus asks for a driver that cannot be used on this machine. The message says what is missing.",
  },
  BUS_MISCONFIGURED: {
    kind: "invalid",
    retryable: false,
    meaning: "A bus lacks what its driver needs, or two buses have one name. The message names the bus and the setting.",
  },
  DBC_UNUSABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A DBC file cannot be read or does not parse. The message names the file, and line and column of the first problem.",
  },
  MAPPING_UNUSABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A mapping file cannot be read or has a fault. The message names the file, and line and column of the first problem.",
  },
  RECORDING_UNUSABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A recording cannot be read, or is not in a format that is known. The message names the file and where it went wrong.",
  },
  DRIVE_INCOMPLETE: {
    kind: "unavailable",
    retryable: true,
    meaning: "A recording was played, but not all of it could be secured in time. What was not yet secured is kept in the run's outbox.",
  },
  FLEET_FILE_UNUSABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "The list of simulated vehicles cannot be read. The message names the entry that is wrong.",
  },
} as const satisfies ErrorTable;

export const failAgent = errorsOf(agentErrors);
