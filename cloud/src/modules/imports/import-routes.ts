import { Type, type Static } from "typebox";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { actOf } from "../../http/audit.ts";
import type { App, Routes } from "../../http/api.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { oneOf, ref, Uuid } from "../../http/schemas.ts";
import { findingList, importList, plannedRowList } from "./import-lists.ts";
import type { ImportService } from "./import-service.ts";
import { importKindNames, type Import } from "./import-types.ts";
import {
  findingColumns,
  FindingPage,
  findingToJson,
  importColumns,
  ImportPage,
  importToJson,
  ImportView,
  PlannedRowPage,
  plannedRowToJson,
  rowColumns,
} from "./import-views.ts";
import { importLimits } from "./limits.ts";
import { addListExport } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";

const tags = ["imports"];
const OfImport = Type.Object({ importId: Uuid });

export function importRoutes({ imports, running }: { readonly imports: ImportService; readonly running: RunningExports }): Routes {
  const toJson = async (tenant: TenantId, found: Import): Promise<Static<typeof ImportView>> => importToJson(found, await imports.columns(tenant, found.kind));
  const pageOfImports = async ({ tenantId }: Principal, query: Parameters<typeof importList.read>[0]): Promise<Static<typeof ImportPage>> => {
    const page = await imports.page(tenantId, importList.read(query));
    return {
      items: await Promise.all(page.imports.map(async (found) => toJson(tenantId, found))),
      ...(page.next === undefined ? {} : { next: page.next }),
    };
  };
  const pageOfFindings = async (
    { tenantId }: Principal,
    query: Parameters<typeof findingList.read>[0],
    { importId }: Static<typeof OfImport>,
  ): Promise<Static<typeof FindingPage>> => {
    const page = await imports.findings(tenantId, importId, findingList.read(query));
    return { items: page.findings.map(findingToJson), ...(page.next === undefined ? {} : { next: page.next }) };
  };
  const pageOfRows = async (
    { tenantId }: Principal,
    query: Parameters<typeof plannedRowList.read>[0],
    { importId }: Static<typeof OfImport>,
  ): Promise<Static<typeof PlannedRowPage>> => {
    const { rows, columns, next } = await imports.plannedRows(tenantId, importId, plannedRowList.read(query));
    return { items: rows.map((row) => plannedRowToJson(row, columns)), ...(next === undefined ? {} : { next }) };
  };

  return (api) => {
    api.get(
      "/imports",
      {
        config: { access: "write" },
        schema: {
          operationId: "imports",
          summary: "Files that were imported",
          tags,
          querystring: Type.Object(importList.parameters),
          response: { 200: ref(ImportPage) },
        },
      },
      async (request) => pageOfImports(principalOf(request), request.query),
    );

    addListExport(api, {
      path: "/imports",
      operationId: "exportImports",
      summary: "Files that were imported, as a file",
      tags,
      access: "write",
      audit: { action: "imports.exported", subject: "fleet" },
      parameters: importList.parameters,
      running,
      name: "imports",
      columns: importColumns,
      page: pageOfImports,
    });

    api.post(
      "/imports",
      {
        config: { access: "write", audit: { action: "import.started", subject: "import" }, idempotency: "transaction" },
        schema: {
          operationId: "startImport",
          summary: "Begin to import a file",
          description: "Then send its bytes in parts, have it read, map its columns, look at the dry run, and apply it.",
          tags,
          body: Type.Object(
            { kind: oneOf(importKindNames), fileName: Type.String({ minLength: 1, maxLength: 200, pattern: String.raw`^[^\u0000-\u001f]+$` }) },
            { additionalProperties: false },
          ),
          response: { 201: ref(ImportView) },
        },
      },
      async (request, reply) => {
        const { tenantId } = principalOf(request);
        const started = await imports.start(tenantId, request.body, actOf(request));
        return reply
          .code(201)
          .header("location", `/api/v1/imports/${started.importId}`)
          .send(await toJson(tenantId, started));
      },
    );

    api.get(
      "/imports/:importId",
      {
        config: { access: "write" },
        schema: { operationId: "import", summary: "One import, and how far it is", tags, params: OfImport, response: { 200: ref(ImportView) } },
      },
      async (request) => toJson(principalOf(request).tenantId, await imports.find(principalOf(request).tenantId, request.params.importId)),
    );

    api.get(
      "/imports/:importId/findings",
      {
        config: { access: "write" },
        schema: {
          operationId: "importFindings",
          summary: "What is wrong with which cell",
          tags,
          params: OfImport,
          querystring: Type.Object(findingList.parameters),
          response: { 200: ref(FindingPage) },
        },
      },
      async (request) => pageOfFindings(principalOf(request), request.query, request.params),
    );

    addListExport(api, {
      path: "/imports/:importId/findings",
      operationId: "exportImportFindings",
      summary: "What is wrong with which cell, as a file",
      tags,
      access: "write",
      audit: { action: "importFindings.exported", subject: "import" },
      parameters: findingList.parameters,
      params: OfImport,
      running,
      name: "findings",
      columns: findingColumns,
      page: pageOfFindings,
    });

    api.get(
      "/imports/:importId/rows",
      {
        config: { access: "write" },
        schema: {
          operationId: "importRows",
          summary: "What becomes of each row",
          description: "Of an import that may change what is there (`updateBy`), after its dry run; once it is applied, the rows that changed something.",
          tags,
          params: OfImport,
          querystring: Type.Object(plannedRowList.parameters),
          response: { 200: ref(PlannedRowPage) },
        },
      },
      async (request) => pageOfRows(principalOf(request), request.query, request.params),
    );

    addListExport(api, {
      path: "/imports/:importId/rows",
      operationId: "exportImportRows",
      summary: "What becomes of each row, as a file",
      tags,
      access: "write",
      audit: { action: "importRows.exported", subject: "import" },
      parameters: plannedRowList.parameters,
      params: OfImport,
      running,
      name: "rows",
      columns: rowColumns,
      page: pageOfRows,
    });

    api.post(
      "/imports/:importId/read",
      {
        config: { access: "write", audit: { action: "import.sent", subject: "import" }, idempotency: "transaction" },
        schema: {
          operationId: "readImport",
          summary: "All parts were sent: read the file",
          tags,
          params: OfImport,
          body: Type.Object({ parts: Type.Integer({ minimum: 1, maximum: importLimits.partsMax }) }, { additionalProperties: false }),
          response: { 200: ref(ImportView) },
        },
      },
      async (request) =>
        toJson(principalOf(request).tenantId, await imports.read(principalOf(request).tenantId, request.params.importId, request.body.parts, actOf(request))),
    );

    api.post(
      "/imports/:importId/check",
      {
        config: { access: "write", audit: { action: "import.mapped", subject: "import" }, idempotency: "transaction" },
        schema: {
          operationId: "checkImport",
          summary: "Dry run: find what is wrong, make nothing",
          tags,
          params: OfImport,
          body: Type.Object(
            {
              mapping: Type.Record(
                Type.String({ pattern: "^[a-zA-Z][a-zA-Z0-9.]{0,59}$" }),
                Type.Integer({ minimum: 0, maximum: importLimits.columnsMax - 1 }),
                {
                  maxProperties: importLimits.columnsMax,
                  description: "Key of a column to the index of the file's column, from 0.",
                  additionalProperties: false,
                },
              ),
              updateBy: Type.Optional(
                Type.String({
                  pattern: "^[a-zA-Z]{1,60}$",
                  description:
                    "Key of a unique column, such as callSign or vin: what is there is found by it and changed, in the mapped columns only; an empty cell leaves the value. Without it, rows of what is there are errors.",
                }),
              ),
            },
            { additionalProperties: false },
          ),
          response: { 200: ref(ImportView) },
        },
      },
      async (request) =>
        toJson(principalOf(request).tenantId, await imports.check(principalOf(request).tenantId, request.params.importId, request.body, actOf(request))),
    );

    api.post(
      "/imports/:importId/apply",
      {
        config: { access: "write", audit: { action: "import.ordered", subject: "import" }, idempotency: "transaction" },
        schema: {
          operationId: "applyImport",
          summary: "Make every row without an error, and change what is there where that was chosen",
          tags,
          params: OfImport,
          response: { 200: ref(ImportView) },
        },
      },
      async (request) => toJson(principalOf(request).tenantId, await imports.apply(principalOf(request).tenantId, request.params.importId, actOf(request))),
    );

    api.post(
      "/imports/:importId/undo",
      {
        config: { access: "admin", audit: { action: "import.undoOrdered", subject: "import" }, idempotency: "transaction" },
        schema: {
          operationId: "undoImport",
          summary: "Take back what nobody has changed since",
          description: "What the import changed gets the values from before. What was changed since or is in use stays, and is named.",
          tags,
          params: OfImport,
          response: { 200: ref(ImportView) },
        },
      },
      async (request) => toJson(principalOf(request).tenantId, await imports.undo(principalOf(request).tenantId, request.params.importId, actOf(request))),
    );

    api.delete(
      "/imports/:importId",
      {
        config: { access: "write", audit: { action: "import.discarded", subject: "import" }, idempotency: "transaction" },
        schema: {
          operationId: "discardImport",
          summary: "Forget an import; what it has made stays, and cannot be undone any more",
          tags,
          params: OfImport,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await imports.discard(principalOf(request).tenantId, request.params.importId);
        return reply.code(204).send(null);
      },
    );

    // A scope of its own: a part is bytes, whatever it calls itself.
    void api.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: importLimits.partBytesMax }, (_request, body, done) => done(null, body));
      addPart(scope, imports);
    });
  };
}

function addPart(scope: App, imports: ImportService): void {
  scope.put(
    "/imports/:importId/parts/:part",
    {
      config: { access: "write", audit: { action: "import.partSent", subject: "import" }, idempotency: "transaction" },
      bodyLimit: importLimits.partBytesMax,
      schema: {
        operationId: "putImportPart",
        summary: "A part of the file, at most 1 MiB of bytes",
        description: "In any order; the same number again replaces it. The body is the bytes themselves.",
        tags,
        params: Type.Object({ importId: Uuid, part: Type.Integer({ minimum: 0, maximum: importLimits.partsMax - 1 }) }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { importId, part } = request.params;
      const { body } = request;
      await imports.putPart(principalOf(request).tenantId, importId, part, Buffer.isBuffer(body) ? body : Buffer.alloc(0));
      return reply.code(204).send(null);
    },
  );
}
