/**
 * The platform's keys: its root, an authority per tenant, and the certificate that the cloud's own ports show. Made at
 * first use in a folder that only its owner may read. Whoever has the folder can issue certificates for every tenant.
 */
import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { HubTls } from "@drawbar/runtime/link-grpc/hub-credentials.ts";
import {
  certificateDays,
  createRoot,
  createSigningRequest,
  createTenantAuthority,
  fingerprintOf,
  issueCertificate,
  type Authority,
} from "@drawbar/runtime/tls/authority.ts";
import { makeKeyPair, privateKeyToPem } from "@drawbar/runtime/tls/x509.ts";
import { failEnrolment } from "./enrolment-errors.ts";

export interface PlatformAuthorityOptions {
  readonly directory: string;
  readonly clock: Clock;
}

/** The cloud belongs to no tenant; its own certificate is issued under this name. */
const platformTenant = parseTenantId("00000000-0000-4000-8000-000000000000");
const rootFile = "root.pem";
const rootCertificateFile = "platform-root.pem";
const keyBlock = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/;
const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;

export class PlatformAuthority {
  readonly #directory: string;
  readonly #clock: Clock;
  readonly #root: Authority;
  readonly #tenants = new Map<TenantId, Promise<Authority>>();

  private constructor(options: PlatformAuthorityOptions, root: Authority) {
    this.#directory = options.directory;
    this.#clock = options.clock;
    this.#root = root;
  }

  /**
   * Makes the root when there is none. Several processes may open one folder at once; the first one's root counts.
   *
   * @throws DrawbarError `AUTHORITY_UNREADABLE`.
   */
  static async open(options: PlatformAuthorityOptions): Promise<PlatformAuthority> {
    const root = await readOrMake(path.join(options.directory, rootFile), () => createRoot({ nowMs: options.clock.wallUs() / 1_000 }));
    await writeFile(path.join(options.directory, rootCertificateFile), `${root.certificate.trim()}\n`, { mode: 0o644 }).catch((error: unknown) => {
      if (!isCode(error, "EACCES") && !isCode(error, "EROFS")) throw error; // a process that may only read the folder still works
    });
    return new PlatformAuthority(options, root);
  }

  /** @returns the file with the root's certificate and nothing secret, to be handed to those who shall trust it; there once the cloud has run. */
  static rootCertificateFile(directory: string): string {
    return path.join(directory, rootCertificateFile);
  }

  /** PEM. */
  get root(): string {
    return this.#root.certificate;
  }

  /** SHA-256 of the root in DER, as claims carry it. */
  get rootFingerprint(): string {
    return fingerprintOf(this.#root.certificate);
  }

  /** Made at first use. */
  tenantAuthority(tenantId: TenantId): Promise<Authority> {
    const known = this.#tenants.get(tenantId);
    if (known !== undefined) return known;
    const authority = readOrMake(this.#fileOf(tenantId), () => createTenantAuthority(this.#root, { tenantId, nowMs: this.#nowMs() }));
    this.#tenants.set(tenantId, authority);
    authority.catch(() => this.#tenants.delete(tenantId));
    return authority;
  }

  /** @returns PEM of an authority that exists; `undefined` for a tenant that never enrolled anybody. */
  async findTenantCertificate(tenantId: TenantId): Promise<string | undefined> {
    return (await readIfThere(this.#fileOf(tenantId)))?.certificate;
  }

  /**
   * A new key and certificate for the cloud's ports; cheap enough to make at every start and then once a week.
   *
   * @param hosts names and addresses under which devices reach it.
   */
  async makeServerTls(hosts: readonly string[]): Promise<HubTls> {
    const keys = await makeKeyPair();
    const request = await createSigningRequest(keys, { device: "cloud", hosts });
    const leaf = await issueCertificate(this.#root, request, {
      sourceId: parseSourceId(randomUUID()),
      tenantId: platformTenant,
      kind: "cloud",
      nowMs: this.#nowMs(),
      days: certificateDays.cloud,
      hosts,
    });
    return { key: await privateKeyToPem(keys), certificateChain: leaf, root: this.#root.certificate };
  }

  #fileOf(tenantId: TenantId): string {
    return path.join(this.#directory, "tenants", `${tenantId}.pem`);
  }

  #nowMs(): number {
    return this.#clock.wallUs() / 1_000;
  }
}

async function readOrMake(file: string, make: () => Promise<Authority>): Promise<Authority> {
  const found = await readIfThere(file);
  if (found !== undefined) return found;
  const made = await make();
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const unfinished = `${file}.${process.pid}-${randomUUID()}`;
    const handle = await open(unfinished, "wx", 0o600);
    try {
      await handle.writeFile(`${made.key.trim()}\n${made.certificate.trim()}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link fails when the name is there already: the authority that was made first stays.
    await link(unfinished, file).catch((error: unknown) => {
      if (!isCode(error, "EEXIST")) throw error;
    });
    await rm(unfinished);
  } catch (error) {
    throw failEnrolment("AUTHORITY_UNREADABLE", `${file} cannot be written; choose a folder that this process may write to`, { cause: error });
  }
  return (await readIfThere(file)) ?? made;
}

async function readIfThere(file: string): Promise<Authority | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw failEnrolment("AUTHORITY_UNREADABLE", `${file} cannot be read; check its owner and mode`, { cause: error });
  }
  const key = keyBlock.exec(text)?.[0];
  const certificate = certificateBlock.exec(text)?.[0];
  if (key === undefined || certificate === undefined)
    throw failEnrolment("AUTHORITY_UNREADABLE", `${file} holds no key and certificate; put it back from a backup`);
  return { key, certificate };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
