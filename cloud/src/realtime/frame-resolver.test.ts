import { expect, test } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, parseTenantId, parseVehicleId, type SourceId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveFrame } from "@drawbar/proto/link/live.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import type { Catalogue } from "@drawbar/proto/segment/catalogue.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { FrameResolver, type ResolvedFrame } from "./frame-resolver.ts";

const tenant = parseTenantId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
const unit = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a12");
const recording = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a13");
const vehicleId = parseVehicleId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a14");
const otherVehicleId = parseVehicleId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a15");
const hash = "a".repeat(64) as CatalogueHash;
const catalogue: Catalogue = { version: 1, signals: [{ name: "Speed", source: "can0/Speed", unit: "", kind: "float", factor: 1, offset: 0, decimals: 0 }] };

const frame = (monoUs: number, source: SourceId = unit): LiveFrame => ({ kind: "live", source, boot: 1, monoUs, catalogue: hash, values: [] });
const settled = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function resolving() {
  const owners = new Map<SourceId, VehicleId>([[unit, vehicleId]]);
  const catalogues = new Map<CatalogueHash, { catalogue: Catalogue }>([[hash, { catalogue }]]);
  const frames: ResolvedFrame[] = [];
  const clock = new ManualClock();
  const asked = { owners: 0, catalogues: 0, isFailing: false };
  const resolver = new FrameResolver({
    owners: {
      vehicleOfUnit: async (_tenant, source) => {
        asked.owners++;
        if (asked.isFailing) throw new Error("the database is away");
        return owners.get(source);
      },
    },
    catalogues: {
      find: async (_tenant, hashes) => {
        asked.catalogues++;
        return new Map([...hashes].flatMap((wanted) => (catalogues.has(wanted) ? [[wanted, catalogues.get(wanted) as { catalogue: Catalogue }]] : []))); // it has it
      },
    },
    clock,
    log: createLogger({ process: "test", level: "silent" }),
    onFrame: (resolved) => frames.push(resolved),
  });
  return { resolver, frames, owners, catalogues, clock, asked, monos: () => frames.map(({ up }) => up.monoUs) };
}

test("keeps the order of frames that came while the first was looked up", async () => {
  const { resolver, frames, asked, monos } = resolving();
  for (const mono of [1, 2, 3]) resolver.receive(tenant, frame(mono));
  await settled();
  resolver.receive(tenant, frame(4));

  expect(monos()).toEqual([1, 2, 3, 4]);
  expect(frames[0]).toMatchObject({ vehicleId, signals: catalogue.signals });
  expect(asked).toMatchObject({ owners: 1, catalogues: 1 });
});

test("never shows recordings and strangers, and does not ask for each of their frames", async () => {
  const { resolver, frames, clock, asked } = resolving();
  for (let mono = 0; mono < 100; mono++) {
    resolver.receive(tenant, frame(mono, recording));
    await settled();
  }
  expect([frames.length, asked.owners]).toEqual([0, 1]);

  clock.advanceMs(2_001);
  resolver.receive(tenant, frame(101, recording));
  await settled();
  expect(asked.owners).toBe(2);
});

test("shows frames once their catalogue is here", async () => {
  const { resolver, catalogues, clock, monos } = resolving();
  catalogues.clear();
  resolver.receive(tenant, frame(1));
  await settled();
  catalogues.set(hash, { catalogue });
  clock.advanceMs(2_001);
  resolver.receive(tenant, frame(2));
  await settled();

  expect(monos()).toEqual([2]);
});

test("follows a unit into another vehicle without a gap", async () => {
  const { resolver, frames, owners, clock } = resolving();
  resolver.receive(tenant, frame(1));
  await settled();
  owners.set(unit, otherVehicleId);
  clock.advanceMs(30_001);
  resolver.receive(tenant, frame(2));
  await settled();
  resolver.receive(tenant, frame(3));

  expect(frames.map((resolved) => resolved.vehicleId)).toEqual([vehicleId, vehicleId, otherVehicleId]);
});

test("drops the oldest of a source that is looked up for long, and asks again after a failure", async () => {
  const { resolver, asked, monos } = resolving();
  for (let mono = 1; mono <= 20; mono++) resolver.receive(tenant, frame(mono));
  await settled();
  expect([monos()[0], monos().at(-1), resolver.dropped]).toEqual([5, 20, 4]);

  const failing = resolving();
  failing.asked.isFailing = true;
  failing.resolver.receive(tenant, frame(1));
  await settled();
  failing.asked.isFailing = false;
  failing.resolver.receive(tenant, frame(2));
  await settled();
  expect(failing.monos()).toEqual([2]);
  expect(asked.owners).toBe(1);
});
