/** Keys of sealed segments: made and kept for who stores, looked up each time for who reads, so that a dropped key is gone at once. */
import { randomBytes, type KeyObject } from "node:crypto";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { telemetryLimits } from "./limits.ts";
import { keyIdOf, openBody, sealBody, unwrapKey, wrapKey, type SegmentName } from "./segment-sealing.ts";
import { failTelemetry } from "./telemetry-errors.ts";

export interface SealingKey {
  readonly keyId: number;
  readonly key: KeyObject;
}

interface KeyRow {
  readonly key_id: string;
  readonly source_id: SourceId;
  readonly month: number;
  readonly wrapped: Buffer;
}

const keyBytes = 32;
const daysInMonth = 100;

/** @param receivedOn YYMMDD. @returns YYMM. */
export function monthOfDay(receivedOn: number): number {
  return Math.floor(receivedOn / daysInMonth);
}

/** For who stores. Keys stay in memory: the statement that stores a batch checks that they still exist. */
export class SegmentSealer {
  readonly #database: Database;
  readonly #masterKey: KeyObject;
  readonly #kept = new Map<string, SealingKey>();

  constructor(options: { readonly database: Database; readonly masterKey: KeyObject }) {
    this.#database = options.database;
    this.#masterKey = options.masterKey;
  }

  /** Makes the keys that are missing, durably. @returns one for each of `sources`. */
  async keysOf(tenant: TenantId, sources: ReadonlySet<SourceId>, month: number): Promise<ReadonlyMap<SourceId, SealingKey>> {
    const keys = new Map<SourceId, SealingKey>();
    let missing: SourceId[] = [];
    for (const source of sources) {
      const known = this.#kept.get(`${tenant}/${source}/${month}`);
      if (known === undefined) missing.push(source);
      else keys.set(source, known);
    }
    // Twice, since a key that another process made meanwhile is seen by the next statement only.
    for (let attempt = 1; missing.length > 0 && attempt <= 3; attempt += 1) {
      for (const row of await this.#ensure(tenant, missing.toSorted(), month)) {
        const key = { keyId: Number(row.key_id), key: unwrapKey(this.#masterKey, { tenant, source: row.source_id, month }, row.wrapped) };
        keys.set(row.source_id, key);
        this.#keep(`${tenant}/${row.source_id}/${month}`, key);
      }
      missing = missing.filter((source) => !keys.has(source));
    }
    if (missing.length > 0) throw failTelemetry("TELEMETRY_UNSEALABLE", `no telemetry key for ${missing.length} sources could be made`);
    return keys;
  }

  seal({ keyId, key }: SealingKey, name: SegmentName, body: Uint8Array): Uint8Array {
    return sealBody(key, keyId, name, body);
  }

  /** After a batch was refused because a key is gone. */
  forget(tenant: TenantId, sources: Iterable<SourceId>, month: number): void {
    for (const source of sources) this.#kept.delete(`${tenant}/${source}/${month}`);
  }

  #keep(name: string, key: SealingKey): void {
    if (this.#kept.size >= telemetryLimits.sealingKeysKept) this.#kept.clear();
    this.#kept.set(name, key);
  }

  #ensure(tenant: TenantId, sources: readonly SourceId[], month: number): Promise<readonly KeyRow[]> {
    const wrapped = sources.map((source) => wrapKey(this.#masterKey, { tenant, source, month }, randomBytes(keyBytes)));
    const size = wrapped[0]?.length ?? 0;
    return this.#database.of(tenant).many<KeyRow>(
      "segment-keys-ensure",
      `with made as (
         insert into sealing_key (tenant_id, source_id, month, wrapped)
         select $1, b.source_id, $3, substr($4::bytea, (b.n::int - 1) * $5::int + 1, $5::int)
         from unnest($2::uuid[]) with ordinality as b (source_id, n)
         where not exists (select from sealing_key k where k.tenant_id = $1 and k.source_id = b.source_id and k.month = $3)
         order by b.source_id
         on conflict on constraint sealing_key_of_month do nothing
         returning key_id, source_id, month, wrapped
       )
       select key_id, source_id, month, wrapped from made
       union all
       select key_id, source_id, month, wrapped from sealing_key where tenant_id = $1 and source_id = any($2::uuid[]) and month = $3`,
      [tenant, sources, month, Buffer.concat(wrapped), size],
    );
  }
}

export interface StoredBody extends SegmentName {
  readonly body: Uint8Array;
}

/** For who reads. */
export class SegmentOpener {
  readonly #masterKey: KeyObject;

  constructor(options: { readonly masterKey: KeyObject }) {
    this.#masterKey = options.masterKey;
  }

  /** @returns the bodies as their sources sealed them, in order; `undefined` where the key was dropped. */
  async open(tx: TenantTransaction, stored: readonly StoredBody[]): Promise<readonly (Uint8Array | undefined)[]> {
    const keyIds = stored.map(({ body }) => keyIdOf(body));
    const keys = await this.#keys(tx, [...new Set(keyIds.filter((keyId) => keyId !== undefined))]);
    return stored.map(({ body, ...name }, index) => {
      const keyId = keyIds[index];
      if (keyId === undefined) return body.length === 0 ? undefined : body;
      const key = keys.get(keyId);
      return key === undefined ? undefined : openBody(key, name, body);
    });
  }

  /** A body under the key that another one of the same unit and month was sealed with. @returns `undefined` when that was dropped. */
  async sealLike(tx: TenantTransaction, keyId: number, name: SegmentName, body: Uint8Array): Promise<Uint8Array | undefined> {
    const key = (await this.#keys(tx, [keyId])).get(keyId);
    return key === undefined ? undefined : sealBody(key, keyId, name, body);
  }

  async #keys(tx: TenantTransaction, keyIds: readonly number[]): Promise<ReadonlyMap<number, KeyObject>> {
    if (keyIds.length === 0) return new Map();
    const rows = await tx.many<KeyRow>(
      "segment-keys-find",
      "select key_id, source_id, month, wrapped from sealing_key where tenant_id = $1 and key_id = any($2::bigint[])",
      [tx.tenantId, keyIds],
    );
    return new Map(
      rows.map(({ key_id, source_id: source, month, wrapped }) => [
        Number(key_id),
        unwrapKey(this.#masterKey, { tenant: tx.tenantId, source, month }, wrapped),
      ]),
    );
  }
}

/** @throws DrawbarError `TELEMETRY_UNSEALABLE` when there is a sealed body and no key to open it with. */
export async function openBodies(
  tx: TenantTransaction,
  opener: SegmentOpener | undefined,
  stored: readonly StoredBody[],
): Promise<readonly (Uint8Array | undefined)[]> {
  if (opener !== undefined) return opener.open(tx, stored);
  if (stored.some(({ body }) => keyIdOf(body) !== undefined))
    throw failTelemetry("TELEMETRY_UNSEALABLE", "stored telemetry is sealed, and this process has no master key; it needs the setting authorityDirectory");
  return stored.map(({ body }) => (body.length === 0 ? undefined : body));
}
