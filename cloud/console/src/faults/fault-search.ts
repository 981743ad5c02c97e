import type { Schemas } from "@drawbar/api-client/api-client.ts";

export type FaultLevel = Schemas["Fault"]["level"];

/** What the address of a list of faults holds: its filters. It shows what is active unless it says otherwise. */
export interface FaultSearch {
  readonly show?: "cleared" | "all" | undefined;
  readonly level?: FaultLevel | undefined;
  readonly code?: string | undefined;
}

export const faultLevels = ["stop-now", "workshop", "note"] as const satisfies readonly FaultLevel[];
const codeLengthMax = 200;

export function parseFaultSearch(search: Readonly<Record<string, unknown>>): FaultSearch {
  const show = (["cleared", "all"] as const).find((each) => each === search["show"]);
  const level = faultLevels.find((each) => each === search["level"]);
  // Catalogues write codes in capitals; people type as they please, or paste one with a space behind it.
  const code = typeof search["code"] === "string" ? search["code"].trim().toUpperCase() : "";
  return {
    ...(show === undefined ? {} : { show }),
    ...(level === undefined ? {} : { level }),
    ...(code !== "" && code.length <= codeLengthMax ? { code } : {}),
  };
}
