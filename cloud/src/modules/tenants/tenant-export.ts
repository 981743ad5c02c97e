/** Everything of one fleet as files that anybody can read: a tape archive with lines of JSON, a folder's worth a table. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { tenantLimits } from "./limits.ts";
import { tarEnd, tarEntry } from "./tar.ts";

export interface ExportProgress {
  readonly table: string;
  readonly rows: number;
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly leftOut: readonly string[];
}

/** A sealed body of `segment` with the number that is authenticated with it. */
export interface SealedRow {
  readonly source: SourceId;
  readonly epoch: number;
  readonly priority: number;
  readonly seq: number;
  readonly body: Uint8Array;
}

/** Opens what is sealed with keys that stay here, in order; `undefined` for what was erased. */
export type OpenBodies = (tx: TenantTransaction, sealed: readonly SealedRow[]) => Promise<readonly (Uint8Array | undefined)[]>;

/** Hashes of secrets would let somebody who finds the file try what fits them; what is sealed opens nowhere else. */
const secretColumn = /(^|_)(hash|secret|sealed|wrapped)$|^sealed_|password|private_key/;

/** What another fleet's or the program's own bookkeeping is; of no use elsewhere. */
const leftOutTables = new Set([
  "bulk_import_part",
  "bulk_import_rows",
  "event_handled",
  "idempotency_key",
  "outbox_entry",
  "sign_on_name",
  "telemetry_export_mark",
  "tenant_job",
  "tenant_request_minute",
]);

/**
 * One state of the database throughout. Bytes are hexadecimal (`\x…`), times RFC 3339. Segments are written as their
 * sources sealed them (docs/protocols/segment.md), never as they are encrypted here: a reader elsewhere has no key of ours.
 *
 * @param put takes a part of the archive; its promise holds the export back while the disk, or the reader, is slow.
 */
export async function exportTenant(
  options: {
    readonly database: Database;
    readonly clock: Clock;
    readonly openBodies: OpenBodies;
    readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
  },
  tenant: TenantId,
  put: (bytes: Uint8Array) => Promise<void>,
): Promise<readonly ExportProgress[]> {
  const { database, clock, openBodies, onProgress } = options;
  const at = new Date(clock.wallUs() / 1_000);
  return database.transaction(
    tenant,
    async (tx) => {
      const done: ExportProgress[] = [];
      const tables = await tenantTables(tx);
      for (const table of tables) {
        const rows = await exportTable(tx, table, { openBodies, putFile: async (name, body) => put(tarEntry(name, body, at)) });
        done.push({ table: table.name, rows });
        onProgress?.({ table: table.name, rows });
      }
      const manifest = {
        tenantId: tenant,
        exportedAt: at.toISOString(),
        tables: tables.map(({ name, leftOut }, index) => ({ table: name, rows: done[index]?.rows ?? 0, ...(leftOut.length === 0 ? {} : { leftOut }) })),
      };
      // Last, so that an archive that ends without it is seen to be cut off.
      await put(tarEntry("manifest.json", Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`), at));
      await put(tarEnd);
      return done;
    },
    { repeatable: true },
  );
}

async function tenantTables(tx: TenantTransaction): Promise<readonly Table[]> {
  const rows = await tx.many<{ name: string; columns: readonly string[] }>(
    "export-tables",
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'drawbar'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and has_table_privilege(c.oid, 'select')
     group by c.relname
     having bool_or(a.attname = 'tenant_id')
     order by c.relname`,
    [],
  );
  return rows
    .filter(({ name }) => !leftOutTables.has(name))
    .map(({ name, columns }) => {
      // The hash of an audit entry is no secret: with it the chain can be walked elsewhere, too.
      const isSecret = (column: string): boolean => secretColumn.test(column) && !name.startsWith("audit_");
      return { name, columns: columns.filter((column) => !isSecret(column)), leftOut: columns.filter(isSecret) };
    });
}

/** @returns rows. A table larger than one file becomes `name/000001.ndjson`, `name/000002.ndjson` …; an empty one has an empty file. */
async function exportTable(
  tx: TenantTransaction,
  { name, columns }: Table,
  { openBodies, putFile }: { readonly openBodies: OpenBodies; readonly putFile: (name: string, body: Buffer) => Promise<void> },
): Promise<number> {
  const isSealed = name === "segment";
  const list = columns
    .filter((column) => !(isSealed && column === "body"))
    .map((column) => `t."${column}"`)
    .join(", ");
  const sealed = isSealed ? ", t.source_id, t.epoch, t.priority, t.seq, t.body" : "";
  await tx.count(
    "",
    `declare export_rows no scroll cursor for
     select (select row_to_json(r)::text from (select ${list}) r) as line${sealed} from "${name}" t where t.tenant_id = '${tx.tenantId}'`,
    [],
  );
  let rows = 0;
  let files = 0;
  let lines: string[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    files += 1;
    await putFile(`${name}/${String(files).padStart(6, "0")}.ndjson`, Buffer.from(lines.map((line) => `${line}\n`).join("")));
    lines = [];
    bytes = 0;
  };
  for (;;) {
    const batch = await tx.many<ExportedRow>("", `fetch ${rowsOf(name)} from export_rows`, []);
    for (const line of isSealed ? await withBodies(tx, batch, openBodies) : batch.map((row) => row.line)) {
      lines.push(line);
      bytes += line.length;
      if (bytes >= tenantLimits.exportFileBytes) await flush();
    }
    rows += batch.length;
    if (batch.length === 0) break;
  }
  if (lines.length > 0 || files === 0) await flush();
  await tx.count("", "close export_rows", []);
  return rows;
}

/** Files are large: a few at a time are as much memory as many rows of other tables. */
function rowsOf(table: string): number {
  if (table === "segment") return tenantLimits.exportBodies;
  return table === "document_file" ? tenantLimits.exportFiles : tenantLimits.exportRows;
}

interface ExportedRow {
  readonly line: string;
  /** Of `segment` only. */
  readonly source_id?: SourceId;
  readonly epoch?: string;
  readonly priority?: number;
  readonly seq?: string;
  readonly body?: Buffer;
}

/** @returns lines of `segment` with their bodies opened; `null` for what was erased. */
async function withBodies(tx: TenantTransaction, batch: readonly ExportedRow[], openBodies: OpenBodies): Promise<readonly string[]> {
  const sealed = batch.flatMap(({ source_id, epoch, priority, seq, body }) =>
    source_id === undefined || priority === undefined || body === undefined
      ? []
      : [{ source: source_id, epoch: Number(epoch), priority, seq: Number(seq), body }],
  );
  const bodies = await openBodies(tx, sealed);
  return batch.map(({ line }, index) => {
    const body = bodies[index];
    return `${line.slice(0, -1)},"body":${body === undefined ? "null" : `"\\\\x${Buffer.from(body).toString("hex")}"`}}`;
  });
}
