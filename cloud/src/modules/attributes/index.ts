/** What other parts of the cloud may use of this domain. */
export { attributeRoutes, AttributeValues } from "./attribute-routes.ts";
export { faultOfValue } from "./attribute-rules.ts";
export { AttributeService } from "./attribute-service.ts";
export { AttributeStore } from "./attribute-store.ts";
export type { AttributeField, Attributes, AttributeValue } from "./attribute-types.ts";
