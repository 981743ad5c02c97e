/** The thread that owns the sockets: it goes on draining them while the main thread is busy. */
import { parentPort } from "node:worker_threads";
import { socketcanLimits } from "./limits.ts";
import { loadSocketcan } from "./native-socketcan.ts";
import { ThreadChannel } from "./thread-channel.ts";
import type { ToThread } from "./thread-messages.ts";

const port = parentPort;
if (port === null) throw new Error("socketcan-worker.ts runs as a worker thread only");

const native = loadSocketcan();
const scratch = new Uint8Array(socketcanLimits.batchBytes);
const channels = new Map<number, ThreadChannel>();
let timer: NodeJS.Timeout | undefined;
let timerPeriodMs = 0;
let lastWorkMs = 0;

port.on("message", (message: ToThread) => {
  const channel = channels.get(message.channel);
  switch (message.kind) {
    case "open":
      open(message.channel, message.settings);
      break;
    case "start":
      channel?.start();
      break;
    case "send":
      channel?.send(message);
      // An answer may come soon.
      noteWork(performance.now());
      break;
    case "close":
      if (channel !== undefined) close(message.channel, channel, performance.now());
      break;
  }
  schedule();
});

function open(number: number, settings: Extract<ToThread, { kind: "open" }>["settings"]): void {
  const channel = new ThreadChannel({
    channel: number,
    settings,
    native,
    scratch,
    post: (message, transfer = []) => port?.postMessage(message, [...transfer]),
  });
  if (channel.open()) channels.set(number, channel);
  noteWork(performance.now());
}

function close(number: number, channel: ThreadChannel, nowMs: number): void {
  if (channel.close(nowMs)) channels.delete(number);
}

function drain(): void {
  const nowMs = performance.now();
  let hasWork = false;
  for (const [number, channel] of channels) {
    if (channel.isClosing) close(number, channel, nowMs);
    else hasWork = channel.drain(nowMs) || hasWork;
  }
  if (hasWork) noteWork(nowMs);
  schedule();
}

function noteWork(nowMs: number): void {
  lastWorkMs = nowMs;
}

/** One timer for all channels, at the pace of the most urgent one. */
function schedule(): void {
  const periodMs = channels.size === 0 ? 0 : wantedPeriodMs();
  if (periodMs === timerPeriodMs) return;
  clearInterval(timer);
  timerPeriodMs = periodMs;
  timer = periodMs === 0 ? undefined : setInterval(drain, periodMs);
}

function wantedPeriodMs(): number {
  const busyMs = Math.min(...Array.from(channels.values(), ({ drainPeriodMs }) => drainPeriodMs));
  return performance.now() - lastWorkMs < socketcanLimits.idleAfterMs ? busyMs : Math.max(busyMs, socketcanLimits.idlePeriodMs);
}
