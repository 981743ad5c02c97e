/**
 * One unit: buses, decoders, collection, segments, outbox, uplink and live values, built in the order in which they
 * need each other. Made to run many times in one process, as a simulated fleet does with one link thread for all.
 */
import path from "node:path";
import type { BusEvent, CanBus } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import type { FrameDecoder } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { loadIdentity, type Identity } from "@drawbar/runtime/tls/identity.ts";
import { BusInput } from "./acquisition/bus-input.ts";
import type { EdgeConfig } from "./config.ts";
import type { AgentReport } from "./health/agent-report.ts";
import { LiveSender } from "./live/live-sender.ts";
import { NewestValues } from "./live/newest-values.ts";
import { OutboxFeed } from "./outbox/outbox-feed.ts";
import { openUnitLink, type UnitLinkEnd } from "./outbox/unit-link.ts";
import type { OutboxReport } from "./outbox/unit-outbox.ts";
import { Collector } from "./segments/collector.ts";
import { BusSignals } from "./signals/bus-signals.ts";
import { catalogueSignalOf } from "./signals/catalogue-signals.ts";
import { SignalTable } from "./signals/signal-table.ts";
import { LiveTimes, type FrameTimes, type SampleTimes } from "./time/sample-times.ts";
import { loadTrustedTime, saveTrustedTime } from "./time/trusted-time-file.ts";
import { UnitClock } from "./time/unit-clock.ts";

/** A bus and what understands it. */
export interface AgentBus {
  readonly bus: CanBus;
  readonly decoders: readonly FrameDecoder[];
  /** How its frames get their time; by this machine's clock when absent. */
  readonly times?: ((clock: UnitClock) => FrameTimes) | undefined;
}

export interface EdgeAgentOptions {
  readonly config: EdgeConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly buses: readonly AgentBus[];
  /** Started; stays the caller's. One serves any number of agents. */
  readonly linkThread: LinkThread;
  /** Set when a recording is told about: no live values, and segments close by the recording's time only. */
  readonly recordedTimes?: SampleTimes | undefined;
}

const tickMs = 100;
const reportUs = 1_000_000;
const saveTimeUs = 60_000_000;
/** New signals appear in bursts (a J1939 source wakes up): they are given this long before a segment carries their catalogue out. */
const growthDelayUs = { min: 1_000_000, max: 16_000_000 } as const;
/** The sign-off is on its way to the socket; closing at once would take it along. */
const signOffMs = 50;

/** @throws DrawbarError of the identity (`IDENTITY_MISSING`), of the outbox (`HOLDER_FILE_FOREIGN`, `HOLDER_FILE_BUSY` and so on). */
export async function startEdgeAgent(options: EdgeAgentOptions): Promise<EdgeAgent> {
  const { config, log } = options;
  const identity = loadIdentity(config.identityDirectory);
  const timeFile = path.join(path.dirname(config.outbox.file), `${path.basename(config.outbox.file)}.time`);
  const clock = new UnitClock({
    clock: options.clock,
    trustedUs: Math.max(loadTrustedTime(timeFile), identity.notBeforeMs * 1_000),
    quality: config.clock.quality,
  });
  let agent: EdgeAgent | undefined;
  const link = await openUnitLink({
    thread: options.linkThread,
    identity,
    hubs: config.hubs.length > 0 ? config.hubs : identity.hubs,
    file: config.outbox.file,
    bytesMax: config.outbox.bytesMax,
    clock,
    log,
    onWatch: (watch) => agent?.live.watch(watch, clock.monoUs()),
  });
  agent = new EdgeAgent({ ...options, identity, link, unitClock: clock, timeFile });
  agent.start();
  return agent;
}

interface BuiltOptions extends EdgeAgentOptions {
  readonly identity: Identity;
  readonly link: UnitLinkEnd;
  readonly unitClock: UnitClock;
  readonly timeFile: string;
}

export class EdgeAgent {
  readonly name: string;
  readonly live: LiveSender;
  readonly feed: OutboxFeed;
  readonly #options: BuiltOptions;
  readonly #clock: UnitClock;
  readonly #link: UnitLinkEnd;
  readonly #log: Logger;
  readonly #table: SignalTable;
  readonly #collector: Collector;
  readonly #inputs: readonly BusInput[];
  readonly #liveTimes: LiveTimes;
  readonly #isRecording: boolean;
  readonly #startedMonoUs: number;
  #ticker: NodeJS.Timeout | undefined;
  #liveTimer: NodeJS.Timeout | undefined;
  #stopping: Promise<void> | undefined;
  #outboxReport: OutboxReport | undefined;
  #reportedMonoUs = Number.NEGATIVE_INFINITY;
  #savedTimeMonoUs: number;
  #grewMonoUs: number | undefined;
  #growthDelayUs: number = growthDelayUs.min;
  #clockSteps = 0;
  #heardMonoUs: number | undefined;
  #isAsleep = false;

  constructor(options: BuiltOptions) {
    const { config, identity, link, log, unitClock } = options;
    this.name = identity.sourceId;
    this.#options = options;
    this.#clock = unitClock;
    this.#link = link;
    this.#log = log.child({ source: identity.sourceId });
    this.#isRecording = options.recordedTimes !== undefined;
    this.#startedMonoUs = unitClock.monoUs();
    this.#savedTimeMonoUs = this.#startedMonoUs;
    const newest = new NewestValues();
    this.feed = new OutboxFeed({ outbox: link, log });
    this.#table = new SignalTable({ onSignal: (index, signal) => this.#collector.define(index, signal) });
    this.#liveTimes = new LiveTimes(unitClock);
    this.#collector = new Collector({
      table: this.#table,
      newest,
      collection: config.collection,
      time: options.recordedTimes ?? this.#liveTimes,
      samplesMax: config.segment.samplesMax,
      spanUs: { 1: config.segment.urgentSpanMs * 1_000, 2: config.segment.urgentSpanMs * 1_000, 3: config.segment.spanMs * 1_000 },
      onSealed: (segment) => this.feed.add(segment),
    });
    this.live = new LiveSender({
      source: identity.sourceId,
      boot: () => link.boot,
      table: this.#table,
      newest,
      signals: config.live.signals,
      periodUs: config.live.periodMs * 1_000,
      send: (up) => link.sendLive(up),
    });
    this.#inputs = options.buses.map(({ bus, decoders, times }) => {
      const busTimes = options.recordedTimes ?? times?.(unitClock) ?? this.#liveTimes;
      return new BusInput({
        bus,
        decoders: decoders.map(
          (decoder) => new BusSignals({ bus: bus.name, decoder, table: this.#table, samples: this.#collector, describe: catalogueSignalOf }),
        ),
        samples: this.#collector,
        offsetUs: (frames) => {
          this.#watchClock();
          return busTimes.offsetUs(frames);
        },
        onBatch: () => this.#onBatch(),
        onEvent: (event, of) => this.#onBusEvent(event, of),
      });
    });
  }

  /** Called once, by `startEdgeAgent`. */
  start(): void {
    for (const input of this.#inputs) input.start();
    this.#link.connect();
    this.#ticker = setInterval(() => this.#tick(), tickMs);
    this.#log.info({ boot: this.#link.boot, signals: this.#table.signals.length, buses: this.#inputs.length }, "agent started");
  }

  /** Seals what is open, signs off, and lets the outbox go. Nothing that was sealed is lost, sent or not. Idempotent. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#stop());
  }

  /** Seals what is open now. @returns when the link thread has it. */
  async flush(): Promise<void> {
    this.#collector.flush();
    await this.feed.whenEmpty();
  }

  report(): AgentReport {
    return {
      source: this.#options.identity.sourceId,
      boot: this.#link.boot,
      uptimeMs: Math.round((this.#clock.monoUs() - this.#startedMonoUs) / 1_000),
      buses: this.#inputs.map(({ counts }) => counts),
      samples: { decoded: this.#collector.decoded, kept: this.#collector.kept, lost: this.feed.lostSamples, unusable: this.#collector.unusable },
      segments: this.feed.segments,
      signals: { known: this.#table.signals.length, refused: this.#table.refused, catalogue: this.#table.published?.hash },
      clock: { quality: this.#clock.quality, steps: this.#clockSteps },
      live: { frames: this.live.frames, isWatched: this.live.isWatched(this.#clock.monoUs()) },
      uplink: this.#link.uplink,
      outbox: this.#outboxReport,
    };
  }

  /** As `report().outbox`, but of now. */
  async refreshOutboxReport(): Promise<OutboxReport> {
    const report = await this.#link.report();
    this.#outboxReport = report;
    return report;
  }

  async #stop(): Promise<void> {
    clearInterval(this.#ticker);
    clearTimeout(this.#liveTimer);
    for (const input of this.#inputs) await input.stop();
    await this.flush();
    if (!this.#isRecording) {
      this.live.signOff(this.#clock.monoUs(), this.#clock.wallUs());
      await new Promise((resolve) => setTimeout(resolve, signOffMs));
    }
    await this.#saveTime();
    await this.#link.close();
    this.#log.info({ samples: this.#collector.kept, segments: this.feed.segments }, "agent stopped");
  }

  #onBatch(): void {
    if (this.#isRecording) return;
    const monoUs = this.#clock.monoUs();
    this.#heardMonoUs = monoUs;
    this.#isAsleep = false;
    const waitUs = this.live.pump(monoUs);
    if (waitUs > 0) this.#liveTimer ??= setTimeout(() => this.#pumpLate(), waitUs / 1_000);
  }

  /** Frames that came between two live frames are not left until the next ones come. */
  #pumpLate(): void {
    this.#liveTimer = undefined;
    this.live.pump(this.#clock.monoUs());
  }

  #onBusEvent(event: BusEvent, bus: string): void {
    if (event.kind === "ended") this.#log.info({ bus }, "bus has ended");
    else if (event.kind === "up") this.#log.info({ bus }, "bus is up");
    else if (event.kind === "down") this.#log.warn({ bus, why: event.why }, "bus is down");
    else this.#log.warn({ bus, frames: event.frames }, "frames dropped");
  }

  #tick(): void {
    const monoUs = this.#clock.monoUs();
    if (!this.#isRecording) {
      this.#watchClock();
      this.#collector.tick(monoUs);
      this.#carryOutGrowth(monoUs);
      this.live.pump(monoUs);
      this.#noticeSleep(monoUs);
    }
    if (monoUs - this.#reportedMonoUs >= reportUs) {
      this.#reportedMonoUs = monoUs;
      this.#observeOutbox().catch((error: unknown) => this.#log.warn({ error }, "outbox does not answer"));
    }
    if (monoUs - this.#savedTimeMonoUs >= saveTimeUs) void this.#saveTime();
  }

  /** A segment has one relation of wall and monotonic time: when the clock is set, the next one begins. */
  #watchClock(): void {
    if (this.#isRecording) return;
    const stepUs = this.#clock.takeStepUs();
    if (stepUs !== 0) {
      this.#clockSteps += 1;
      this.#collector.flush();
      this.#log.warn({ stepMs: Math.round(stepUs / 1_000), quality: this.#clock.quality }, "clock was set");
    }
    this.#liveTimes.follow();
  }

  /** Live values can only be read under a catalogue that went out with a segment; a new one need not wait for a full segment. */
  #carryOutGrowth(monoUs: number): void {
    const isGrown = this.#table.signals.length > (this.#table.published?.signals ?? 0);
    if (!isGrown || this.#collector.openSamples === 0) return;
    this.#grewMonoUs ??= monoUs;
    if (monoUs - this.#grewMonoUs < this.#growthDelayUs) return;
    this.#grewMonoUs = undefined;
    this.#growthDelayUs = Math.min(this.#growthDelayUs * 2, growthDelayUs.max);
    this.#collector.flush();
  }

  /** Controllers fall silent some time after the ignition was switched off. A bus that is down says nothing about it. */
  #noticeSleep(monoUs: number): void {
    const { asleepAfterMs } = this.#options.config.power;
    if (this.#isAsleep || this.#heardMonoUs === undefined || monoUs - this.#heardMonoUs < asleepAfterMs * 1_000) return;
    if (!this.#inputs.every(({ counts }) => counts.isUp)) return;
    this.#isAsleep = true;
    this.#collector.flush();
    this.live.signOff(monoUs, this.#clock.wallUs());
    this.#log.info("vehicle is asleep");
  }

  async #observeOutbox(): Promise<void> {
    const before = this.#outboxReport;
    const now = await this.refreshOutboxReport();
    if (now.cloudAsOfMs > 0) this.#clock.trust(now.cloudAsOfMs * 1_000);
    const givenUp = now.givenUp - (before?.givenUp ?? 0);
    if (givenUp > 0) this.#log.warn({ samples: givenUp }, "samples given up for want of room");
  }

  async #saveTime(): Promise<void> {
    this.#savedTimeMonoUs = this.#clock.monoUs();
    try {
      await saveTrustedTime(this.#options.timeFile, this.#clock.trustedUs);
    } catch (error) {
      this.#log.warn({ error }, "trusted time could not be saved");
    }
  }
}
