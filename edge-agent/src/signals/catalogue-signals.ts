import { SignalMapper } from "@drawbar/firmware-interfaces/catalogue/signal-mapper.ts";
import { signalSource, type DecodedSignal } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";

const mapper = new SignalMapper();

/** A decoded signal as the catalogue has it. What nothing maps keeps its source as name. */
export function catalogueSignalOf(bus: string, signal: DecodedSignal): CatalogueSignal {
  const source = signalSource(bus, signal);
  const { kind, factor, offset } = signal;
  return { ...mapper.map(source, signal), source, kind, factor, offset };
}
