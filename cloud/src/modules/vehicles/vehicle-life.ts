/** The life of a vehicle in the fleet: which step may follow which. */
export const vehicleLives = ["registered", "active", "workshop", "decommissioned"] as const;
/** registered: not in service yet; active: in service; workshop: in service, but not to be had; decommissioned: its history stays. */
export type VehicleLife = (typeof vehicleLives)[number];

/** What a person may choose. Nothing becomes new again: `registered` is only where a life begins. */
export const lifeSteps = ["active", "workshop", "decommissioned"] as const satisfies readonly VehicleLife[];
export type LifeStep = (typeof lifeSteps)[number];

/** One that was taken out comes back into service first: who repairs it needs to know whose it is. */
const following: Readonly<Record<VehicleLife, readonly LifeStep[]>> = {
  registered: ["active", "workshop", "decommissioned"],
  active: ["workshop", "decommissioned"],
  workshop: ["active", "decommissioned"],
  decommissioned: ["active"],
};

export function mayFollow(life: VehicleLife, step: LifeStep): boolean {
  return following[life].includes(step);
}

export interface LifeStepTaken {
  readonly stepId: string;
  readonly before: VehicleLife;
  readonly after: VehicleLife;
  /** Why, in the words of who did it. */
  readonly note: string;
  readonly at: Date;
}
