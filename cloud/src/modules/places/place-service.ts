import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { sqlStateOf } from "../../db/database-errors.ts";
import { failDb } from "../../db/db-errors.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Act } from "../../http/audit.ts";
import { checkIfMatch, etagOf } from "../../http/preconditions.ts";
import type { AuditTrail } from "../audit/index.ts";
import { placeLimits } from "./limits.ts";
import { failPlace } from "./place-errors.ts";
import { pageOfEvents, vehiclesInside, type EventQuery, type EventsPage } from "./place-event-store.ts";
import type { PlaceListQuery } from "./place-lists.ts";
import { PlaceStore, type PlacesPage } from "./place-store.ts";
import type { Place, PlaceEvent, PlaceWish } from "./place-types.ts";

export interface PlaceServiceOptions {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

/** Places as people draw them. Crossings of their lines are found by the worker. */
export class PlaceService {
  readonly #options: PlaceServiceOptions;
  readonly #store = new PlaceStore();

  constructor(options: PlaceServiceOptions) {
    this.#options = options;
  }

  page(tenant: TenantId, query: PlaceListQuery): Promise<PlacesPage> {
    return this.#store.page(this.#options.database.of(tenant), query);
  }

  /** @throws DrawbarError `PLACE_UNKNOWN`. */
  async find(tenant: TenantId, placeId: string): Promise<Place> {
    return known(await this.#store.find(this.#options.database.of(tenant), placeId), placeId);
  }

  /** @throws DrawbarError `PLACE_NAME_TAKEN`, `PLACE_DEPOT_UNKNOWN`, `PLACES_TOO_MANY`. */
  async add(tenant: TenantId, wish: PlaceWish, act: Act): Promise<Place> {
    const placeId = uuidV7();
    await this.#transaction(tenant, async (tx) => {
      await this.#check(tx, placeId, wish);
      if ((await this.#store.count(tx)) >= placeLimits.placesMax) {
        throw failPlace("PLACES_TOO_MANY", `the fleet has ${placeLimits.placesMax} places, which is the limit; remove some first`);
      }
      await this.#store.add(tx, placeId, wish, this.#options.clock.wallUs());
      await this.#options.audit.record(tx, act, { action: "place.added", subject: { kind: "place", id: placeId }, after: wish });
      await this.#store.bump(tx);
    });
    return this.find(tenant, placeId);
  }

  /**
   * @param ifMatch etag of the state that the change was decided on; without one it is made in any case.
   * @throws DrawbarError `PLACE_UNKNOWN`, `PRECONDITION_FAILED`, and those of `add`.
   */
  async change(tenant: TenantId, placeId: string, change: Partial<PlaceWish>, ifMatch: string | undefined, act: Act): Promise<Place> {
    await this.#transaction(tenant, async (tx) => {
      const before = known(await this.#store.lock(tx, placeId), placeId);
      checkIfMatch(ifMatch, etagOfPlace(before));
      const after: Place = { ...before, ...change };
      await this.#check(tx, placeId, after);
      await this.#store.change(tx, placeId, after);
      // Beyond the moment from which the shape of before holds, should the clock have been set back.
      if (ruleOf(before) !== ruleOf(after)) await this.#store.replaceShape(tx, placeId, after, Math.max(this.#options.clock.wallUs(), before.shapeFromUs + 1));
      await this.#options.audit.record(tx, act, {
        action: "place.changed",
        subject: { kind: "place", id: placeId },
        before: wishOf(before),
        after: wishOf(after),
      });
      await this.#store.bump(tx);
    });
    return this.find(tenant, placeId);
  }

  /** @throws DrawbarError `PLACE_UNKNOWN`. */
  async remove(tenant: TenantId, placeId: string, act: Act): Promise<void> {
    await this.#options.database.transaction(tenant, async (tx) => {
      const before = known(await this.#store.lock(tx, placeId), placeId);
      await this.#store.remove(tx, placeId);
      await this.#options.audit.record(tx, act, { action: "place.removed", subject: { kind: "place", id: placeId }, before: wishOf(before) });
      await this.#store.bump(tx);
    });
  }

  events(tenant: TenantId, query: EventQuery): Promise<EventsPage> {
    return pageOfEvents(this.#options.database.of(tenant), query);
  }

  /** @throws DrawbarError `PLACE_UNKNOWN`. */
  async inside(tenant: TenantId, placeId: string): Promise<readonly PlaceEvent[]> {
    await this.find(tenant, placeId);
    return vehiclesInside(this.#options.database.of(tenant), placeId, placeLimits.insideMax);
  }

  async #check(tx: TenantTransaction, placeId: string, { name, depotId }: PlaceWish): Promise<void> {
    if (await this.#store.isNameTaken(tx, name, placeId)) throw failPlace("PLACE_NAME_TAKEN", `another place is called "${name}"`);
    if (depotId !== undefined && !(await this.#store.hasDepot(tx, depotId))) throw failPlace("PLACE_DEPOT_UNKNOWN", `the fleet has no depot ${depotId}`);
  }

  async #transaction(tenant: TenantId, work: (tx: TenantTransaction) => Promise<void>): Promise<void> {
    try {
      await this.#options.database.transaction(tenant, work);
    } catch (error) {
      // Somebody took the name between the look and the change.
      if (sqlStateOf(error) === "23505") throw failDb("DATABASE_CONFLICT", "another place took the name at this moment", { cause: error });
      throw error;
    }
  }
}

/** Stands for what a person says about a place. */
export function etagOfPlace(place: Place): string {
  return etagOf([place.placeId, wishOf(place)]);
}

function known(place: Place | undefined, placeId: string): Place {
  if (place === undefined) throw failPlace("PLACE_UNKNOWN", `the fleet has no place ${placeId}`);
  return place;
}

function wishOf({ name, purpose, note, depotId, shape, hysteresisM, dwellS }: PlaceWish): object {
  return { name, purpose, note, depotId: depotId ?? null, shape, hysteresisM, dwellS };
}

function ruleOf({ shape, hysteresisM, dwellS }: PlaceWish): string {
  return JSON.stringify([shape, hysteresisM, dwellS]);
}
