/** The contract test's cases for imports. */
import { randomUUID } from "node:crypto";
import { nowhere, type RouteCase } from "./route-case.ts";
import type { TestApi, TestFleet } from "./test-api.ts";

const sheet = { format: "csv", encoding: "utf-8", separator: ",", headers: ["callsign"], samples: [["TR 1"]], proposed: { callSign: 0 } };

/** @param api asked when a case is called: it is started later. */
export function importCases(api: () => TestApi): Readonly<Record<string, RouteCase>> {
  const importOf = async (of: TestFleet, state: string): Promise<string> => {
    const tx = api().db.app.of(of.tenantId);
    const importId = randomUUID();
    await tx.count("test-imports-clear", "delete from bulk_import where tenant_id = $1 and created_at < now() - interval '5 s'", [of.tenantId]);
    await tx.count(
      "test-import",
      "insert into bulk_import (tenant_id, import_id, kind, file_name, state, sheet, actor_kind) values ($1, $2, 'vehicles', 'fleet.csv', $3, $4, 'command')",
      [of.tenantId, importId, state, sheet],
    );
    await tx.count("test-import-part", "insert into bulk_import_part (tenant_id, import_id, part, body) values ($1, $2, 0, 'callsign')", [
      of.tenantId,
      importId,
    ]);
    return importId;
  };
  const clear = async (of: TestFleet): Promise<void> => {
    await api().db.app.of(of.tenantId).count("test-imports-all", "delete from bulk_import where tenant_id = $1", [of.tenantId]);
  };
  const step = (action: string, state: string, payload?: object): RouteCase => ({
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/imports/${await importOf(of, state)}/${action}`, ...(payload === undefined ? {} : { payload }) }),
    malformed: [{ url: `/imports/7/${action}`, ...(payload === undefined ? {} : { payload }) }],
  });
  return {
    "GET /api/v1/imports": { status: 200, valid: async () => ({ url: "/imports?limit=5&sort=-createdAt" }), malformed: [{ url: "/imports?sort=colour" }] },
    "POST /api/v1/imports": {
      status: 201,
      valid: async (of) => {
        await clear(of);
        return { url: "/imports", payload: { kind: "vehicles", fileName: "fleet.csv" } };
      },
      malformed: [
        { url: "/imports", payload: {} },
        { url: "/imports", payload: { kind: "ships", fileName: "fleet.csv" } },
        { url: "/imports", payload: { kind: "vehicles", fileName: "" } },
        { url: "/imports", payload: { kind: "vehicles", fileName: "a\u0000b" } },
        { url: "/imports", payload: { kind: "vehicles", fileName: "a", tenantId: nowhere } },
      ],
    },
    "GET /api/v1/imports/{importId}": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/imports/${await importOf(of, "read")}` }),
      malformed: [{ url: "/imports/7" }],
    },
    "DELETE /api/v1/imports/{importId}": {
      status: 204,
      namesThings: true,
      valid: async (of) => ({ url: `/imports/${await importOf(of, "read")}` }),
      malformed: [{ url: "/imports/7" }],
    },
    "GET /api/v1/imports/{importId}/findings": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/imports/${await importOf(of, "checked")}/findings?severity=error` }),
      malformed: [{ url: "/imports/7/findings" }, { url: `/imports/${nowhere}/findings?severity=bad` }],
    },
    "GET /api/v1/imports/{importId}/rows": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/imports/${await importOf(of, "checked")}/rows?outcome=changed` }),
      malformed: [{ url: "/imports/7/rows" }, { url: `/imports/${nowhere}/rows?outcome=bad` }],
    },
    "GET /api/v1/imports/export": {
      status: 200,
      valid: async () => ({ url: "/imports/export?sort=-createdAt" }),
      malformed: [{ url: "/imports/export?format=pdf" }],
    },
    "GET /api/v1/imports/{importId}/findings/export": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/imports/${await importOf(of, "checked")}/findings/export?severity=error` }),
      malformed: [{ url: "/imports/7/findings/export" }, { url: `/imports/${nowhere}/findings/export?severity=bad` }],
    },
    "GET /api/v1/imports/{importId}/rows/export": {
      status: 200,
      namesThings: true,
      valid: async (of) => ({ url: `/imports/${await importOf(of, "checked")}/rows/export?outcome=changed` }),
      malformed: [{ url: "/imports/7/rows/export" }, { url: `/imports/${nowhere}/rows/export?outcome=bad` }],
    },
    "PUT /api/v1/imports/{importId}/parts/{part}": {
      status: 204,
      namesThings: true,
      valid: async (of) => ({ url: `/imports/${await importOf(of, "uploading")}/parts/1`, payload: { bytes: "as they are" } }),
      malformed: [{ url: "/imports/7/parts/0" }, { url: `/imports/${nowhere}/parts/-1` }, { url: `/imports/${nowhere}/parts/24` }],
    },
    "POST /api/v1/imports/{importId}/read": step("read", "uploading", { parts: 1 }),
    "POST /api/v1/imports/{importId}/check": step("check", "read", { mapping: { callSign: 0 } }),
    "POST /api/v1/imports/{importId}/apply": step("apply", "checked"),
    "POST /api/v1/imports/{importId}/undo": step("undo", "applied"),
  };
}
