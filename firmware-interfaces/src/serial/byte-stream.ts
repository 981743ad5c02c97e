/** A serial line, whatever carries it: a port of the machine, a TCP connection to a gateway, memory in tests. */
export interface ByteStream {
  /** For messages, such as `/dev/ttyUSB0` or `192.168.0.10:35000`. */
  readonly name: string;
  /** Calls the reader from then on; nothing that came before is lost. Idempotent. */
  start(reader: ByteReader): void;
  /** @returns false when too much waits to be sent already (`serialLimits.writeBytesMax`) or the stream has ended: nothing was taken. */
  write(bytes: Uint8Array): boolean;
  /** Closes the line. After it resolves the reader is called no more. Idempotent. */
  stop(): Promise<void>;
}

export interface ByteReader {
  /** Bytes as they come, cut anywhere. They are the reader's only until it returns. */
  onBytes(bytes: Uint8Array): void;
  /** The other side is gone; nothing more comes. Not called after `stop`. @param why for people; `undefined` after a regular end. */
  onEnd(why: string | undefined): void;
}

/** A device that is not there is normal, so it is a value. */
export type StreamOpening =
  | { readonly kind: "opened"; readonly stream: ByteStream }
  /** `why` is for people. */
  | { readonly kind: "failed"; readonly why: string };
