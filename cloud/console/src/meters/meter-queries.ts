/** Reads of odometers and engine hours. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { queryOptions } from "@tanstack/react-query";
import { formatAmount } from "@drawbar/ui/format/numbers.ts";
import { answer, api } from "../api/http.ts";

export type MeterView = Schemas["Meter"];
export type MeterKind = MeterView["meter"];

/** What a meter shows at most; the cloud's bound. */
export const valueMax: Readonly<Record<MeterKind, number>> = { odometer: 5_000_000, "engine-hours": 200_000 };
export const unitOf: Readonly<Record<MeterKind, MeterView["unit"]>> = { odometer: "km", "engine-hours": "h" };

export const metersQuery = (vehicleId: string) =>
  queryOptions({
    queryKey: ["meters", vehicleId],
    queryFn: ({ signal }) => answer<Schemas["Meters"]>(api.GET("/api/v1/vehicles/{vehicleId}/meters", { params: { path: { vehicleId } }, signal })),
  });

/** Whole kilometres; tenths of what people cannot count by themselves. */
export function meterAmount(meter: MeterKind, value: number): string {
  return formatAmount(value, meter === "odometer" ? 0 : 1, unitOf[meter]);
}
