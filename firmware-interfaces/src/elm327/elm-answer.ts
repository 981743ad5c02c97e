/** What came up to the prompt, taken apart: echo, notices, lines of bytes, other text. */
import { noticesOf, type ElmNotice } from "./elm-notices.ts";
import { elmLimits } from "./limits.ts";

/** A line of hexadecimal digits, as printed. */
export interface HexLine {
  /** Upper case, groups as the adapter separated them; one group when it does not. */
  readonly groups: readonly string[];
  /** The adapter itself doubts the line (`<DATA ERROR`, `<RX ERROR`). */
  readonly isDoubted: boolean;
}

export interface ElmAnswer {
  /** Whether the command came back before the answer; `doubled` is each character twice. */
  readonly echo: "none" | "plain" | "doubled";
  readonly notices: readonly ElmNotice[];
  readonly hexLines: readonly HexLine[];
  /** Lines that are neither, such as `ELM327 v1.5` or `12.3V`. */
  readonly texts: readonly string[];
  /** Something was left out at a limit. */
  readonly isTruncated: boolean;
}

const doubt = /<?\s*(?:DATA|RX)\s*ERROR\s*$/i;
/** `0:` to `F:` before each line of a transfer without headers. */
const hexLine = /^(?:[0-9A-F]:)?[0-9A-F\s]+$/i;

/**
 * @param text printable characters, line ends as CR or LF, without the prompt.
 * @param command as it was sent, without its end.
 */
export function elmAnswerOf(text: string, command: string, isTruncated = false): ElmAnswer {
  const all = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const { echo, lines } = withoutEcho(all.slice(0, elmLimits.linesMax), command);
  const notices: ElmNotice[] = [];
  const hexLines: HexLine[] = [];
  const texts: string[] = [];
  // What an AT command answers is text, also where it looks like bytes: `ATDPN` says `A6`.
  const isRequest = /^[0-9A-F\s]+$/i.test(command);
  for (const line of lines) {
    const noticed = noticesOf(line);
    notices.push(...noticed.notices);
    if (noticed.rest === "") continue;
    const isDoubted = doubt.test(noticed.rest);
    const rest = noticed.rest.replace(doubt, "").trim();
    if (isRequest && hexLine.test(rest)) hexLines.push({ groups: rest.toUpperCase().split(/\s+/), isDoubted });
    else texts.push(rest);
    if (isDoubted) notices.push("data-error");
  }
  return { echo, notices, hexLines, texts, isTruncated: isTruncated || all.length > elmLimits.linesMax };
}

/** Only the first line can be an echo. Some adapters send the answer right behind it, without a line end. */
function withoutEcho(lines: readonly string[], command: string): Pick<ElmAnswer, "echo"> & { readonly lines: readonly string[] } {
  const [first = "", ...others] = lines;
  const sent = packed(command);
  const seen = packed(first);
  if (sent === "") return { echo: "none", lines };
  if (seen === sent) return { echo: "plain", lines: others };
  if (seen === sent.replaceAll(/./g, "$&$&")) return { echo: "doubled", lines: others };
  if (seen.startsWith(sent) && isAnswerStart(seen.slice(sent.length), sent)) return { echo: "plain", lines: [afterEcho(first, sent.length), ...others] };
  return { echo: "none", lines };
}

/** An answer that merely begins like its command must not lose its beginning: `01` is no echo in `01 02 03`. */
function isAnswerStart(rest: string, sent: string): boolean {
  if (/^(?:OK|\?|ELM|STN|SEARCHING|BUSINIT|NODATA|UNABLE|CANERROR|STOPPED|A?[0-9A-F]$)/.test(rest)) return true;
  if (sent.startsWith("AT") || sent.startsWith("ST")) return true;
  const service = Number.parseInt(sent.slice(0, 2), 16) | 0x40;
  return sent.length >= 4 && rest.includes(service.toString(16).toUpperCase());
}

/** Cuts so many characters off that are no blanks. */
function afterEcho(line: string, count: number): string {
  let left = count;
  let at = 0;
  for (; at < line.length && left > 0; at++) if (line[at] !== " ") left -= 1;
  return line.slice(at).trim();
}

function packed(text: string): string {
  return text.toUpperCase().replaceAll(/\s/g, "");
}
