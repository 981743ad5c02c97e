/** What every driver of the event log must do, in one suite: run it with the driver at hand. */
import { randomUUID } from "node:crypto";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { afterEach, describe, expect, it } from "vitest";
import type { TestDatabase } from "../../db/testing/test-database.ts";
import { addEvents } from "../event-outbox.ts";
import type { Consumption, DeliveredEvent, EventLog, LoggedEvent } from "../event-log.ts";
import type { EventTopic } from "../event-types.ts";
import { firstTimes } from "../first-times.ts";

interface Setting {
  readonly db: TestDatabase;
  readonly eventLog: EventLog;
  /** What holds for the kind of log, where kinds differ. */
  readonly drainIsAtomic: boolean;
}

const lifecycle: readonly EventTopic[] = ["vehicle-lifecycle"];
const patience = { timeout: 15_000, interval: 50 };

/** @param setting asked in each test: the parts are made in a hook. */
export function describeEventLog(name: string, setting: () => Setting): void {
  describe(`${name} as the event log`, () => {
    const consumptions: Consumption[] = [];
    afterEach(async () => {
      for (const consumption of consumptions.splice(0)) await consumption.stop();
    });

    /** Consumes the tenant's events into a list. */
    async function collect(tenant: TenantId, group: string, topics = lifecycle, handle?: (events: readonly DeliveredEvent[]) => Promise<void>) {
      const seen: DeliveredEvent[] = [];
      const consumption = await setting().eventLog.consume({
        group,
        topics,
        handle: async (of, events) => {
          if (of !== tenant) return; // logs of Kafka hold what other tests said, too
          await handle?.(events);
          seen.push(...events);
        },
      });
      consumptions.push(consumption);
      return { seen, stop: async () => consumption.stop() };
    }

    it("hands on what was appended as it was, in the order of each subject", async () => {
      const { db, eventLog } = setting();
      const tenant = await db.makeTenant();
      const events = Array.from({ length: 300 }, (_, index) => registered(tenant, `subject ${index % 7}`, index));
      await eventLog.append(events.slice(0, 100));
      await eventLog.append(events.slice(100));
      const { seen } = await collect(tenant, randomUUID());

      await expect.poll(() => seen.length, patience).toBe(300);
      for (const [subject, own] of Map.groupBy(events, (event) => event.subject)) {
        const delivered = seen.filter((event) => event.subject === subject);
        expect(delivered.map(({ topic: _topic, position: _position, ...event }) => event)).toEqual(own);
      }
      expect(new Set(seen.map(({ position }) => position)).size).toBe(300);
    });

    it("keeps up with events that come one after the other", async () => {
      const { db, eventLog } = setting();
      const tenant = await db.makeTenant();
      const { seen } = await collect(tenant, randomUUID(), lifecycle, async () => new Promise((resolve) => setTimeout(resolve, 2)));
      for (let n = 0; n < 150; n += 1) await eventLog.append([registered(tenant, `s${n % 5}`, n)]);

      await expect.poll(() => new Set(seen.map(numberOf)).size, patience).toBe(150);
    });

    it("hands on topics that were asked for, and events of one tenant at a time", async () => {
      const { db, eventLog } = setting();
      const [ours, theirs] = [await db.makeTenant(), await db.makeTenant()];
      await eventLog.append([registered(ours, "a", 1), alert(ours), registered(theirs, "a", 2), alert(theirs)]);
      const calls: { readonly tenant: TenantId; readonly events: readonly DeliveredEvent[] }[] = [];
      consumptions.push(
        await eventLog.consume({ group: randomUUID(), topics: ["vehicle-alerts"], handle: async (tenant, events) => void calls.push({ tenant, events }) }),
      );

      await expect.poll(() => calls.filter(({ tenant }) => tenant === ours || tenant === theirs).length, patience).toBe(2);
      expect(calls.every(({ tenant, events }) => events.every((event) => event.tenant === tenant && event.topic === "vehicle-alerts"))).toBe(true);
    });

    it("gives every group everything, and goes on where a group has stopped", async () => {
      const { db, eventLog } = setting();
      const tenant = await db.makeTenant();
      const [one, other] = [randomUUID(), randomUUID()];
      await eventLog.append([registered(tenant, "a", 1)]);
      const first = await collect(tenant, one);
      await expect.poll(() => first.seen.length, patience).toBe(1);
      await first.stop();
      await eventLog.append([registered(tenant, "a", 2)]);
      const second = await collect(tenant, one);
      const all = await collect(tenant, other);

      await expect.poll(() => [second.seen.map(numberOf), all.seen.map(numberOf)], patience).toEqual([[2], [1, 2]]);
    });

    it("hands a batch out again whose handler failed", async () => {
      const { db, eventLog } = setting();
      const tenant = await db.makeTenant();
      await eventLog.append([registered(tenant, "a", 1), registered(tenant, "a", 2)]);
      let calls = 0;
      const { seen } = await collect(tenant, randomUUID(), lifecycle, async () => {
        calls += 1;
        if (calls < 3) throw new Error("the consumer's own database is away");
      });

      await expect.poll(() => seen.map(numberOf), patience).toEqual([1, 2]);
      expect(calls).toBe(3);
    });

    it("takes effect once for a consumer that remembers, however often an event comes", async () => {
      const { db, eventLog } = setting();
      const tenant = await db.makeTenant();
      const events = Array.from({ length: 20 }, (_, index) => registered(tenant, `s${index % 3}`, index));
      await eventLog.append(events);
      await eventLog.append(events); // a relay that died between its publication and its commit
      const effects: string[] = [];
      let isFirstCall = true;
      const { seen } = await collect(tenant, randomUUID(), lifecycle, async (batch) => {
        const fresh = await db.worker.transaction(tenant, async (tx) => firstTimes(tx, "test", batch));
        effects.push(...fresh.map(({ id }) => id));
        if (isFirstCall) {
          isFirstCall = false;
          throw new Error("died after its work, before the offset");
        }
      });

      await expect.poll(() => seen.length, patience).toBeGreaterThanOrEqual(40);
      expect(effects.toSorted()).toEqual(events.map(({ id }) => id).toSorted());
    });

    it("shares the work of a group between its consumers, and hands over when one leaves", async () => {
      const { db, eventLog } = setting();
      const tenant = await db.makeTenant();
      const group = randomUUID();
      const [one, two] = [await collect(tenant, group), await collect(tenant, group)];
      await eventLog.append(Array.from({ length: 60 }, (_, index) => registered(tenant, `s${index}`, index)));
      const both = () => [...one.seen, ...two.seen];
      await expect.poll(() => new Set(both().map(numberOf)).size, patience).toBe(60);
      await one.stop();
      await eventLog.append([registered(tenant, "s1", 60), registered(tenant, "s2", 61), registered(tenant, "s3", 62)]);

      await expect
        .poll(
          () =>
            two.seen
              .map(numberOf)
              .filter((n) => n >= 60)
              .toSorted((left, right) => left - right),
          patience,
        )
        .toEqual([60, 61, 62]);
    });

    it("drains the outbox in order, and only when the transaction commits", async () => {
      const { db, eventLog, drainIsAtomic } = setting();
      const tenant = await db.makeTenant();
      await db.app.transaction(tenant, async (tx) => {
        await addEvents(
          tx,
          [1, 2, 3].map((n) => ({ type: "vehicle.registered", subject: "a", body: bodyOf(n) }) as const),
        );
      });
      const failing = db.worker.transaction(tenant, async (tx) => {
        await eventLog.drain(tx, 10);
        throw new Error("killed");
      });
      await expect(failing).rejects.toThrow("killed");
      expect(await db.worker.transaction(tenant, async (tx) => eventLog.drain(tx, 2))).toBe(2);
      expect(await db.worker.transaction(tenant, async (tx) => eventLog.drain(tx, 2))).toBe(1);
      expect(await db.worker.transaction(tenant, async (tx) => eventLog.drain(tx, 2))).toBe(0);
      const { seen } = await collect(tenant, randomUUID());

      // Kafka has taken what the failed transaction published; the ids tell.
      await expect.poll(() => [...new Map(seen.map((event) => [event.id, numberOf(event)])).values()], patience).toEqual([1, 2, 3]);
      expect(drainIsAtomic ? seen.length : 3).toBe(3);
    });

    it("counts how far a group is behind, and replays from a position or from the beginning", async () => {
      const { db, eventLog } = setting();
      const tenant = await db.makeTenant();
      const group = randomUUID();
      await eventLog.append([1, 2, 3].map((n) => registered(tenant, "a", n)));
      const first = await collect(tenant, group);
      await expect.poll(() => first.seen.length, patience).toBe(3);
      await expect.poll(async () => (await eventLog.lag(group, tenant)).behind, patience).toBe(0);
      await first.stop();
      await eventLog.append([4, 5].map((n) => registered(tenant, "a", n)));
      expect((await eventLog.lag(group, tenant)).behind).toBe(2);

      await eventLog.rewind({ group, tenant, topics: lifecycle, to: first.seen[1]?.position ?? "" });
      const again = await collect(tenant, group);
      await expect.poll(() => again.seen.map(numberOf), patience).toEqual([2, 3, 4, 5]);
      await again.stop();
      await eventLog.rewind({ group, tenant, topics: lifecycle, to: "start" });
      const all = await collect(tenant, group);
      await expect.poll(() => all.seen.map(numberOf), patience).toEqual([1, 2, 3, 4, 5]);
    });

    it.each(["", "0", "-1", "nowhere/0/1", "vehicle-lifecycle/0/x", "99999999999999999999", "1; drop"])("refuses %j as a position", async (to) => {
      const { db, eventLog } = setting();
      const rewound = eventLog.rewind({ group: "g", tenant: await db.makeTenant(), topics: lifecycle, to });
      await expect(rewound).rejects.toMatchObject({ code: "EVENT_POSITION_MALFORMED" });
    });
  });
}

function bodyOf(n: number) {
  return { vehicleId: randomUUID(), callSign: `TR ${n}`, simulated: false };
}

function registered(tenant: TenantId, subject: string, n: number): LoggedEvent {
  return { tenant, id: randomUUID(), type: "vehicle.registered", subject, occurredAt: new Date(1_764_000_000_000 + n), body: JSON.stringify(bodyOf(n)) };
}

function alert(tenant: TenantId): LoggedEvent {
  return { tenant, id: randomUUID(), type: "link.restored", subject: tenant, occurredAt: new Date(1_764_000_000_000), body: "{}" };
}

function numberOf({ body }: DeliveredEvent): number {
  const { callSign } = JSON.parse(body) as { callSign: string }; // made above
  return Number(callSign.slice(3));
}
