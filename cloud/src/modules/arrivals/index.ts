/** What other parts of the cloud may use of arrivals. */
export type { Depot, Estimate, Fix, Journey, Situation } from "./arrival-types.ts";
export { ArrivalHistory } from "./arrival-history.ts";
export { courseBetween } from "./course.ts";
export { pathOf } from "./journey-path.ts";
