import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const liveErrors = {
  UPGRADE_REQUIRED: { kind: "invalid", retryable: false, meaning: "This address speaks WebSocket; an ordinary request finds nothing here." },
  ORIGIN_FOREIGN: { kind: "forbidden", retryable: false, meaning: "A page of another site asked for a live connection with this browser's session." },
  LIVE_TOO_MANY_VEHICLES: {
    kind: "exhausted",
    retryable: false,
    meaning: "One live connection follows as many vehicles as it may. Leave one first, or open another connection.",
  },
  LIVE_DEPOT_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no such depot, or the caller's role does not hold for it." },
  LIVE_TOO_MANY_DEPOTS: {
    kind: "exhausted",
    retryable: true,
    meaning: "The server follows as many depots for live readers as it may. Follow the fleet instead, or try again later.",
  },
} as const satisfies ErrorTable;

export const failLive = errorsOf(liveErrors);
