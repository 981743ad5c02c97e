/** `drawbar can dump` and `can decode --live`: buses as they are now. Neither ever sends. */
import { InvalidArgumentError, type Command } from "commander";
import type { CanFilter } from "@drawbar/firmware-interfaces/can/can-filter.ts";
import { canDecode, type CanDecodeOptions } from "@drawbar/firmware-interfaces/commands/can-decode.ts";
import { canDump } from "@drawbar/firmware-interfaces/commands/can-dump.ts";
import { CanMonitor } from "@drawbar/firmware-interfaces/commands/can-monitor.ts";
import { liveLog, type LiveFeed } from "@drawbar/firmware-interfaces/commands/live-feed.ts";
import { createOutput, type Output } from "../output/output.ts";
import { writeLines } from "../output/write-lines.ts";
import { busArgumentHelp } from "./bus-argument.ts";
import { listenLive, sayEvent } from "./live-buses.ts";
import { parseCount } from "./number-options.ts";

interface DumpOptions {
  readonly filter?: readonly CanFilter[];
  readonly count?: number;
  readonly json?: boolean;
}

/** Often enough to look alive, seldom enough to be read. */
const redrawEveryMs = 250;

const dumpExample = `
The lines are those of "candump -L": canplayer, SavvyCAN and "drawbar can decode" read them. Nothing is sent.

Example:
  drawbar can dump can0
  drawbar can dump can0 can1 --filter 18FEF100:1FFFFF00 --count 100 > drive.log`;

export function addCanDumpCommand(can: Command): void {
  can
    .command("dump")
    .argument("<interface...>", busArgumentHelp)
    .description("Prints every frame of CAN interfaces.")
    .option(
      "--filter <id:mask>",
      "only frames whose identifier equals ID in the bits of MASK, hexadecimal, 8 digits for 29 bits; may be repeated",
      gatherFilter,
    )
    .option("--count <number>", "end after so many frames", parseCount)
    .option("--json", "lines of JSON")
    .addHelpText("after", dumpExample)
    .action(dump);
}

async function dump(interfaces: readonly string[], options: DumpOptions): Promise<void> {
  const output = createOutput({ json: options.json === true });
  const buses = await listenLive(interfaces, options.filter, output);
  const textStyle = process.stdout.isTTY ? "colour" : "text";
  try {
    const lines = canDump({
      feed: buses.feed,
      style: output.isJson ? "json" : textStyle,
      framesMax: options.count,
      onEvent: (bus, event) => sayEvent(output, bus, event),
    });
    await writeLines(lines, { isLive: true });
  } finally {
    await buses.stop();
  }
}

export interface DecodeLiveOptions {
  readonly interfaces: readonly string[];
  readonly dbcs: CanDecodeOptions["dbcs"];
  readonly output: Output;
}

/** A table on a terminal, else the lines of `can decode`. Runs until a signal comes. */
export async function decodeLive({ interfaces, dbcs, output }: DecodeLiveOptions): Promise<void> {
  const buses = await listenLive(interfaces, undefined, output);
  try {
    if (process.stdout.isTTY && !output.isJson) await watch(buses.feed, dbcs);
    else {
      const log = liveLog(buses.feed, (bus, event) => sayEvent(output, bus, event));
      await writeLines(canDecode({ log, dbcs, json: output.isJson }), { isLive: true });
    }
  } finally {
    await buses.stop();
  }
}

async function watch(feed: LiveFeed, dbcs: CanDecodeOptions["dbcs"]): Promise<void> {
  const monitor = new CanMonitor(dbcs);
  const { stdout } = process;
  const draw = (): void => {
    const lines = monitor.lines({ width: stdout.columns, height: stdout.rows });
    // Line by line over what is there: clearing the whole screen first would flicker.
    stdout.write(`\u001B[H${lines.join("\u001B[K\n")}\u001B[K\u001B[J`);
  };
  // The screen of its own leaves what was there before as it was.
  stdout.write("\u001B[?1049h\u001B[?25l");
  const redraw = setInterval(draw, redrawEveryMs);
  try {
    for await (const batch of liveLog(feed, (_, event) => (event.kind === "dropped" ? monitor.addDropped(event.frames) : undefined)).batches) {
      for (const entry of batch.entries) monitor.add(entry);
    }
  } finally {
    clearInterval(redraw);
    stdout.write("\u001B[?25h\u001B[?1049l");
  }
}

function gatherFilter(text: string, before: readonly CanFilter[] | undefined): readonly CanFilter[] {
  const [, id = "", sign, mask] = /^([0-9A-Fa-f]{3}|[0-9A-Fa-f]{8})(?:([:~])([0-9A-Fa-f]{1,8}))?$/.exec(text) ?? [];
  if (id === "") throw new InvalidArgumentError("ID or ID:MASK, hexadecimal, such as 123 or 18FEF100:1FFFFF00; ID~MASK leaves out instead.");
  const extended = id.length === 8;
  return [
    ...(before ?? []),
    {
      id: Number.parseInt(id, 16),
      extended,
      ...(mask === undefined ? {} : { mask: Number.parseInt(mask, 16) }),
      ...(sign === "~" ? { inverted: true } : {}),
    },
  ];
}
