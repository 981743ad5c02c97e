/** What an outbox or spool says on disk, read after its process has gone. */
import Sqlite from "better-sqlite3";

export interface HeldRecord {
  /** `source/epoch/priority#seq`. */
  readonly name: string;
  readonly checksum: string;
  readonly samples: number;
  readonly isSegment: boolean;
  readonly isSecured: boolean;
}

const segmentKinds = new Set([1, 2]);

export function recordsOf(file: string): readonly HeldRecord[] {
  return reading(file, (database) =>
    database
      .prepare<[], { name: string; checksum: string; samples: number; kind: number; secured: number }>(
        `select s.name || '#' || r.seq as name, lower(hex(r.checksum)) as checksum, r.samples, r.kind, r.secured_at_ms is not null as secured
         from record r join stream s using (stream_id)`,
      )
      .all()
      .map(({ name, checksum, samples, kind, secured }) => ({ name, checksum, samples, isSegment: segmentKinds.has(kind), isSecured: secured === 1 })),
  );
}

/** Samples produced per stream that the source has not closed. */
export function producedOf(file: string): ReadonlyMap<string, number> {
  return reading(
    file,
    (database) =>
      new Map(
        database
          .prepare<[], { stream: string; produced: number }>("select name as stream, produced from stream where last is not null")
          .all()
          .map(({ stream, produced }) => [stream, produced]),
      ),
  );
}

function reading<Result>(file: string, read: (database: Sqlite.Database) => Result): Result {
  const database = new Sqlite(file, { timeout: 5_000 });
  try {
    return read(database);
  } finally {
    database.close();
  }
}
