import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { parseSourceId, parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { CloudLink } from "@drawbar/proto/link/cloud-link.ts";
import { cloudHub } from "@drawbar/proto/link/holder-options.ts";
import { holderStoreError } from "@drawbar/proto/link/link-errors.ts";
import { MemoryCloudStore } from "@drawbar/proto/link/memory-cloud-store.ts";
import type { MemoryHolderStore } from "@drawbar/proto/link/memory-holder-store.ts";
import type { CatalogueHash, Priority } from "@drawbar/proto/link/records.ts";
import { catalogueHash, encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import { encodeHubMessage } from "@drawbar/proto/wire/hub-message.ts";
import { decodePeerMessage } from "@drawbar/proto/wire/peer-message.ts";
import { createLogger } from "../logging/logger.ts";
import type { HubLink } from "../uplink/link-host.ts";
import type { DepotBox } from "./depot-box.ts";
import { packFrames, unpackFrames } from "./frame-batch.ts";
import { LinkThread } from "./link-thread.ts";
import { memoryStores, PortWorker } from "./test-thread.ts";
import type { BoxEvent, SegmentParts } from "./thread-messages.ts";
import type { UnitBox } from "./unit-box.ts";

const log = createLogger({ process: "test", level: "silent" });
const catalogueBytes = encodeCatalogue({
  version: 1,
  signals: [{ name: "Speed", source: "can0/Speed", unit: "km/h", kind: "scaled", factor: 0.1, offset: 0, decimals: 1 }],
});
const catalogue: CatalogueHash = catalogueHash(catalogueBytes);
const threads: LinkThread[] = [];

afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.stop();
});

class Setup {
  readonly stores = new Map<string, MemoryHolderStore>();
  readonly events: BoxEvent[] = [];
  readonly thread = new LinkThread({
    log,
    spawn: () => new PortWorker(memoryStores(this.stores)),
  });

  constructor() {
    this.thread.start();
    threads.push(this.thread);
  }

  openUnit(file = "unit"): Promise<UnitBox> {
    return this.thread.openUnit({ file, source: parseSourceId(randomUUID()), agent: "test", onEvent: (event) => this.events.push(event) });
  }

  openDepot(file = "depot"): Promise<DepotBox> {
    return this.thread.openDepot({ file, source: parseSourceId(randomUUID()), agent: "test", onEvent: (event) => this.events.push(event) });
  }

  store(file: string): MemoryHolderStore {
    const store = this.stores.get(file);
    if (store === undefined) throw new TypeError(`${file} was not opened`);
    return store;
  }
}

function samples(count: number, first = 0): SegmentParts {
  const times = Float64Array.from({ length: count }, (_, index) => 1_764_000_000_000_000 + (first + index) * 10_000);
  const raw = Float64Array.from({ length: count }, (_, index) => first + index);
  return { catalogue, firstMonoUs: 0, lastMonoUs: count * 10_000, clockQuality: "gnss", columns: [{ kind: "scaled", signal: 0, times, raw }] };
}

/** Joins a unit's box and a depot's, message by message. @returns how to part them. */
function join(unit: UnitBox, depot: DepotBox): { readonly part: () => void; readonly ended: string[] } {
  const ended: string[] = [];
  let isOpen = true;
  let toUnit: HubLink | undefined;
  const handlers = depot.unitConnected({
    sourceId: unit.source,
    sendBytes: (bytes) => isOpen && toUnit?.receive(bytes),
    pause: () => undefined,
    resume: () => undefined,
    close: (reason, detail) => ended.push(`${reason} ${detail}`),
  });
  toUnit = unit.hubConnected(depot.source, {
    send: (bytes) => isOpen && handlers.onBytes(bytes),
    pause: () => undefined,
    resume: () => undefined,
    end: (reason, detail) => ended.push(`${reason} ${detail}`),
  });
  const part = (): void => {
    isOpen = false;
    handlers.onClosed();
    toUnit?.closed();
  };
  return { part, ended };
}

/** A cloud in this thread that commits after every message. */
function joinCloud(depot: DepotBox): void {
  const store = new MemoryCloudStore(1_764_000_000_000);
  const cloud = new CloudLink({ store });
  const tenant = parseTenantId(randomUUID());
  cloud.connected("c", { tenant, source: depot.source, kind: "depot" });
  const serve = async (bytes: Uint8Array): Promise<void> => {
    const answers = await cloud.receive("c", decodePeerMessage(bytes), Date.now());
    const marks = await cloud.commit(Date.now());
    for (const { message } of [...answers, ...marks]) link.receive(encodeHubMessage(message));
  };
  let order: Promise<void> = Promise.resolve();
  const link = depot.hubConnected(cloudHub, {
    send: (bytes) => {
      order = order.then(() => serve(bytes));
    },
    pause: () => undefined,
    resume: () => undefined,
    end: () => undefined,
  });
}

const expectSoon = (check: () => Promise<unknown>): Promise<void> => expect.poll(check, { interval: 5 }).toBe(true);
const isSecured = (unit: UnitBox, count: number) => async (): Promise<boolean> => (await unit.report()).secured === count;

describe("LinkThread", () => {
  it("numbers segments, makes them durable, and hands their buffers over", async () => {
    const setup = new Setup();
    const unit = await setup.openUnit();
    await unit.addCatalogue(catalogueBytes);
    const segment = samples(100);
    const [first, second] = await Promise.all([unit.sealSegment(3, segment), unit.sealSegment(3, samples(50, 100))]);
    expect([first.name?.seq, second.name?.seq]).toEqual([1, 2]);
    expect(first.isDurable).toBe(true);
    expect(segment.columns[0]?.times.length).toBe(0);
    expect(await unit.report()).toMatchObject({ produced: 150, unsavedRecords: 0 });
    expect(setup.store("unit").uncommittedGroups).toBe(0);
  });

  it("takes a unit's segments through a depot to the cloud, and says what is secured", async () => {
    const setup = new Setup();
    const unit = await setup.openUnit();
    const depot = await setup.openDepot();
    joinCloud(depot);
    join(unit, depot);
    await unit.addCatalogue(catalogueBytes);
    for (let index = 0; index < 20; index++) await unit.sealSegment((index % 4) as Priority, samples(10, index * 10)); // 0 to 3
    await expectSoon(isSecured(unit, 200));
    expect((await depot.report()).unsecured[3].records).toBe(0);
  });

  it("sends what a broken connection left open again, and it arrives once", async () => {
    const setup = new Setup();
    const unit = await setup.openUnit();
    const depot = await setup.openDepot();
    joinCloud(depot);
    await unit.addCatalogue(catalogueBytes);
    for (let round = 0; round < 5; round++) {
      const { part } = join(unit, depot);
      const seals = Array.from({ length: 20 }, (_, index) => unit.sealSegment(3, samples(10, index)));
      await seals[10];
      part();
      await Promise.all(seals);
    }
    join(unit, depot);
    await expectSoon(isSecured(unit, 1_000));
    expect((await depot.report()).held[3].records).toBe(100);
  });

  it("keeps many boxes in one thread apart", async () => {
    const setup = new Setup();
    const depot = await setup.openDepot();
    joinCloud(depot);
    const units = await Promise.all(Array.from({ length: 8 }, (_, index) => setup.openUnit(`unit-${index}`)));
    for (const [index, unit] of units.entries()) {
      join(unit, depot);
      await unit.addCatalogue(catalogueBytes);
      await unit.sealSegment(3, samples(index + 1));
    }
    await expectSoon(async () => {
      const reports = await Promise.all(units.map((unit) => unit.report()));
      return reports.every(({ secured }, index) => secured === index + 1);
    });
  });

  it("goes on when the disk is full, says so, and loses nothing", async () => {
    const setup = new Setup();
    const unit = await setup.openUnit();
    const depot = await setup.openDepot();
    joinCloud(depot);
    join(unit, depot);
    await unit.addCatalogue(catalogueBytes);
    setup.store("unit").failingCommits = 1;
    expect(await unit.sealSegment(0, samples(10))).toMatchObject({ isDurable: false });
    expect(setup.events).toMatchObject([{ kind: "disk", state: "full" }]);
    await expectSoon(isSecured(unit, 10));
    expect(setup.events.at(-1)).toEqual({ kind: "disk", state: "ok", detail: "" });
  });

  it("as a depot tells units to keep what a full disk did not take, and reports the disk until there is room", async () => {
    const setup = new Setup();
    const unit = await setup.openUnit();
    const depot = await setup.openDepot();
    joinCloud(depot);
    join(unit, depot);
    await unit.addCatalogue(catalogueBytes);
    await expectSoon(async () => (await depot.report()).sessions === 1);
    setup.store("depot").failingCommits = 3;
    await unit.sealSegment(0, samples(10));
    await expectSoon(async () => (await depot.report()).disk === "full");
    await expectSoon(async () => (await depot.report()).disk === "ok");
    // The unit was refused and waits; it is not left to find out by silence.
    expect((await unit.report()).unsecured[0].samples).toBe(10);
  });

  it("begins a new file when the old one turns out to be damaged, and says so", async () => {
    const setup = new Setup();
    const unit = await setup.openUnit();
    const depot = await setup.openDepot();
    const { ended } = join(unit, depot);
    await unit.addCatalogue(catalogueBytes);
    const store = setup.store("unit");
    setup.stores.delete("unit");
    store.commit = () => {
      throw holderStoreError("HOLDER_FILE_CORRUPT", "the file unit is damaged");
    };
    await expect(unit.sealSegment(0, samples(10))).rejects.toMatchObject({ code: "HOLDER_FILE_CORRUPT" });
    expect(await unit.sealSegment(0, samples(10))).toMatchObject({ isDurable: true });
    expect(setup.events).toEqual([{ kind: "file-replaced", detail: "HOLDER_FILE_CORRUPT: the file unit is damaged" }]);
    expect(ended).toEqual(["reopened the outbox was opened anew"]);
  });

  it("refuses a segment of an unknown catalogue without harm to others", async () => {
    const setup = new Setup();
    const unit = await setup.openUnit();
    await expect(unit.sealSegment(3, samples(1))).rejects.toMatchObject({ code: "LINK_CATALOGUE_UNKNOWN", kind: "invalid" });
    await unit.addCatalogue(catalogueBytes);
    expect((await unit.sealSegment(3, samples(1))).isDurable).toBe(true);
  });

  it("ends the connection of a unit that sends what is no message", async () => {
    const setup = new Setup();
    const depot = await setup.openDepot();
    const ended: string[] = [];
    const handlers = depot.unitConnected({
      sourceId: parseSourceId(randomUUID()),
      sendBytes: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
      close: (reason, detail) => ended.push(`${reason}: ${detail}`),
    });
    handlers.onBytes(Uint8Array.of(1, 2, 3));
    await expectSoon(async () => ended.length === 1);
    expect(ended[0]).toMatch(/^malformed: WIRE_MALFORMED/);
  });

  it("pauses connections while the thread is behind", async () => {
    const setup = new Setup();
    const depot = await setup.openDepot();
    const calls: string[] = [];
    const handlers = depot.unitConnected({
      sourceId: parseSourceId(randomUUID()),
      sendBytes: () => undefined,
      pause: () => calls.push("pause"),
      resume: () => calls.push("resume"),
      close: () => undefined,
    });
    for (let index = 0; index < 5; index++) handlers.onBytes(new Uint8Array(1_048_576));
    expect(calls).toEqual(["pause"]);
    await expectSoon(async () => calls.length === 2);
    expect(calls).toEqual(["pause", "resume"]);
  });

  it("reports a defect that ended the thread, and leaves nobody waiting", async () => {
    const crashes: Error[] = [];
    const worker = new PortWorker(memoryStores(new Map()));
    const thread = new LinkThread({ log, spawn: () => worker, onCrash: (error) => crashes.push(error) });
    thread.start();
    const unit = await thread.openUnit({ file: "unit", source: parseSourceId(randomUUID()), agent: "test" });
    const asked = unit.report();
    worker.emit("error", new Error("an invariant broke"));
    await expect(asked).rejects.toMatchObject({ code: "LINK_THREAD_ENDED" });
    await expect(unit.sealSegment(3, samples(1))).rejects.toMatchObject({ code: "LINK_THREAD_ENDED" });
    expect(crashes.map(({ message }) => message)).toEqual(["an invariant broke"]);
    worker.postMessage({ kind: "exit" }, []);
  });

  it("commits what was sealed when it is stopped, and refuses what comes later", async () => {
    const setup = new Setup();
    const unit = await setup.openUnit();
    await unit.addCatalogue(catalogueBytes);
    const sealed = unit.sealSegment(3, samples(10));
    await Promise.all([unit.stop(), unit.stop()]);
    expect((await sealed).isDurable).toBe(true);
    expect(setup.store("unit").uncommittedGroups).toBe(0);
    await setup.thread.stop();
    await expect(unit.report()).rejects.toMatchObject({ code: "LINK_THREAD_ENDED" });
  });
});

describe("a batch of frames", () => {
  it("gives back what was packed", () => {
    const frames = [Uint8Array.of(1, 2, 3), new Uint8Array(0), new Uint8Array(300).fill(7)];
    expect([...unpackFrames(packFrames(frames))]).toEqual(frames);
    expect([...unpackFrames(packFrames([]))]).toEqual([]);
  });
});
