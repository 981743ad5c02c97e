/** A recorded dialogue through the client's own terminal and parsers, as if it happened now. */
import { elmResultOf, type ElmResult } from "./elm-result.ts";
import { ElmTerminal, type TerminalStep } from "./elm-terminal.ts";
import type { ElmExchange, ElmTranscript } from "./elm-transcript.ts";
import { elmTimes } from "./limits.ts";

export interface ReplayedExchange {
  readonly sent: string;
  /** `unanswered`: no prompt came that belongs to this command. */
  readonly result: ElmResult | { readonly kind: "unanswered" };
  readonly echo: "none" | "plain" | "doubled";
  readonly isPromptMissing: boolean;
}

/** Lets time pass where the transcript has nothing more: a client would wait so long. */
export function replayTranscript(transcript: ElmTranscript): readonly ReplayedExchange[] {
  const replay = new Replay();
  return transcript.exchanges.map((exchange) => replay.exchange(exchange));
}

class Replay {
  #terminal = new ElmTerminal();
  #nowMs = 0;

  exchange({ sent, received }: ElmExchange): ReplayedExchange {
    const unanswered: ReplayedExchange = { sent, result: { kind: "unanswered" }, echo: "none", isPromptMissing: false };
    const pieces = received.split(/(?<=>)/);
    // Prompts that an earlier command still owes come first; a client would not have sent this one before them.
    while (!this.#terminal.isIdle && pieces.length > 0) this.#hear(pieces.shift() ?? "");
    if (!this.#terminal.isIdle) this.#terminal = new ElmTerminal();
    this.#terminal.send({ text: sent, timeoutMs: elmTimes.commandMs }, this.#nowMs);
    const steps = pieces.flatMap((piece) => this.#hear(piece));
    if (!steps.some(({ kind }) => kind === "answered")) steps.push(...this.#waitForEnd());
    const answered = steps.find((step) => step.kind === "answered");
    if (answered === undefined) return unanswered;
    return { sent, result: elmResultOf(sent, answered.answer), echo: answered.answer.echo, isPromptMissing: answered.isPromptMissing };
  }

  #hear(text: string): readonly TerminalStep[] {
    this.#nowMs += 1;
    return this.#terminal.receive(Buffer.from(text, "latin1"), this.#nowMs);
  }

  #waitForEnd(): readonly TerminalStep[] {
    this.#nowMs = Math.max(this.#nowMs, this.#terminal.dueAtMs ?? 0);
    return this.#terminal.expire(this.#nowMs);
  }
}
