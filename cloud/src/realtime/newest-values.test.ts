import { expect, test } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import type { LiveFrame } from "@drawbar/proto/link/live.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import { NewestValues } from "./newest-values.ts";

const tenant = parseTenantId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
const unit = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a12");
const hash = "a".repeat(64) as CatalogueHash;
const signal = (name: string): CatalogueSignal => ({ name, source: `can0/${name}`, unit: "km/h", kind: "float", factor: 1, offset: 0, decimals: 1 });
const signals = [signal("Speed"), signal("Rpm")];

function frame(values: readonly [number, number][], more: Partial<LiveFrame> = {}): LiveFrame {
  return {
    kind: "live",
    source: unit,
    boot: 1,
    monoUs: 1_000,
    catalogue: hash,
    values: values.map(([index, value]) => ({ signal: index, atUs: 5_000, value })),
    ...more,
  };
}

test("keeps the newest value of each signal, with the sample's time and our own", () => {
  const clock = new ManualClock({ wallUs: 9_000 });
  const newest = new NewestValues({ clock });
  newest.receive(
    tenant,
    frame([
      [0, 50],
      [1, 900],
    ]),
    signals,
  );
  newest.receive(tenant, frame([[0, 51]], { monoUs: 2_000 }), signals);

  expect(newest.now(tenant, unit)).toMatchObject({ heardAtUs: 9_000, newestAtUs: 5_000, isAsleep: false });
  expect([...(newest.now(tenant, unit)?.readings.values() ?? [])].map(({ source, value, atUs, receivedAtUs }) => [source, value, atUs, receivedAtUs])).toEqual([
    ["can0/Speed", 51, 5_000, 9_000],
    ["can0/Rpm", 900, 5_000, 9_000],
  ]);
});

test("drops a frame that was overtaken, whatever the wall clock says, and takes pieces of one", () => {
  const newest = new NewestValues({ clock: new ManualClock() });
  newest.receive(tenant, frame([[0, 50]], { boot: 2, monoUs: 5_000 }), signals);

  expect(newest.receive(tenant, frame([[0, 1]], { boot: 2, monoUs: 4_999 }), signals)).toEqual([]);
  expect(newest.receive(tenant, frame([[0, 1]], { boot: 1, monoUs: 9_999_999 }), signals)).toEqual([]);
  expect(newest.receive(tenant, frame([[1, 7]], { boot: 2, monoUs: 5_000 }), signals)).toHaveLength(1);
  expect(newest.now(tenant, unit)?.readings.get("can0/Speed")?.value).toBe(50);
});

test("is asleep from the sign-off until the next frame", () => {
  const newest = new NewestValues({ clock: new ManualClock() });
  newest.receive(tenant, frame([[0, 50]]), signals);
  newest.fallAsleep(tenant, { kind: "asleep", source: unit, boot: 1, monoUs: 2_000, atUs: 6_000 });
  expect(newest.now(tenant, unit)).toMatchObject({ isAsleep: true, newestAtUs: 6_000 });

  newest.receive(tenant, frame([[0, 50]], { monoUs: 1_500 }), signals); // from before, late
  expect(newest.now(tenant, unit)?.isAsleep).toBe(true);
  newest.receive(tenant, frame([[0, 50]], { boot: 2, monoUs: 1 }), signals);
  expect(newest.now(tenant, unit)?.isAsleep).toBe(false);
});

test("leaves out numbers beyond the catalogue and values that are none", () => {
  const newest = new NewestValues({ clock: new ManualClock() });

  expect(
    newest
      .receive(
        tenant,
        frame([
          [0, Number.NaN],
          [2, 1],
          [1, 3],
        ]),
        signals,
      )
      .map(({ source }) => source),
  ).toEqual(["can0/Rpm"]);
});

test("tells tenants apart under one source id", () => {
  const newest = new NewestValues({ clock: new ManualClock() });
  newest.receive(tenant, frame([[0, 50]]), signals);

  expect(newest.now(parseTenantId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a99"), unit)).toBeUndefined();
});

test("forgets the source heard longest ago beyond its limit, and signals beyond theirs", () => {
  const newest = new NewestValues({ clock: new ManualClock(), sourcesMax: 2 });
  const units = ["1", "2", "3"].map((digit) => parseSourceId(`0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a1${digit}`));
  const [first, second, third] = units as [typeof unit, typeof unit, typeof unit]; // three were made above
  for (const source of [first, second]) newest.receive(tenant, frame([[0, 1]], { source }), signals);
  newest.receive(tenant, frame([[0, 1]], { source: first }), signals);
  newest.receive(tenant, frame([[0, 1]], { source: third }), signals);

  expect([first, second, third].map((source) => newest.now(tenant, source) !== undefined)).toEqual([true, false, true]);

  const many = Array.from({ length: 5_000 }, (_, index) => signal(`S${index}`));
  newest.receive(
    tenant,
    frame(
      many.map((_, index) => [index, 1]),
      { monoUs: 9_000 },
    ),
    many,
  );
  expect(newest.now(tenant, unit)?.readings.size).toBeLessThanOrEqual(4_096);
});
