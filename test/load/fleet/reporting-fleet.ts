/** A large fleet that reports by the clock: where it is, how fast, how hard. */
import { randomUUID } from "node:crypto";
import type { TestApi, TestFleet } from "@drawbar/cloud/http/testing/test-api.ts";
import { parseSourceId, type SourceId } from "@drawbar/proto/kernel/ids.ts";
import { catalogueHash, encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import type { Catalogue, CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";

const signal = (name: string, unit: string, decimals: number): CatalogueSignal => ({
  name,
  source: `can0/${name}`,
  unit,
  kind: "float",
  factor: 1,
  offset: 0,
  decimals,
});
const catalogue: Catalogue = {
  version: 1,
  signals: [
    signal("Vehicle.CurrentLocation.Latitude", "°", 6),
    signal("Vehicle.CurrentLocation.Longitude", "°", 6),
    signal("Vehicle.CurrentLocation.Heading", "°", 0),
    signal("Vehicle.Speed", "km/h", 1),
    signal("Vehicle.Powertrain.CombustionEngine.Speed", "rpm", 0),
  ],
};
const bytes = encodeCatalogue(catalogue);
const hash = catalogueHash(bytes);

/** Between looks which vehicles are due. */
const tickMs = 20;
/** Some 80 km/h. */
const degreesPerSecond = 0.000_25;

export class ReportingFleet {
  readonly #api: TestApi;
  readonly #fleet: TestFleet;
  readonly #units: readonly SourceId[];
  readonly #everyMs: number;
  readonly #asleep = new Set<number>();
  #monoUs = 0;
  #reports = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(api: TestApi, fleet: TestFleet, units: readonly SourceId[], everyMs: number) {
    this.#api = api;
    this.#fleet = fleet;
    this.#units = units;
    this.#everyMs = everyMs;
  }

  /** @param everyMs how often each vehicle reports. */
  static async make(api: TestApi, fleet: TestFleet, vehicles: number, everyMs: number): Promise<ReportingFleet> {
    await api.store.addCatalogue(fleet.tenantId, hash, bytes);
    const ids = Array.from({ length: vehicles }, () => [randomUUID(), randomUUID()] as const);
    const parameters = [fleet.tenantId, ids.map(([vehicleId]) => vehicleId), ids.map(([, unitId]) => unitId)];
    const tx = api.db.app.of(fleet.tenantId);
    await tx.count(
      "bench-vehicles",
      `insert into vehicle (tenant_id, vehicle_id, call_sign, simulated)
       select $1, v.vehicle_id, 'FL ' || lpad(v.number::text, 5, '0'), false from unnest($2::uuid[]) with ordinality v (vehicle_id, number)`,
      parameters.slice(0, 2),
    );
    await tx.count(
      "bench-units",
      `insert into unit (tenant_id, unit_id, kind, device, enrolled_at)
       select $1, u.unit_id, 'unit', 'test device', now() from unnest($2::uuid[]) u (unit_id)`,
      [fleet.tenantId, parameters[2]],
    );
    await tx.count(
      "bench-assignments",
      `insert into unit_assignment (tenant_id, unit_id, kind, vehicle_id, during)
       select $1, p.unit_id, 'unit', p.vehicle_id, tstzrange(now() - interval '30 days', null)
       from unnest($2::uuid[], $3::uuid[]) p (vehicle_id, unit_id)`,
      parameters,
    );
    // as autovacuum does within a minute: without it the first plans are those of empty tables
    await api.db.admin.query("analyze");
    return new ReportingFleet(
      api,
      fleet,
      ids.map(([, unitId]) => parseSourceId(unitId)),
      everyMs,
    );
  }

  get reports(): number {
    return this.#reports;
  }

  /** Everybody once at once, then each in turn, spread over the period. */
  start(): void {
    for (let index = 0; index < this.#units.length; index += 1) this.report(index);
    const startMs = performance.now();
    let done = 0;
    this.#timer = setInterval(() => {
      // by the clock, not by the tick: a timer that comes late catches up
      const due = Math.floor(((performance.now() - startMs) / this.#everyMs) * this.#units.length);
      for (; done < due; done += 1) if (!this.#asleep.has(done % this.#units.length)) this.report(done % this.#units.length);
    }, tickMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** It says where it is; one that slept is awake. */
  report(index: number): void {
    this.#asleep.delete(index);
    this.#reports += 1;
    const nowS = Date.now() / 1_000;
    // each on a circle of its own, over western Europe
    const radius = 0.05 + (index % 97) / 400;
    const angle = (nowS * degreesPerSecond) / radius + index;
    const latitude = 46 + ((index * 7) % 1_000) / 125 + radius * Math.cos(angle);
    const longitude = 1 + ((index * 13) % 1_009) / 80 + radius * Math.sin(angle);
    const atUs = Math.round(nowS * 1e6);
    this.#say(index, {
      kind: "live",
      catalogue: hash,
      values: [latitude, longitude, ((((angle * 180) / Math.PI + 90) % 360) + 360) % 360, 60 + (index % 30), 1_200 + ((index + atUs) % 300)].map(
        (value, number) => ({ signal: number, atUs, value }),
      ),
    });
  }

  /** It signs off and says nothing until it reports again. */
  sleep(index: number): void {
    this.#asleep.add(index);
    this.#say(index, { kind: "asleep", atUs: Date.now() * 1_000 });
  }

  #say(
    index: number,
    what: { kind: "live"; catalogue: typeof hash; values: readonly { signal: number; atUs: number; value: number }[] } | { kind: "asleep"; atUs: number },
  ): void {
    const source = this.#units[index];
    if (source === undefined) return;
    this.#monoUs += 1;
    this.#api.exchange.receive(this.#fleet.tenantId, { ...what, source, boot: 1, monoUs: this.#monoUs });
  }
}
