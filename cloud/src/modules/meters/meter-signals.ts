/** Which signals are meters, and their readings from telemetry. */
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { SignalLatest, TelemetryQueries } from "../telemetry/index.ts";
import { meterLimits } from "./limits.ts";
import type { MeterKind, Reading, ReadingsOfSource } from "./meter-types.ts";

/** @see https://covesa.github.io/vehicle_signal_specification/ */
const meterOfName: Readonly<Record<string, MeterKind>> = {
  "Vehicle.TraveledDistance": "odometer",
  "Vehicle.Powertrain.CombustionEngine.EngineHours": "engine-hours",
};
/** SPN 245 (SAE J1939-71), which the catalogue leaves to SPN 917; sources end in a name and an address. */
const coarseOdometer = /\/TotalVehicleDistance(@|$)/;

/** To kilometres or hours; without a unit it is the catalogue's. */
const factors: Readonly<Record<MeterKind, Readonly<Record<string, number>>>> = {
  odometer: { m: 0.001, "": 0.001, km: 1, mi: 1.609_344 },
  "engine-hours": { h: 1, "": 1, min: 1 / 60, s: 1 / 3_600 },
};

interface MeterSignal {
  readonly meter: MeterKind;
  readonly factor: number;
  readonly latest: SignalLatest;
}

/** @returns `undefined` for a signal that is no meter, or in a unit that is not known. */
export function meterSignalOf(latest: SignalLatest): MeterSignal | undefined {
  const meter = meterOfName[latest.signal] ?? (coarseOdometer.test(latest.source) ? "odometer" : undefined);
  const factor = meter === undefined ? undefined : factors[meter][latest.unit];
  return meter === undefined || factor === undefined || latest.kind === "text" ? undefined : { meter, factor, latest };
}

/** What the vehicle's signals said of its meters, an hour each, and what they say now. */
export async function readingsOfSignals(
  telemetry: Pick<TelemetryQueries, "latest" | "alignedHistory">,
  tenant: TenantId,
  vehicleId: VehicleId,
  nowUs: number,
): Promise<ReadonlyMap<MeterKind, readonly ReadingsOfSource[]>> {
  const scope = { kind: "vehicle", vehicleId } as const;
  const signals = (await telemetry.latest(tenant, scope)).flatMap((latest) => meterSignalOf(latest) ?? []).slice(0, meterLimits.signalsMax);
  if (signals.length === 0) return new Map();
  const { series, stepUs } = await telemetry.alignedHistory(tenant, {
    scope,
    sources: signals.map(({ latest }) => latest.source),
    fromUs: nowUs - meterLimits.lookBackUs,
    toUs: nowUs,
    points: meterLimits.points,
  });
  const found = new Map<MeterKind, ReadingsOfSource[]>();
  for (const { meter, factor, latest } of signals) {
    const readings: Reading[] = [];
    const one = series.find(({ source, signal }) => source === latest.source && signal === latest.signal);
    for (const [index, atMs] of (one?.at ?? []).entries()) {
      const last = one?.last[index] ?? Number.NaN;
      const value = Number.isNaN(last) ? (one?.max[index] ?? Number.NaN) : last;
      if (!Number.isNaN(value)) readings.push({ atUs: atMs * 1_000, untilUs: Math.min(atMs * 1_000 + stepUs, nowUs), value: value * factor });
    }
    // Hours may be a minute behind.
    if (latest.value !== undefined && latest.atUs !== undefined) readings.push({ atUs: latest.atUs, untilUs: latest.atUs, value: latest.value * factor });
    found.set(meter, [...(found.get(meter) ?? []), { source: { kind: "signal", name: latest.source }, readings }]);
  }
  return found;
}
