import { randomUUID } from "node:crypto";
import { parseSourceId, parseTenantId, type SourceId } from "@drawbar/proto/kernel/ids.ts";
import { expect, it } from "vitest";
import type { Database } from "../../db/tenant-transaction.ts";
import type { NewestValue } from "../../modules/telemetry/index.ts";
import { LatestValues } from "./latest-values.ts";

const tenant = parseTenantId(randomUUID());

it("reads a source once, and again only after it was the one used longest ago of more than it may keep", async () => {
  const asked: SourceId[] = [];
  // The one statement that it sends; there is nothing in this database.
  const of = () => ({ many: async (_name: string, _sql: string, values: readonly unknown[]) => (asked.push(...(values[1] as SourceId[])), []) });
  const latest = new LatestValues({ database: { of } as unknown as Database, valuesKept: 6 }); // with the bookkeeping of a source, two of them
  const [first, second, third] = [newSource(), newSource(), newSource()];
  const deliver = async (source: SourceId, atUs: number): Promise<void> => {
    latest.committed(tenant, await latest.merge(tenant, new Map([[source, valuesAt(atUs)]])));
  };

  await deliver(first, 1);
  await deliver(second, 2);
  await deliver(first, 3);
  expect(asked).toEqual([first, second]);
  await deliver(third, 4); // puts out the second
  await deliver(first, 5);
  expect(asked).toEqual([first, second, third]);
  await deliver(second, 6);
  expect(asked).toEqual([first, second, third, second]);
});

function newSource(): SourceId {
  return parseSourceId(randomUUID());
}

function valuesAt(atUs: number): readonly NewestValue[] {
  return [1, 2].map((signalId) => ({ signalId, boot: 1, monoUs: atUs, atUs, value: atUs }));
}
