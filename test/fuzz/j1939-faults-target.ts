import { faultMessageBytes, readFaultMessage } from "@drawbar/firmware-interfaces/j1939/fault-message.ts";
import { FaultRegister } from "@drawbar/firmware-interfaces/j1939/fault-register.ts";
import { readIdentity } from "@drawbar/firmware-interfaces/j1939/identities.ts";
import { pgns } from "@drawbar/firmware-interfaces/j1939/j1939-message.ts";
import { j1939Limits } from "@drawbar/firmware-interfaces/j1939/limits.ts";
import { oldSpnsOf } from "@drawbar/firmware-interfaces/j1939/trouble-codes.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

const spnMax = 0x7_ffff;

/** DM1 and DM2, and the identities, from whole messages. */
export const target: FuzzTarget = {
  id: "j1939-faults",
  seeds: [
    // The engine of a research truck, a unit without faults, one with an old conversion.
    Uint8Array.from([0x43, 0xff, 0xbf, 0, 9, 8, 0x54, 0, 9, 8, 0xed, 0x14, 0x1f, 1]),
    faultMessageBytes({}, []),
    Uint8Array.from([0, 0xff, 0xb8, 0x04, 0x03, 0x8a, 0xff, 0xff]),
    new TextEncoder().encode("CMMNS*6C u05D*80001234**"),
  ],
  bytesMax: 2_048,
  run: (input) => {
    const register = new FaultRegister();
    const identityGroups = [pgns.vehicleIdentification, pgns.componentIdentification, pgns.softwareIdentification, pgns.ecuIdentification];
    for (const pgn of identityGroups) {
      const said = Object.values(readIdentity({ pgn, data: input }) ?? {}).flat();
      if (said.some((text) => typeof text === "string" && text.length > input.length + 16)) throw new Error("more text than bytes");
    }
    for (const pgn of [pgns.activeFaults, pgns.previouslyActiveFaults]) {
      const faults = readFaultMessage({ pgn, sourceAddress: 0, destinationAddress: 0xff, priority: 6, transport: "bam", data: input });
      if (faults === undefined) continue;
      if (faults.codes.length + faults.codesLeftOut > input.length / 4) throw new Error("more codes than bytes");
      for (const code of faults.codes) {
        const spns = code.spn === undefined ? oldSpnsOf(code) : [code.spn];
        if (spns.some((spn) => spn < 0 || spn > spnMax)) throw new Error(`SPN ${spns.join(", ")}`);
        if (code.fmi < 0 || code.fmi > 31) throw new Error(`FMI ${code.fmi}`);
      }
      register.accept(faults);
      if (register.accept(faults).some(({ kind }) => kind === "faultAppeared" || kind === "faultGone")) throw new Error("a repeated message changed faults");
    }
    if (register.faults.length > 2 * j1939Limits.faultsPerSourceMax) throw new Error(`${register.faults.length} faults`);
  },
};
