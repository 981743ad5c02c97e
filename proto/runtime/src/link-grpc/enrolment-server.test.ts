import { createSecureContext } from "node:tls";
import { Client, credentials, status, type ServiceError } from "@grpc/grpc-js";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import {
  decodeEnrolReply,
  encodeEnrolRequest,
  encodeRenewRequest,
  type EnrolReply,
  type EnrolRequest,
  type RenewalProof,
  type RenewRequest,
} from "@drawbar/proto/wire/enrolment.ts";
import { systemClock } from "../clock/system-clock.ts";
import { createLogger } from "../logging/logger.ts";
import { createSigningRequest, fingerprintOf, pemToDer } from "../tls/authority.ts";
import { pinnedRoot } from "../enrolment/pinned-root.ts";
import type { Identity } from "../tls/identity.ts";
import { proveRenewal } from "../tls/renewal-proof.ts";
import { TestPlatform, type TestTenant } from "../tls/test-platform.ts";
import { makeKeyPair } from "../tls/x509.ts";
import { EnrolmentServer, enrolmentPaths, type EnrolmentHandlers } from "./enrolment-server.ts";
import { enrolmentLimits } from "./limits.ts";
import { RateLimit } from "./rate-limit.ts";

const log = createLogger({ process: "test", level: "silent" });
const request: EnrolRequest = { claimId: "c-1", secret: new Uint8Array(32), signingRequest: Uint8Array.of(48, 0), device: "TR 214" };
const open: (() => Promise<void> | void)[] = [];

let platform: TestPlatform;
let tenant: TestTenant;
let hub: Identity;

beforeAll(async () => {
  platform = await TestPlatform.create();
  tenant = await platform.tenant();
  hub = await tenant.identity("cloud", { hosts: ["127.0.0.1", "hub.example"] });
});

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function serve(handlers: Partial<EnrolmentHandlers> = {}, tenants = [tenant]): Promise<string> {
  const reply: EnrolReply = {
    source: hub.sourceId,
    tenant: tenant.tenantId,
    certificates: [pemToDer(hub.certificateChain)],
    root: pemToDer(hub.root),
    kind: "unit",
    hubs: ["h:1"],
    enrolment: [],
  };
  const server = new EnrolmentServer({
    listen: { host: "127.0.0.1", port: 0 },
    tls: hub,
    clock: systemClock,
    log,
    tenantAuthority: async (tenantId) => tenants.find((known) => known.tenantId === tenantId)?.authority.certificate,
    handlers: { enrol: async () => reply, renew: async (_, { peer }) => ({ ...reply, source: peer.sourceId }), ...handlers },
  });
  await server.start();
  open.push(() => server.stop());
  return `127.0.0.1:${server.port}`;
}

/** As a device asks: with a new key, and signed by the old one. */
async function proven(identity: Identity): Promise<RenewRequest & { readonly proof: RenewalProof }> {
  const signingRequest = await createSigningRequest(await makeKeyPair(), { device: identity.sourceId });
  return { signingRequest, proof: proveRenewal(identity, signingRequest) };
}

/** @returns the source in the reply, or the status. */
async function ask(address: string, path: string, message: Uint8Array, identity?: Identity): Promise<string> {
  const context = createSecureContext({ ca: hub.root, ...(identity === undefined ? {} : { key: identity.key, cert: identity.certificateChain }) });
  const client = new Client(address, credentials.createFromSecureContext(context), {
    "grpc.use_local_subchannel_pool": 1,
    "grpc.ssl_target_name_override": "hub.example",
  });
  open.push(() => client.close());
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      path,
      (bytes: Uint8Array) => Buffer.from(bytes),
      decodeEnrolReply,
      message,
      { deadline: Date.now() + 5_000 },
      (error: ServiceError | null, reply?: EnrolReply) => resolve(error === null ? (reply?.source ?? "") : `${status[error.code]} ${error.details}`),
    );
  });
}

describe("EnrolmentServer", () => {
  it("enrols a device that has no certificate", async () => {
    const asked: EnrolRequest[] = [];
    const address = await serve({
      enrol: async (what) => {
        asked.push(what);
        throw new DrawbarError("CLAIM_USED: the claim was used", { code: "CLAIM_USED", kind: "conflict" });
      },
    });
    expect(await ask(address, enrolmentPaths.enrol, encodeEnrolRequest(request))).toBe("ALREADY_EXISTS CLAIM_USED: the claim was used");
    expect(asked).toEqual([request]);
    expect(await ask(await serve(), enrolmentPaths.enrol, encodeEnrolRequest(request))).toBe(hub.sourceId);
  });

  it("shows the root, so that a device finds it by its fingerprint", async () => {
    const address = await serve();
    const root = await pinnedRoot({ address, rootFingerprint: fingerprintOf(platform.root.certificate), timeoutMs: 2_000 });
    expect(fingerprintOf(root)).toBe(fingerprintOf(platform.root.certificate));
  });

  it("renews a certificate that is valid, or ended less than a year ago", async () => {
    const address = await serve();
    const renewal = encodeRenewRequest({ signingRequest: Uint8Array.of(48, 0) });
    for (const issuedDaysAgo of [0, 400]) {
      const unit = await tenant.identity("unit", { issuedDaysAgo, days: 90 });
      expect(await ask(address, enrolmentPaths.renew, renewal, unit)).toBe(unit.sourceId);
    }
    const parked = await tenant.identity("unit", { issuedDaysAgo: 500, days: 90 });
    expect(await ask(address, enrolmentPaths.renew, renewal, parked)).toContain("UNAUTHENTICATED RENEWAL_REFUSED: the certificate ended on");
  });

  it("renews nothing of another platform, nor of somebody without a certificate", async () => {
    const address = await serve();
    const renewal = encodeRenewRequest({ signingRequest: Uint8Array.of(48, 0) });
    const stranger = await (await TestPlatform.create()).tenant(tenant.tenantId);
    expect(await ask(address, enrolmentPaths.renew, renewal, await stranger.identity("unit"))).toBe(
      "UNAUTHENTICATED RENEWAL_REFUSED: the certificate was not issued by this platform",
    );
    expect(await ask(address, enrolmentPaths.renew, renewal)).toBe("UNAUTHENTICATED RENEWAL_REFUSED: no certificate was shown");
  });

  it("lets a depot ask for a device of its own tenant, by what the device proved", async () => {
    const parties: unknown[] = [];
    const address = await serve({
      renew: async (_, { peer, carrier }) => {
        parties.push([peer.sourceId, carrier?.sourceId]);
        throw new DrawbarError("DEVICE_REVOKED: seen", { code: "DEVICE_REVOKED", kind: "forbidden" });
      },
    });
    const depot = await tenant.identity("depot");
    const unit = await tenant.identity("unit", { issuedDaysAgo: 300, days: 90 });
    for (const caller of [depot, unit]) {
      expect(await ask(address, enrolmentPaths.renew, encodeRenewRequest(await proven(unit)), caller)).toContain("PERMISSION_DENIED DEVICE_REVOKED");
    }
    expect(parties).toEqual([
      [unit.sourceId, depot.sourceId],
      [unit.sourceId, undefined],
    ]);
  });

  it("believes no proof that is another's, was changed, or comes by somebody who may not carry it", async () => {
    const address = await serve();
    const stranger = await platform.tenant();
    const other = await (await TestPlatform.create()).tenant(tenant.tenantId);
    const [depot, unit, neighbour] = [await tenant.identity("depot"), await tenant.identity("unit"), await tenant.identity("unit")];
    const request = await proven(unit);
    const { signingRequest } = await proven(neighbour);
    const signature = Uint8Array.from(request.proof.signature);
    signature[20] = (signature[20] ?? 0) ^ 1;
    const renew = (message: RenewRequest, caller: Identity): Promise<string> => ask(address, enrolmentPaths.renew, encodeRenewRequest(message), caller);
    const unsigned = "is not signed by the key of the certificate that is to be renewed, or was changed since";
    expect(await renew({ ...request, signingRequest }, depot)).toContain(`UNAUTHENTICATED RENEWAL_REFUSED: the request ${unsigned}`);
    expect(await renew({ ...request, proof: { ...request.proof, signature } }, depot)).toContain(unsigned);
    expect(await renew({ ...request, proof: { ...request.proof, signature: Uint8Array.of(1, 2, 3) } }, depot)).toContain(unsigned);
    expect(await renew({ ...request, proof: { ...request.proof, certificate: pemToDer(neighbour.certificateChain) } }, depot)).toContain(unsigned);
    // The caller's own certificate does not help a proof that is wrong.
    expect(await renew({ ...request, proof: { ...request.proof, signature } }, unit)).toContain(unsigned);
    expect(await renew({ ...request, proof: { ...request.proof, certificate: Uint8Array.of(48, 0) } }, depot)).toContain("the proof holds no certificate");
    expect(await renew(await proven(await other.identity("unit")), depot)).toContain("was not issued by this platform");
    expect(await renew(request, await stranger.identity("depot"))).toContain("was not issued by this platform");
    expect(await renew(request, neighbour)).toContain("only a depot asks for others");
    expect(await renew(request, await tenant.identity("depot", { issuedDaysAgo: 100, days: 90 }))).toContain("so it vouches for nobody");
    expect(await renew(await proven(await tenant.identity("unit", { issuedDaysAgo: 500, days: 90 })), depot)).toContain("too long ago to renew it");
    expect(await renew(await proven(unit), depot)).toBe(unit.sourceId);
  });

  it("lets no depot ask for another tenant, of which the cloud knows the authority, too", async () => {
    const stranger = await platform.tenant();
    const address = await serve({}, [tenant, stranger]);
    const unit = await stranger.identity("unit");
    const request = encodeRenewRequest(await proven(unit));
    expect(await ask(address, enrolmentPaths.renew, request, await tenant.identity("depot"))).toContain(
      "UNAUTHENTICATED RENEWAL_REFUSED: a depot asks for devices of its own tenant only",
    );
    expect(await ask(address, enrolmentPaths.renew, request, await stranger.identity("depot"))).toBe(unit.sourceId);
  });

  it("refuses what is malformed, too large, or no method of its own", async () => {
    const address = await serve();
    expect(await ask(address, enrolmentPaths.enrol, encodeEnrolRequest({ ...request, secret: new Uint8Array(31) }))).toContain(
      "INVALID_ARGUMENT WIRE_MALFORMED: enrol.secret",
    );
    expect(await ask(address, enrolmentPaths.enrol, new Uint8Array(100_000))).toContain("INVALID_ARGUMENT the request is no single message");
    expect(await ask(address, "/drawbar.v1.Enrolment/Other", Uint8Array.of())).toContain("NOT_FOUND LINK_METHOD_UNKNOWN");
  });

  it("tells a caller nothing of an error that is none of ours", async () => {
    const address = await serve({ enrol: () => Promise.reject(new Error("password=hunter2")) });
    expect(await ask(address, enrolmentPaths.enrol, encodeEnrolRequest(request))).toBe("INTERNAL the server could not do this; its log says why");
  });

  it("answers an address no more often than the limit", async () => {
    const address = await serve();
    const answers: string[] = [];
    for (let index = 0; index <= enrolmentLimits.requestsPerAddressMax; index++)
      answers.push(await ask(address, enrolmentPaths.enrol, encodeEnrolRequest(request)));
    expect(answers.filter((answer) => answer === hub.sourceId)).toHaveLength(enrolmentLimits.requestsPerAddressMax);
    expect(answers.at(-1)).toContain("RESOURCE_EXHAUSTED");
  });
});

describe("RateLimit", () => {
  it("begins anew after its window, and forgets the oldest address at its bound", () => {
    const limit = new RateLimit({ requestsMax: 1, windowMs: 1_000, addressesMax: 2 });
    expect([limit.allows("a", 0), limit.allows("a", 999), limit.allows("a", 1_000)]).toEqual([true, false, true]);
    expect([limit.allows("b", 1_001), limit.allows("c", 1_002), limit.allows("a", 1_003)]).toEqual([true, true, true]);
    expect(limit.allows("c", 1_004)).toBe(false);
  });
});
