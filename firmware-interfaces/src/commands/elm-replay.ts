/** `drawbar elm replay`: what the client makes of a recorded dialogue. Opens no file and prints nothing. */
import type { ControlUnitPayload } from "../elm327/control-unit-payload.ts";
import { replayTranscript, type ReplayedExchange } from "../elm327/elm-replay.ts";
import { readTranscripts } from "../elm327/elm-transcript.ts";

export interface ElmReplayOptions {
  /** The transcript: JSON lines or a terminal log. */
  readonly text: string;
  readonly json: boolean;
}

/**
 * @returns a line per request. As JSON: `{"dialogue","request","outcome","answers":[{"from","payload"}],"strays","damaged",
 *   "notices","text","echo","promptMissing"}`; `from` is the identifier in hexadecimal or null without headers, `outcome`
 *   one of the kinds of `ElmResult`, or `unanswered`.
 * @throws DrawbarError `ELM_TRANSCRIPT_UNREADABLE`.
 */
export function* elmReplay(options: ElmReplayOptions): Generator<string> {
  for (const [index, transcript] of readTranscripts(options.text).entries()) {
    if (!options.json) yield `${index === 0 ? "" : "\n"}dialogue ${index + 1}${transcript.title === "" ? "" : `: ${transcript.title}`}`;
    for (const exchange of replayTranscript(transcript)) yield options.json ? jsonLine(index + 1, exchange) : textLine(exchange);
  }
}

function jsonLine(dialogue: number, { sent, result, echo, isPromptMissing }: ReplayedExchange): string {
  const vehicle = "vehicle" in result ? result.vehicle : undefined;
  return JSON.stringify({
    dialogue,
    request: sent,
    outcome: result.kind,
    answers: (vehicle?.payloads ?? []).map(jsonPayload),
    strays: (vehicle?.strays ?? []).map(jsonPayload),
    damaged: vehicle?.damaged ?? [],
    notices: noticesOf(result),
    text: "texts" in result ? result.texts : [],
    echo,
    promptMissing: isPromptMissing,
  });
}

function jsonPayload({ responseId, payload }: ControlUnitPayload): { readonly from: string | null; readonly payload: string } {
  return { from: responseId === undefined ? null : idText(responseId), payload: hexText(payload) };
}

const requestWidth = 12;

function textLine({ sent, result, echo, isPromptMissing }: ReplayedExchange): string {
  const remarks = [...(echo === "none" ? [] : [echo === "plain" ? "echo" : "echo doubled"]), ...(isPromptMissing ? ["no prompt"] : [])];
  const words = [...wordsOf(result), ...(remarks.length === 0 ? [] : [`(${remarks.join(", ")})`])];
  return `  ${sent.padEnd(requestWidth)}  ${words.join("  ")}`;
}

function wordsOf(result: ReplayedExchange["result"]): readonly string[] {
  if (result.kind === "done") return [result.texts.length === 0 ? "OK" : result.texts.join(" / ")];
  if (result.kind === "no-answer") return ["no control unit answered"];
  if (result.kind === "refused") return ["not known to the adapter"];
  if (result.kind === "empty") return ["answered with nothing"];
  if (result.kind === "unanswered") return ["no answer of its own"];
  if (result.kind === "restarted") return ["adapter restarted", ...result.texts];
  const { payloads, damaged } = result.vehicle;
  const answers = payloads.map(({ responseId, payload }) => `${responseId === undefined ? "" : `${idText(responseId)}: `}${hexText(payload)}`);
  return [...answers, ...noticesOf(result), ...damaged.map((reason) => `damaged line (${reason})`)];
}

function noticesOf(result: ReplayedExchange["result"]): readonly string[] {
  if (result.kind === "answered") return result.also;
  return "notices" in result ? result.notices : [];
}

function idText(id: number): string {
  return id
    .toString(16)
    .toUpperCase()
    .padStart(id > 0x7ff ? 8 : 3, "0");
}

function hexText(payload: Uint8Array): string {
  return Buffer.from(payload).toString("hex").toUpperCase();
}
