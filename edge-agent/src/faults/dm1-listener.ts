/** Hears the active faults of a J1939 bus (DM1) beside the decoders, which know nothing of lists. Listens only. */
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import type { DecodeOutcome } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { readFaultMessage, type FaultMessage } from "@drawbar/firmware-interfaces/j1939/fault-message.ts";
import { parameterGroupOf, sourceTag } from "@drawbar/firmware-interfaces/j1939/j1939-id.ts";
import { pgns } from "@drawbar/firmware-interfaces/j1939/j1939-message.ts";
import { MessageReader } from "@drawbar/firmware-interfaces/j1939/message-reader.ts";
import type { TroubleCode } from "@drawbar/firmware-interfaces/j1939/trouble-codes.ts";
import { faultLamps } from "@drawbar/proto/faults/fault-report.ts";
import type { FaultRecorder, HeardFaults } from "./fault-recorder.ts";

export interface Dm1ListenerOptions {
  readonly bus: string;
  readonly recorder: Pick<FaultRecorder, "record">;
}

export class Dm1Listener {
  readonly #options: Dm1ListenerOptions;
  readonly #reader = new MessageReader();

  constructor(options: Dm1ListenerOptions) {
    this.#options = options;
  }

  /** Takes its place among a bus' decoders: sees all frames, and leaves them to the others. */
  decode(frame: CanFrame): DecodeOutcome {
    const pgn = parameterGroupOf(frame.id);
    if (frame.extended && (pgn === pgns.activeFaults || pgn === pgns.transportControl || pgn === pgns.transportData)) this.#hear(frame);
    return "unknown";
  }

  #hear(frame: CanFrame): void {
    const { message } = this.#reader.accept(frame, frame.atUs / 1_000);
    if (message?.pgn !== pgns.activeFaults) return;
    const faults = readFaultMessage(message);
    if (faults === undefined) return;
    const { bus, recorder } = this.#options;
    recorder.record(`${bus}/DM1/Faults${sourceTag(faults.sourceAddress)}`, heardOf(faults));
  }
}

function heardOf({ lamps, codes, codesLeftOut }: FaultMessage): HeardFaults {
  // A unit that is broken, or hostile, may name a code twice.
  const byCode = new Map(codes.map((code) => [codeText(code), code.occurrenceCount]));
  return {
    protocol: "j1939",
    lamps: faultLamps.filter((name) => lamps[name].state === "on"),
    faults: [...byCode].map(([code, occurrences]) => (occurrences === undefined ? { code } : { code, occurrences })),
    leftOut: codesLeftOut,
  };
}

/** Where only the maker knows which parameter is meant, the bytes as they came tell one fault from another. */
function codeText({ spn, fmi, key }: TroubleCode): string {
  return spn === undefined ? `SPN ? FMI ${fmi} (${(key & 0xff_ffff).toString(16).toUpperCase().padStart(6, "0")})` : `SPN ${spn} FMI ${fmi}`;
}
