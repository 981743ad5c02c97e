import type { Lamps } from "../j1939/fault-message.ts";

/** As J1939 people write addresses: two hexadecimal digits. */
export function addressText(address: number): string {
  return address.toString(16).toUpperCase().padStart(2, "0");
}

/** The lamps that are lit, `-` when none is. */
export function lampsText(lamps: Lamps): string {
  const names = { malfunction: "malfunction", redStop: "red stop", amberWarning: "amber", protect: "protect" } as const;
  const lit = (["malfunction", "redStop", "amberWarning", "protect"] as const)
    .filter((lamp) => lamps[lamp].state === "on")
    .map((lamp) => (lamps[lamp].flash === "slow" || lamps[lamp].flash === "fast" ? `${names[lamp]} (flashes ${lamps[lamp].flash})` : names[lamp]));
  return lit.length === 0 ? "-" : lit.join(", ");
}
