import type { CallSign, DepotId, SourceId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Attributes } from "../attributes/index.ts";
import type { Revocation } from "../enrolment/index.ts";
import type { VehicleLife } from "./vehicle-life.ts";

/** How a vehicle stands with us; the words and their bounds are those of the console. */
export const vehicleStates = ["live", "late", "silent", "in-depot", "asleep", "never"] as const;
export type VehicleState = (typeof vehicleStates)[number];

/** A vehicle with what the database knows about the unit in it. */
export interface Vehicle {
  readonly vehicleId: VehicleId;
  readonly callSign: CallSign;
  /** ISO 3779. */
  readonly vin?: string | undefined;
  readonly description: string;
  readonly simulated: boolean;
  readonly life: VehicleLife;
  readonly lifeSince: Date;
  readonly groupId?: string | undefined;
  readonly groupName?: string | undefined;
  /** Words that people sort it by, in order. */
  readonly tags: readonly string[];
  /** What the fleet's own fields hold of it. */
  readonly attributes: Attributes;
  /** The unit that sits in it now. */
  readonly unit?: { readonly unitId: SourceId; readonly device: string; readonly enrolledAt: Date } | undefined;
  /** The depot through which the unit was heard last; absent when it came straight to the cloud. */
  readonly depot?: { readonly depotId: DepotId; readonly name: string } | undefined;
  /** Newest stored sample of any unit that sat in it, microseconds since 1970 by the unit's clock. */
  readonly storedAtUs?: number | undefined;
  /** When the unit signed off last, microseconds since 1970 by its clock. */
  readonly asleepAtUs?: number | undefined;
  /** The depot's ground on which it stands, as what is stored says. */
  readonly ground?: DepotGround | undefined;
}

export interface DepotGround {
  readonly placeId: string;
  readonly name: string;
  /** When it came, or was found there; microseconds since 1970, by the unit's clock. */
  readonly sinceUs: number;
}

export interface NewVehicle {
  readonly vehicleId: VehicleId;
  readonly callSign: CallSign;
  readonly vin?: string | undefined;
  readonly description: string;
  readonly simulated: boolean;
  readonly groupId?: string | undefined;
  readonly tags: readonly string[];
}

export interface HeadlineValue {
  readonly name: string;
  readonly source: string;
  readonly unit: string;
  readonly decimals: number;
  readonly value: number;
  /** Microseconds since 1970. */
  readonly atUs: number;
}

/** Where it was when it said so last (WGS 84). */
export interface VehiclePosition {
  /** Degrees, -90..90. */
  readonly latitude: number;
  /** Degrees, -180..180. */
  readonly longitude: number;
  /** Degrees clockwise from north, 0..360; absent when the vehicle has not said where it points. */
  readonly heading?: number | undefined;
  /** Microseconds since 1970, by the unit's clock. */
  readonly atUs: number;
}

/** A vehicle as lists and the fleet's live view show it. */
export interface VehicleSummary extends Vehicle {
  readonly state: VehicleState;
  /** Microseconds since 1970, by the unit's clock. */
  readonly lastSampleAtUs?: number | undefined;
  readonly headline: readonly HeadlineValue[];
  readonly position?: VehiclePosition | undefined;
}

export interface Depot {
  readonly depotId: DepotId;
  readonly name: string;
  /** A link to it was open within the last minute. */
  readonly isConnected: boolean;
  readonly lastHeardAt?: Date | undefined;
  /** That its server is out of trust. */
  readonly revoked?: Revocation | undefined;
}

export const vehicleLimits = {
  /** Vehicles in one fleet snapshot of the live view; the rest is read page by page. */
  fleetVehiclesMax: 20_000,
  /** Vehicles whose newest values one statement reads. At the bound: the next statement. */
  glancesPerRead: 100,
  /** Vehicles whose newest stored values are kept between pages; the one read longest ago goes. */
  glancesKept: 20_000,
  glanceKeptMs: 5_000,
  /** The same for a vehicle that is heard now: what it says replaces what is stored. */
  speakingGlanceKeptMs: 600_000,
  /** Groups of a tenant. At the bound: `GROUPS_TOO_MANY`. */
  groupsMax: 1_000,
  /** Tags of one vehicle. At the bound: the request is malformed. */
  tagsMax: 20,
  /** Text gathered before it is handed to the socket. */
  exportChunkCharacters: 65_536,
} as const;
