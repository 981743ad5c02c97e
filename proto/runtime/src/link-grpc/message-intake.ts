/** Decodes a peer's messages for its handler, waits for its promises within a bound, and ends the call of who breaks the protocol. */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { PeerMessage } from "@drawbar/proto/link/messages.ts";
import { decodePeerMessage } from "@drawbar/proto/wire/peer-message.ts";
import { checkSpeaker } from "@drawbar/proto/wire/speaker.ts";
import type { Logger } from "../logging/logger.ts";
import { linkGrpcLimits } from "./limits.ts";
import type { ExchangeConnection } from "./peer-connection.ts";

export interface MessageIntakeOptions {
  readonly connection: ExchangeConnection;
  readonly onMessage: (message: PeerMessage) => void | Promise<void>;
  readonly log: Logger;
}

export class MessageIntake {
  readonly #options: MessageIntakeOptions;
  /** Promises of the handler that are open. */
  #handling = 0;

  constructor(options: MessageIntakeOptions) {
    this.#options = options;
  }

  take(bytes: Uint8Array): void {
    const { connection, onMessage } = this.#options;
    if (connection.isClosed) return;
    let handled: void | Promise<void>;
    try {
      const message = decodePeerMessage(bytes);
      checkSpeaker(connection, message);
      handled = onMessage(message);
    } catch (error) {
      return this.#fault(error);
    }
    if (handled === undefined) return;
    this.#handling += 1;
    if (this.#handling >= linkGrpcLimits.handlingMax) connection.gate.pause("handling");
    handled.then(
      () => this.#handled(),
      (error: unknown) => this.#fault(error),
    );
  }

  #handled(): void {
    this.#handling -= 1;
    if (this.#handling <= linkGrpcLimits.handlingMax / 2) this.#options.connection.gate.resume("handling");
  }

  /** What a peer did wrong is its error; anything else is ours. */
  #fault(error: unknown): void {
    const { connection, log } = this.#options;
    const fields = { error, connection: connection.id, source: connection.sourceId };
    if (error instanceof DrawbarError && (error.code === "WIRE_MALFORMED" || error.code === "WIRE_FOREIGN_SOURCE")) {
      log.warn(fields, "peer broke the protocol");
      return connection.close(error.code === "WIRE_MALFORMED" ? "malformed" : "foreign", error.message);
    }
    log.error(fields, "message of a peer could not be handled");
    connection.close("failed", "this hub could not handle a message");
  }
}
