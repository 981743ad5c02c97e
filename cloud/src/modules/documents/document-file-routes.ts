/** Files of documents: bytes of anybody, so they leave as an attachment that no browser opens in the console's name. */
import { Type } from "typebox";
import { actOf } from "../../http/audit.ts";
import type { App } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { ref, Uuid } from "../../http/schemas.ts";
import type { DocumentService } from "./document-service.ts";
import { documentToJson, DocumentView } from "./document-views.ts";
import { fileTypes } from "./file-kind.ts";
import { documentLimits } from "./limits.ts";

const tags = ["documents"];
const DocumentParameters = Type.Object({ documentId: Uuid });
const Bytes = Type.Unsafe<Buffer>({ type: "string", format: "binary" });

export function fileRoutes(api: App, documents: DocumentService): void {
  api.get(
    "/documents/:documentId/file",
    {
      config: { access: "read", audit: { action: "document.downloaded", subject: "document" } },
      exposeHeadRoute: false, // it would read the file for no body
      schema: {
        operationId: "documentFile",
        summary: "The file of a document, to be saved",
        tags,
        params: DocumentParameters,
        response: { 200: { description: "Its bytes.", content: Object.fromEntries(fileTypes.map((type) => [type, { schema: Bytes }])) } },
      },
    },
    async (request, reply) => {
      const { file, body } = await documents.file(principalOf(request).tenantId, request.params.documentId);
      return reply
        .header("content-type", file.type)
        .header("content-disposition", dispositionOf(file.name))
        .header("x-content-type-options", "nosniff")
        .header("content-security-policy", "default-src 'none'; sandbox")
        .header("cache-control", "private, no-store")
        .send(body);
    },
  );

  api.delete(
    "/documents/:documentId/file",
    {
      config: { access: "write", audit: { action: "document.fileRemoved", subject: "document", isOfService: true }, idempotency: "transaction" },
      schema: {
        operationId: "removeDocumentFile",
        summary: "Remove the file of a document",
        tags,
        params: DocumentParameters,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await documents.removeFile(principalOf(request).tenantId, request.params.documentId, actOf(request));
      return reply.code(204).send(null);
    },
  );

  // A scope of its own: a file is bytes, whatever it calls itself.
  void api.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: documentLimits.fileBytesMax }, (_request, body, done) => done(null, body));
    addUpload(scope, documents);
  });
}

function addUpload(scope: App, documents: DocumentService): void {
  scope.put(
    "/documents/:documentId/file",
    {
      config: { access: "write", audit: { action: "document.fileStored", subject: "document", isOfService: true }, idempotency: "transaction" },
      bodyLimit: documentLimits.fileBytesMax,
      schema: {
        operationId: "putDocumentFile",
        summary: "Send the file of a document: PDF, PNG, JPEG or WebP, at most 5 MiB",
        description: "The body is the bytes themselves. In place of the file that was there.",
        tags,
        params: DocumentParameters,
        querystring: Type.Object({
          name: Type.String({ minLength: 1, maxLength: 120, pattern: String.raw`^[^\u0000-\u001f\u007f/\\]+$`, description: "What the file is called." }),
        }),
        response: { 200: ref(DocumentView) },
      },
    },
    async (request) => {
      const { body } = request;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      return documentToJson(
        await documents.putFile(principalOf(request).tenantId, request.params.documentId, request.query.name.toWellFormed(), bytes, actOf(request)),
      );
    },
  );
}

/** With a name for those who know only ASCII, and the whole one (RFC 6266, 4.3; RFC 8187). */
function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^\w.\- ]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
