import { packetBytes } from "./transport-frames.ts";

/** What has arrived of one message, packet by packet in any order. */
export class TransferAssembly {
  readonly bytes: number;
  readonly packets: number;
  readonly #payload: Uint8Array;
  readonly #has: Uint8Array;
  #count = 0;

  /** @param bytes of the whole message, already checked against a limit. */
  constructor(bytes: number) {
    this.bytes = bytes;
    this.packets = Math.ceil(bytes / packetBytes);
    this.#payload = new Uint8Array(bytes);
    this.#has = new Uint8Array(this.packets);
  }

  get missing(): number {
    return this.packets - this.#count;
  }

  has(packet: number): boolean {
    return this.#has[packet - 1] === 1;
  }

  /** Whether the packet is there with just these bytes. */
  matches(packet: number, bytes: Uint8Array): boolean {
    const start = (packet - 1) * packetBytes;
    const wanted = Math.min(packetBytes, this.bytes - start);
    if (!this.has(packet) || bytes.length < wanted) return false;
    for (let index = 0; index < wanted; index++) if (this.#payload[start + index] !== bytes[index]) return false;
    return true;
  }

  /**
   * @param packet from 1.
   * @param bytes copied; what is behind the message's end is padding.
   * @returns false when there is no such packet, or it is too short for its place.
   */
  put(packet: number, bytes: Uint8Array): boolean {
    const start = (packet - 1) * packetBytes;
    const wanted = Math.min(packetBytes, this.bytes - start);
    if (packet < 1 || wanted <= 0 || bytes.length < wanted) return false;
    this.#payload.set(bytes.subarray(0, wanted), start);
    if (!this.has(packet)) this.#count++;
    this.#has[packet - 1] = 1;
    return true;
  }

  /** These are to come (again), so what is there of them counts no more. */
  forget(firstPacket: number, packets: number): void {
    for (let packet = Math.max(1, firstPacket); packet < firstPacket + packets && packet <= this.packets; packet++) {
      if (this.has(packet)) this.#count--;
      this.#has[packet - 1] = 0;
    }
  }

  /** @returns the first packet from `from` on that is missing, and how many are in a row. */
  missingRun(from: number, to: number): { readonly first: number; readonly packets: number } | undefined {
    let first = from;
    while (first <= to && this.has(first)) first++;
    if (first > to) return undefined;
    let end = first;
    while (end <= to && !this.has(end)) end++;
    return { first, packets: end - first };
  }

  /** The message, once nothing is missing; the caller owns it. */
  take(): Uint8Array {
    return this.#payload;
  }
}
