import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { TenantAdministration } from "./index.ts";

describe("the fleets of a headquarters", () => {
  let db: TestDatabase;
  let tenants: TenantAdministration;

  beforeAll(async () => {
    db = await testDatabase();
    tenants = new TenantAdministration({ database: db.app });
  });
  afterAll(async () => db.dispose());

  it("are none at first, and whoever asks for one is told how to make it", async () => {
    expect(await tenants.list()).toEqual([]);
    await expect(tenants.find(undefined)).rejects.toThrow('TENANT_UNKNOWN: this headquarters serves no fleet yet; "drawbar tenant add');
  });

  it("are found by name or id, and the only one without either", async () => {
    const { tenantId } = await tenants.add("  Müller Logistik ");
    expect(await tenants.find(undefined)).toEqual({ tenantId, name: "Müller Logistik" });

    const other = await tenants.add("Acme Haulage");
    expect((await tenants.list()).map(({ name }) => name)).toEqual(["Acme Haulage", "Müller Logistik"]);
    expect((await tenants.find("acme haulage")).tenantId).toBe(other.tenantId);
    expect((await tenants.find(tenantId.toUpperCase())).name).toBe("Müller Logistik");
    await expect(tenants.find(undefined)).rejects.toThrow(/TENANT_AMBIGUOUS: .*"Acme Haulage".*"Müller Logistik"/);
    await expect(tenants.find("Nobody")).rejects.toThrow("TENANT_UNKNOWN");
  });

  it("have names of their own", async () => {
    await expect(tenants.add("ACME HAULAGE")).rejects.toThrow("TENANT_EXISTS");
    for (const name of ["", "   ", "a\u0000b", "x".repeat(81)]) await expect(tenants.add(name)).rejects.toThrow("TENANT_NAME_INVALID");
  });
});
