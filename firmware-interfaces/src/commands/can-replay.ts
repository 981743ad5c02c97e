/** `drawbar can replay`: a recording onto buses, paced. Opens nothing itself and prints nothing. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { CanSender } from "../can/can-bus.ts";
import { canFail } from "../can/can-errors.ts";
import type { Timer } from "../can/timer.ts";
import type { OpenLog } from "../logs/log-reader.ts";
import { LogReplay, type ReplayProgress, type ReplaySpeed } from "../logs/log-replay.ts";
import type { LogSurvey } from "../logs/log-survey.ts";
import { ReplaySink } from "./can-send.ts";

export interface CanReplayOptions {
  readonly log: OpenLog;
  /** Of the same recording. */
  readonly survey: LogSurvey;
  /** `INTERFACE=BUS`, or `INTERFACE` for the bus of that name or the only one. */
  readonly targets: readonly string[];
  readonly openSender: (interfaceName: string) => Promise<CanSender>;
  readonly speed: ReplaySpeed;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Ends the replay after the batch at hand. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReplayProgress) => void;
}

export interface CanReplaySummary {
  readonly frames: number;
  /** Error frames: nobody can send them. */
  readonly leftOut: number;
  readonly isComplete: boolean;
}

/**
 * @throws DrawbarError `CAN_REPLAY_BUS_UNKNOWN` for a target that names no bus of the recording, before anything is opened;
 *   `CAN_INTERFACE_UNUSABLE` when an interface takes no frames; whatever `openSender` throws.
 */
export async function canReplay(options: CanReplayOptions): Promise<CanReplaySummary> {
  const { survey, timer, signal } = options;
  const pairs = options.targets.map((target) => pairOf(target, survey));
  const sinks: ReplaySink[] = [];
  const replay = new LogReplay({
    log: options.log,
    survey,
    speed: options.speed,
    clock: options.clock,
    timer,
    whenReady: async () => {
      for (const sink of sinks) await sink.flush();
    },
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  for (const { interfaceName, busName } of pairs) {
    const sink = new ReplaySink(await options.openSender(interfaceName), timer);
    sinks.push(sink);
    replay.buses.find(({ name }) => name === busName)?.start({ onFrames: (frames) => sink.add(frames), onEvent: () => undefined });
  }
  signal?.addEventListener("abort", () => replay.stop(), { once: true });
  const { isComplete } = await replay.run();
  for (const sink of sinks) await sink.flush();
  const total = (of: (sink: ReplaySink) => number): number => sinks.reduce((sum, sink) => sum + of(sink), 0);
  return { frames: total(({ sent }) => sent), leftOut: total(({ leftOut }) => leftOut), isComplete };
}

function pairOf(target: string, survey: LogSurvey): { readonly interfaceName: string; readonly busName: string } {
  const names = survey.buses.map(({ name }) => name);
  const [interfaceName = "", named] = target.split("=", 2);
  const busName = named ?? (names.length === 1 ? names[0] : interfaceName) ?? "";
  if (interfaceName !== "" && names.includes(busName)) return { interfaceName, busName };
  const known = names.length === 0 ? "no frame at all" : names.join(", ");
  throw canFail("CAN_REPLAY_BUS_UNKNOWN", `${target} names no bus of the recording; it has ${known}. Write INTERFACE=BUS, such as vcan0=${names[0] ?? "can0"}`);
}
