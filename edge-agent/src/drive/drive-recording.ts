/** Plays a recording through a real agent with an outbox of its own, until the cloud has all that it produced. */
import path from "node:path";
import { systemTimer, type Timer } from "@drawbar/firmware-interfaces/can/timer.ts";
import { LogReplay, type ReplaySpeed } from "@drawbar/firmware-interfaces/logs/log-replay.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import { createLogger, type Logger } from "@drawbar/runtime/logging/logger.ts";
import { edgeConfig } from "../config.ts";
import { startEdgeAgent } from "../edge-agent.ts";
import { RecordedTimes } from "../time/sample-times.ts";
import { DriveBacklog, type DriveProgress } from "./drive-backlog.ts";
import type { OpenedRecording } from "./open-recording.ts";

export interface DriveOptions {
  readonly recording: OpenedRecording;
  /** Folder of the run: the identity lies in `identity`, the outbox comes beside it. */
  readonly directory: string;
  readonly speed: ReplaySpeed;
  readonly collect: "all" | "changes";
  /** Writes warnings and errors to standard error when absent. */
  readonly log?: Logger | undefined;
  /** Started, and the caller's to stop; a thread of its own when absent. */
  readonly linkThread?: LinkThread | undefined;
  readonly clock?: Clock | undefined;
  readonly timer?: Timer | undefined;
  /** Where to send to instead of the hubs that the identity names. */
  readonly hubs?: readonly string[] | undefined;
  readonly outboxBytesMax?: number | undefined;
  /** Longest wait for a hub without anything new being secured; 60 s by default. */
  readonly stallMs?: number | undefined;
  readonly onProgress?: ((progress: DriveProgress) => void) | undefined;
}

export interface DriveResult {
  /** In the recording, decoded or not. */
  readonly frames: number;
  readonly decodedFrames: number;
  /** Produced: decoded and accepted by the collection policy. */
  readonly samples: number;
  /** Of these, not secured: given up, or thinned away. */
  readonly gapSamples: number;
  readonly segments: number;
  readonly securedSamples: number;
  readonly elapsedMs: number;
}

/** What is not yet secured may take this share of the outbox: far below where pressure would thin it. */
const backlogShareMax = 0.25;

/**
 * @returns when everything is secured.
 * @throws DrawbarError `DRIVE_INCOMPLETE` when nothing moves for `stallMs`; what the agent's start throws.
 */
export async function driveRecording(options: DriveOptions): Promise<DriveResult> {
  const log = options.log ?? createLogger({ process: "drive", level: "warn" });
  const { linkThread } = options;
  if (linkThread !== undefined) return drive({ ...options, log, linkThread });
  const ownThread = new LinkThread({ log });
  ownThread.start();
  try {
    return await drive({ ...options, log, linkThread: ownThread });
  } finally {
    await ownThread.stop();
  }
}

async function drive(options: DriveOptions & { readonly log: Logger; readonly linkThread: LinkThread }): Promise<DriveResult> {
  const { recording, directory, log } = options;
  const clock = options.clock ?? systemClock;
  const startedMonoUs = clock.monoUs();
  const { survey } = recording;
  // The recorder's clock is not known; one that counted from its start is now ours.
  const firstUs = survey.times === "absolute" ? survey.firstUs : clock.wallUs();
  const replay = new LogReplay({
    log: await recording.open(),
    survey,
    speed: options.speed,
    clock: { wallUs: () => firstUs, monoUs: () => clock.monoUs() },
    timer: options.timer ?? systemTimer,
    whenReady: () => backlog.whenRoomy(),
    onProgress: (progress) => backlog.report(progress),
  });
  const config = readConfig(edgeConfig, {
    env: {},
    overrides: {
      identityDirectory: path.join(directory, "identity"),
      "outbox.file": path.join(directory, "outbox.sqlite"),
      "collection.mode": options.collect,
      "clock.quality": survey.times === "absolute" ? "rtc" : "network",
      hubs: options.hubs,
      "outbox.bytesMax": options.outboxBytesMax,
    },
  });
  const agent = await startEdgeAgent({
    config,
    clock,
    log,
    linkThread: options.linkThread,
    recordedTimes: new RecordedTimes({ firstUs, quality: config.clock.quality }),
    buses: replay.buses.map((bus) => ({ bus, decoders: recording.decodersOf(bus.name) })),
  });
  const backlog = new DriveBacklog({
    agent,
    bytesMax: config.outbox.bytesMax * backlogShareMax,
    frames: survey.frames,
    clock,
    stallMs: options.stallMs ?? 60_000,
    onProgress: options.onProgress,
  });
  try {
    const { frames } = await replay.run();
    await agent.flush();
    const outbox = await backlog.whenSecured();
    const report = agent.report();
    return {
      frames,
      decodedFrames: report.buses.reduce((sum, bus) => sum + bus.decodedFrames, 0),
      samples: report.samples.kept,
      gapSamples: report.samples.kept - outbox.secured,
      segments: report.segments,
      securedSamples: outbox.secured,
      elapsedMs: Math.round((clock.monoUs() - startedMonoUs) / 1_000),
    };
  } finally {
    replay.stop();
    await agent.stop();
  }
}
