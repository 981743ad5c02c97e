/** What other parts of the cloud may use of arrivals. */
export type { Depot, Estimate, Journey, Situation } from "./arrival-types.ts";
export type { Fix } from "./journey-path.ts";
export { ArrivalHistory } from "./arrival-history.ts";
export { arrivalRoutes } from "./arrival-routes.ts";
export { ArrivalService } from "./arrival-service.ts";
export { courseBetween } from "./course.ts";
export { HistoryCache } from "./history-cache.ts";
export { pathOf } from "./journey-path.ts";
export { learnJourneys } from "./learn-turn.ts";
export { RoadRouter } from "./road-router.ts";
