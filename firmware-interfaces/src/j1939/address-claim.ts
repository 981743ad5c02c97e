/**
 * Claiming an address for a node of ours, and defending it. Pure: each step says what to send; `expire` is called when
 * `dueMs` has come. A commanded address (PGN 65240) is not obeyed: nobody moves our node from outside.
 *
 * @see SAE J1939-81, 4.2 and 4.5
 */
import type { CanFrame } from "../can/can-frame.ts";
import { nullAddress, type AddressTable } from "./address-table.ts";
import { globalAddress, joinJ1939Id } from "./j1939-id.ts";
import { pgns, type J1939Message } from "./j1939-message.ts";
import { claimSettleMs } from "./limits.ts";
import { nameBytes, nameIn } from "./name.ts";

export type ClaimState = "unclaimed" | "claiming" | "claimed" | "without-address";

export interface ClaimStep {
  readonly frames: readonly Omit<CanFrame, "atUs">[];
  /** The state after a change. */
  readonly changed?: ClaimState;
}

export interface AddressClaimOptions {
  readonly name: bigint;
  readonly preferredAddress: number;
  /** Kept up to date by the owner; addresses in it are not tried. */
  readonly table: AddressTable;
  /** 0 to below 1, for the delay that keeps units without address from answering all at once. */
  readonly random: () => number;
}

/** Addresses that any unit may take (SAE J1939, appendix B, table B2: self-configurable). */
const selfConfigurable = { first: 128, last: 247 };
const arbitraryAddressBit = 1n << 63n;
/** 0 to 255 steps of 0.6 ms (SAE J1939-81, 4.2.2.3). */
const cannotClaimDelayMsMax = 153;
const nothing: ClaimStep = { frames: [] };

export class AddressClaim {
  readonly #options: AddressClaimOptions;
  readonly #tried = new Set<number>();
  #state: ClaimState = "unclaimed";
  #address = nullAddress;
  #dueMs: number | undefined;

  constructor(options: AddressClaimOptions) {
    this.#options = options;
  }

  get state(): ClaimState {
    return this.#state;
  }

  /** The address to send from; 0xFE without one. */
  get address(): number {
    return this.#state === "claimed" ? this.#address : nullAddress;
  }

  get dueMs(): number | undefined {
    return this.#dueMs;
  }

  start(nowMs: number): ClaimStep {
    if (this.#state !== "unclaimed") return nothing;
    return this.#claim(this.#options.preferredAddress, nowMs);
  }

  /** @param message any message; claims of our address and requests for ours matter. */
  accept(message: Pick<J1939Message, "pgn" | "sourceAddress" | "destinationAddress" | "data">, nowMs: number): ClaimStep {
    if (message.pgn !== pgns.addressClaimed || message.sourceAddress !== this.#address) return nothing;
    if (this.#state !== "claiming" && this.#state !== "claimed") return nothing;
    const name = nameIn(message.data);
    if (name === undefined || name === this.#options.name) return nothing;
    if (this.#options.name < name) return { frames: [this.#claimFrame()] };
    this.#tried.add(this.#address);
    const next = this.#nextAddress();
    return next === undefined ? this.#giveUp(nowMs) : this.#claim(next, nowMs);
  }

  /** The answer to a request for PGN 60928, to us or to all. */
  answerRequest(nowMs: number): ClaimStep {
    if (this.#state === "unclaimed") return nothing;
    if (this.#state !== "without-address") return { frames: [this.#claimFrame()] };
    this.#dueMs ??= nowMs + this.#options.random() * cannotClaimDelayMsMax;
    return nothing;
  }

  expire(nowMs: number): ClaimStep {
    if (this.#dueMs === undefined || nowMs < this.#dueMs) return nothing;
    this.#dueMs = undefined;
    if (this.#state === "without-address") return { frames: [this.#claimFrame()] };
    this.#state = "claimed";
    return { frames: [], changed: "claimed" };
  }

  #claim(address: number, nowMs: number): ClaimStep {
    this.#address = address;
    this.#dueMs = nowMs + claimSettleMs;
    const isNew = this.#state !== "claiming";
    this.#state = "claiming";
    return isNew ? { frames: [this.#claimFrame()], changed: "claiming" } : { frames: [this.#claimFrame()] };
  }

  #giveUp(nowMs: number): ClaimStep {
    this.#address = nullAddress;
    this.#state = "without-address";
    this.#dueMs = nowMs + this.#options.random() * cannotClaimDelayMsMax;
    return { frames: [], changed: "without-address" };
  }

  #nextAddress(): number | undefined {
    if ((this.#options.name & arbitraryAddressBit) === 0n) return undefined;
    for (let address = selfConfigurable.first; address <= selfConfigurable.last; address++) {
      if (!this.#tried.has(address) && this.#options.table.nameAt(address) === undefined) return address;
    }
    return undefined;
  }

  #claimFrame(): Omit<CanFrame, "atUs"> {
    const id = joinJ1939Id({ priority: 6, pgn: pgns.addressClaimed, sourceAddress: this.#address, destinationAddress: globalAddress });
    return { id, extended: true, data: nameBytes(this.#options.name) };
  }
}
