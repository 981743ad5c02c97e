/** What other parts of the cloud may use of places. */
export { stepStays, type Crossing, type Stays } from "./crossings.ts";
export { saveCrossings } from "./crossing-store.ts";
export { FenceIndex } from "./fence-index.ts";
export { FenceSets } from "./fence-sets.ts";
export { namePlaces, type PlaceName } from "./place-finder.ts";
export { metresBetween, scaleAt, wrapDegrees, type Coordinate, type LocalScale } from "./geodesy.ts";
export { placeRoutes } from "./place-routes.ts";
export { PlaceService } from "./place-service.ts";
export { prepareShape, type PreparedShape } from "./prepared-shape.ts";
export type { Shape } from "./shape.ts";
export { joinDepotStay } from "./stay-store.ts";
