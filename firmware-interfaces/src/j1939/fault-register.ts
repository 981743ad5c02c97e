/** What is wrong with a vehicle, kept from its repeated DM1 and DM2 messages: only what changes is an event. */
import type { FaultMessage, Lamps } from "./fault-message.ts";
import { j1939Limits } from "./limits.ts";
import type { TroubleCode } from "./trouble-codes.ts";

export interface Fault extends Pick<FaultMessage, "list" | "sourceAddress"> {
  readonly code: TroubleCode;
  readonly lamps: Lamps;
}

export type FaultEvent =
  | { readonly kind: "faultAppeared" | "faultGone"; readonly fault: Fault }
  /** Its occurrence count is another one. */
  | { readonly kind: "faultCounted"; readonly fault: Fault }
  | { readonly kind: "lampsChanged"; readonly sourceAddress: number; readonly list: FaultMessage["list"]; readonly lamps: Lamps }
  /** Codes that were not kept, by `j1939Limits.faultsPerSourceMax` or `faultsMax`. */
  | { readonly kind: "faultsLeftOut"; readonly sourceAddress: number; readonly codes: number };

interface Source {
  lamps: Lamps;
  readonly faults: Map<number, Fault>;
}

/** One per bus. */
export class FaultRegister {
  /** By list and source address: at most 512. */
  readonly #sources = new Map<string, Source>();
  #count = 0;

  /** All that is known to be wrong, by source in the order in which they were first heard. */
  get faults(): readonly Fault[] {
    return [...this.#sources.values()].flatMap(({ faults }) => [...faults.values()]);
  }

  /** @returns what changed; a message like the one before changes nothing. */
  accept(message: FaultMessage): readonly FaultEvent[] {
    const { list, sourceAddress, lamps } = message;
    const key = `${list} ${sourceAddress}`;
    const events: FaultEvent[] = [];
    let source = this.#sources.get(key);
    if (source === undefined) {
      source = { lamps, faults: new Map() };
      this.#sources.set(key, source);
      if (Object.values(lamps).some(({ state }) => state === "on")) events.push({ kind: "lampsChanged", sourceAddress, list, lamps });
    } else if (!isSame(source.lamps, lamps)) {
      source.lamps = lamps;
      events.push({ kind: "lampsChanged", sourceAddress, list, lamps });
    }
    const heard = new Set(message.codes.map((code) => code.key));
    for (const [code, fault] of source.faults) {
      if (heard.has(code)) continue;
      source.faults.delete(code);
      this.#count--;
      events.push({ kind: "faultGone", fault: { ...fault, lamps } });
    }
    let leftOut = message.codesLeftOut;
    for (const code of message.codes) {
      const fault: Fault = { list, sourceAddress, code, lamps };
      const known = source.faults.get(code.key);
      if (known === undefined && this.#count >= j1939Limits.faultsMax) {
        leftOut++;
        continue;
      }
      if (known === undefined) this.#count++;
      source.faults.set(code.key, fault);
      if (known === undefined) events.push({ kind: "faultAppeared", fault });
      else if (known.code.occurrenceCount !== code.occurrenceCount) events.push({ kind: "faultCounted", fault });
    }
    if (leftOut > 0) events.push({ kind: "faultsLeftOut", sourceAddress, codes: leftOut });
    return events;
  }
}

function isSame(a: Lamps, b: Lamps): boolean {
  return (["malfunction", "redStop", "amberWarning", "protect"] as const).every((name) => a[name].state === b[name].state && a[name].flash === b[name].flash);
}
