/** What the units of the simulated fleet seal with the settings that they come with: whole drives, in simulated time. */
import { createSimulatedVehicle, type BroadcastingVehicleKind, type SimulatedVehicle } from "@drawbar/firmware-interfaces/simulators/simulated-vehicle.ts";
import { compileDbc } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import type { FrameDecoder } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { J1939Decoder } from "@drawbar/firmware-interfaces/j1939/j1939-decoder.ts";
import { edgeConfig } from "@drawbar/edge-agent/config.ts";
import { NewestValues } from "@drawbar/edge-agent/live/newest-values.ts";
import { Collector } from "@drawbar/edge-agent/segments/collector.ts";
import type { SealedSegment } from "@drawbar/edge-agent/segments/sealed-segment.ts";
import { BusSignals } from "@drawbar/edge-agent/signals/bus-signals.ts";
import { catalogueSignalOf, conversionOf } from "@drawbar/edge-agent/signals/catalogue-signals.ts";
import { SignalTable, type CatalogueVersion } from "@drawbar/edge-agent/signals/signal-table.ts";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { madeSegment, type MadeSegment } from "./made-segments.ts";

/** Those that speak by themselves; a unit that asks does so in real time, and gets less. */
export const simulatedKinds = ["tractor", "car", "van"] as const satisfies readonly BroadcastingVehicleKind[];

export interface KindOfSegments {
  readonly kind: string;
  readonly catalogue: Pick<CatalogueVersion, "hash" | "bytes">;
  readonly segments: readonly MadeSegment[];
}

export interface SimulatedDrive extends KindOfSegments {
  /** Of all that was sealed in the seconds that were driven. */
  readonly seconds: number;
  readonly samples: number;
  readonly signals: number;
}

const startUs = 1_760_000_000_000_000;
const stepMs = 50;
/** Signals are met in the first minute; what is sealed then has catalogues of its own. */
const warmSeconds = 60;

/** @param seconds of driving, after a minute that is left out. */
export function driveSimulated(kind: BroadcastingVehicleKind, seed: number, seconds: number): SimulatedDrive {
  const vehicle = createSimulatedVehicle(kind, seed, { startUs });
  const sealed: SealedSegment[] = [];
  const { table, drive } = unitIn(vehicle, (segment) => sealed.push(segment));
  drive(warmSeconds);
  const { hash, bytes } = table.version();
  sealed.length = 0;
  drive(seconds);
  // A signal that comes later still makes another catalogue; its segments are as large as these.
  const segments = sealed.filter(({ catalogue }) => catalogue.hash === hash).map((segment) => madeSegment(segment.columns, hash));
  const samples = sealed.reduce((sum, segment) => sum + segment.samples, 0);
  return { kind, catalogue: { hash, bytes }, segments, seconds, samples, signals: table.signals.length };
}

/** Decoding, collection and sealing as the agent has them, without its clock and its disk. */
function unitIn(
  vehicle: SimulatedVehicle,
  onSealed: (segment: SealedSegment) => void,
): { readonly table: SignalTable; readonly drive: (seconds: number) => void } {
  const { collection, segment } = readConfig(edgeConfig, { env: {}, overrides: { "outbox.file": "none", identityDirectory: "none" } });
  const table: SignalTable = new SignalTable({ onSignal: (index, signal) => collector.define(index, signal) });
  const urgentSpanUs = segment.urgentSpanMs * 1_000;
  const collector = new Collector({
    table,
    collection,
    newest: new NewestValues(),
    time: { monoUsAt: (wallUs) => wallUs - startUs, quality: "gnss" },
    samplesMax: segment.samplesMax,
    spanUs: { 1: urgentSpanUs, 2: urgentSpanUs, 3: segment.spanMs * 1_000 },
    onSealed,
  });
  const signals = vehicle.buses.map(
    ({ language }) => new BusSignals({ bus: "can0", decoder: decoderOf(language), table, samples: collector, describe: catalogueSignalOf, conversionOf }),
  );
  return {
    table,
    drive: (seconds) => {
      for (let step = 0; step < (seconds * 1_000) / stepMs; step += 1) {
        for (const frame of vehicle.advance(stepMs)) {
          collector.beginFrame(frame.atUs);
          for (const decoder of signals) decoder.decode(frame);
        }
        collector.endBatch();
      }
    },
  };
}

function decoderOf(language: SimulatedVehicle["buses"][number]["language"]): FrameDecoder {
  switch (language.kind) {
    case "j1939":
      return new J1939Decoder();
    case "dbc":
      return compileDbc(language.file, { dropsNotAvailable: true });
    case "obd":
      throw new TypeError("a vehicle that is asked is not driven here");
  }
}
