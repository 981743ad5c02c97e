/** Reports of control units as a unit would send them. */
import { encodeFaultReport, faultSignalName, type FaultFrame, type FaultLamp, type FaultReport } from "@drawbar/proto/faults/fault-report.ts";
import type { CatalogueHash, LinkRecord } from "@drawbar/proto/link/records.ts";
import { catalogueHash, encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import type { ScriptedSource } from "../../../link/testing/scripted-source.ts";

const sources = ["can0/DM1/Faults@00", "can0/OBD/Faults@7E8"] as const;

export const faultCatalogueBytes: Uint8Array = encodeCatalogue({
  version: 1,
  signals: sources.map((source) => ({ name: faultSignalName, source, unit: "", kind: "text", factor: 1, offset: 0, decimals: 0 })),
});
export const faultCatalogueHash: CatalogueHash = catalogueHash(faultCatalogueBytes);

/** What the engine says by J1939. */
export function dm1(lamps: readonly FaultLamp[], codes: readonly string[], frames: readonly FaultFrame[] = []): FaultReport {
  return { protocol: "j1939", lamps, faults: codes.map((code) => ({ code, occurrences: 1 })), leftOut: 0, frames };
}

export const snapshot = (code: string): FaultFrame => ({ code, from: "snapshot", values: [{ name: "Vehicle.Speed", unit: "km/h", value: 83.2, ageS: 0.1 }] });

/** One segment a report, as priority 0 is sealed. */
export function reportSegment(source: ScriptedSource, atUs: number, report: FaultReport): LinkRecord {
  const signal = report.protocol === "j1939" ? 0 : 1;
  return source.segment(0, 0, { priority: 0, columns: [{ kind: "text", signal, times: Float64Array.of(atUs), values: [encodeFaultReport(report)] }] });
}
