import { errorsOf, type ErrorTable } from "../kernel/errors.ts";

export const wireErrors = {
  WIRE_MALFORMED: {
    kind: "invalid",
    retryable: false,
    meaning: "A message of the link breaks its form or a bound; the text names the field. The sender's release and ours do not fit, or it is no peer of ours.",
  },
  WIRE_FOREIGN_SOURCE: {
    kind: "forbidden",
    retryable: false,
    meaning: "A peer spoke for a source that is not its own. A unit may send only its own records; only a depot relays.",
  },
} as const satisfies ErrorTable;

export const failWire = errorsOf(wireErrors);
