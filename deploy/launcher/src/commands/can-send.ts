/** `drawbar can send` and `can replay`: the two commands that write to a bus, and only when told so in so many words. */
import type { Command } from "commander";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import { canReplay } from "@drawbar/firmware-interfaces/commands/can-replay.ts";
import { parseFrameText, sendAll } from "@drawbar/firmware-interfaces/commands/can-send.ts";
import { readLogFile } from "@drawbar/firmware-interfaces/logs/log-file.ts";
import { openLog } from "@drawbar/firmware-interfaces/logs/log-reader.ts";
import { parseReplaySpeed, type ReplaySpeed } from "@drawbar/firmware-interfaces/logs/log-replay.ts";
import { surveyLog } from "@drawbar/firmware-interfaces/logs/log-survey.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createOutput } from "../output/output.ts";
import { busArgumentHelp, CommandBuses } from "./bus-argument.ts";
import { parseCount, parseMilliseconds } from "./number-options.ts";

interface SendOptions {
  readonly transmit?: boolean;
  readonly count: number;
  readonly gap: number;
  readonly json?: boolean;
}

interface ReplayOptions {
  readonly transmit?: boolean;
  readonly speed: ReplaySpeed;
  readonly json?: boolean;
}

const warning = "Frames on a vehicle's bus can move the vehicle: this command wants --transmit.";

const sendExample = `
${warning}

Example:
  drawbar can send vcan0 123#DEADBEEF 18FEF100#0102030405060708 --transmit
  drawbar can send vcan0 "7DF#02010C" --transmit --count 10 --gap 100`;

const replayExample = `
${warning}
Of a recording with several buses say which: vcan0=can1 plays can1 onto vcan0. Error frames are left out.

Example:
  drawbar can replay drive.log vcan0 --transmit
  drawbar can replay drive.log vcan0=can0 vcan1=can1 --transmit --speed 2`;

export function addCanSendCommand(can: Command): void {
  can
    .command("send")
    .argument("<interface>", busArgumentHelp)
    .argument("<frame...>", "as cansend takes it: 123#DEADBEEF, 18FEF100#0102, 123#R, CAN FD 123##1AABB")
    .description("Sends frames.")
    .option("--transmit", "really send")
    .option("--count <number>", "send all of them so often", parseCount, 1)
    .option("--gap <ms>", "milliseconds between two rounds", parseMilliseconds, 0)
    .option("--json", "a line of JSON")
    .addHelpText("after", sendExample)
    .action(send);
}

export function addCanReplayCommand(can: Command): void {
  can
    .command("replay")
    .argument("<log>", "a recorded bus log")
    .argument("<interface...>", "INTERFACE, or INTERFACE=BUS for one bus of the recording")
    .description("Sends a recording at its own pace.")
    .option("--transmit", "really send")
    .option("--speed <times>", "1 as recorded, 10 ten times as fast, max without waiting", parseReplaySpeed, 1)
    .option("--json", "a line of JSON")
    .addHelpText("after", replayExample)
    .action(replay);
}

async function send(interfaceName: string, texts: readonly string[], options: SendOptions, command: Command): Promise<void> {
  const output = createOutput({ json: options.json === true });
  const frames = texts.map(parseFrameText);
  if (options.transmit !== true) command.error("error: nothing was sent; add --transmit to send on this bus");
  const buses = new CommandBuses();
  try {
    const bus = await buses.sendTo(interfaceName);
    for (let round = 0; round < options.count; round++) {
      if (round > 0) await new Promise<void>((resolve) => systemTimer.after(options.gap, resolve));
      await sendAll(bus, frames, systemTimer);
    }
  } finally {
    await buses.stop();
  }
  if (output.isJson) output.result({ interface: interfaceName, frames: frames.length * options.count }, "");
}

async function replay(log: string, targets: readonly string[], options: ReplayOptions, command: Command): Promise<void> {
  const output = createOutput({ json: options.json === true });
  const survey = await surveyLog(await openLog(readLogFile(log)));
  if (options.transmit !== true) command.error("error: nothing was sent; add --transmit to send on this bus");
  const buses = new CommandBuses();
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  try {
    const { frames, leftOut, isComplete } = await canReplay({
      log: await openLog(readLogFile(log)),
      survey,
      targets,
      openSender: (interfaceName) => buses.sendTo(interfaceName),
      speed: options.speed,
      clock: systemClock,
      timer: systemTimer,
      signal: abort.signal,
      onProgress: ({ playedUs, totalUs }) => output.ticker(`${(playedUs / 1_000_000).toFixed(1)} of ${(totalUs / 1_000_000).toFixed(1)} s`),
    });
    const left = leftOut === 0 ? "" : `, ${leftOut} error frames left out`;
    output.result({ frames, leftOut, isComplete }, `${frames} frames sent${left}${isComplete ? "" : ", stopped before the end"}`);
  } finally {
    await buses.stop();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, stop);
  }
}
