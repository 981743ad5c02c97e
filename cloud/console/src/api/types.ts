/** What the API says, under the names the console uses. */

export type VehicleState = "live" | "late" | "silent" | "asleep" | "never";

export interface HeadlineValue {
  readonly name: string;
  readonly source: string;
  readonly unit: string;
  readonly decimals: number;
  readonly value: number;
  readonly at: string;
}

export interface VehicleSummary {
  readonly vehicleId: string;
  readonly callSign: string;
  readonly vin?: string;
  readonly description: string;
  readonly simulated: boolean;
  readonly state: VehicleState;
  readonly lastSampleAt?: string;
  readonly headline: readonly HeadlineValue[];
  readonly unit?: { readonly unitId: string; readonly device: string; readonly enrolledAt: string };
  readonly depot?: { readonly depotId: string; readonly name: string };
}

export interface SignalView {
  readonly signal: string;
  readonly source: string;
  readonly unit: string;
  readonly decimals: number;
  readonly kind: string;
  readonly value?: number;
  readonly at?: string;
  readonly lowToday?: number;
  readonly highToday?: number;
  readonly samplesToday?: number;
}

export interface HistoryView {
  readonly from: string;
  readonly to: string;
  readonly resolution: string;
  readonly series: readonly {
    readonly source: string;
    readonly signal: string;
    readonly unit: string;
    readonly at: readonly number[];
    readonly mean: readonly number[];
    readonly min: readonly number[];
    readonly max: readonly number[];
    readonly count: readonly number[];
  }[];
  readonly gaps: readonly { readonly from: string; readonly to: string; readonly reason: "asleep" | "lost" | "to-come"; readonly samples?: number }[];
}

export interface RunView {
  readonly runId: string;
  readonly vehicleId: string;
  readonly log: { readonly name: string };
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly account: { readonly produced: number; readonly received: number; readonly lost: number; readonly entrusted: number; readonly open: number };
  readonly segments: number;
}

export interface DepotView {
  readonly depotId: string;
  readonly name: string;
  readonly connected: boolean;
  readonly lastHeardAt?: string;
}

export interface SystemView {
  readonly version: string;
  readonly vehicles: number;
  readonly depots: number;
  readonly samplesPerSecond: number;
  readonly newestSampleAt?: string;
}

export interface SessionView {
  readonly account: { readonly accountId: string; readonly email: string; readonly name: string };
  readonly tenant: { readonly tenantId: string; readonly name: string };
  readonly csrfToken: string;
  readonly expiresAt: string;
}
