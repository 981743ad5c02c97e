/** Every statement of a holder's file, prepared once. */
import type { VictimClass } from "@drawbar/proto/link/holder-store.ts";
import type { Statement } from "better-sqlite3";
import type { Database } from "./holder-file.ts";
import { dataKinds, givenKinds, headColumns, type HeadRow, type RecordRow } from "./holder-rows.ts";

const isData = `kind in (${dataKinds.join(", ")})`;
const heads = `select ${headColumns} from record`;

export type HolderStatements = ReturnType<typeof prepareStatements>;

export function prepareStatements(database: Database) {
  const victim = (where: string, order: string): Statement<[number], HeadRow> =>
    database.prepare<[number], HeadRow>(`${heads} where priority = ? and ${where} order by ${order} limit 1`);
  const victims: Readonly<Record<VictimClass, Statement<[number], HeadRow>>> = {
    secured: victim("secured_at is not null", "secured_at, id"),
    "secured-data": victim(`secured_at is not null and ${isData}`, "secured_at, id"),
    stored: victim(`secured_at is null and stored_at is not null and ${isData}`, "id"),
    thinnable: victim(`secured_at is null and is_thinnable = 1 and ${isData}`, "id"),
    unsecured: victim(`secured_at is null and ${isData}`, "id"),
  };
  return {
    setState: database.prepare(
      `update holder set epoch = ?, boot = ?, ended_clean = ?, cloud_incarnation = ?, cloud_as_of = ?, cursor_incarnation = ?, cursor_position = ? where id = 1`,
    ),
    streams: database.prepare<[], { stream_id: number; name: string }>("select stream_id, name from stream"),
    addStream: database.prepare("insert into stream (name) values (?)"),
    totals: database.prepare<[], { stream: string; last: number; produced: number }>("select stream, last, produced from total"),
    setTotals: database.prepare(
      "insert into total (stream, last, produced) values (?, ?, ?) on conflict do update set last = excluded.last, produced = excluded.produced",
    ),
    dropTotals: database.prepare("delete from total where stream = ?"),
    append: database.prepare(
      `insert into record (stream_id, seq, priority, kind, checksum, produced_before, produced, samples, size, catalogue, replaces, is_thinnable)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    appendBody: database.prepare("insert into body (id, bytes) values (?, ?)"),
    heads: database.prepare<[], HeadRow>(`${heads} order by id`),
    headByName: database.prepare<[number, number], HeadRow>(`${heads} where stream_id = ? and seq = ?`),
    headById: database.prepare<[number], HeadRow>(`${heads} where id = ?`),
    record: database.prepare<[number], RecordRow>(`select r.*, b.bytes from record r join body b using (id) where r.id = ?`),
    remove: database.prepare("delete from record where id = ?"),
    removeBody: database.prepare("delete from body where id = ?"),
    noteUnthinnable: database.prepare("update record set is_thinnable = 0 where id = ?"),
    changeHead: database.prepare("update record set secured_at = ?, stored_at = ? where id = ?"),
    within: database.prepare<[number, number, number], HeadRow>(`${heads} where stream_id = ? and seq between ? and ? order by seq`),
    securedBefore: database.prepare<[number, number, number, number], { id: number }>(
      "select id from record where stream_id = ? and seq between ? and ? and secured_at < ? limit 1",
    ),
    unsecured: database.prepare<[number, number, number], HeadRow>(`${heads} where secured_at is null and priority = ? and id > ? order by id limit ?`),
    openStatements: database.prepare<[], HeadRow>(
      `${heads} where secured_at is null and priority = 0 and kind in (${givenKinds.join(", ")}) and stored_at is null order by id`,
    ),
    storedOfStream: database.prepare<[number, string], HeadRow>(`${heads} where stream_id = ? and stored_at = ? order by seq`),
    storedAt: database.prepare<[string], HeadRow>(`${heads} where stored_at = ?`),
    securedOrStored: database.prepare<[], HeadRow>(`${heads} where secured_at is not null or stored_at is not null`),
    settled: database.prepare<[number, number], HeadRow>(`${heads} where secured_at is not null and secured_at < ? order by secured_at, id limit ?`),
    knownSecured: database.prepare<[string], { under: number; ranges: string }>("select under, ranges from known_secured where stream = ?"),
    setKnownSecured: database.prepare(
      `insert into known_secured (stream, under, ranges, as_of) values (?, ?, ?, ?)
       on conflict do update set under = excluded.under, ranges = excluded.ranges, as_of = excluded.as_of`,
    ),
    knownBefore: database.prepare<[number], { stream: string }>("select stream from known_secured where as_of < ? order by as_of"),
    forgetKnown: database.prepare("delete from known_secured where stream = ?"),
    putCatalogue: database.prepare("insert into catalogue (hash, bytes) values (?, ?) on conflict do nothing"),
    hasCatalogue: database.prepare<[Uint8Array], { position: number }>("select position from catalogue where hash = ?"),
    catalogue: database.prepare<[Uint8Array], { bytes: Uint8Array }>("select bytes from catalogue where hash = ?"),
    unneededCatalogues: database.prepare<[], { hash: Uint8Array }>(
      "select hash from catalogue c where not exists (select 1 from record r where r.catalogue = c.hash) order by position",
    ),
    dropCatalogue: database.prepare("delete from catalogue where hash = ?"),
    victim: victims,
  };
}
