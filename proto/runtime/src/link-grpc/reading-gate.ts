/** Pauses a call's reading while anybody has a reason to. HTTP/2's window then holds the sender up. */
export interface ReadableCall {
  pause(): unknown;
  resume(): unknown;
}

export class ReadingGate<Reason extends string> {
  readonly #call: ReadableCall;
  readonly #reasons = new Set<Reason>();

  constructor(call: ReadableCall) {
    this.#call = call;
  }

  get isPaused(): boolean {
    return this.#reasons.size > 0;
  }

  pause(reason: Reason): void {
    if (this.#reasons.size === 0) this.#call.pause();
    this.#reasons.add(reason);
  }

  resume(reason: Reason): void {
    if (this.#reasons.delete(reason) && this.#reasons.size === 0) this.#call.resume();
  }
}
