/** Control units as ISO-TP nodes on a CAN bus, with the identifiers of ISO 15765-4. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { CanBus, CanSender } from "../../can/can-bus.ts";
import type { CanFrame } from "../../can/can-frame.ts";
import type { Timer, TimerHandle } from "../../can/timer.ts";
import type { ControlUnitReply, ControlUnits } from "../../diagnostics/control-units.ts";
import type { DiagnosticTarget } from "../../diagnostics/diagnostic-link.ts";
import { addressKey, normalAddress } from "../../isotp/addresses.ts";
import { functionalRequestId } from "../../isotp/diagnostic-ids.ts";
import type { IsoTpFraming } from "../../isotp/framing.ts";
import { IsoTpNode, type IsoTpRoute } from "../../isotp/node.ts";
import type { ReceiverOptions } from "../../isotp/receiver.ts";
import { ecuLimits } from "./limits.ts";

export interface IsoTpEcuOptions {
  readonly bus: CanBus;
  readonly sender: CanSender;
  readonly timer: Timer;
  readonly clock: Pick<Clock, "monoUs">;
  readonly units: ControlUnits;
  /** What the units listen to and answer with (`SimulatedControlUnits.addresses`). */
  readonly addresses: readonly { readonly requestId: number; readonly responseId: number }[];
  readonly framing?: IsoTpFraming;
  /** What is asked of a tester that sends a long request. */
  readonly flowControl?: Pick<ReceiverOptions, "blockSize" | "separationTimeMs">;
}

/** `start` and `stop` are idempotent; a stopped one is not started again. */
export class IsoTpEcu {
  readonly #options: IsoTpEcuOptions;
  readonly #node: IsoTpNode;
  readonly #routes = new Map<number, IsoTpRoute>();
  readonly #requestIds = new Map<number, number>();
  readonly #waiting = new Set<TimerHandle>();
  #stopping: Promise<void> | undefined;

  constructor(options: IsoTpEcuOptions) {
    this.#options = options;
    for (const { requestId, responseId } of options.addresses) {
      const from = normalAddress(requestId);
      this.#routes.set(addressKey(from), { from, replyTo: normalAddress(responseId) });
      this.#requestIds.set(responseId, requestId);
    }
    for (const width of [11, 29] as const) {
      const from = normalAddress(functionalRequestId(width));
      this.#routes.set(addressKey(from), { from, replyTo: from, isFunctional: true });
    }
    const { bus, sender, timer, clock, framing, flowControl } = options;
    this.#node = new IsoTpNode({
      bus,
      sender,
      timer,
      clock,
      ...(framing === undefined ? {} : { framing }),
      ...(flowControl === undefined ? {} : { flowControl }),
      route: ({ id, extended }: CanFrame) => this.#routes.get(addressKey({ id, extended })),
      listener: { onMessage: (route, payload) => this.#answer(route, payload) },
    });
  }

  start(): void {
    this.#node.start();
  }

  /** What has not been answered yet will not be. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    for (const handle of this.#waiting) handle.cancel();
    this.#waiting.clear();
    await this.#node.stop();
  }

  #answer({ from, isFunctional }: IsoTpRoute, payload: Uint8Array): void {
    const target: DiagnosticTarget = isFunctional === true ? { kind: "functional" } : { kind: "physical", requestId: from.id };
    const replies = this.#options.units.answer({ target, payload }, this.#options.clock.monoUs() / 1_000);
    // Units of the other identifier width do not hear the request.
    const heard = replies.filter(({ responseId }) => normalAddress(responseId).extended === from.extended);
    if (this.#waiting.size + heard.length > ecuLimits.waitingRepliesMax) return;
    for (const reply of heard) this.#plan(reply);
  }

  #plan(reply: ControlUnitReply): void {
    const handle = this.#options.timer.after(reply.afterMs, () => {
      this.#waiting.delete(handle);
      // An answer to a tester that has stopped listening goes nowhere; the next request finds the unit ready.
      void this.#node.send(normalAddress(reply.responseId), reply.payload);
    });
    this.#waiting.add(handle);
  }
}
