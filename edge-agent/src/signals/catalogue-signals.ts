import { SignalMapper, type MappedSignal } from "@drawbar/firmware-interfaces/catalogue/signal-mapper.ts";
import { signalSource, type DecodedSignal } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";

const builtIn = new SignalMapper();

/** A decoded signal as the catalogue has it. What nothing maps keeps its source as name. */
export function catalogueSignalOf(bus: string, signal: DecodedSignal, mapper = builtIn): CatalogueSignal {
  const source = signalSource(bus, signal);
  const { name, unit, decimals, factor, offset } = mapper.map(source, signal);
  return { name, unit, decimals, source, kind: signal.kind, factor, offset };
}

/** What the values of a `float` signal need to be in the unit that the catalogue has for it. */
export function conversionOf(bus: string, signal: DecodedSignal, mapper = builtIn): MappedSignal["conversion"] {
  return mapper.map(signalSource(bus, signal), signal).conversion;
}
