/** What depots are told of who was revoked: a list per tenant, signed by the tenant's authority. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { hashOfSerials, signRevocationList, type RevokedCertificate } from "@drawbar/runtime/tls/revocation-list.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { enrolmentLimits } from "./limits.ts";
import type { PlatformAuthority } from "./platform-authority.ts";

export interface RevocationPublisherOptions {
  readonly database: Database;
  readonly authority: PlatformAuthority;
  readonly clock: Clock;
}

interface Published {
  readonly hash: Uint8Array;
  /** DER; signed when a depot wants it. */
  list: Promise<Uint8Array> | undefined;
  readonly revoked: readonly RevokedCertificate[];
  /** Milliseconds of the database's clock, which all processes share, so that it grows whoever signs. */
  readonly number: number;
}

interface Kept {
  readonly published: Promise<Published>;
  readonly untilUs: number;
}

export class RevocationPublisher {
  readonly #options: RevocationPublisherOptions;
  readonly #kept = new Map<TenantId, Kept>();

  constructor(options: RevocationPublisherOptions) {
    this.#options = options;
  }

  /** @param held hash of what the depot knows. @returns a CertificateList in DER; `undefined` when the depot's says the same. */
  async newerThan(tenant: TenantId, held: Uint8Array): Promise<Uint8Array | undefined> {
    const published = await this.#published(tenant);
    if (Buffer.compare(published.hash, held) === 0) return undefined;
    // One that could not be signed is tried again with the next question.
    published.list ??= this.#sign(tenant, published).catch((error: unknown) => {
      published.list = undefined;
      throw error;
    });
    return published.list;
  }

  /** Somebody was revoked just now: the next question is asked of the database. */
  forget(tenant: TenantId): void {
    const kept = this.#kept.get(tenant);
    if (kept !== undefined) this.#kept.set(tenant, { ...kept, untilUs: Number.NEGATIVE_INFINITY });
  }

  #published(tenant: TenantId): Promise<Published> {
    const nowUs = this.#options.clock.monoUs();
    const kept = this.#kept.get(tenant);
    if (kept !== undefined && kept.untilUs > nowUs) return kept.published;
    if (this.#kept.size >= enrolmentLimits.revocationListsMax) this.#kept.clear();
    const published = this.#read(tenant, kept?.published);
    this.#kept.set(tenant, { published, untilUs: nowUs + enrolmentLimits.revocationsBelievedMs * 1_000 });
    published.catch(() => this.#kept.delete(tenant));
    return published;
  }

  async #read(tenant: TenantId, before: Promise<Published> | undefined): Promise<Published> {
    const rows = await this.#options.database.of(tenant).many<{ serial: string | null; revoked_at: Date; number: string }>(
      "revocations-read",
      `with revoked as (
         select c.serial, c.not_after, u.revoked_at
         from unit u join certificate_issued c on c.source_id = u.unit_id
         where u.tenant_id = $1 and c.tenant_id = $1 and u.revoked_at is not null
         union all
         select c.serial, c.not_after, d.revoked_at
         from depot d join certificate_issued c on c.source_id = d.depot_id
         where d.tenant_id = $1 and c.tenant_id = $1 and d.revoked_at is not null
         union all
         select c.serial, c.not_after, c.revoked_at from certificate_issued c where c.tenant_id = $1 and c.revoked_at is not null
       ),
       listed as (
         select serial, min(revoked_at) as revoked_at
         from revoked
         where not_after > now() - interval '1 day'
         group by serial
         order by min(revoked_at) desc, serial
         limit $2
       )
       select l.serial, l.revoked_at, floor(extract(epoch from now()) * 1000) as number from (select) as always left join listed l on true`,
      [tenant, enrolmentLimits.revocationsMax],
    );
    const revoked = rows.flatMap(({ revoked_at, serial }) => (serial === null ? [] : [{ serial, revokedAt: revoked_at }]));
    const hash = hashOfSerials(revoked.map(({ serial }) => serial));
    const number = Number(rows[0]?.number); // there is always a row
    const known = await before?.catch(() => undefined);
    // Signing costs, so a list stays what it is; not for ever, since a depot may hold one with a later number of a server whose clock was ahead.
    const isKnown = known !== undefined && Buffer.compare(known.hash, hash) === 0 && number - known.number < enrolmentLimits.revocationListMs;
    return isKnown ? known : { hash, list: undefined, revoked, number };
  }

  async #sign(tenant: TenantId, { number, revoked }: Published): Promise<Uint8Array> {
    const { authority, clock } = this.#options;
    return signRevocationList(await authority.tenantAuthority(tenant), { number, revoked, nowMs: clock.wallUs() / 1_000 });
  }
}
