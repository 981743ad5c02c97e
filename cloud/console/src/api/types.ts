/** What the API says, under the names the console uses. The types are made from the API's own document. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";

export type { SignalView, VehicleSummary } from "@drawbar/api-client/live-client.ts";
export type VehicleState = Schemas["Vehicle"]["state"];
export type HeadlineValue = Schemas["Vehicle"]["headline"][number];
export type HistoryView = Schemas["History"];
export type RunView = Schemas["RunWithAccount"];
export type DepotView = Schemas["Depot"];
/** One whose server is out of trust. */
export type LostDepot = DepotView & { readonly revoked: Schemas["Revocation"] };
export type VinReading = Schemas["VinReading"];
export type HealthView = Schemas["Health"];
export type SystemView = Schemas["System"];
export type SessionView = Schemas["Session"];
