/** A simulated vehicle on a bus that is really there: what it would say in memory goes out through a sender. */
import type { CanFrame } from "../can/can-frame.ts";
import type { CanSender } from "../can/can-bus.ts";
import type { SimulatedVehicle } from "./simulated-vehicle.ts";

export interface SentCounts {
  readonly frames: number;
  /** Frames that found the transmit queue full: the bus is slower than the vehicle, or nobody acknowledges. */
  readonly refused: number;
}

export class VehicleOnBus {
  #frames = 0;
  #refused = 0;
  readonly #sender: CanSender;

  /** Everything that the vehicle says from now on is sent. */
  constructor(vehicle: Pick<SimulatedVehicle, "buses">, sender: CanSender) {
    this.#sender = sender;
    for (const bus of vehicle.buses) bus.connect().start({ onFrames: (frames) => this.#send(frames), onEvent: () => undefined });
  }

  get counts(): SentCounts {
    return { frames: this.#frames, refused: this.#refused };
  }

  #send(frames: readonly CanFrame[]): void {
    for (const { id, extended, data } of frames) {
      if (this.#sender.send({ id, extended, data, flags: undefined })) this.#frames += 1;
      else this.#refused += 1;
    }
  }
}
