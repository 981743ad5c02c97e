/** What a device says of its certificate: in its status, to metrics, and as a trouble when it should have been renewed. */
import type { Identity } from "../tls/identity.ts";

export interface CertificateReport {
  /** `renewing` since it became due; an `expired` one is of no use but to be renewed. */
  readonly state: "valid" | "renewing" | "expired";
  readonly notAfter: string;
  /** Negative when it has ended. */
  readonly daysLeft: number;
  readonly renewsAt: string;
  /** Why the last attempt was in vain. */
  readonly failure: RenewalFailure | undefined;
}

export interface RenewalFailure {
  /** As in docs/errors.md. */
  readonly code: string;
  readonly detail: string;
  /** In a row. */
  readonly attempts: number;
}

const dayMs = 86_400_000;
/** Of 90 days; renewal began 10 to 15 days before this. */
const endingDays = 15;

export function reportOf(
  { notAfterMs }: Pick<Identity, "notAfterMs">,
  { nowMs, renewsAtMs, failure }: { readonly nowMs: number; readonly renewsAtMs: number; readonly failure: RenewalFailure | undefined },
): CertificateReport {
  const leftMs = notAfterMs - nowMs;
  return {
    state: leftMs < 0 ? "expired" : nowMs >= renewsAtMs ? "renewing" : "valid",
    notAfter: new Date(notAfterMs).toISOString(),
    daysLeft: Math.floor((leftMs / dayMs) * 10) / 10,
    renewsAt: new Date(renewsAtMs).toISOString(),
    failure,
  };
}

/** Whether it is time that a person looks: renewal should have come long ago. */
export function isEnding({ daysLeft, state }: CertificateReport): boolean {
  return state === "expired" || (state === "renewing" && daysLeft < endingDays);
}

/** In words; `undefined` while all is well. */
export function troubleOf(report: CertificateReport): string | undefined {
  if (!isEnding(report)) return undefined;
  const why = report.failure === undefined ? "it was not asked for yet" : `${report.failure.code}: ${report.failure.detail}`;
  const when = report.state === "expired" ? `ended ${-report.daysLeft} days ago` : `ends in ${report.daysLeft} days`;
  return `the certificate ${when} and is not renewed (${why})`;
}
