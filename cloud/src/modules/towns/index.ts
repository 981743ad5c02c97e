/** What other parts of the cloud may use of this domain. */
export { townRoutes } from "./town-routes.ts";
export { Towns, type TownNaming } from "./towns.ts";
