import { describe, expect, it } from "vitest";
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { createRoot, createTenantAuthority } from "./authority.ts";
import { hashOfSerials, readRevocationList, signRevocationList } from "./revocation-list.ts";
import { x509 } from "./x509.ts";

const nowMs = Date.UTC(2026, 10, 26);
const root = await createRoot({ nowMs });
const authority = await createTenantAuthority(root, { tenantId: parseTenantId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11"), nowMs });
const revoked = [
  { serial: "40a1", revokedAt: new Date(nowMs) },
  { serial: "7fb2", revokedAt: new Date(nowMs - 1_000) },
];

describe("a revocation list", () => {
  it("says what was put in, in the standard's form, whatever its number", async () => {
    for (const number of [0, 127, 128, 255, 256, nowMs, Number.MAX_SAFE_INTEGER]) {
      const bytes = await signRevocationList(authority, { number, revoked, nowMs });
      const read = await readRevocationList(bytes, authority.certificate);
      expect(read).toMatchObject({ kind: "list", list: { number, serials: new Set(["40a1", "7fb2"]), hash: hashOfSerials(["7fb2", "40a1"]) } });
    }
    const list = new x509.X509Crl(Uint8Array.from(await signRevocationList(authority, { number: 1, revoked: [], nowMs })));
    expect(list.entries).toEqual([]);
    expect(list.nextUpdate?.getTime()).toBeGreaterThan(nowMs + 3_000 * 86_400_000);
    expect(await list.verify({ publicKey: new x509.X509Certificate(authority.certificate) })).toBe(true);
  });

  it("counts for nothing when another authority signed it, or a byte is another", async () => {
    const other = await createTenantAuthority(root, { tenantId: parseTenantId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11"), nowMs });
    const bytes = await signRevocationList(other, { number: 1, revoked, nowMs });
    expect(await readRevocationList(bytes, authority.certificate)).toEqual({ kind: "foreign" });
    expect(await readRevocationList(await signRevocationList(root, { number: 1, revoked, nowMs }), authority.certificate)).toEqual({ kind: "foreign" });
    const own = await signRevocationList(authority, { number: 1, revoked, nowMs });
    for (let at = 0; at < own.length; at += 7) {
      const damaged = Uint8Array.from(own);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      expect((await readRevocationList(damaged, authority.certificate)).kind).not.toBe("list");
    }
    expect(await readRevocationList(Uint8Array.of(), authority.certificate)).toEqual({ kind: "malformed" });
  });
});
