/** A recording that stands in for a bus: played at its own pace, as if it happened now. */
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import type { FrameDecoder } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { readLogFile } from "@drawbar/firmware-interfaces/logs/log-file.ts";
import { openLog } from "@drawbar/firmware-interfaces/logs/log-reader.ts";
import { LogReplay } from "@drawbar/firmware-interfaces/logs/log-replay.ts";
import { surveyLog } from "@drawbar/firmware-interfaces/logs/log-survey.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { failAgent } from "../agent-errors.ts";
import { ShiftedTimes } from "../time/sample-times.ts";
import type { OpenedBuses } from "./agent-bus.ts";

export interface ReplayBusOptions {
  /** Which of the recording's buses. */
  readonly name: string;
  readonly file: string;
  readonly decoders: readonly FrameDecoder[];
  readonly clock: Clock;
  readonly log: Logger;
}

/** @throws DrawbarError `RECORDING_UNUSABLE`, `LOG_UNREADABLE`, `LOG_FORMAT_UNKNOWN`, `LOG_EMPTY`. */
export async function openReplay(options: ReplayBusOptions): Promise<OpenedBuses> {
  const { name, file, decoders, clock, log } = options;
  const survey = await surveyLog(await openLog(readLogFile(file)));
  const replay = new LogReplay({ log: await openLog(readLogFile(file)), survey, speed: 1, clock, timer: systemTimer });
  const bus = replay.buses.find((candidate) => candidate.name === name);
  if (bus === undefined) {
    const names = survey.buses.map((candidate) => candidate.name).join(", ");
    throw failAgent("RECORDING_UNUSABLE", `${file} has no bus ${name}; it has ${names === "" ? "no frame at all" : names}`);
  }
  return { buses: [{ bus, decoders, times: (unitClock) => new ShiftedTimes(unitClock) }], sources: [new ReplaySource(replay, file, log)] };
}

class ReplaySource implements Part {
  readonly name = "replay";
  readonly #replay: LogReplay;
  readonly #file: string;
  readonly #log: Logger;
  #running: Promise<void> | undefined;

  constructor(replay: LogReplay, file: string, log: Logger) {
    this.#replay = replay;
    this.#file = file;
    this.#log = log;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#replay.stop();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      const { frames, problems } = await this.#replay.run();
      this.#log.info({ file: this.#file, frames, problems: problems.total }, "recording has ended");
    } catch (error) {
      this.#log.error({ error, file: this.#file }, "recording could not be read to its end");
    }
  }
}
