import type { CanBus } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import type { SignalMapper } from "@drawbar/firmware-interfaces/catalogue/signal-mapper.ts";
import type { FrameDecoder } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { FrameTimes } from "../time/sample-times.ts";
import type { UnitClock } from "../time/unit-clock.ts";
import type { ObdChannel } from "./obd-input.ts";

/** A bus and what understands it. */
export interface AgentBus {
  readonly bus: CanBus;
  readonly decoders: readonly FrameDecoder[];
  /** What its signals are called; as Drawbar knows them when absent. */
  readonly mapper?: SignalMapper | undefined;
  /** How its frames get their time; by this machine's clock when absent. */
  readonly times?: ((clock: UnitClock) => FrameTimes) | undefined;
  /** Set where the vehicle may be asked by OBD-II: the permission to transmit. */
  readonly obd?: ObdChannel | undefined;
}

export interface OpenedBuses {
  readonly buses: readonly AgentBus[];
  /** What makes them speak; start these once the agent listens. */
  readonly sources: readonly Part[];
}
