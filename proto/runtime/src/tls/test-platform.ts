/** Real certificates for tests: a root, tenants under it, and identities of devices and hubs. */
import { randomUUID } from "node:crypto";
import { parseSourceId, parseTenantId, type SourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { createRoot, createSigningRequest, createTenantAuthority, issueCertificate, type Authority, type PeerKind } from "./authority.ts";
import { identityOf, type Identity } from "./identity.ts";
import { makeKeyPair, privateKeyToPem } from "./x509.ts";

const dayMs = 86_400_000;

export interface TestIdentityOptions {
  readonly sourceId?: SourceId | undefined;
  /** When it was issued, in days before now, and for how many days. */
  readonly issuedDaysAgo?: number | undefined;
  readonly days?: number | undefined;
  readonly hosts?: readonly string[] | undefined;
}

export class TestTenant {
  readonly tenantId: TenantId;
  readonly authority: Authority;
  readonly #root: Authority;

  constructor(tenantId: TenantId, authority: Authority, root: Authority) {
    this.tenantId = tenantId;
    this.authority = authority;
    this.#root = root;
  }

  /** The cloud's own servers are issued by the root, as in production. */
  async identity(kind: PeerKind, options: TestIdentityOptions = {}): Promise<Identity> {
    const issuer = kind === "cloud" ? this.#root : this.authority;
    const keys = await makeKeyPair();
    const request = await createSigningRequest(keys, { device: kind, hosts: options.hosts });
    const leaf = await issueCertificate(issuer, request, {
      kind,
      sourceId: options.sourceId ?? parseSourceId(randomUUID()),
      tenantId: this.tenantId,
      nowMs: Date.now() - (options.issuedDaysAgo ?? 0) * dayMs,
      days: options.days,
    });
    const certificateChain = kind === "cloud" ? leaf : `${leaf}\n${this.authority.certificate}`;
    return identityOf({ key: await privateKeyToPem(keys), certificateChain, root: this.#root.certificate, hubs: [] });
  }
}

export class TestPlatform {
  readonly root: Authority;

  constructor(root: Authority) {
    this.root = root;
  }

  static async create(): Promise<TestPlatform> {
    return new TestPlatform(await createRoot({ nowMs: Date.now() - 800 * dayMs }));
  }

  async tenant(tenantId = parseTenantId(randomUUID())): Promise<TestTenant> {
    return new TestTenant(tenantId, await createTenantAuthority(this.root, { tenantId, nowMs: Date.now() - 800 * dayMs }), this.root);
  }
}
