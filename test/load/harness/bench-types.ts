/**
 * What a benchmark is. To add one, write a file `test/load/<topic>-bench.ts` that exports `benches`, a list of `Bench`;
 * nothing else has to be told. Ids and bars are those of the project's budgets.
 *
 * ```ts
 * export const benches: readonly Bench[] = [
 *   {
 *     id: "B99",
 *     title: "what is measured, against whom",
 *     run: async (context) => {
 *       const { ours, peer } = await context.rounds(async () => ({ ours: measureOurs(), peer: measurePeer() }));
 *       return [{ value: medianRatio(ours, peer), unit: "x", direction: "at-least", must: 5, moonshot: 20 }];
 *     },
 *   },
 * ];
 * ```
 *
 * Machines differ and are noisy: a bar is a ratio inside one run, or a count that is exact. Measure ours and the peer
 * alternately inside each round, warm both up before, and bound every loop.
 */
export interface Bench {
  /** Such as `B4`. */
  readonly id: string;
  readonly title: string;
  run(context: BenchContext): Promise<readonly Figure[]> | readonly Figure[];
}

/** One figure and its bars. */
export interface Figure {
  /** Tells figures of one bench apart: `obd` is printed as `B4/obd`. */
  readonly name?: string;
  /** `undefined` when it cannot be had here, such as without recordings; it is then not judged. */
  readonly value: number | undefined;
  readonly unit: string;
  /** Whether less or more is better. */
  readonly direction: "at-most" | "at-least";
  readonly must: number;
  readonly moonshot: number;
}

export interface BenchContext {
  /** `--long`: more than 10 minutes are allowed. */
  readonly isLong: boolean;
  /** A line for people, at once. */
  say(line: string): void;
  /**
   * Three rounds, each after the machine was found quiet. Prints every value with its median.
   *
   * @param measure returns values by name, the same names each time; rates and durations, not ratios of them.
   * @returns per name the values of the rounds in order.
   */
  rounds<Name extends string>(
    measure: (round: number) => Promise<Readonly<Record<Name, number>>> | Readonly<Record<Name, number>>,
  ): Promise<Readonly<Record<Name, readonly number[]>>>;
  /** An empty folder of the bench's own, on the disk of the system's temporary folder; removed afterwards. */
  scratchFolder(): string;
}
