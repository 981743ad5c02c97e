export interface Driver {
  readonly driverId: string;
  readonly name: string;
  /** Of their personnel file. */
  readonly number?: string | undefined;
  readonly note: string;
  /** False for those who left: what they drove stays. */
  readonly isActive: boolean;
  /** What they drive now. */
  readonly vehicle?: { readonly vehicleId: string; readonly callSign: string } | undefined;
}

export type DriverWish = Pick<Driver, "name" | "number" | "note" | "isActive">;

/** Who drove what, from `from` to before `to`; without `to` it goes on. */
export interface Assignment {
  readonly assignmentId: string;
  readonly driverId: string;
  readonly driverName: string;
  readonly vehicleId: string;
  readonly callSign: string;
  readonly from: Date;
  readonly to?: Date | undefined;
}

export interface AssignmentWish {
  readonly driverId: string;
  readonly vehicleId: string;
  readonly from: Date;
  readonly to?: Date | undefined;
}

export const driverLimits = {
  /** Drivers of a tenant, those who left included. At the bound: `DRIVERS_TOO_MANY`. */
  driversMax: 50_000,
} as const;
