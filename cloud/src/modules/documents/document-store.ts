import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import { parseDay, type Day } from "./days.ts";
import type { DocumentListQuery } from "./document-lists.ts";
import type { DocumentFile, DocumentKind, DocumentOwner, DocumentWish, FleetDocument } from "./document-types.ts";

interface DocumentRow {
  readonly document_id: string;
  readonly vehicle_id: string | null;
  readonly driver_id: string | null;
  readonly owner_name: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly number: string;
  readonly note: string;
  readonly expires_on: string;
  readonly remind_days: readonly number[];
  readonly told_days: number | null;
  readonly file_name: string | null;
  readonly file_type: string | null;
  readonly file_bytes: number | null;
}

export interface DocumentsPage {
  readonly documents: readonly FleetDocument[];
  /** Where it ended; absent on the last page. */
  readonly end?: Position;
}

/** The word of a date column for what does not end. */
const never = "infinity";

const selectDocument = `
  select d.document_id, d.vehicle_id, d.driver_id, coalesce(v.call_sign, r.name) as owner_name, d.kind, d.title, d.number, d.note,
    d.expires_on::text as expires_on, d.remind_days, d.told_days, d.file_name, d.file_type, d.file_bytes
  from document d
  left join vehicle v on v.tenant_id = $1 and v.vehicle_id = d.vehicle_id
  left join driver r on r.tenant_id = $1 and r.driver_id = d.driver_id`;

/** Rows of `document` and `document_file`. Every statement names its tenant; row-level security is the second lock. */
export class DocumentStore {
  async find(tx: TenantTransaction, documentId: string): Promise<FleetDocument | undefined> {
    const row = await tx.oneOrNone<DocumentRow>("document-find", `${selectDocument} where d.tenant_id = $1 and d.document_id = $2`, [tx.tenantId, documentId]);
    return row === undefined ? undefined : toDocument(row);
  }

  /** The same, and nobody else changes it until the transaction ends. */
  async lock(tx: TenantTransaction, documentId: string): Promise<FleetDocument | undefined> {
    const row = await tx.oneOrNone<DocumentRow>("document-lock", `${selectDocument} where d.tenant_id = $1 and d.document_id = $2 for update of d`, [
      tx.tenantId,
      documentId,
    ]);
    return row === undefined ? undefined : toDocument(row);
  }

  async page(tx: TenantTransaction, { isDescending, limit, filters, position }: DocumentListQuery): Promise<DocumentsPage> {
    const { vehicleId, driverId, of, kind, expiresFrom, expiresTo } = filters;
    const { rows, ...end } = await readPage<DocumentRow>(tx, {
      name: "document-page",
      select: selectDocument,
      where: (bind) => [
        "d.tenant_id = $1",
        vehicleId && `d.vehicle_id = ${bind(vehicleId)}`,
        driverId && `d.driver_id = ${bind(driverId)}`,
        of && `d.vehicle_id is ${of === "drivers" ? "" : "not "}null`,
        kind && `d.kind = ${bind(kind)}`,
        expiresFrom && `d.expires_on >= ${bind(expiresFrom)}`,
        expiresTo && `d.expires_on <= ${bind(expiresTo)}`,
      ],
      order: [
        { column: "d.expires_on", type: "date", of: (row) => row.expires_on },
        { column: "d.document_id", type: "uuid", of: (row) => row.document_id },
      ],
      isDescending,
      limit,
      position,
    });
    return { documents: rows.map(toDocument), ...end };
  }

  async count(tx: TenantTransaction): Promise<number> {
    const { documents } = await tx.one<{ documents: string }>("document-count", "select count(*) as documents from document where tenant_id = $1", [
      tx.tenantId,
    ]);
    return Number(documents);
  }

  /** @returns whether the fleet has them; they stay until the transaction ends. */
  async holdOwner(tx: TenantTransaction, { kind, id }: DocumentOwner): Promise<boolean> {
    const rows = await tx.many(`document-hold-${kind}`, `select 1 from ${kind} where tenant_id = $1 and ${kind}_id = $2 for key share`, [tx.tenantId, id]);
    return rows.length > 0;
  }

  async add(tx: TenantTransaction, documentId: string, owner: DocumentOwner, wish: DocumentWish, nextOn: Day | undefined): Promise<void> {
    await tx.count(
      "document-add",
      `insert into document (tenant_id, document_id, vehicle_id, driver_id, kind, title, number, note, expires_on, remind_days, next_remind_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        tx.tenantId,
        documentId,
        owner.kind === "vehicle" ? owner.id : null,
        owner.kind === "driver" ? owner.id : null,
        wish.kind,
        wish.title,
        wish.number,
        wish.note,
        wish.expiresOn ?? never,
        wish.remindDays,
        nextOn ?? never,
      ],
    );
  }

  async change(tx: TenantTransaction, documentId: string, wish: DocumentWish & Pick<FleetDocument, "toldDays">, nextOn: Day | undefined): Promise<void> {
    await tx.count(
      "document-change",
      `update document set kind = $3, title = $4, number = $5, note = $6, expires_on = $7, remind_days = $8, told_days = $9, next_remind_on = $10
       where tenant_id = $1 and document_id = $2`,
      [
        tx.tenantId,
        documentId,
        wish.kind,
        wish.title,
        wish.number,
        wish.note,
        wish.expiresOn ?? never,
        wish.remindDays,
        wish.toldDays ?? null,
        nextOn ?? never,
      ],
    );
  }

  /** Its file goes with it. */
  async remove(tx: TenantTransaction, documentId: string): Promise<void> {
    await tx.count("document-remove", "delete from document where tenant_id = $1 and document_id = $2", [tx.tenantId, documentId]);
  }

  async filesBytes(tx: TenantTransaction): Promise<number> {
    const { bytes } = await tx.one<{ bytes: string }>("document-bytes", "select coalesce(sum(file_bytes), 0) as bytes from document where tenant_id = $1", [
      tx.tenantId,
    ]);
    return Number(bytes);
  }

  /** In place of the one that was there. */
  async putFile(tx: TenantTransaction, documentId: string, { name, type, bytes }: DocumentFile, body: Uint8Array): Promise<void> {
    await tx.count(
      "document-file-put",
      `insert into document_file (tenant_id, document_id, body) values ($1, $2, $3)
       on conflict on constraint document_file_key do update set body = excluded.body`,
      [tx.tenantId, documentId, body],
    );
    await tx.count("document-file-note", "update document set file_name = $3, file_type = $4, file_bytes = $5 where tenant_id = $1 and document_id = $2", [
      tx.tenantId,
      documentId,
      name,
      type,
      bytes,
    ]);
  }

  async dropFile(tx: TenantTransaction, documentId: string): Promise<void> {
    await tx.count("document-file-drop", "delete from document_file where tenant_id = $1 and document_id = $2", [tx.tenantId, documentId]);
    await tx.count(
      "document-file-gone",
      "update document set file_name = null, file_type = null, file_bytes = null where tenant_id = $1 and document_id = $2",
      [tx.tenantId, documentId],
    );
  }

  async body(tx: TenantTransaction, documentId: string): Promise<Buffer | undefined> {
    const row = await tx.oneOrNone<{ body: Buffer }>("document-file", "select body from document_file where tenant_id = $1 and document_id = $2", [
      tx.tenantId,
      documentId,
    ]);
    return row?.body;
  }
}

function toDocument(row: DocumentRow): FleetDocument {
  const { document_id: documentId, vehicle_id, driver_id, owner_name: ownerName, kind, title, number, note, remind_days, told_days } = row;
  const { file_name, file_type, file_bytes } = row;
  return {
    documentId,
    owner: vehicle_id === null ? { kind: "driver", id: driver_id ?? "" } : { kind: "vehicle", id: vehicle_id },
    ownerName,
    kind,
    title,
    number,
    note,
    expiresOn: row.expires_on === never ? undefined : parseDay(row.expires_on),
    remindDays: remind_days,
    toldDays: told_days ?? undefined,
    file: file_name === null || file_type === null || file_bytes === null ? undefined : { name: file_name, type: file_type, bytes: file_bytes },
  };
}
