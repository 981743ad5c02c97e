/** Gathers encoded messages per link until they are posted to the main thread in one go. */
import type { LinkId, Parcel } from "./thread-messages.ts";

export class Parcels {
  readonly #open = new Map<LinkId, { readonly urgent: Uint8Array[]; readonly normal: Uint8Array[] }>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** @param bytes with a buffer of its own, which will change threads. */
  add(link: LinkId, bytes: Uint8Array, isUrgent: boolean): void {
    let parcel = this.#open.get(link);
    if (parcel === undefined) {
      parcel = { urgent: [], normal: [] };
      this.#open.set(link, parcel);
    }
    (isUrgent ? parcel.urgent : parcel.normal).push(bytes);
    this.#bytes += bytes.length;
  }

  /** What is for a link that is gone goes nowhere. */
  drop(link: LinkId): void {
    this.#open.delete(link);
  }

  /** @returns what was gathered, and the buffers to hand over. */
  take(): { readonly parcels: readonly Parcel[]; readonly buffers: ArrayBuffer[] } {
    const parcels: Parcel[] = [];
    const buffers: ArrayBuffer[] = [];
    for (const [link, { urgent, normal }] of this.#open) {
      const messages = [...urgent, ...normal];
      parcels.push({ link, messages, urgent: urgent.length });
      for (const message of messages) buffers.push(message.buffer as ArrayBuffer); // made by an encoder, never shared
    }
    this.#open.clear();
    this.#bytes = 0;
    return { parcels, buffers };
  }
}
