/** What tests of imports do again and again. */
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import type { TestApi } from "../../../http/testing/test-api.ts";
import { ImportRole } from "../../../worker/import-role.ts";

/** A fleet, and the steps of imports as its console and the worker do them. */
export async function importLab(api: TestApi) {
  const fleet = await api.makeFleet();
  const headers = await fleet.headers();
  const role = new ImportRole({ database: api.db.worker, clock: systemClock, log: createLogger({ process: "test", level: "silent" }) });
  const call = async (method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object | Buffer) =>
    api.app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { ...headers, ...(Buffer.isBuffer(payload) ? { "content-type": "application/octet-stream" } : {}) },
      ...(payload === undefined ? {} : { payload }),
    });
  const turn = async () => role.turn(fleet.tenantId);
  const send = async (bytes: Buffer, fileName = "fleet.csv"): Promise<string> => {
    const { importId } = (await call("POST", "/imports", { kind: "vehicles", fileName })).json();
    const half = Math.ceil(bytes.length / 2);
    await call("PUT", `/imports/${importId}/parts/1`, bytes.subarray(half));
    await call("PUT", `/imports/${importId}/parts/0`, bytes.subarray(0, half));
    await call("POST", `/imports/${importId}/read`, { parts: 2 });
    await turn();
    return importId;
  };
  const step = async (importId: string, action: string, payload?: object) => {
    const asked = await call("POST", `/imports/${importId}/${action}`, payload);
    await turn();
    return asked;
  };
  const look = async (importId: string) => (await call("GET", `/imports/${importId}`)).json();
  const findings = async (importId: string) => (await call("GET", `/imports/${importId}/findings`)).json().items;
  const callSigns = async (): Promise<readonly string[]> =>
    (await call("GET", "/vehicles?limit=500")).json().items.map((vehicle: { readonly callSign: string }) => vehicle.callSign);
  const vehicle = async (callSign: string) => {
    const found = (await call("GET", "/vehicles?limit=500")).json().items.find((each: { readonly callSign: string }) => each.callSign === callSign);
    return (await call("GET", `/vehicles/${found?.vehicleId}`)).json();
  };
  const events = async (): Promise<readonly string[]> => {
    const { rows } = await api.db.admin.query<{ type: string }>("select type from drawbar.event_entry where tenant_id = $1", [fleet.tenantId]);
    return rows.map(({ type }) => type);
  };
  return { fleet, call, turn, send, step, look, findings, callSigns, vehicle, events };
}
