/**
 * One unit: buses, decoders, collection, segments, outbox, uplink and live values, built in the order in which they
 * need each other. Made to run many times in one process, as a simulated fleet does with one link thread for all.
 */
import type { BusEvent } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import type { SignalMapper } from "@drawbar/firmware-interfaces/catalogue/signal-mapper.ts";
import { J1939Decoder } from "@drawbar/firmware-interfaces/j1939/j1939-decoder.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { CertificateRenewal } from "@drawbar/runtime/enrolment/certificate-renewal.ts";
import { loadIdentity } from "@drawbar/runtime/tls/identity-files.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import type { AgentBus } from "./acquisition/agent-bus.ts";
import { BusInput } from "./acquisition/bus-input.ts";
import { ObdInput, type ObdChannel } from "./acquisition/obd-input.ts";
import type { EdgeConfig } from "./config.ts";
import type { AgentReport } from "./health/agent-report.ts";
import { Dm1Listener } from "./faults/dm1-listener.ts";
import { FaultRecorder } from "./faults/fault-recorder.ts";
import { snapshotOf } from "./faults/snapshot.ts";
import { LiveSender } from "./live/live-sender.ts";
import { NewestValues } from "./live/newest-values.ts";
import { OutboxFeed } from "./outbox/outbox-feed.ts";
import { openUnitLink, type UnitLinkEnd } from "./outbox/unit-link.ts";
import type { OutboxReport } from "./outbox/unit-outbox.ts";
import { SleepWatch } from "./power/sleep-watch.ts";
import { Collector } from "./segments/collector.ts";
import { BusSignals } from "./signals/bus-signals.ts";
import { CatalogueGrowth } from "./signals/catalogue-growth.ts";
import { catalogueSignalOf, conversionOf } from "./signals/catalogue-signals.ts";
import { ObdSignals } from "./signals/obd-signals.ts";
import { SignalTable } from "./signals/signal-table.ts";
import type { SampleTimes } from "./time/sample-times.ts";
import { TimeKeeper } from "./time/time-keeper.ts";
import type { UnitClock } from "./time/unit-clock.ts";

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
/** The sign-off is on its way to the socket; closing at once would take it along. */
const signOffMs = 50;

/** @throws DrawbarError of the identity (`IDENTITY_MISSING`), of the outbox (`HOLDER_FILE_FOREIGN`, `HOLDER_FILE_BUSY` and so on). */
export async function startEdgeAgent(options: EdgeAgentOptions): Promise<EdgeAgent> {
  const { config, log } = options;
  const identity = loadIdentity(config.identityDirectory);
  const time = new TimeKeeper({ clock: options.clock, quality: config.clock.quality, outboxFile: config.outbox.file, notBeforeMs: identity.notBeforeMs, log });
  let agent: EdgeAgent | undefined;
  const hubs = config.hubs.length > 0 ? config.hubs : identity.hubs;
  const certificate = new CertificateRenewal({
    directory: config.identityDirectory,
    identity,
    addresses: config.enrolment,
    hubs,
    clock: time.clock,
    random: { next: Math.random },
    log,
    onRenewed: ({ notBeforeMs }) => {
      time.clock.trust(notBeforeMs * 1_000);
      link.hurry();
    },
  });
  const link = await openUnitLink({
    thread: options.linkThread,
    source: identity.sourceId,
    certificate,
    hubs,
    file: config.outbox.file,
    bytesMax: config.outbox.bytesMax,
    clock: time.clock,
    log,
    onWatch: (watch) => agent?.live.watch(watch, time.clock.monoUs()),
  });
  agent = new EdgeAgent({ ...options, identity, link, certificate, time });
  agent.start();
  return agent;
}

interface BuiltOptions extends EdgeAgentOptions {
  readonly identity: Identity;
  readonly link: UnitLinkEnd;
  readonly certificate: CertificateRenewal;
  readonly time: TimeKeeper;
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
  readonly #obdInputs: ObdInput[] = [];
  readonly #time: TimeKeeper;
  readonly #isRecording: boolean;
  readonly #startedMonoUs: number;
  readonly #sleep: SleepWatch;
  readonly #growth = new CatalogueGrowth();
  readonly #faults: FaultRecorder;
  #ticker: NodeJS.Timeout | undefined;
  #liveTimer: NodeJS.Timeout | undefined;
  #stopping: Promise<void> | undefined;
  #outboxReport: OutboxReport | undefined;
  #reportedMonoUs = Number.NEGATIVE_INFINITY;

  constructor(options: BuiltOptions) {
    const { config, identity, link, log, time } = options;
    this.name = identity.sourceId;
    this.#options = options;
    this.#time = time;
    this.#clock = time.clock;
    this.#link = link;
    this.#log = log.child({ source: identity.sourceId });
    this.#isRecording = options.recordedTimes !== undefined;
    this.#startedMonoUs = time.clock.monoUs();
    this.#sleep = new SleepWatch({ afterUs: config.power.asleepAfterMs * 1_000 });
    const newest = new NewestValues();
    this.feed = new OutboxFeed({ outbox: link, log });
    this.#table = new SignalTable({ onSignal: (index, signal) => this.#collector.define(index, signal) });
    this.#collector = new Collector({
      table: this.#table,
      newest,
      collection: config.collection,
      time: options.recordedTimes ?? time.liveTimes,
      samplesMax: config.segment.samplesMax,
      spanUs: { 1: config.segment.urgentSpanMs * 1_000, 2: config.segment.urgentSpanMs * 1_000, 3: config.segment.spanMs * 1_000 },
      onSealed: (segment) => this.feed.add(segment),
    });
    this.#faults = new FaultRecorder({ table: this.#table, samples: this.#collector, snapshot: (atUs) => snapshotOf(this.#table, newest, atUs) });
    this.live = new LiveSender({
      source: identity.sourceId,
      boot: () => link.boot,
      table: this.#table,
      newest,
      signals: config.live.signals,
      periodUs: config.live.periodMs * 1_000,
      send: (up) => link.sendLive(up),
    });
    this.#inputs = options.buses.map(({ bus, decoders, mapper, times, obd }) => {
      const asking = obd === undefined ? [] : [this.#obdInput(obd, mapper)];
      this.#obdInputs.push(...asking);
      const busTimes = options.recordedTimes ?? times?.(time.clock) ?? time.liveTimes;
      return new BusInput({
        bus,
        decoders: [
          ...asking,
          ...(decoders.some((decoder) => decoder instanceof J1939Decoder) ? [new Dm1Listener({ bus: bus.name, recorder: this.#faults })] : []),
          ...decoders.map(
            (decoder) =>
              new BusSignals({
                bus: bus.name,
                decoder,
                table: this.#table,
                samples: this.#collector,
                describe: (name, signal) => catalogueSignalOf(name, signal, mapper),
                conversionOf: (name, signal) => conversionOf(name, signal, mapper),
              }),
          ),
        ],
        samples: this.#collector,
        offsetUs: (frames) => {
          this.#followClock();
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
    for (const input of this.#obdInputs) input.start();
    this.#link.connect();
    this.#options.certificate.start();
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
      clock: { quality: this.#clock.quality, steps: this.#time.steps },
      live: { frames: this.live.frames, isWatched: this.live.isWatched(this.#clock.monoUs()) },
      uplink: this.#link.uplink,
      certificate: this.#options.certificate.report(),
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
    for (const input of this.#obdInputs) await input.stop();
    for (const input of this.#inputs) await input.stop();
    await this.flush();
    if (!this.#isRecording) {
      this.live.signOff(this.#clock.monoUs(), this.#clock.wallUs());
      await new Promise((resolve) => setTimeout(resolve, signOffMs));
    }
    await this.#time.save();
    await this.#options.certificate.stop();
    await this.#link.close();
    this.#log.info({ samples: this.#collector.kept, segments: this.feed.segments }, "agent stopped");
  }

  #obdInput(channel: ObdChannel, mapper: SignalMapper | undefined): ObdInput {
    const bus = channel.bus.name;
    return new ObdInput({
      ...channel,
      timer: systemTimer,
      clock: this.#clock,
      signals: new ObdSignals({ bus, table: this.#table, samples: this.#collector, describe: (name, signal) => catalogueSignalOf(name, signal, mapper) }),
      samples: this.#collector,
      faults: this.#faults,
      onAnswer: () => this.#followClock(),
      onBatch: () => this.#onBatch(),
      onActivity: (activity) => this.#log.info({ bus, activity }, "vehicle's activity as OBD-II tells it"),
    });
  }

  #onBatch(): void {
    if (this.#isRecording) return;
    const monoUs = this.#clock.monoUs();
    this.#sleep.heard(monoUs);
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
    else if (event.kind === "dropped") this.#log.warn({ bus, frames: event.frames }, "frames dropped");
    else if (event.state === "bus-off") this.#log.warn({ bus }, "controller is off the bus");
    else this.#log.info({ bus, state: event.state }, "controller state changed");
  }

  #followClock(): void {
    if (!this.#isRecording) this.#time.follow(() => this.#collector.flush());
  }

  #tick(): void {
    const monoUs = this.#clock.monoUs();
    this.#time.tick();
    if (!this.#isRecording) this.#tickLive(monoUs);
    if (monoUs - this.#reportedMonoUs < reportUs) return;
    this.#reportedMonoUs = monoUs;
    this.#observeOutbox().catch((error: unknown) => this.#log.warn({ error }, "outbox does not answer"));
  }

  #tickLive(monoUs: number): void {
    this.#followClock();
    this.#collector.tick(monoUs);
    const hasGrown = this.#collector.openSamples > 0 && this.#table.signals.length > (this.#table.published?.signals ?? 0);
    if (this.#growth.isDue(monoUs, hasGrown)) this.#collector.flush();
    this.live.pump(monoUs);
    const areBusesUp = this.#inputs.every(({ counts }) => counts.isUp);
    if (!this.#sleep.fellAsleep(monoUs, areBusesUp)) return;
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
}
