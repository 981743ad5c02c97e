import { signalSource, type DecodedSignal } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";

/** A decoded signal as the catalogue has it. What nothing maps keeps its source as name. */
export function catalogueSignalOf(bus: string, signal: DecodedSignal): CatalogueSignal {
  const source = signalSource(bus, signal);
  const { unit, kind, factor, offset, decimals } = signal;
  return { name: source, source, unit, kind, factor, offset, decimals };
}
