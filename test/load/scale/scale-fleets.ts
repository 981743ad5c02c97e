/** Fleets for SCALE: vehicles with their units as rows, since enrolling ten thousand is not what is measured; depots with certificates of the platform. */
import { randomUUID } from "node:crypto";
import { PlatformAuthority } from "@drawbar/cloud/modules/enrolment/index.ts";
import { parseSourceId, parseTenantId, type SourceId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createSigningRequest, issueCertificate } from "@drawbar/runtime/tls/authority.ts";
import { identityOf, type Identity } from "@drawbar/runtime/tls/identity.ts";
import { makeKeyPair, privateKeyToPem } from "@drawbar/runtime/tls/x509.ts";
import type pg from "pg";
import type { LoadTask } from "./fleet-load.ts";

export interface FleetPlan {
  readonly tenantId: string;
  readonly depots: number;
  readonly unitsPerDepot: number;
}

/** @returns depots with the units behind them. */
export async function addVehicles(admin: pg.Client, authorityDirectory: string, plan: FleetPlan): Promise<LoadTask["depots"]> {
  const tenantId = parseTenantId(plan.tenantId);
  const sources = Array.from({ length: plan.depots * plan.unitsPerDepot }, () => parseSourceId(randomUUID()));
  await admin.query(
    `with made as (
       insert into drawbar.vehicle (tenant_id, vehicle_id, call_sign)
       select $1, gen_random_uuid(), 'S ' || n from generate_series(1, cardinality($2::uuid[])) n
       returning vehicle_id, call_sign
     ),
     units as (
       insert into drawbar.unit (tenant_id, unit_id, kind, device, enrolled_at)
       select $1, b.unit_id, 'unit', 'bench', now() from unnest($2::uuid[]) b (unit_id)
     )
     select vehicle_id from made`,
    [tenantId, sources],
  );
  await admin.query(
    `insert into drawbar.unit_assignment (tenant_id, unit_id, kind, vehicle_id, during)
     select $1, b.unit_id, 'unit', v.vehicle_id, tstzrange(now() - interval '1 day', null)
     from unnest($2::uuid[]) with ordinality b (unit_id, n)
     join drawbar.vehicle v on v.tenant_id = $1 and v.call_sign = 'S ' || b.n`,
    [tenantId, sources],
  );
  const platform = await PlatformAuthority.open({ directory: authorityDirectory, clock: systemClock });
  const authority = await platform.tenantAuthority(tenantId);
  const depots: { readonly identity: Identity; readonly sources: readonly SourceId[] }[] = [];
  for (let depot = 0; depot < plan.depots; depot += 1) {
    const keys = await makeKeyPair();
    const leaf = await issueCertificate(authority, await createSigningRequest(keys, { device: `bench ${depot}` }), {
      kind: "depot",
      sourceId: parseSourceId(randomUUID()),
      tenantId,
      nowMs: Date.now(),
    });
    const certificateChain = `${leaf}\n${authority.certificate}`;
    const identity = identityOf({ key: await privateKeyToPem(keys), certificateChain, root: platform.root, hubs: [] });
    await admin.query("insert into drawbar.depot (tenant_id, depot_id, name, device) values ($1, $2, $3, 'bench')", [
      tenantId,
      identity.sourceId,
      `Depot ${depot + 1}`,
    ]);
    depots.push({ identity, sources: sources.slice(depot * plan.unitsPerDepot, (depot + 1) * plan.unitsPerDepot) });
  }
  return depots;
}
