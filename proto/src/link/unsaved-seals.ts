/** What was sealed since the last commit, so that a full disk, which undoes it, does not lose it: it is sealed again. */
import { priorities, type Priority } from "./records.ts";
import type { Draft } from "./sealer.ts";

export interface UnsavedSeal {
  readonly priority: Priority;
  readonly draft: Draft;
}

/** What a sample and a record take in memory before they are encoded, about. */
const sampleBytes = 16;
const sealBytes = 256;

export class UnsavedSeals {
  readonly #bytesMax: number;
  #seals: UnsavedSeal[] = [];
  #bytes = 0;
  #lost: Record<Priority, number> = noSamples();
  #isUndone = false;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Whether what is here is in no open transaction. */
  get isUndone(): boolean {
    return this.#isUndone;
  }

  get count(): number {
    return this.#seals.length;
  }

  /** In order of sealing. They stay here until `committed`. */
  get seals(): readonly UnsavedSeal[] {
    return this.#seals;
  }

  /** Samples of each priority that had to be let go, none of them in `seals`. */
  get lost(): readonly { readonly priority: Priority; readonly samples: number }[] {
    return priorities.map((priority) => ({ priority, samples: this.#lost[priority] })).filter(({ samples }) => samples > 0);
  }

  /** The bound holds while the disk is full; before, the open transaction holds as much again, and its owner commits. */
  add(seal: UnsavedSeal): void {
    this.#seals.push(seal);
    this.#bytes += bytesOf(seal);
    if (this.#isUndone) this.#makeRoom();
  }

  addLost(priority: Priority, samples: number): void {
    this.#lost[priority] += samples;
  }

  /** Never to be sealed: its samples are lost. */
  drop(seal: UnsavedSeal): void {
    const index = this.#seals.indexOf(seal);
    if (index < 0) return;
    this.#seals.splice(index, 1);
    this.#bytes -= bytesOf(seal);
    this.#lost[seal.priority] += seal.draft.produced;
  }

  undone(): void {
    this.#isUndone = true;
    this.#makeRoom();
  }

  committed(): void {
    this.#seals = [];
    this.#bytes = 0;
    this.#lost = noSamples();
    this.#isUndone = false;
  }

  /** Lets go the oldest of the least important. */
  #makeRoom(): void {
    while (this.#bytes > this.#bytesMax) {
      const least = this.#seals.reduce((most: number, { priority }) => Math.max(most, priority), 0);
      const seal = this.#seals.find(({ priority }) => priority === least);
      if (seal === undefined) return;
      this.drop(seal);
    }
  }
}

function bytesOf({ draft }: UnsavedSeal): number {
  return sealBytes + draft.produced * sampleBytes;
}

function noSamples(): Record<Priority, number> {
  return { 0: 0, 1: 0, 2: 0, 3: 0 };
}
