/**
 * An ELM327 adapter as a carrier of diagnostic requests. Pure: bytes and a monotonic clock in, bytes to write and the
 * outcome out. It sets the adapter up by itself, and again after the adapter has restarted.
 */
import type { DiagnosticOutcome, DiagnosticRequest } from "../diagnostics/diagnostic-link.ts";
import { AnswerTimes } from "./answer-times.ts";
import { elmFail } from "./elm327-errors.ts";
import { newElmProfile, type ElmProfile } from "./elm-profile.ts";
import { askThrough, type AdapterState } from "./elm-request.ts";
import { elmResultOf } from "./elm-result.ts";
import type { CommandOutcome, ElmScript, ScriptCommand } from "./elm-script.ts";
import { ElmTerminal, type TerminalStep } from "./elm-terminal.ts";
import { elmLimits } from "./limits.ts";

export type ClientStep = { readonly kind: "write"; readonly bytes: Uint8Array } | { readonly kind: "finished"; readonly outcome: DiagnosticOutcome };

export class ElmClient {
  readonly #times = new AnswerTimes();
  readonly #state: AdapterState;
  #terminal = new ElmTerminal();
  #script: ElmScript<DiagnosticOutcome> | undefined;
  /** Silence of the command in progress; its outcome waits until adapter and client agree again. */
  #silentMs: number | undefined;

  /** @param profile what was learned of this adapter before. */
  constructor(profile: ElmProfile = newElmProfile()) {
    this.#state = { profile, isSetUp: false, isConnected: false, addressedId: undefined, unanswered: new Set() };
  }

  /** What is known by now; worth keeping after each request. */
  get profile(): ElmProfile {
    return this.#state.profile;
  }

  get isBusy(): boolean {
    return this.#script !== undefined;
  }

  /** When `expire` must be called at the latest. */
  get dueAtMs(): number | undefined {
    return this.#terminal.dueAtMs;
  }

  /** @throws DrawbarError `ELM_BUSY`; `ELM_COMMAND_IMPOSSIBLE` for a payload without a byte or beyond 4,095. */
  request(request: DiagnosticRequest, nowMs: number): readonly ClientStep[] {
    if (this.isBusy) throw elmFail("ELM_BUSY", "a request was given while another is in progress");
    assertPossible(request);
    if (this.#terminal.isLost) this.#terminal = new ElmTerminal();
    const script = askThrough(this.#state, request);
    this.#script = script;
    return this.#advance(script.next(), nowMs);
  }

  receive(bytes: Uint8Array, nowMs: number): readonly ClientStep[] {
    return this.#follow(this.#terminal.receive(bytes, nowMs), nowMs);
  }

  expire(nowMs: number): readonly ClientStep[] {
    return this.#follow(this.#terminal.expire(nowMs), nowMs);
  }

  #follow(steps: readonly TerminalStep[], nowMs: number): readonly ClientStep[] {
    return steps.flatMap((step): readonly ClientStep[] => {
      switch (step.kind) {
        case "write":
          return [step];
        case "answered": {
          this.#times.note(step.command, step.elapsedMs);
          const { answer, isPromptMissing } = step;
          return this.#resume({ kind: "answered", result: elmResultOf(step.command, answer), answer, isPromptMissing }, nowMs);
        }
        case "silent":
          this.#times.noteSilent(step.command, step.afterMs);
          this.#silentMs = step.afterMs;
          return [];
        case "ready":
          return this.#resume({ kind: "silent", afterMs: this.#silentMs ?? 0 }, nowMs);
        case "lost":
          return this.#lose();
      }
    });
  }

  #resume(outcome: CommandOutcome, nowMs: number): readonly ClientStep[] {
    this.#silentMs = undefined;
    return this.#script === undefined ? [] : this.#advance(this.#script.next(outcome), nowMs);
  }

  /** Whatever the script was about cannot go on; the next request starts with a reset. */
  #lose(): readonly ClientStep[] {
    this.#silentMs = undefined;
    this.#script = undefined;
    this.#state.isSetUp = false;
    return [{ kind: "finished", outcome: { kind: "failed", why: "the adapter does not react; is it powered, and is the baud rate right?" } }];
  }

  #advance(next: IteratorResult<ScriptCommand, DiagnosticOutcome>, nowMs: number): readonly ClientStep[] {
    if (next.done === true) {
      this.#script = undefined;
      return [{ kind: "finished", outcome: next.value }];
    }
    const { text, unlearnedMs } = next.value;
    const step = this.#terminal.send({ text, timeoutMs: this.#times.timeoutMs(text, unlearnedMs) }, nowMs);
    return step.kind === "write" ? [step] : [];
  }
}

/** @throws DrawbarError `ELM_COMMAND_IMPOSSIBLE`. */
export function assertPossible({ payload }: DiagnosticRequest): void {
  if (payload.length > 0 && payload.length <= elmLimits.payloadBytesMax) return;
  throw elmFail("ELM_COMMAND_IMPOSSIBLE", `a request has 1 to ${elmLimits.payloadBytesMax} bytes, this one ${payload.length}`);
}
