import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { encodeRevocationsReply } from "@drawbar/proto/wire/revocations.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { LinkClient } from "@drawbar/runtime/link-grpc/link-client.ts";
import { LinkServer } from "@drawbar/runtime/link-grpc/link-server.ts";
import type { SessionEnd } from "@drawbar/runtime/link-grpc/link-session.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import type { Authority } from "@drawbar/runtime/tls/authority.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";
import { signRevocationList } from "@drawbar/runtime/tls/revocation-list.ts";
import { TestPlatform, type TestTenant } from "@drawbar/runtime/tls/test-platform.ts";
import { x509 } from "@drawbar/runtime/tls/x509.ts";
import { Revocations } from "./revocations.ts";

const log = createLogger({ process: "test", level: "silent" });
const open: (() => Promise<void> | void)[] = [];

let platform: TestPlatform;
let tenant: TestTenant;
let directory: string;
/** What headquarters answers next; `undefined` while the line is cut. */
let answer: Uint8Array | undefined;

beforeAll(async () => {
  platform = await TestPlatform.create();
  tenant = await platform.tenant();
});
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "drawbar-revocations-"));
});
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
  rmSync(directory, { recursive: true });
});

const serialOf = ({ certificateChain }: Identity): string => new x509.X509Certificate(certificateChain).serialNumber;

function listOf(number: number, units: readonly Identity[], authority: Authority = tenant.authority): Promise<Uint8Array> {
  return signRevocationList(authority, { number, revoked: units.map((unit) => ({ serial: serialOf(unit), revokedAt: new Date() })), nowMs: Date.now() });
}

async function started(onChanged: () => void = () => undefined): Promise<Revocations> {
  const ask = async (): Promise<Uint8Array | undefined> => (answer === undefined ? undefined : encodeRevocationsReply({ list: answer }));
  const revocations = new Revocations({ directory, authority: tenant.authority.certificate, uplink: { ask }, onChanged, log });
  await revocations.start();
  open.push(() => revocations.stop());
  return revocations;
}

describe("Revocations", () => {
  it("turn a revoked unit away with the reason, cut its connection, and let others be, also after a restart without a line", async () => {
    const [depot, stolen, other] = [await tenant.identity("depot"), await tenant.identity("unit"), await tenant.identity("unit")];
    let revocations = await started(() => server.closeRevoked());
    const server = new LinkServer({
      listen: { host: "127.0.0.1", port: 0 },
      tls: depot,
      tenantId: tenant.tenantId,
      kinds: ["unit"],
      isRevoked: (serial) => revocations.isRevoked(serial),
      onPeer: () => ({ onMessage: () => undefined }),
      log,
    });
    await server.start();
    open.push(() => server.stop());
    const connect = (identity: Identity) => LinkClient.connect({ address: `127.0.0.1:${server.port}`, identity, clock: systemClock });
    const [thief, honest] = [await connect(stolen), await connect(other)];
    open.push(
      () => thief.close(),
      () => honest.close(),
    );
    const ended = new Promise<SessionEnd>((resolve) => thief.serve({ onMessage: () => undefined, onClosed: resolve }));
    answer = await listOf(1, [stolen]);
    await revocations.ask();
    expect(await ended).toEqual({ kind: "refused", detail: "DEVICE_REVOKED: this device was taken out of the fleet" });
    expect(honest.isOpen).toBe(true);
    answer = undefined;
    revocations = await started();
    await revocations.ask();
    expect(revocations.report()).toMatchObject({ certificates: 1, trouble: undefined });
    await expect(connect(stolen)).rejects.toMatchObject({ code: "LINK_HUB_REFUSED", message: expect.stringContaining("DEVICE_REVOKED") });
    const again = await connect(other);
    open.push(() => again.close());
    expect(again.isOpen).toBe(true);
  });

  it("are those of the newest list that the tenant's authority signed", async () => {
    const [unit, late] = [await tenant.identity("unit"), await tenant.identity("unit")];
    const revocations = await started();
    const lists = [
      await listOf(5, [unit]),
      await listOf(4, []),
      await listOf(5, []),
      await listOf(9, [], (await platform.tenant()).authority),
      Uint8Array.of(48, 3),
    ];
    const taken: string[] = [];
    for (const list of lists) taken.push(await revocations.take(list));
    expect(taken).toEqual(["taken", "older", "known", "foreign", "malformed"]);
    expect(revocations.isRevoked(serialOf(unit))).toBe(true);
    const after = await started();
    expect(await after.take(await listOf(4, []))).toBe("older");
    expect(await after.take(await listOf(6, [late]))).toBe("taken");
    expect([unit, late].map((one) => after.isRevoked(serialOf(one)))).toEqual([false, true]);
    expect(readdirSync(directory)).toEqual(["revocations.crl"]);
  });

  it("say what is wrong with what headquarters sends, and use no file that is damaged or another tenant's", async () => {
    writeFileSync(path.join(directory, "revocations.crl"), "damaged");
    const revocations = await started();
    expect(revocations.report()).toEqual({ certificates: 0, asOf: undefined, trouble: "the kept list is malformed" });
    answer = await listOf(1, [], (await platform.tenant()).authority);
    await revocations.ask();
    expect(revocations.report().trouble).toBe("headquarters' list is foreign");
    answer = await listOf(1, []);
    await revocations.ask();
    expect(revocations.report()).toMatchObject({ asOf: expect.any(String), trouble: undefined });
  });

  it("say that the kept list cannot be read, and serve all the same", async () => {
    mkdirSync(path.join(directory, "revocations.crl"));
    expect((await started()).report()).toMatchObject({ certificates: 0, trouble: expect.stringContaining("EISDIR") });
  });

  it("are in force though the disk takes no list, which is kept once it does", async () => {
    const unit = await tenant.identity("unit");
    const revocations = await started();
    rmSync(directory, { recursive: true });
    writeFileSync(directory, "a file where the folder should be");
    answer = await listOf(3, [unit]);
    await revocations.ask();
    expect(revocations.isRevoked(serialOf(unit))).toBe(true);
    expect(revocations.report().trouble).toContain("EEXIST");
    rmSync(directory);
    answer = undefined;
    await revocations.ask();
    expect((await started()).isRevoked(serialOf(unit))).toBe(true);
  });
});
