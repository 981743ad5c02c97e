import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseSourceId, parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { describe, expect, it } from "vitest";
import { createRoot, createSigningRequest, createTenantAuthority, derToPem, fingerprintOf, issueCertificate, pemToDer } from "./authority.ts";
import { loadIdentity, saveIdentity } from "./identity-files.ts";
import { identityOf, peerOf } from "./identity.ts";
import { keyPairFromPem, makeKeyPair, privateKeyToPem, x509 } from "./x509.ts";

const tenantId = parseTenantId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
const sourceId = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a12");
const nowMs = Date.UTC(2026, 10, 25);

async function enrolled(kind: "unit" | "depot", hosts: readonly string[] = []) {
  const root = await createRoot({ nowMs });
  const authority = await createTenantAuthority(root, { tenantId, nowMs });
  const keys = await makeKeyPair();
  const request = await createSigningRequest(keys, { device: "TR 214", hosts });
  const leaf = await issueCertificate(authority, request, { sourceId, tenantId, kind, nowMs });
  return {
    root,
    authority,
    keys,
    request,
    leaf,
    identity: identityOf({
      key: await privateKeyToPem(keys),
      certificateChain: `${leaf}\n${authority.certificate}`,
      root: root.certificate,
      hubs: ["localhost:7443"],
    }),
  };
}

describe("certificates", () => {
  it("name the device by its claim and are chained to the root", async () => {
    const { root, authority, leaf, identity } = await enrolled("depot", ["localhost", "127.0.0.1"]);
    expect(identity).toMatchObject({ kind: "depot", sourceId, tenantId });
    const certificate = new x509.X509Certificate(leaf);
    expect(await certificate.verify({ publicKey: new x509.X509Certificate(authority.certificate), date: new Date(nowMs) })).toBe(true);
    expect(await new x509.X509Certificate(authority.certificate).verify({ publicKey: new x509.X509Certificate(root.certificate), date: new Date(nowMs) })).toBe(
      true,
    );
    expect(certificate.getExtension("2.5.29.17")).not.toBeNull();
  });

  it("let a unit be a client only, whatever hosts it asks for", async () => {
    const { leaf } = await enrolled("unit", ["cloud.example"]);
    const certificate = new x509.X509Certificate(leaf);
    expect(certificate.getExtension("2.5.29.17")).toBeNull();
    const usage = certificate.extensions.find((extension) => extension instanceof x509.ExtendedKeyUsageExtension);
    expect(usage?.usages).toEqual([x509.ExtendedKeyUsage.clientAuth]);
  });

  it("are refused for a request that another key signed", async () => {
    const { authority, request } = await enrolled("unit");
    const forged = Uint8Array.from(request);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    await expect(issueCertificate(authority, forged, { sourceId, tenantId, kind: "unit", nowMs })).rejects.toMatchObject({ code: "SIGNING_REQUEST_INVALID" });
    await expect(issueCertificate(authority, Uint8Array.of(1, 2), { sourceId, tenantId, kind: "unit", nowMs })).rejects.toMatchObject({
      code: "SIGNING_REQUEST_INVALID",
    });
  });

  it("keep their key and fingerprint through PEM and DER", async () => {
    const { identity, leaf } = await enrolled("unit");
    expect(await privateKeyToPem(await keyPairFromPem(identity.key))).toBe(identity.key);
    expect(fingerprintOf(derToPem(pemToDer(leaf)))).toBe(fingerprintOf(leaf));
  });
});

describe("identity", () => {
  it("comes back from its files, which only the owner may read", async () => {
    const { identity } = await enrolled("unit");
    const directory = mkdtempSync(path.join(tmpdir(), "drawbar-identity-"));
    saveIdentity(directory, identity);
    expect(loadIdentity(directory)).toEqual(identity);
    expect(statSync(path.join(directory, "identity.json")).mode & 0o077).toBe(0);
    writeFileSync(path.join(directory, "identity.json"), "damaged");
    expect(() => loadIdentity(directory)).toThrow(/IDENTITY_UNREADABLE/);
    rmSync(directory, { recursive: true });
    expect(() => loadIdentity(directory)).toThrow(/IDENTITY_MISSING.*drawbar enrol/);
  });

  it("is nobody's when the issuer's tenant is another", () => {
    const issuer = { CN: "Drawbar tenant authority", O: "0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0aff" };
    expect(peerOf({ subject: { CN: sourceId, O: tenantId, OU: "unit" }, issuer })).toBeUndefined();
    expect(peerOf({ subject: { CN: sourceId, O: tenantId, OU: "unit" }, issuer: { ...issuer, O: tenantId } })).toEqual({ sourceId, tenantId, kind: "unit" });
    expect(peerOf({ subject: { CN: "me", O: tenantId, OU: "unit" }, issuer: { ...issuer, O: tenantId } })).toBeUndefined();
    expect(peerOf({ subject: { CN: sourceId, O: tenantId }, issuer })).toBeUndefined();
  });
});
