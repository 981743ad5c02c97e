/** Everything of one fleet as files that anybody can read: a tape archive with lines of JSON, a folder's worth a table. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
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

/** Hashes of secrets would let somebody who finds the file try what fits them; what is sealed opens nowhere else. */
const secretColumn = /(^|_)(hash|secret|sealed|wrapped)$|^sealed_|password|private_key/;

/** What another fleet's or the program's own bookkeeping is; of no use elsewhere. */
const leftOutTables = new Set([
  "event_handled",
  "idempotency_key",
  "outbox_entry",
  "sign_on_name",
  "telemetry_export_mark",
  "tenant_job",
  "tenant_request_minute",
]);

/**
 * One state of the database throughout. Bytes are hexadecimal (`\x…`), times RFC 3339.
 *
 * @param put takes a part of the archive; its promise holds the export back while the disk, or the reader, is slow.
 */
export async function exportTenant(
  options: { readonly database: Database; readonly clock: Clock; readonly onProgress?: ((progress: ExportProgress) => void) | undefined },
  tenant: TenantId,
  put: (bytes: Uint8Array) => Promise<void>,
): Promise<readonly ExportProgress[]> {
  const { database, clock, onProgress } = options;
  const at = new Date(clock.wallUs() / 1_000);
  return database.transaction(
    tenant,
    async (tx) => {
      const done: ExportProgress[] = [];
      const tables = await tenantTables(tx);
      for (const table of tables) {
        const rows = await exportTable(tx, table, async (name, body) => put(tarEntry(name, body, at)));
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
async function exportTable(tx: TenantTransaction, { name, columns }: Table, putFile: (name: string, body: Buffer) => Promise<void>): Promise<number> {
  const list = columns.map((column) => `t."${column}"`).join(", ");
  await tx.count(
    "",
    `declare export_rows no scroll cursor for select row_to_json(r)::text as line from (select ${list} from "${name}" t where t.tenant_id = '${tx.tenantId}') r`,
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
    const batch = await tx.many<{ line: string }>("", `fetch ${tenantLimits.exportRows} from export_rows`, []);
    for (const { line } of batch) {
      lines.push(line);
      bytes += line.length;
      if (bytes >= tenantLimits.exportFileBytes) await flush();
    }
    rows += batch.length;
    if (batch.length < tenantLimits.exportRows) break;
  }
  if (lines.length > 0 || files === 0) await flush();
  await tx.count("", "close export_rows", []);
  return rows;
}
