/** What other parts of the cloud may use of this domain. */
export { AddressGuard, pinnedTo } from "./address-guard.ts";
export { receiverRoutes } from "./receiver-routes.ts";
export { ReceiverService } from "./receiver-service.ts";
export { webhookDispatch, webhookGroup } from "./webhook-dispatch.ts";
export { webhookRoutes } from "./webhook-routes.ts";
export { WebhookSender } from "./webhook-sender.ts";
export { WebhookService } from "./webhook-service.ts";
export { WebhookTarget } from "./webhook-target.ts";
