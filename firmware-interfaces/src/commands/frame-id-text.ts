import type { CanFrame } from "../can/can-frame.ts";

/** As can-utils write it: three hexadecimal digits for 11 bits, eight for 29. */
export function frameIdText({ id, extended }: Pick<CanFrame, "id" | "extended">): string {
  return id
    .toString(16)
    .toUpperCase()
    .padStart(extended ? 8 : 3, "0");
}
