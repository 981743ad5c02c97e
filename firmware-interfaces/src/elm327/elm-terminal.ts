/**
 * One command, one answer: the conversation with an ELM327 up to its prompt.
 *
 * Pure: bytes and a monotonic clock in, steps out. The rule that everything here serves: what belongs to an earlier
 * command is never taken for the answer to a later one. So after a command without a prompt the adapter gets no
 * request until the prompt has come late, or until it has answered a question whose answer cannot be anything else (a
 * fence: `ATI`, `ATRV`, `ATDP`).
 *
 * An adapter that never sends the prompt after some commands is the exception: where the whole answer is there (`OK`),
 * the command counts as answered and its prompt is owed; an empty answer is then taken for that prompt.
 */
import { AnswerGatherer, type GatheredAnswer } from "./answer-gatherer.ts";
import { elmAnswerOf, type ElmAnswer } from "./elm-answer.ts";
import { elmFail } from "./elm327-errors.ts";
import { elmTimes } from "./limits.ts";

export interface ElmCommand {
  /** Without its end, such as `ATZ` or `010C`. */
  readonly text: string;
  /** Silence after which the adapter has failed to answer. */
  readonly timeoutMs: number;
}

export type TerminalStep =
  | { readonly kind: "write"; readonly bytes: Uint8Array }
  | {
      readonly kind: "answered";
      readonly command: string;
      readonly answer: ElmAnswer;
      readonly elapsedMs: number;
      /** The prompt behind it has not come. */
      readonly isPromptMissing: boolean;
    }
  /** No prompt in time. What comes later is thrown away; the terminal takes no command until `ready` or `lost`. */
  | { readonly kind: "silent"; readonly command: string; readonly afterMs: number }
  /** Adapter and client agree again about whose turn it is. */
  | { readonly kind: "ready" }
  /** The adapter does not react to anything. Opening the line anew may help; so may its plug. */
  | { readonly kind: "lost" };

/**
 * Questions whose answers cannot be taken for anything else. Several, since clones do not know every command; none twice,
 * since the late answer to the first time would pass for the one to the second.
 */
const fences: readonly { readonly command: string; readonly answer: RegExp }[] = [
  { command: "ATI", answer: /ELM\s?32|STN|OBDLINK|ELMSCAN/i },
  { command: "ATRV", answer: /^\d{1,2}\.\d{1,2}\s?V?$/i },
  { command: "ATDP", answer: /^(?:AUTO|ISO|SAE|USER)/i },
];

type State =
  | { readonly kind: "idle" }
  | { readonly kind: "waiting"; readonly command: ElmCommand; readonly sentAtMs: number; dueAtMs: number; emptyUntilMs: number | undefined }
  | { readonly kind: "late"; readonly dueAtMs: number }
  | { readonly kind: "fenced"; readonly attempt: number; readonly dueAtMs: number }
  | { readonly kind: "lost" };

export class ElmTerminal {
  readonly #gatherer = new AnswerGatherer();
  #state: State = { kind: "idle" };
  #isPromptOwed = false;

  get isIdle(): boolean {
    return this.#state.kind === "idle";
  }

  get isLost(): boolean {
    return this.#state.kind === "lost";
  }

  /** When `expire` must be called at the latest. */
  get dueAtMs(): number | undefined {
    const state = this.#state;
    if (state.kind === "idle" || state.kind === "lost") return undefined;
    return state.kind === "waiting" ? Math.min(state.dueAtMs, state.emptyUntilMs ?? Number.POSITIVE_INFINITY) : state.dueAtMs;
  }

  /** @throws DrawbarError `ELM_BUSY`, `ELM_COMMAND_IMPOSSIBLE`. */
  send(command: ElmCommand, nowMs: number): TerminalStep {
    if (this.#state.kind !== "idle") throw elmFail("ELM_BUSY", `${command.text} was given while the terminal is ${this.#state.kind}`);
    if (!/^[\x20-\x3d\x3f-\x7e]+$/.test(command.text)) {
      throw elmFail("ELM_COMMAND_IMPOSSIBLE", `${JSON.stringify(command.text)} is no command: printable characters, without a prompt, at least one`);
    }
    // Nobody asked for what came meanwhile.
    this.#gatherer.take();
    this.#state = { kind: "waiting", command, sentAtMs: nowMs, dueAtMs: nowMs + command.timeoutMs, emptyUntilMs: undefined };
    return write(command.text);
  }

  receive(bytes: Uint8Array, nowMs: number): readonly TerminalStep[] {
    const steps: TerminalStep[] = [];
    const answers = this.#gatherer.accept(bytes);
    for (const gathered of answers) steps.push(...this.#finish(gathered, nowMs));
    const state = this.#state;
    if (state.kind === "waiting" && !this.#gatherer.isBlank) {
      state.emptyUntilMs = undefined;
      // It is still talking: time starts anew, up to a bound that no babble moves.
      state.dueAtMs = Math.min(nowMs + Math.max(state.command.timeoutMs, this.#isSearching() ? elmTimes.searchMs : 0), state.sentAtMs + elmTimes.answerMsMax);
    }
    return steps;
  }

  /** Call when `dueAtMs` has come; earlier it does nothing. */
  expire(nowMs: number): readonly TerminalStep[] {
    const state = this.#state;
    if (nowMs < (this.dueAtMs ?? Number.POSITIVE_INFINITY)) return [];
    switch (state.kind) {
      case "waiting":
        return this.#expireWaiting(state, nowMs);
      case "late":
        return [this.#fence(0, nowMs)];
      case "fenced":
        if (state.attempt + 1 < fences.length) return [this.#fence(state.attempt + 1, nowMs)];
        this.#state = { kind: "lost" };
        return [{ kind: "lost" }];
      default:
        return [];
    }
  }

  #expireWaiting(state: State & { readonly kind: "waiting" }, nowMs: number): readonly TerminalStep[] {
    const { command, sentAtMs } = state;
    const answered = (gathered: GatheredAnswer, isPromptMissing: boolean): TerminalStep => ({
      kind: "answered",
      command: command.text,
      answer: elmAnswerOf(gathered.text, command.text, gathered.isTruncated),
      elapsedMs: nowMs - sentAtMs,
      isPromptMissing,
    });
    if (state.emptyUntilMs !== undefined && this.#gatherer.isBlank) {
      this.#state = { kind: "idle" };
      return [answered(this.#gatherer.take(), false)];
    }
    const soFar = elmAnswerOf(this.#gatherer.text, command.text);
    if (soFar.notices.at(-1) === "ok") {
      this.#state = { kind: "idle" };
      this.#isPromptOwed = true;
      return [answered(this.#gatherer.take(), true)];
    }
    this.#state = { kind: "late", dueAtMs: nowMs + elmTimes.latePromptMs };
    return [{ kind: "silent", command: command.text, afterMs: nowMs - sentAtMs }];
  }

  #finish(gathered: GatheredAnswer, nowMs: number): readonly TerminalStep[] {
    const state = this.#state;
    const isEmpty = gathered.isBlank;
    switch (state.kind) {
      case "waiting": {
        const isOwed = this.#isPromptOwed;
        this.#isPromptOwed = false;
        if (isEmpty && isOwed) return [];
        if (isEmpty) {
          state.emptyUntilMs ??= nowMs + elmTimes.emptyAnswerMs;
          return [];
        }
        this.#state = { kind: "idle" };
        const { command, sentAtMs } = state;
        const answer = elmAnswerOf(gathered.text, command.text, gathered.isTruncated);
        return [{ kind: "answered", command: command.text, answer, elapsedMs: nowMs - sentAtMs, isPromptMissing: false }];
      }
      case "late":
        this.#state = { kind: "idle" };
        return [{ kind: "ready" }];
      case "fenced": {
        const fence = fences[state.attempt];
        const answer = elmAnswerOf(gathered.text, fence?.command ?? "");
        if (fence === undefined || !answer.texts.some((text) => fence.answer.test(text))) return [];
        this.#isPromptOwed = false;
        this.#state = { kind: "idle" };
        return [{ kind: "ready" }];
      }
      default:
        return [];
    }
  }

  #fence(attempt: number, nowMs: number): TerminalStep {
    this.#state = { kind: "fenced", attempt, dueAtMs: nowMs + elmTimes.fenceMs * 2 ** attempt };
    return write(fences[attempt]?.command ?? "ATI");
  }

  #isSearching(): boolean {
    return /SEARCHING|BUS INIT/i.test(this.#gatherer.text.slice(0, 64));
  }
}

function write(command: string): TerminalStep {
  return { kind: "write", bytes: new TextEncoder().encode(`${command}\r`) };
}
