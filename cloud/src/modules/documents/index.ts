/** What other parts of the cloud may use of this domain. */
export { dayOfUs } from "./days.ts";
export { tellReminders } from "./document-reminders.ts";
export { documentRoutes } from "./document-routes.ts";
export { DocumentService } from "./document-service.ts";
export { documentLimits } from "./limits.ts";
