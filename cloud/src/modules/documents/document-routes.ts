import { Type, type Static } from "typebox";
import { actOf } from "../../http/audit.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { ref, Uuid } from "../../http/schemas.ts";
import { addListExport } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import { parseDay } from "./days.ts";
import { failDocument } from "./document-errors.ts";
import { fileRoutes } from "./document-file-routes.ts";
import { documentList, type DocumentListQuery } from "./document-lists.ts";
import type { DocumentService } from "./document-service.ts";
import { remindDaysStandard, type DocumentOwner } from "./document-types.ts";
import { documentColumns, documentFields, DocumentPage, documentToJson, DocumentView } from "./document-views.ts";

const tags = ["documents"];
const DocumentParameters = Type.Object({ documentId: Uuid });

export function documentRoutes({ documents, running }: { readonly documents: DocumentService; readonly running: RunningExports }): Routes {
  const pageOfDocuments = async ({ tenantId }: Principal, given: Parameters<typeof documentList.read>[0]): Promise<Static<typeof DocumentPage>> => {
    const query = withDays(documentList.read(given));
    const { documents: items, end } = await documents.page(tenantId, query);
    return { items: items.map(documentToJson), ...(end === undefined ? {} : { next: documentList.next(query, end) }) };
  };

  return (api) => {
    api.get(
      "/documents",
      {
        config: { access: "read" },
        schema: {
          operationId: "documents",
          summary: "Papers of vehicles and drivers, those that expire next first",
          tags,
          querystring: Type.Object(documentList.parameters),
          response: { 200: ref(DocumentPage) },
        },
      },
      async (request) => pageOfDocuments(principalOf(request), request.query),
    );

    addListExport(api, {
      path: "/documents",
      operationId: "exportDocuments",
      summary: "The list of documents as a file; their own files are not in it",
      tags,
      access: "read",
      audit: { action: "documents.exported", subject: "fleet" },
      parameters: documentList.parameters,
      running,
      name: "documents",
      columns: documentColumns,
      page: pageOfDocuments,
    });

    api.post(
      "/documents",
      {
        config: { access: "write", audit: { action: "document.added", subject: "document", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "addDocument",
          summary: "Add a document of a vehicle or of a driver",
          description: "Name one of both. Its file is sent afterwards.",
          tags,
          body: Type.Object(
            {
              vehicleId: Type.Optional(Uuid),
              driverId: Type.Optional(Uuid),
              kind: documentFields.kind,
              title: documentFields.title,
              number: Type.Optional(documentFields.number),
              note: Type.Optional(documentFields.note),
              expiresOn: Type.Optional(documentFields.expiresOn),
              remindDays: Type.Optional(documentFields.remindDays),
            },
            { additionalProperties: false },
          ),
          response: { 201: ref(DocumentView) },
        },
      },
      async (request, reply) => {
        const { vehicleId, driverId, kind, title, number = "", note = "", expiresOn, remindDays = [...remindDaysStandard] } = request.body;
        const wish = { kind, title, number, note, expiresOn: expiresOn === undefined ? undefined : parseDay(expiresOn), remindDays };
        const added = await documents.add(principalOf(request).tenantId, ownerOf(vehicleId, driverId), wish, actOf(request));
        return reply.code(201).send(documentToJson(added));
      },
    );

    api.get(
      "/documents/:documentId",
      {
        config: { access: "read" },
        schema: { operationId: "document", summary: "One document", tags, params: DocumentParameters, response: { 200: ref(DocumentView) } },
      },
      async (request) => documentToJson(await documents.find(principalOf(request).tenantId, request.params.documentId)),
    );

    api.patch(
      "/documents/:documentId",
      {
        config: { access: "write", audit: { action: "document.changed", subject: "document", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "changeDocument",
          summary: "Change what a document says, or until when it holds",
          description: "With another day of expiry all reminders are to come again.",
          tags,
          params: DocumentParameters,
          body: Type.Object(
            {
              kind: Type.Optional(documentFields.kind),
              title: Type.Optional(documentFields.title),
              number: Type.Optional(documentFields.number),
              note: Type.Optional(documentFields.note),
              expiresOn: Type.Optional(Type.Union([documentFields.expiresOn, Type.Null()], { description: "null: it does not expire." })),
              remindDays: Type.Optional(documentFields.remindDays),
            },
            { additionalProperties: false, minProperties: 1 },
          ),
          response: { 200: ref(DocumentView) },
        },
      },
      async (request) => {
        const { expiresOn, ...rest } = request.body;
        const change = { ...rest, ...(expiresOn === undefined ? {} : { expiresOn: expiresOn === null ? undefined : parseDay(expiresOn) }) };
        return documentToJson(await documents.change(principalOf(request).tenantId, request.params.documentId, change, actOf(request)));
      },
    );

    api.delete(
      "/documents/:documentId",
      {
        config: { access: "write", audit: { action: "document.removed", subject: "document", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "removeDocument",
          summary: "Remove a document with its file",
          tags,
          params: DocumentParameters,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await documents.remove(principalOf(request).tenantId, request.params.documentId, actOf(request));
        return reply.code(204).send(null);
      },
    );

    fileRoutes(api, documents);
  };
}

function ownerOf(vehicleId: string | undefined, driverId: string | undefined): DocumentOwner {
  if (vehicleId !== undefined && driverId === undefined) return { kind: "vehicle", id: vehicleId };
  if (driverId !== undefined && vehicleId === undefined) return { kind: "driver", id: driverId };
  throw failDocument("DOCUMENT_OF_NOBODY", "name either a vehicle or a driver");
}

/** Its pattern lets through days that no calendar has. */
function withDays(query: DocumentListQuery): DocumentListQuery {
  for (const day of [query.filters.expiresFrom, query.filters.expiresTo]) if (day !== undefined) parseDay(day);
  return query;
}
