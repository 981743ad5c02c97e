/**
 * A bus on which the vehicle is asked by OBD-II. The only part of the agent that transmits, and only where a bus is
 * configured for it; what it asks and when it keeps silent is decided by the schedule (firmware-interfaces, obd2).
 */
import type { CanBus, CanSender } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import type { Timer, TimerHandle } from "@drawbar/firmware-interfaces/can/timer.ts";
import type { DecodeOutcome } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { IsoTpLink } from "@drawbar/firmware-interfaces/diagnostics/isotp-link.ts";
import { requestIdOf, type DiagnosticIdWidth } from "@drawbar/firmware-interfaces/isotp/diagnostic-ids.ts";
import { ObdClient, type ObdReading } from "@drawbar/firmware-interfaces/obd2/obd-client.ts";
import { ObdPoller } from "@drawbar/firmware-interfaces/obd2/obd-poller.ts";
import { PollSchedule, type PolledPid, type VehicleActivity } from "@drawbar/firmware-interfaces/obd2/poll-schedule.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { FaultRecorder } from "../faults/fault-recorder.ts";
import { faultTimes } from "../faults/limits.ts";
import { scanObdFaults } from "../faults/obd-fault-scan.ts";
import type { ObdSignals } from "../signals/obd-signals.ts";

/** What it takes to ask on a bus. */
export interface ObdChannel {
  /** A channel of its own: answers must not be taken away from who listens. */
  readonly bus: CanBus & CanSender;
  readonly pids: readonly PolledPid[];
  /** Of the identifiers; by default 11 bits. */
  readonly width?: DiagnosticIdWidth | undefined;
  /** Voltage of the vehicle's supply as the unit measures it; a gateway may hide every other sign of a started engine. */
  readonly supplyVolts?: (() => number) | undefined;
}

export interface ObdInputOptions extends ObdChannel {
  readonly timer: Timer;
  readonly clock: Clock;
  readonly signals: Pick<ObdSignals, "nameOf" | "take">;
  readonly samples: {
    beginFrame(atUs: number): void;
    endBatch(): void;
  };
  /** Where what control units say is wrong is recorded. */
  readonly faults: Pick<FaultRecorder, "isNews" | "record">;
  /** Before the samples of an answer. */
  readonly onAnswer: () => void;
  /** After them. */
  readonly onBatch: () => void;
  readonly onActivity: (activity: VehicleActivity, bus: string) => void;
}

const supplyEveryMs = 1_000;

/** `start` and `stop` are idempotent; a stopped one is not started again. */
export class ObdInput {
  readonly #options: ObdInputOptions;
  readonly #link: IsoTpLink;
  readonly #client: ObdClient;
  readonly #poller: ObdPoller;
  #supplyTimer: TimerHandle | undefined;
  #isStarted = false;

  constructor(options: ObdInputOptions) {
    const { bus, clock, pids, timer, width } = options;
    this.#options = options;
    this.#link = new IsoTpLink({ bus, sender: bus, timer, clock, ...(width === undefined ? {} : { width }) });
    this.#client = new ObdClient({ link: this.#link });
    this.#poller = new ObdPoller({
      client: this.#client,
      schedule: new PollSchedule({ pids, nowMs: clock.monoUs() / 1_000 }),
      timer,
      clock,
      onReadings: (readings, atUs) => this.#take(readings, atUs),
      onActivity: (activity) => options.onActivity(activity, bus.name),
      between: { everyMs: faultTimes.scanMs, run: async () => void (await this.#scanFaults()) },
    });
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#link.start();
    this.#poller.start();
    if (this.#options.supplyVolts !== undefined) this.#measure(this.#options.supplyVolts);
  }

  async stop(): Promise<void> {
    this.#supplyTimer?.cancel();
    this.#supplyTimer = undefined;
    // First the link: a request under way ends, and the poller has nothing to wait for.
    await this.#link.stop();
    await this.#poller.stop();
  }

  /** Takes its place among a bus' decoders, the first of them: sees all that is heard, and knows the answers as such. */
  decode(frame: CanFrame): DecodeOutcome {
    if (requestIdOf(frame) !== undefined) return "decoded";
    if (!isRequest(frame)) this.#poller.heardTraffic();
    return "unknown";
  }

  #take(readings: readonly ObdReading[], atUs: number): void {
    const { onAnswer, onBatch, samples, signals } = this.#options;
    onAnswer();
    samples.beginFrame(atUs);
    for (const reading of readings) signals.take(reading, this.#client.ownerOf(reading.pid));
    samples.endBatch();
    onBatch();
  }

  #scanFaults(): Promise<boolean> {
    const { bus, clock, faults, onAnswer, onBatch, samples, signals } = this.#options;
    return scanObdFaults({
      bus: bus.name,
      client: this.#client,
      recorder: faults,
      nameOf: (pid, field) => signals.nameOf(pid, field),
      begin: () => {
        onAnswer();
        samples.beginFrame(clock.wallUs());
      },
      end: () => {
        samples.endBatch();
        onBatch();
      },
    });
  }

  #measure(supplyVolts: () => number): void {
    this.#poller.measuredVolts(supplyVolts());
    this.#supplyTimer = this.#options.timer.after(supplyEveryMs, () => this.#measure(supplyVolts));
  }
}

/** Our own questions come back on some buses; another tester's are no sign of a started engine either (ISO 15765-4, 6.3.2). */
function isRequest({ extended, id }: CanFrame): boolean {
  if (!extended) return id >= 0x7df && id <= 0x7e7;
  const kind = (id >>> 16) & 0x3ff;
  return kind === 0x0da || kind === 0x0db;
}
