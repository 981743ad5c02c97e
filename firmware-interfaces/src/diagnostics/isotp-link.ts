/** Diagnostic requests by ISO-TP on a CAN bus, with the identifiers and times of ISO 15765-4. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { BusEvent, CanBus, CanSender } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import type { Timer, TimerHandle } from "../can/timer.ts";
import { normalAddress, type IsoTpAddress } from "../isotp/addresses.ts";
import { functionalRequestId, requestIdOf, responseIdOf, type DiagnosticIdWidth } from "../isotp/diagnostic-ids.ts";
import { obdFraming, type IsoTpFraming } from "../isotp/framing.ts";
import { wakeAt } from "../isotp/late-wake.ts";
import { isoTpLimits } from "../isotp/limits.ts";
import { IsoTpNode, type IsoTpRoute } from "../isotp/node.ts";
import { singlePayloadMax } from "../isotp/pdu.ts";
import { diagnosticFail } from "./diagnostic-errors.ts";
import type { DiagnosticLink, DiagnosticOutcome, DiagnosticRequest } from "./diagnostic-link.ts";
import { diagnosticLimits } from "./limits.ts";
import { PendingRequest, type AnswerTimes } from "./pending-request.ts";

/**
 * The standard gives control units 50 ms (P2) and 5 s (P2*); a gateway on the way and our own waking up need as much
 * again, and a request too early repeated costs more than a wait.
 */
const defaultTimes: AnswerTimes = { p2Ms: 100, p2StarMs: 5_050 };

/** A message whose frames have stopped is reported by the node after N_Cr; that report is to come first. */
const arrivalMsMax = isoTpLimits.consecutiveFrameTimeoutMs + 50;

export interface IsoTpLinkOptions {
  readonly bus: CanBus;
  /** The permission to transmit: requests and flow controls go out by it. */
  readonly sender: CanSender;
  readonly timer: Timer;
  readonly clock: Pick<Clock, "monoUs">;
  /** Identifiers that functional requests use; by default 11 bits. */
  readonly width?: DiagnosticIdWidth;
  readonly framing?: IsoTpFraming;
  readonly times?: Partial<AnswerTimes>;
  /** For vehicles whose control units do not answer as ISO 15765-4 has it. By default `responseIdOf`. */
  readonly responseIdOf?: (requestId: number) => number;
}

interface Job {
  readonly request: DiagnosticRequest;
  readonly to: IsoTpAddress;
  /** Whose answer counts; `undefined` for a functional request: every unit's of OBD. */
  readonly from: IsoTpAddress | undefined;
  readonly settle: (outcome: DiagnosticOutcome) => void;
}

interface ActiveJob extends Job {
  readonly pending: PendingRequest;
}

/** `start` and `stop` are idempotent; a stopped link is not started again. */
export class IsoTpLink implements DiagnosticLink {
  readonly #options: IsoTpLinkOptions;
  readonly #times: AnswerTimes;
  readonly #node: IsoTpNode;
  readonly #waiting: Job[] = [];
  #active: ActiveJob | undefined;
  #wake: TimerHandle | undefined;
  #isStopped = false;
  #stopping: Promise<void> | undefined;

  constructor(options: IsoTpLinkOptions) {
    this.#options = options;
    this.#times = { ...defaultTimes, ...options.times };
    const { bus, sender, timer, clock, framing } = options;
    this.#node = new IsoTpNode({
      bus,
      sender,
      timer,
      clock,
      ...(framing === undefined ? {} : { framing }),
      route: (frame) => this.#route(frame),
      listener: {
        onMessage: ({ from }, payload) => this.#with((pending) => pending.accept({ responseId: from.id, payload }, this.#nowMs())),
        onProgress: ({ from }) => this.#with((pending) => pending.arriving(from.id, this.#nowMs() + arrivalMsMax)),
        onBroken: ({ from }, reason) =>
          this.#with((pending) => {
            // Too long is told in place of progress, by the first frame.
            if (reason === "too-long") pending.arriving(from.id, this.#nowMs() + arrivalMsMax);
            pending.break(from.id, `the answer of ${idText(from.id)} broke off (${reason})`);
          }),
        onBusEvent: (event) => this.#acceptBusEvent(event),
      },
    });
  }

  start(): void {
    this.#node.start();
  }

  /** Requests under way and in line end with `failed`. */
  stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    this.#finish({ kind: "failed", why: "the diagnostic link was stopped" });
    for (const { settle } of this.#waiting.splice(0)) settle({ kind: "failed", why: "the diagnostic link was stopped" });
    await this.#node.stop();
  }

  /** @throws DrawbarError `DIAGNOSTIC_REQUEST_IMPOSSIBLE` or `ISOTP_ADDRESS_IMPOSSIBLE`, as a rejection. */
  request(request: DiagnosticRequest): Promise<DiagnosticOutcome> {
    return new Promise((resolve) => {
      const { length } = request.payload;
      if (length === 0 || length > diagnosticLimits.requestBytesMax) {
        throw diagnosticFail("DIAGNOSTIC_REQUEST_IMPOSSIBLE", `a request of ${length} bytes; 1 to ${diagnosticLimits.requestBytesMax} can be asked`);
      }
      // Here and not when its turn comes: what is refused is the caller's mistake and must reach the caller.
      const addresses = this.#addressesOf(request);
      if (this.#isStopped) resolve({ kind: "failed", why: "the diagnostic link was stopped" });
      else if (this.#waiting.length >= diagnosticLimits.waitingRequestsMax) {
        resolve({ kind: "failed", why: `${this.#waiting.length} requests are in line already (diagnosticLimits.waitingRequestsMax)` });
      } else {
        this.#waiting.push({ request, ...addresses, settle: resolve });
        this.#next();
      }
    });
  }

  #next(): void {
    if (this.#active !== undefined) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#active = { ...job, pending: new PendingRequest(job.request, this.#times) };
    void this.#send(this.#active);
  }

  async #send(active: ActiveJob): Promise<void> {
    const sent = await this.#node.send(active.to, active.request.payload);
    if (this.#active !== active) return;
    if (sent.kind === "failed") {
      this.#finish({ kind: "failed", why: `the request did not get out (${sent.reason})` });
      return;
    }
    active.pending.sent(this.#nowMs());
    this.#check();
  }

  #route(frame: CanFrame): IsoTpRoute | undefined {
    if (this.#active === undefined) return undefined;
    const { id, extended } = frame;
    const { from, to } = this.#active;
    if (from !== undefined) return id === from.id && extended === from.extended ? { from, replyTo: to } : undefined;
    const requestId = extended === to.extended ? requestIdOf(frame) : undefined;
    return requestId === undefined ? undefined : { from: { id, extended }, replyTo: { id: requestId, extended } };
  }

  #with(act: (pending: PendingRequest) => void): void {
    if (this.#active === undefined) return;
    act(this.#active.pending);
    this.#check();
  }

  #check(): void {
    const active = this.#active;
    if (active === undefined) return;
    const outcome = active.pending.outcome(this.#nowMs());
    if (outcome !== undefined) {
      this.#finish(outcome);
      return;
    }
    this.#wake?.cancel();
    const { expiresAtMs } = active.pending;
    if (expiresAtMs === Infinity) return;
    this.#wake = wakeAt(
      this.#options.timer,
      () => this.#nowMs(),
      expiresAtMs,
      () => this.#check(),
    );
  }

  #finish(outcome: DiagnosticOutcome): void {
    this.#wake?.cancel();
    this.#wake = undefined;
    const active = this.#active;
    this.#active = undefined;
    active?.settle(outcome);
    if (!this.#isStopped) this.#next();
  }

  #acceptBusEvent(event: BusEvent): void {
    if (event.kind === "down") this.#finish({ kind: "failed", why: `${this.#options.bus.name} went down (${event.why})` });
    if (event.kind === "ended") this.#finish({ kind: "failed", why: `${this.#options.bus.name} has ended` });
  }

  #addressesOf({ target, payload }: DiagnosticRequest): Pick<Job, "to" | "from"> {
    if (target.kind === "physical") {
      const responseId = (this.#options.responseIdOf ?? responseIdOf)(target.requestId);
      return { to: normalAddress(target.requestId), from: normalAddress(responseId) };
    }
    const payloadMax = singlePayloadMax((this.#options.framing ?? obdFraming).frameBytes);
    if (payload.length > payloadMax) {
      throw diagnosticFail(
        "DIAGNOSTIC_REQUEST_IMPOSSIBLE",
        `a functional request of ${payload.length} bytes; nobody could control its flow, so it has one frame of ${payloadMax}`,
      );
    }
    return { to: normalAddress(functionalRequestId(this.#options.width ?? 11)), from: undefined };
  }

  #nowMs(): number {
    return this.#options.clock.monoUs() / 1_000;
  }
}

function idText(id: number): string {
  return `0x${id.toString(16).toUpperCase()}`;
}
