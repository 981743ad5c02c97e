/** `drawbar can dump`: what is on a bus now, in the words of `candump -L`. Opens nothing and prints nothing. */
import { styleText } from "node:util";
import type { BusEvent } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { decodeErrorFrame } from "../can/error-frames.ts";
import { formatCandumpLine } from "../logs/candump-writer.ts";
import { secondsText } from "../logs/log-time.ts";
import type { LiveItem } from "./live-feed.ts";

export interface CanDumpOptions {
  readonly feed: AsyncIterable<LiveItem>;
  /** `text` is what candump -L writes, `colour` the same for a terminal, with error frames explained behind them. */
  readonly style: "text" | "colour" | "json";
  /** Ends after so many frames. */
  readonly framesMax?: number | undefined;
  readonly onEvent?: (bus: string, event: BusEvent) => void;
}

/**
 * @returns a line without its end per frame, in the order of arrival. As JSON:
 *   `{"time","bus","id","extended","data"}` with the payload in hexadecimal digits, and of `remote`, `fd`, `bitRateSwitch`,
 *   `errorStateIndicator` those that are true; an error frame has `error`, a list of causes.
 */
export async function* canDump(options: CanDumpOptions): AsyncGenerator<string> {
  const { framesMax = Number.POSITIVE_INFINITY } = options;
  let count = 0;
  if (framesMax <= 0) return;
  for await (const item of options.feed) {
    if (item.kind === "event") {
      options.onEvent?.(item.bus, item.event);
      continue;
    }
    for (const frame of item.frames) {
      yield lineOf(item.bus, frame, options.style);
      count += 1;
      if (count >= framesMax) return;
    }
  }
}

function lineOf(bus: string, frame: CanFrame, style: CanDumpOptions["style"]): string {
  if (style === "json") return jsonLine(bus, frame);
  const line = formatCandumpLine(bus, frame);
  return style === "text" ? line : coloured(line, frame);
}

function jsonLine(bus: string, frame: CanFrame): string {
  const { id, extended, data, atUs, flags } = frame;
  const { error, ...marks } = flags ?? {};
  const errors = error === true ? { error: decodeErrorFrame(frame).causes } : {};
  return JSON.stringify({ time: secondsText(atUs), bus, id, extended, data: Buffer.from(data).toString("hex").toUpperCase(), ...marks, ...errors });
}

function coloured(line: string, frame: CanFrame): string {
  const [time = "", bus = "", rest = ""] = line.split(" ");
  const hash = rest.indexOf("#");
  const paint = (format: Parameters<typeof styleText>[0], text: string): string => styleText(format, text, { validateStream: false });
  const head = `${paint("gray", time)} ${paint("green", bus)}`;
  if (frame.flags?.error === true) return `${head} ${paint("red", rest)}  ${paint("red", decodeErrorFrame(frame).causes.join(", "))}`;
  return `${head} ${paint("cyan", rest.slice(0, hash))}${paint("gray", "#")}${rest.slice(hash + 1)}`;
}
