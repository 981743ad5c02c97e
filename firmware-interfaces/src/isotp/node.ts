/**
 * One ISO-TP node on a CAN bus: takes frames from the bus, hands over messages, sends messages and flow controls.
 * A tester and a control unit differ only in the addresses that they listen to.
 */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { BusEvent, CanBus, CanSender } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import type { Timer, TimerHandle } from "../can/timer.ts";
import { addressKey, type IsoTpAddress } from "./addresses.ts";
import { addressBytesOf, assertFraming, obdFraming, pduBytesOf, type IsoTpFraming } from "./framing.ts";
import { wakeAt } from "./late-wake.ts";
import { isoTpLimits } from "./limits.ts";
import { parsePdu, type IsoTpPdu } from "./pdu.ts";
import { IsoTpReceiver, type AbortedReason, type ReceiverOptions } from "./receiver.ts";
import { IsoTpSender, type SendFailure, type SendStep } from "./sender.ts";
import { TransmitQueue } from "./transmit-queue.ts";

/** Where a frame comes from, and where answers to it go. */
export interface IsoTpRoute {
  /** As the frame carries it. */
  readonly from: IsoTpAddress;
  /** Where flow controls and answers go. */
  readonly replyTo: IsoTpAddress;
  /** Sent to a group: only single frames count, as nobody could control the flow. */
  readonly isFunctional?: boolean;
}

export interface IsoTpNodeListener {
  /** A whole message; the payload is the listener's. */
  onMessage(route: IsoTpRoute, payload: Uint8Array): void;
  /** A longer message has begun or goes on. */
  onProgress?(route: IsoTpRoute): void;
  /** A longer message was given up. */
  onBroken?(route: IsoTpRoute, reason: AbortedReason): void;
  onBusEvent?(event: BusEvent): void;
}

export type IsoTpSendOutcome =
  | { readonly kind: "sent" }
  /** `busy`: another message to the same address is on its way; `not-transmitted`: the controller took no frames for a second. */
  | { readonly kind: "failed"; readonly reason: SendFailure | "busy" | "not-transmitted" | "stopped" };

export interface IsoTpNodeOptions {
  readonly bus: CanBus;
  readonly sender: CanSender;
  readonly timer: Timer;
  readonly clock: Pick<Clock, "monoUs">;
  /** By default `obdFraming`: classic CAN, padded. */
  readonly framing?: IsoTpFraming;
  /** What we ask of senders; by default everything at once. */
  readonly flowControl?: Pick<ReceiverOptions, "blockSize" | "separationTimeMs">;
  /** @returns `undefined` for frames that are not for this node. Called for every data frame of the bus. */
  readonly route: (frame: CanFrame) => IsoTpRoute | undefined;
  readonly listener: IsoTpNodeListener;
}

interface Peer {
  /** Unknown until it has been heard. */
  route: IsoTpRoute | undefined;
  readonly receiver: IsoTpReceiver;
  outgoing: Outgoing | undefined;
}

interface Outgoing {
  readonly to: IsoTpAddress;
  readonly sender: IsoTpSender;
  readonly settle: (outcome: IsoTpSendOutcome) => void;
  wakeAtMs: number;
}

/** `start` and `stop` are idempotent; a stopped node is not started again. */
export class IsoTpNode {
  readonly #options: IsoTpNodeOptions;
  readonly #framing: IsoTpFraming;
  readonly #peers = new Map<number, Peer>();
  readonly #queue: TransmitQueue;
  #wake: TimerHandle | undefined;
  #isStopped = false;
  #stopping: Promise<void> | undefined;

  /** @throws DrawbarError `ISOTP_FRAME_BYTES_IMPOSSIBLE`. */
  constructor(options: IsoTpNodeOptions) {
    this.#options = options;
    this.#framing = options.framing ?? obdFraming;
    assertFraming(this.#framing);
    this.#queue = new TransmitQueue(options.sender, this.#framing);
  }

  start(): void {
    this.#options.bus.start({
      onFrames: (frames) => this.#acceptFrames(frames),
      onEvent: (event) => this.#options.listener.onBusEvent?.(event),
    });
  }

  /** Messages on their way fail with `stopped`. */
  stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    this.#wake?.cancel();
    this.#wake = undefined;
    this.#queue.clear();
    for (const peer of this.#peers.values()) peer.outgoing?.settle({ kind: "failed", reason: "stopped" });
    this.#peers.clear();
    await this.#options.bus.stop();
  }

  /**
   * Sends one message, in as many frames as it needs. One to a group must fit a single frame (`singlePayloadMax`): nobody
   * would control the flow of more.
   *
   * @param payload not changed by the caller until the promise is settled.
   * @throws DrawbarError `ISOTP_PAYLOAD_IMPOSSIBLE`.
   */
  send(to: IsoTpAddress, payload: Uint8Array): Promise<IsoTpSendOutcome> {
    const sender = new IsoTpSender({ payload, pduBytes: pduBytesOf(this.#framing, to), addressBytes: addressBytesOf(to) });
    if (this.#isStopped) return Promise.resolve({ kind: "failed", reason: "stopped" });
    const peer = this.#peerOf(addressKey(to), undefined);
    if (peer === undefined || peer.outgoing !== undefined) return Promise.resolve({ kind: "failed", reason: "busy" });
    return new Promise((resolve) => {
      const outgoing: Outgoing = {
        to,
        sender,
        wakeAtMs: Infinity,
        settle: (outcome) => {
          if (peer.outgoing === outgoing) peer.outgoing = undefined;
          resolve(outcome);
        },
      };
      peer.outgoing = outgoing;
      this.#take(outgoing, sender.start(this.#nowMs()));
      this.#schedule();
    });
  }

  #acceptFrames(frames: readonly CanFrame[]): void {
    const nowMs = this.#nowMs();
    let isForUs = false;
    for (const frame of frames) {
      if (frame.flags?.remote === true || frame.flags?.error === true) continue;
      const route = this.#options.route(frame);
      if (route === undefined || this.#isStopped) continue;
      isForUs = true;
      this.#acceptPdu(route, parsePdu(frame.data, addressBytesOf(route.from)), nowMs);
    }
    if (isForUs) this.#schedule();
  }

  #acceptPdu(route: IsoTpRoute, pdu: IsoTpPdu, nowMs: number): void {
    if (route.isFunctional === true) {
      if (pdu.kind === "single") this.#options.listener.onMessage(route, pdu.payload.slice());
      return;
    }
    const key = addressKey(route.replyTo);
    if (pdu.kind === "flow-control") {
      const outgoing = this.#peers.get(key)?.outgoing;
      const step = outgoing?.sender.acceptFlowControl(pdu, nowMs);
      if (outgoing !== undefined && step !== undefined) this.#take(outgoing, step);
      return;
    }
    const peer = this.#peerOf(key, route);
    if (peer === undefined) return;
    const reception = peer.receiver.accept(pdu, nowMs);
    if ((reception.kind === "progressed" || reception.kind === "aborted") && reception.reply !== undefined) {
      this.#queue.pushReply(reception.reply, route.replyTo);
      this.#queue.flush(nowMs);
    }
    const { listener } = this.#options;
    if (reception.kind === "completed") listener.onMessage(route, reception.payload);
    if (reception.kind === "progressed") listener.onProgress?.(route);
    if (reception.kind === "aborted") listener.onBroken?.(route, reception.reason);
  }

  #take(outgoing: Outgoing, step: SendStep): void {
    if (step.kind === "failed") {
      outgoing.settle(step);
      return;
    }
    outgoing.wakeAtMs = step.kind === "sending" ? step.wakeAtMs : Infinity;
    const isQueued = this.#queue.push(step.pdus, outgoing.to, (isTransmitted) => {
      if (!isTransmitted) outgoing.settle({ kind: "failed", reason: "not-transmitted" });
      else if (step.kind === "completed") outgoing.settle({ kind: "sent" });
    });
    if (!isQueued) outgoing.settle({ kind: "failed", reason: "not-transmitted" });
    this.#queue.flush(this.#nowMs());
  }

  #peerOf(key: number, route: IsoTpRoute | undefined): Peer | undefined {
    const known = this.#peers.get(key);
    if (known !== undefined) {
      known.route = route ?? known.route;
      return known;
    }
    if (this.#peers.size >= isoTpLimits.peersMax && !this.#forgetIdlePeer()) return undefined;
    const peer: Peer = { route, receiver: new IsoTpReceiver(this.#options.flowControl), outgoing: undefined };
    this.#peers.set(key, peer);
    return peer;
  }

  #forgetIdlePeer(): boolean {
    for (const [key, peer] of this.#peers) {
      if (peer.outgoing === undefined && peer.receiver.expiresAtMs === undefined) return this.#peers.delete(key);
    }
    return false;
  }

  #schedule(): void {
    this.#wake?.cancel();
    this.#wake = undefined;
    if (this.#isStopped) return;
    let wakeAtMs = this.#queue.retryAtMs ?? Infinity;
    for (const { receiver, outgoing } of this.#peers.values()) {
      wakeAtMs = Math.min(wakeAtMs, receiver.expiresAtMs ?? Infinity, this.#queue.retryAtMs === undefined ? (outgoing?.wakeAtMs ?? Infinity) : Infinity);
    }
    if (wakeAtMs === Infinity) return;
    this.#wake = wakeAt(
      this.#options.timer,
      () => this.#nowMs(),
      wakeAtMs,
      () => {
        this.#advance();
        this.#schedule();
      },
    );
  }

  #advance(): void {
    const nowMs = this.#nowMs();
    this.#queue.flush(nowMs);
    for (const { route, receiver, outgoing } of this.#peers.values()) {
      const expired = receiver.expire(nowMs);
      if (expired?.kind === "aborted" && route !== undefined) this.#options.listener.onBroken?.(route, expired.reason);
      // A sender is not asked for more while the controller has not taken what it gave.
      if (outgoing === undefined || outgoing.wakeAtMs > nowMs || this.#queue.retryAtMs !== undefined) continue;
      const step = outgoing.sender.advance(nowMs);
      if (step !== undefined) this.#take(outgoing, step);
    }
  }

  #nowMs(): number {
    return this.#options.clock.monoUs() / 1_000;
  }
}
