import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";
import { expect, it } from "vitest";
import { parseClaim } from "@drawbar/proto/enrolment/claim.ts";
import { isLoopback, hostOf } from "@drawbar/runtime/net/public-address.ts";
import { drawbar, lastJson, RunningUp } from "../installation/command.ts";

it("serves other machines with TLS of its own authority, and hands out addresses that they can reach", { timeout: 120_000 }, async () => {
  const data = mkdtempSync(path.join(tmpdir(), "drawbar-network-"));
  const up = await RunningUp.start(data, ["--host", "0.0.0.0", "--port", "0", "--no-fleet"]);
  const trusted = tls.getCACertificates("default");
  try {
    const { console: address, root = "" } = up.ready;
    expect(address).toMatch(/^https:/);
    await expect(fetch(`${address}/api/v1/openapi.json`)).rejects.toThrow("fetch failed");
    tls.setDefaultCACertificates([...trusted, readFileSync(root, "utf8")]);
    const page = await fetch(address);
    expect([page.status, page.headers.get("strict-transport-security")]).toEqual([200, expect.stringContaining("max-age")]);

    const { claim } = lastJson<{ claim: string }>(await drawbar(["claim", "create", "unit", "--vehicle", "TR 1", "--data", data, "--json"]));
    const { addresses } = parseClaim(claim);
    expect(addresses.map(hostOf).filter(isLoopback)).toEqual([]);
    const identity = lastJson<{ hubs: readonly string[] }>(await drawbar(["enrol", claim, "--directory", path.join(data, "unit"), "--json"]));
    expect(identity.hubs.map(hostOf)).toEqual(addresses.map(hostOf));
  } finally {
    tls.setDefaultCACertificates(trusted);
    expect(await up.stop()).toBe(0);
    rmSync(data, { recursive: true, force: true });
  }
});
