/**
 * Recorded dialogues with ELM327 adapters, in two forms:
 *
 *     {"what": "clone with doubled echo", "exchange": [{"tx": "ATE0", "rx": "AATTEE00\nOK\n>"}]}     a dialogue a line
 *
 *     >ATZ                  what a terminal shows: a prompt, the command behind it, and its answer
 *     ELM327 v1.5
 *     >010C
 *     41 0C 1A F8
 */
import { elmFail } from "./elm327-errors.ts";
import { elmLimits } from "./limits.ts";

export interface ElmExchange {
  /** The command, without line ends. */
  readonly sent: string;
  /** All that came up to the next command, with its prompts. */
  readonly received: string;
}

export interface ElmTranscript {
  /** What the transcript says of itself; empty when nothing. */
  readonly title: string;
  readonly exchanges: readonly ElmExchange[];
}

/** @throws DrawbarError `ELM_TRANSCRIPT_UNREADABLE`. */
export function readTranscripts(text: string): readonly ElmTranscript[] {
  if (text.length > elmLimits.transcriptCharsMax) {
    throw elmFail("ELM_TRANSCRIPT_UNREADABLE", `the transcript has ${text.length} characters, more than ${elmLimits.transcriptCharsMax}`);
  }
  const transcripts = text.trimStart().startsWith("{") ? fromJsonLines(text) : [fromTerminal(text)];
  return transcripts.map((transcript) => ({ ...transcript, exchanges: withPrompts(transcript.exchanges) }));
}

function fromJsonLines(text: string): readonly ElmTranscript[] {
  return text
    .split("\n")
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== "")
    .map(({ line, number }) => fromJson(line, number));
}

function fromJson(line: string, number: number): ElmTranscript {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw elmFail("ELM_TRANSCRIPT_UNREADABLE", `line ${number} is no JSON`, { cause });
  }
  const { what, exchange } = fieldsOf(value);
  if (!Array.isArray(exchange)) throw elmFail("ELM_TRANSCRIPT_UNREADABLE", `line ${number} has no list "exchange"`);
  return { title: typeof what === "string" ? what : "", exchanges: exchange.map((one: unknown) => exchangeOf(one, number)) };
}

function exchangeOf(value: unknown, number: number): ElmExchange {
  const { tx, rx } = fieldsOf(value);
  if (typeof tx !== "string" || typeof rx !== "string")
    throw elmFail("ELM_TRANSCRIPT_UNREADABLE", `line ${number} has an exchange without the texts "tx" and "rx"`);
  return { sent: commandOf(tx, number), received: rx };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function commandOf(text: string, number: number): string {
  const command = text.trim();
  if (/^[\x20-\x3d\x3f-\x7e]+$/.test(command)) return command;
  throw elmFail("ELM_TRANSCRIPT_UNREADABLE", `line ${number}: ${JSON.stringify(text.slice(0, 40))} is no command`);
}

function fromTerminal(text: string): ElmTranscript {
  const [, ...parts] = text.split(">");
  const exchanges = parts.flatMap((part, index) => {
    const [, first = "", rest = ""] = /^\s*([^\r\n]*)([^]*)$/.exec(part) ?? [];
    if (first.trim() === "") return [];
    const isAnswered = index + 1 < parts.length;
    return [{ sent: commandOf(first.replaceAll(/[^\x20-\x7e]/g, ""), index + 1), received: isAnswered ? `${rest}>` : rest }];
  });
  if (exchanges.length === 0) throw elmFail("ELM_TRANSCRIPT_UNREADABLE", "it is no JSON, and no line begins with a prompt and a command, such as `>ATZ`");
  return { title: "", exchanges };
}

/** Who copied a dialogue from a screen often left out the prompts; where there is not a single one, each answer ended with one. */
function withPrompts(exchanges: readonly ElmExchange[]): readonly ElmExchange[] {
  if (exchanges.some(({ received }) => received.includes(">"))) return exchanges;
  return exchanges.map(({ sent, received }) => ({ sent, received: `${received}>` }));
}
