import type { SourceId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Revocation } from "../enrolment/index.ts";

/** A telematics unit of the fleet. */
export interface Unit {
  readonly unitId: SourceId;
  /** Serial number or host name. */
  readonly device: string;
  readonly enrolledAt?: Date | undefined;
  /** Where it sits now. */
  readonly vehicle?: { readonly vehicleId: VehicleId; readonly callSign: string } | undefined;
}

/** That a unit sat in a vehicle: without `from` since ever, without `to` it goes on. */
export interface Pairing {
  readonly assignmentId: string;
  readonly unitId: SourceId;
  readonly device: string;
  readonly vehicleId: VehicleId;
  readonly callSign: string;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** That the unit is out of trust. */
  readonly revoked?: Revocation | undefined;
}

export interface PutWish {
  readonly unitId: SourceId;
  readonly vehicleId: VehicleId;
  readonly from: Date;
  /** Whether the vehicle's unit goes to where this one comes from. */
  readonly isExchange: boolean;
}

/** What a pairing is corrected to; `null`: since ever, or it goes on. */
export interface PairingChange {
  readonly from?: Date | null | undefined;
  readonly to?: Date | null | undefined;
}
