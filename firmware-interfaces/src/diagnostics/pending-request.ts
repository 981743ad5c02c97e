/** One diagnostic request under way: who has answered, who has asked for time, and when to stop waiting. Pure. */
import { matchAnswer } from "./answer-match.ts";
import type { DiagnosticAnswer, DiagnosticOutcome, DiagnosticRequest } from "./diagnostic-link.ts";
import { diagnosticLimits } from "./limits.ts";

/** @see ISO 14229-2, 7.2 (P2, P2*); ISO 15765-4, 6.2 (P2CAN) */
export interface AnswerTimes {
  /** P2: until an answer begins, milliseconds. */
  readonly p2Ms: number;
  /** P2*: until an answer begins after `7F xx 78`, milliseconds. */
  readonly p2StarMs: number;
}

interface Responder {
  /** P2* after its last `7F xx 78`. */
  readonly pendingUntilMs: number;
  /** While its message is arriving: when the transport will have given it up. */
  readonly arrivingUntilMs: number;
}

export class PendingRequest {
  readonly #request: DiagnosticRequest;
  readonly #times: AnswerTimes;
  readonly #answers = new Map<number, DiagnosticAnswer>();
  /** Control units that have begun to answer or asked for time. */
  readonly #awaited = new Map<number, Responder>();
  #listeningUntilMs = Infinity;
  #deadlineMs = Infinity;
  #broken: string | undefined;

  constructor(request: DiagnosticRequest, times: AnswerTimes) {
    this.#request = request;
    this.#times = times;
  }

  /** The request's last frame went out; from then on the times run. */
  sent(nowMs: number): void {
    this.#listeningUntilMs = nowMs + this.#times.p2Ms;
    this.#deadlineMs = nowMs + diagnosticLimits.requestMsMax;
  }

  /** When `outcome` must be asked again if nothing arrives before; infinite until the request was sent. */
  get expiresAtMs(): number {
    let latestMs = this.#listeningUntilMs;
    for (const { pendingUntilMs, arrivingUntilMs } of this.#awaited.values()) latestMs = Math.max(latestMs, pendingUntilMs, arrivingUntilMs);
    return Math.min(latestMs, this.#deadlineMs);
  }

  /** A control unit's message is arriving frame by frame; the transport reports it before `untilMs`, whole or broken. */
  arriving(responseId: number, untilMs: number): void {
    if (this.#hasRoomFor(responseId)) this.#awaited.set(responseId, { pendingUntilMs: 0, ...this.#awaited.get(responseId), arrivingUntilMs: untilMs });
  }

  /** A whole message, of which it finds out whether it answers this request. */
  accept(answer: DiagnosticAnswer, nowMs: number): void {
    const { responseId } = answer;
    const match = matchAnswer(this.#request.payload, answer.payload);
    const responder = this.#awaited.get(responseId);
    if (match === "unrelated") {
      // Its real answer may still come, within the time that it had anyway.
      if (responder !== undefined) this.#awaited.set(responseId, { ...responder, arrivingUntilMs: 0 });
      return;
    }
    if (!this.#hasRoomFor(responseId)) return;
    if (match === "pending") {
      this.#awaited.set(responseId, { pendingUntilMs: nowMs + this.#times.p2StarMs, arrivingUntilMs: 0 });
      return;
    }
    this.#awaited.delete(responseId);
    // The latest word counts, and so does the order of arrival.
    this.#answers.delete(responseId);
    this.#answers.set(responseId, answer);
  }

  /** A control unit's message broke off. One that was no part of this request does not count. */
  break(responseId: number, why: string): void {
    if (this.#awaited.delete(responseId)) this.#broken = why;
  }

  /** @returns `undefined` while it is worth waiting. */
  outcome(nowMs: number): DiagnosticOutcome | undefined {
    const isPhysical = this.#request.target.kind === "physical";
    // Of one unit asked alone nothing more can come once it has answered or broken off.
    const isSettled = isPhysical && this.#awaited.size === 0 && (this.#answers.size > 0 || this.#broken !== undefined);
    if (!isSettled && nowMs < this.expiresAtMs) return undefined;
    if (this.#answers.size > 0) return { kind: "answered", answers: [...this.#answers.values()] };
    if (this.#broken !== undefined) return { kind: "failed", why: this.#broken };
    return { kind: "silent" };
  }

  #hasRoomFor(responseId: number): boolean {
    if (this.#answers.has(responseId) || this.#awaited.has(responseId)) return true;
    return this.#answers.size + this.#awaited.size < diagnosticLimits.answersMax;
  }
}
