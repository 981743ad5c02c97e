/** The live path as bytes: `drawbar.v1.LiveUp` and `LiveDown` (proto/drawbar/v1/link.proto). */
import { drawbar } from "../generated/drawbar.js";
import type { LiveDown, LiveFrame, LiveUp, LiveValue } from "../link/live.ts";
import { decodeWith, malformed, readHash, readList, readNumber, readSource, writeHash, writeSource } from "./fields.ts";
import { wireLimits } from "./limits.ts";
import { WireWriter } from "./wire-buffer.ts";

const { LiveUp: WireLiveUp, LiveDown: WireLiveDown } = drawbar.v1;

/** @returns bytes that the caller owns. */
export function encodeLiveUp(message: LiveUp): Uint8Array {
  const { boot, monoUs } = message;
  const source = writeSource(message.source);
  if (message.kind === "asleep") return WireLiveUp.encode({ asleep: { source, boot, monoUs, atUs: message.atUs } }, new WireWriter()).finish();
  const live = { source, boot, monoUs, catalogue: writeHash(message.catalogue), values: [...message.values] };
  return WireLiveUp.encode({ live }, new WireWriter(96 + message.values.length * 24)).finish();
}

/** @throws DrawbarError `WIRE_MALFORMED`, naming the field. */
export function decodeLiveUp(bytes: Uint8Array): LiveUp {
  const wire = decodeWith(WireLiveUp, bytes, wireLimits.liveMessageBytesMax);
  switch (wire.message) {
    case "live":
      return readFrame(wire.live);
    case "asleep":
      return {
        kind: "asleep",
        source: readSource(wire.asleep.source, "asleep.source"),
        boot: readNumber(wire.asleep.boot, "asleep.boot", 0),
        monoUs: readNumber(wire.asleep.monoUs, "asleep.mono_us", 0),
        atUs: readNumber(wire.asleep.atUs, "asleep.at_us", 0),
      };
    default:
      throw malformed("message", "absent", "live or asleep");
  }
}

/** @returns bytes that the caller owns. */
export function encodeLiveDown(message: LiveDown): Uint8Array {
  const catalogue = message.catalogue === undefined ? null : writeHash(message.catalogue);
  const watch = { source: writeSource(message.source), signals: [...message.signals], catalogue, forMs: message.forMs };
  return WireLiveDown.encode({ watch }, new WireWriter()).finish();
}

/** @throws DrawbarError `WIRE_MALFORMED`, naming the field. */
export function decodeLiveDown(bytes: Uint8Array): LiveDown {
  const wire = decodeWith(WireLiveDown, bytes, wireLimits.liveMessageBytesMax);
  if (wire.message === undefined) throw malformed("message", "absent", "watch");
  const { watch } = wire;
  const hasCatalogue = (watch.catalogue?.length ?? 0) > 0;
  return {
    kind: "watch",
    source: readSource(watch.source, "watch.source"),
    signals: readList(watch.signals, "watch.signals", 0, wireLimits.liveValuesMax),
    catalogue: hasCatalogue ? readHash(watch.catalogue, "watch.catalogue") : undefined,
    forMs: readNumber(watch.forMs, "watch.for_ms", 0, wireLimits.watchMsMax),
  };
}

function readFrame(wire: drawbar.v1.LiveFrame.$Shape): LiveFrame {
  return {
    kind: "live",
    source: readSource(wire.source, "live.source"),
    boot: readNumber(wire.boot, "live.boot", 0),
    monoUs: readNumber(wire.monoUs, "live.mono_us", 0),
    catalogue: readHash(wire.catalogue, "live.catalogue"),
    values: readList(wire.values, "live.values", 0, wireLimits.liveValuesMax).map((value, index) => readValue(value, `live.values[${index}]`)),
  };
}

function readValue(wire: drawbar.v1.LiveValue.$Shape, field: string): LiveValue {
  return { signal: wire.signal ?? 0, atUs: readNumber(wire.atUs, `${field}.at_us`, 0), value: wire.value ?? 0 };
}
