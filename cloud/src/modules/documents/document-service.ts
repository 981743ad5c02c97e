import { v7 as uuidV7 } from "uuid";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import type { Act } from "../../http/audit.ts";
import type { AuditTrail } from "../audit/index.ts";
import { failDocument } from "./document-errors.ts";
import type { DocumentListQuery } from "./document-lists.ts";
import { DocumentStore, type DocumentsPage } from "./document-store.ts";
import type { DocumentFile, DocumentOwner, DocumentWish, FleetDocument } from "./document-types.ts";
import { fileTypeOf } from "./file-kind.ts";
import { documentLimits } from "./limits.ts";
import { nextReminderOn } from "./reminders.ts";

export interface DocumentServiceOptions {
  readonly database: Database;
  readonly audit: AuditTrail;
}

/** Papers of vehicles and drivers. What stands on them is in no entry of the audit trail: it may be a person's. */
export class DocumentService {
  readonly #options: DocumentServiceOptions;
  readonly #store = new DocumentStore();

  constructor(options: DocumentServiceOptions) {
    this.#options = options;
  }

  page(tenant: TenantId, query: DocumentListQuery): Promise<DocumentsPage> {
    return this.#store.page(this.#options.database.of(tenant), query);
  }

  /** @throws DrawbarError `DOCUMENT_UNKNOWN`. */
  async find(tenant: TenantId, documentId: string): Promise<FleetDocument> {
    return known(await this.#store.find(this.#options.database.of(tenant), documentId), documentId);
  }

  /** @throws DrawbarError `DOCUMENT_OF_NOBODY`, `DOCUMENTS_TOO_MANY`. */
  async add(tenant: TenantId, owner: DocumentOwner, given: DocumentWish, act: Act): Promise<FleetDocument> {
    const documentId = uuidV7();
    const wish = tidy(given);
    await this.#options.database.transaction(tenant, async (tx) => {
      if (!(await this.#store.holdOwner(tx, owner))) throw failDocument("DOCUMENT_OF_NOBODY", `the fleet has no ${owner.kind} ${owner.id}`);
      const { documentsMax } = documentLimits;
      if ((await this.#store.count(tx)) >= documentsMax)
        throw failDocument("DOCUMENTS_TOO_MANY", `the fleet has ${documentsMax} documents, which is the limit`);
      await this.#store.add(tx, documentId, owner, wish, nextReminderOn(wish));
      await this.#options.audit.record(tx, act, { action: "document.added", subject: { kind: "document", id: documentId }, after: factsOf(owner, wish) });
    });
    return this.find(tenant, documentId);
  }

  /** @throws DrawbarError `DOCUMENT_UNKNOWN`. */
  async change(tenant: TenantId, documentId: string, change: Partial<DocumentWish>, act: Act): Promise<FleetDocument> {
    await this.#options.database.transaction(tenant, async (tx) => {
      const before = known(await this.#store.lock(tx, documentId), documentId);
      const wish = tidy({ ...before, ...change });
      // Another day of expiry is another paper, as a rule: all its reminders are to come.
      const after = { ...wish, toldDays: wish.expiresOn === before.expiresOn ? before.toldDays : undefined };
      await this.#store.change(tx, documentId, after, nextReminderOn(after));
      await this.#options.audit.record(tx, act, {
        action: "document.changed",
        subject: { kind: "document", id: documentId },
        before: factsOf(before.owner, before),
        after: { ...factsOf(before.owner, wish), changed: Object.keys(change) },
      });
    });
    return this.find(tenant, documentId);
  }

  /** @throws DrawbarError `DOCUMENT_UNKNOWN`. */
  async remove(tenant: TenantId, documentId: string, act: Act): Promise<void> {
    await this.#options.database.transaction(tenant, async (tx) => {
      const before = known(await this.#store.lock(tx, documentId), documentId);
      await this.#store.remove(tx, documentId);
      await this.#options.audit.record(tx, act, {
        action: "document.removed",
        subject: { kind: "document", id: documentId },
        before: factsOf(before.owner, before),
      });
    });
  }

  /** @throws DrawbarError `DOCUMENT_UNKNOWN`, `DOCUMENT_FILE_REFUSED`, `DOCUMENT_FILES_FULL`. */
  async putFile(tenant: TenantId, documentId: string, name: string, body: Uint8Array, act: Act): Promise<FleetDocument> {
    await this.#options.database.transaction(tenant, async (tx) => {
      const before = known(await this.#store.lock(tx, documentId), documentId);
      const type = fileTypeOf(body);
      if (type === undefined) throw failDocument("DOCUMENT_FILE_REFUSED", "the file is no PDF, PNG, JPEG or WebP by what is in it");
      const { filesBytesMax } = documentLimits;
      if ((await this.#store.filesBytes(tx)) + body.byteLength - (before.file?.bytes ?? 0) > filesBytesMax)
        throw failDocument("DOCUMENT_FILES_FULL", `the files of the fleet's documents may have ${filesBytesMax} bytes together`);
      await this.#store.putFile(tx, documentId, { name, type, bytes: body.byteLength }, body);
      await this.#options.audit.record(tx, act, {
        action: "document.fileStored",
        subject: { kind: "document", id: documentId },
        ...(before.file === undefined ? {} : { before: shapeOf(before.file) }),
        after: { type, bytes: body.byteLength },
      });
    });
    return this.find(tenant, documentId);
  }

  /** @throws DrawbarError `DOCUMENT_UNKNOWN`, `DOCUMENT_FILE_UNKNOWN`. */
  async removeFile(tenant: TenantId, documentId: string, act: Act): Promise<void> {
    await this.#options.database.transaction(tenant, async (tx) => {
      const { file } = known(await this.#store.lock(tx, documentId), documentId);
      if (file === undefined) throw withoutFile(documentId);
      await this.#store.dropFile(tx, documentId);
      await this.#options.audit.record(tx, act, {
        action: "document.fileRemoved",
        subject: { kind: "document", id: documentId },
        before: shapeOf(file),
      });
    });
  }

  /** @throws DrawbarError `DOCUMENT_UNKNOWN`, `DOCUMENT_FILE_UNKNOWN`. */
  async file(tenant: TenantId, documentId: string): Promise<{ readonly file: DocumentFile; readonly body: Buffer }> {
    const { file } = await this.find(tenant, documentId);
    const body = file === undefined ? undefined : await this.#store.body(this.#options.database.of(tenant), documentId);
    if (file === undefined || body === undefined) throw withoutFile(documentId);
    return { file, body };
  }
}

/** What does not expire has no reminders; the others stand from early to late. */
function tidy(wish: DocumentWish): DocumentWish {
  const remindDays = wish.expiresOn === undefined ? [] : [...new Set(wish.remindDays)].toSorted((one, other) => other - one);
  return { ...wish, remindDays };
}

function factsOf(owner: DocumentOwner, { kind, expiresOn, remindDays }: DocumentWish): object {
  return { [`${owner.kind}Id`]: owner.id, kind, expiresOn: expiresOn ?? null, remindDays };
}

/** Without its name, which may hold a person's. */
function shapeOf({ type, bytes }: DocumentFile): object {
  return { type, bytes };
}

function withoutFile(documentId: string): Error {
  return failDocument("DOCUMENT_FILE_UNKNOWN", `the document ${documentId} has no file`);
}

function known(document: FleetDocument | undefined, documentId: string): FleetDocument {
  if (document === undefined) throw failDocument("DOCUMENT_UNKNOWN", `the fleet has no document ${documentId}`);
  return document;
}
