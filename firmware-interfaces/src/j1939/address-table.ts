/**
 * Who has which address, from the claims that are heard. Listening only.
 *
 * @see SAE J1939-81, 4.5
 */
import { pgns, type J1939Message } from "./j1939-message.ts";
import { nameIn } from "./name.ts";

export type AddressEvent =
  /** `replaced`: the NAME that had the address before and lost it to a lower one. `movedFrom`: where this NAME was before. */
  | {
      readonly kind: "addressClaimed";
      readonly address: number;
      readonly name: bigint;
      readonly replaced?: bigint | undefined;
      readonly movedFrom?: number | undefined;
    }
  /** A claim that loses, since the holder's NAME is lower. */
  | { readonly kind: "addressContested"; readonly address: number; readonly name: bigint; readonly holder: bigint }
  /** A unit that found no address. */
  | { readonly kind: "addressNotClaimed"; readonly name: bigint };

/** Claims from here say that the sender has no address. */
export const nullAddress = 0xfe;

/** One per bus; holds at most one NAME for each of the 254 addresses. */
export class AddressTable {
  readonly #names = new Map<number, bigint>();
  readonly #addresses = new Map<bigint, number>();

  nameAt(address: number): bigint | undefined {
    return this.#names.get(address);
  }

  addressOf(name: bigint): number | undefined {
    return this.#addresses.get(name);
  }

  entries(): readonly (readonly [address: number, name: bigint])[] {
    return [...this.#names].sort(([a], [b]) => a - b);
  }

  /** @returns what changed; `undefined` for other messages, and for a claim that is repeated. */
  accept({ pgn, sourceAddress, data }: Pick<J1939Message, "pgn" | "sourceAddress" | "data">): AddressEvent | undefined {
    if (pgn !== pgns.addressClaimed) return undefined;
    const name = nameIn(data);
    if (name === undefined || sourceAddress > nullAddress) return undefined;
    const previous = this.#addresses.get(name);
    if (sourceAddress === nullAddress) {
      if (previous !== undefined) this.#remove(previous);
      return { kind: "addressNotClaimed", name };
    }
    if (previous === sourceAddress) return undefined;
    const holder = this.#names.get(sourceAddress);
    if (holder !== undefined && holder < name) return { kind: "addressContested", address: sourceAddress, name, holder };
    this.#remove(sourceAddress);
    if (previous !== undefined) this.#remove(previous);
    this.#names.set(sourceAddress, name);
    this.#addresses.set(name, sourceAddress);
    return { kind: "addressClaimed", address: sourceAddress, name, replaced: holder, movedFrom: previous };
  }

  #remove(address: number): void {
    const name = this.#names.get(address);
    if (name === undefined) return;
    this.#names.delete(address);
    this.#addresses.delete(name);
  }
}
