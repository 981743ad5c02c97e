/** What other parts of the cloud may use of this domain. */
export { signCheckpoint } from "./audit-checkpoints.ts";
export { auditRoutes } from "./audit-routes.ts";
export { chainAudit } from "./audit-sequencer.ts";
export { actOfCommand, AuditTrail } from "./audit-trail.ts";
export { CheckpointKey } from "./checkpoint-key.ts";
export { describeBreach, verifyTrail } from "./verify-trail.ts";
