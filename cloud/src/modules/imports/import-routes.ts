import { Type, type Static } from "typebox";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { actOf } from "../../http/audit.ts";
import type { App, Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { oneOf, ref, Uuid } from "../../http/schemas.ts";
import { findingList, importList } from "./import-lists.ts";
import type { ImportService } from "./import-service.ts";
import { importKindNames, type Import } from "./import-types.ts";
import { FindingPage, findingToJson, ImportPage, importToJson, ImportView } from "./import-views.ts";
import { importLimits } from "./limits.ts";

const tags = ["imports"];
const OfImport = Type.Object({ importId: Uuid });

export function importRoutes({ imports }: { readonly imports: ImportService }): Routes {
  const toJson = async (tenant: TenantId, found: Import): Promise<Static<typeof ImportView>> => importToJson(found, await imports.columns(tenant, found.kind));
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
      async (request): Promise<Static<typeof ImportPage>> => {
        const { tenantId } = principalOf(request);
        const page = await imports.page(tenantId, importList.read(request.query));
        return {
          items: await Promise.all(page.imports.map(async (found) => toJson(tenantId, found))),
          ...(page.next === undefined ? {} : { next: page.next }),
        };
      },
    );

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
      async (request): Promise<Static<typeof FindingPage>> => {
        const page = await imports.findings(principalOf(request).tenantId, request.params.importId, findingList.read(request.query));
        return { items: page.findings.map(findingToJson), ...(page.next === undefined ? {} : { next: page.next }) };
      },
    );

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
            },
            { additionalProperties: false },
          ),
          response: { 200: ref(ImportView) },
        },
      },
      async (request) =>
        toJson(
          principalOf(request).tenantId,
          await imports.check(principalOf(request).tenantId, request.params.importId, request.body.mapping, actOf(request)),
        ),
    );

    api.post(
      "/imports/:importId/apply",
      {
        config: { access: "write", audit: { action: "import.ordered", subject: "import" }, idempotency: "transaction" },
        schema: { operationId: "applyImport", summary: "Make every row without an error", tags, params: OfImport, response: { 200: ref(ImportView) } },
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
          description: "What was changed or is in use stays, and is named.",
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
