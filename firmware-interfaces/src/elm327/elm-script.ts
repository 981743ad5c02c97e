/** Sequences of commands written down as they run: a generator yields a command and is handed what became of it. */
import type { ElmAnswer } from "./elm-answer.ts";
import type { ElmResult } from "./elm-result.ts";

export interface ScriptCommand {
  readonly text: string;
  /** Bound while nothing is learned of this command. */
  readonly unlearnedMs: number;
}

/** An adapter that does not react at all ends the script from outside. */
export type CommandOutcome =
  | { readonly kind: "answered"; readonly result: ElmResult; readonly answer: ElmAnswer; readonly isPromptMissing: boolean }
  /** No prompt in time; adapter and client agree again. */
  | { readonly kind: "silent"; readonly afterMs: number };

export type ElmScript<Result> = Generator<ScriptCommand, Result, CommandOutcome>;
