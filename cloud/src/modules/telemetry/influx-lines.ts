/**
 * Samples as lines of the InfluxDB line protocol, which VictoriaMetrics, InfluxDB, Telegraf and others take:
 * `telemetry,signal=Vehicle.Speed,source=can0/SPEED/V,tenant=…,unit=…,vehicle=… value=12.5 1795608000000000000`.
 * Tags in order of name; the time in nanoseconds. Texts and values that are no number have no line.
 *
 * @see https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/
 */
import type { SourceId, TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";

export interface LineTags {
  readonly tenant: TenantId;
  readonly vehicle: VehicleId;
  readonly unit: SourceId;
  readonly signal: string;
  readonly source: string;
}

/** @returns the front of each line of these samples. */
export function lineHead({ tenant, vehicle, unit, signal, source }: LineTags): string {
  return `telemetry,signal=${escaped(signal)},source=${escaped(source)},tenant=${tenant},unit=${unit},vehicle=${vehicle} value=`;
}

/** @param timeUs whole microseconds since 1970. @returns `undefined` for NaN and infinities, which the protocol cannot say. */
export function lineOf(head: string, value: number, timeUs: number): string | undefined {
  return Number.isFinite(value) ? `${head}${value} ${timeUs === 0 ? "0" : `${timeUs.toFixed(0)}000`}\n` : undefined;
}

/** Line breaks cannot be escaped in a tag; a backslash at the end would escape what comes after. */
function escaped(tag: string): string {
  const text = tag.replaceAll(/[\r\n]/g, " ").replaceAll(/[, =]/g, String.raw`\$&`);
  return text === "" ? "-" : text.endsWith("\\") ? `${text}_` : text;
}
