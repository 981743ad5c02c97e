import type { DepotId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Coordinate } from "./geodesy.ts";
import type { Crossing } from "./crossings.ts";
import type { Shape } from "./shape.ts";

export const placePurposes = ["depot", "yard", "customer", "workshop", "fuel", "zone", "route"] as const;
export type PlacePurpose = (typeof placePurposes)[number];

/** What a person says about a place. */
export interface PlaceWish {
  readonly name: string;
  readonly purpose: PlacePurpose;
  readonly note: string;
  /** The depot that it is the ground of. */
  readonly depotId?: DepotId | undefined;
  readonly shape: Shape;
  readonly hysteresisM: number;
  readonly dwellS: number;
}

export interface Place extends PlaceWish {
  readonly placeId: string;
  readonly createdAt: Date;
  /** Since when its shape is as it is, microseconds since 1970. */
  readonly shapeFromUs: number;
}

/** A crossing as it is kept. */
export interface PlaceEvent {
  readonly eventId: string;
  readonly placeId: string;
  readonly placeName: string;
  readonly vehicleId: VehicleId;
  readonly callSign: string;
  readonly kind: Crossing["kind"];
  readonly atUs: number;
  readonly insideSinceUs?: number | undefined;
  readonly at: Coordinate;
}
