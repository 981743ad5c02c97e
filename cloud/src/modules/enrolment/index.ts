/** What other parts of the cloud use of enrolment. */
export { ClaimService, type ClaimWish, type NewClaim } from "./claim-service.ts";
export { claimRoutes } from "./claim-routes.ts";
export { DeviceStore } from "./device-store.ts";
export { EnrolService } from "./enrol-service.ts";
export { PlatformAuthority } from "./platform-authority.ts";
export { RevocationService } from "./revocation-service.ts";
export { revocationRoutes } from "./revocation-routes.ts";
export { type Revocation, type RevocationRow, revocationSelect, revocationToJson, RevocationView, toRevocation } from "./revocation.ts";
export { RevocationPublisher } from "./revocation-publisher.ts";
export { ServerCertificate } from "./server-certificate.ts";
