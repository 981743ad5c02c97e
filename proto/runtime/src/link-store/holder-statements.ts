/** The SQL of a holder's file, prepared once. */
import type Database from "better-sqlite3";
import { headColumns, type CatalogueRow, type HeadRow, type HolderRow, type RecordRow, type StreamRow } from "./holder-rows.ts";

/** Data in the sense of rule F3: segment, thinned, clock. */
const isData = "kind in (1, 2, 8)";
const isUnsecured = "secured_at_ms is null";

export type HolderStatements = ReturnType<typeof prepareStatements>;

export function prepareStatements(database: Database.Database) {
  const head = <Parameters extends unknown[]>(rest: string): Database.Statement<Parameters, HeadRow> =>
    database.prepare<Parameters, HeadRow>(`select ${headColumns} from record where ${rest}`);
  return {
    begin: database.prepare<[]>("begin immediate"),
    commit: database.prepare<[]>("commit"),
    rollback: database.prepare<[]>("rollback"),

    holder: database.prepare<[], HolderRow>("select * from holder"),
    putHolder: database.prepare<HolderRow>(
      `insert or replace into holder values (
        1, :source, :epoch, :boot, :ended_clean, :cloud_incarnation, :cloud_as_of_ms, :cursor_incarnation, :cursor_position)`,
    ),

    streams: database.prepare<[], StreamRow>("select * from stream"),
    addStream: database.prepare<[name: string]>("insert into stream (name) values (?)"),
    setTotals: database.prepare<[last: number | null, produced: number | null, streamId: number]>(
      "update stream set last = ?, produced = ? where stream_id = ?",
    ),
    setKnown: database.prepare<[under: number | null, ranges: string | null, asOfMs: number | null, streamId: number]>(
      "update stream set known_under = ?, known_ranges = ?, known_as_of_ms = ? where stream_id = ?",
    ),
    dropStream: database.prepare<[streamId: number]>("delete from stream where stream_id = ?"),

    append: database.prepare(
      `insert into record (
        record_id, stream_id, seq, priority, kind, produced_before, produced, samples, size, is_own, is_thinnable, catalogue_id, checksum
      ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    appendBody: database.prepare<[id: number, replaces: string | null, replacesEpoch: number | null, bytes: Uint8Array]>(
      "insert into record_body (record_id, replaces, replaces_epoch, bytes) values (?, ?, ?, ?)",
    ),
    remove: database.prepare<[id: number]>("delete from record where record_id = ?"),
    removeBody: database.prepare<[id: number]>("delete from record_body where record_id = ?"),
    noteUnthinnable: database.prepare<[id: number]>("update record set is_thinnable = 0 where record_id = ?"),

    headById: head<[id: number]>("record_id = ?"),
    headByNumber: head<[streamId: number, seq: number]>("stream_id = ? and seq = ?"),
    headsWithin: head<[streamId: number, first: number, last: number]>("stream_id = ? and seq between ? and ? order by seq"),
    allHeads: database.prepare<[], HeadRow>(`select ${headColumns} from record order by stream_id, seq`),
    lastId: database.prepare<[], number>("select coalesce(max(record_id), 0) from record").pluck(),
    read: database.prepare<[id: number], RecordRow>(
      `select r.*, b.replaces, b.replaces_epoch, b.bytes, c.hash as catalogue
      from record r join record_body b using (record_id) left join catalogue c using (catalogue_id)
      where record_id = ?`,
    ),
    unsecured: head<[priority: number, afterId: number, limit: number]>(`priority = ? and record_id > ? and ${isUnsecured} order by record_id limit ?`),
    openStatements: head<[]>(`is_own = 1 and kind in (3, 4) and ${isUnsecured} order by record_id`),
    securedBefore: head<[priority: number, asOfMs: number, limit: number]>(
      "priority = ? and secured_at_ms is not null and secured_at_ms < ? order by secured_at_ms, record_id limit ?",
    ),
    storedWithin: head<[streamId: number, first: number, last: number, depot: string]>("stream_id = ? and seq between ? and ? and stored_at = ?"),
    storedAt: head<[priority: number, depot: string]>(`priority = ? and stored_at is not null and ${isUnsecured} and stored_at = ?`),

    victims: {
      secured: head<[priority: number]>("priority = ? and secured_at_ms is not null order by secured_at_ms, record_id limit 1"),
      "secured-data": head<[priority: number]>(`priority = ? and secured_at_ms is not null and ${isData} order by secured_at_ms, record_id limit 1`),
      stored: head<[priority: number]>(`priority = ? and stored_at is not null and ${isUnsecured} and ${isData} order by record_id limit 1`),
      thinnable: head<[priority: number]>(`priority = ? and is_thinnable = 1 and ${isUnsecured} order by record_id limit 1`),
      unsecured: head<[priority: number]>(`priority = ? and ${isUnsecured} and ${isData} order by record_id limit 1`),
    },

    setStored: database.prepare<[depot: string | null, id: number]>("update record set stored_at = ? where record_id = ?"),
    setSecured: database.prepare<[asOfMs: number, id: number]>("update record set secured_at_ms = ? where record_id = ?"),
    voidSecured: database.prepare<[]>("update record set secured_at_ms = null, stored_at = null where secured_at_ms is not null or stored_at is not null"),

    catalogues: database.prepare<[], CatalogueRow>("select catalogue_id, hash from catalogue order by catalogue_id"),
    putCatalogue: database.prepare<[hash: string, bytes: Uint8Array]>("insert into catalogue (hash, bytes) values (?, ?)"),
    catalogue: database.prepare<[hash: string], Uint8Array>("select bytes from catalogue where hash = ?").pluck(),
    isCatalogueNeeded: database.prepare<[id: number], number>("select exists (select 1 from record where catalogue_id = ?)").pluck(),
    dropCatalogue: database.prepare<[id: number]>("delete from catalogue where catalogue_id = ?"),
  };
}
