/** Multiplexing as a tree: what is always there, and for each value of a selector what is there then. */
import { decodingLimits } from "./limits.ts";
import { encodeStep, stepInts } from "./program-steps.ts";
import { layoutBits, type SignalLayout } from "./signal-layout.ts";

export interface ProgramSignal extends SignalLayout {
  /** What the sink is told, before the base is added. */
  readonly index: number;
  /** How a number of more than 53 bits reaches the sink; shorter ones and floats are always numbers. */
  readonly carriedAs: "scaled" | "float" | "integer" | "text";
  readonly factor: number;
  readonly offset: number;
  /** Raw values above it mean "error" or "not available" and are left out. */
  readonly rawMax?: number | undefined;
  readonly selectedBy?: { readonly selector: number; readonly ranges: readonly { readonly from: number; readonly to: number }[] } | undefined;
}

export interface StepNode {
  readonly steps: Int32Array;
  /** One per step; absent when no signal of the node has such a limit. */
  readonly rawMax: Float64Array | undefined;
  /** Of all steps. */
  readonly bytesNeeded: number;
  readonly selectors: readonly Selector[];
}

export interface Selector {
  /** Start of the selector's own step. */
  readonly step: number;
  readonly nodeOf: (value: number) => StepNode | undefined;
}

/**
 * @param signals `selectedBy.selector` is a position in this list. A signal whose selectors go round in a circle is in no node.
 * @throws RangeError beyond `decodingLimits.programStepsMax`.
 */
export function buildTree(signals: readonly ProgramSignal[]): StepNode {
  const isLong = signals.some((signal) => layoutBits(signal).bytesNeeded > 8);
  const dependants = new Map<number, number[]>();
  const always: number[] = [];
  for (const [position, { selectedBy }] of signals.entries()) {
    if (selectedBy === undefined) always.push(position);
    else dependants.set(selectedBy.selector, [...(dependants.get(selectedBy.selector) ?? []), position]);
  }
  let stepsLeft: number = decodingLimits.programStepsMax;

  const build = (positions: readonly number[]): StepNode => {
    stepsLeft -= positions.length;
    if (stepsLeft < 0) throw tooMany();
    // Signals of one window together: it is loaded once.
    const sorted = positions.toSorted((a, b) => firstByteOf(signals, a) - firstByteOf(signals, b) || a - b);
    const steps = new Int32Array(sorted.length * stepInts);
    const rawMax = new Float64Array(sorted.length).fill(Number.POSITIVE_INFINITY);
    let bytesNeeded = 0;
    const selectors: Selector[] = [];
    for (const [at, position] of sorted.entries()) {
      const signal = signals[position] as ProgramSignal; // positions are of this list
      steps.set(encodeStep(signal, signal.index, position, isLong), at * stepInts);
      rawMax[at] = signal.rawMax ?? Number.POSITIVE_INFINITY;
      bytesNeeded = Math.max(bytesNeeded, layoutBits(signal).bytesNeeded);
      const selected = dependants.get(position);
      if (selected !== undefined && signal.numeric === "integer" && signal.lengthBits <= 53) {
        selectors.push({ step: at * stepInts, nodeOf: lookup(intervals(signals, selected), build) });
      }
    }
    return { steps, rawMax: rawMax.every((limit) => limit === Number.POSITIVE_INFINITY) ? undefined : rawMax, bytesNeeded, selectors };
  };
  return build(always);
}

function firstByteOf(signals: readonly ProgramSignal[], position: number): number {
  return layoutBits(signals[position] as ProgramSignal).firstByte; // positions are of this list
}

interface Interval {
  readonly from: number;
  readonly to: number;
  readonly positions: readonly number[];
}

/** Disjoint, ascending, each with the signals that are there for its values. */
function intervals(signals: readonly ProgramSignal[], positions: readonly number[]): readonly Interval[] {
  const ranges = positions.flatMap((position) => (signals[position]?.selectedBy?.ranges ?? []).map((range) => ({ ...range, position })));
  const borders = [...new Set(ranges.flatMap(({ from, to }) => [from, to + 1]))].toSorted((a, b) => a - b);
  const starting = Map.groupBy(ranges, ({ from }) => from);
  const ending = Map.groupBy(ranges, ({ to }) => to + 1);
  /** How many of a signal's ranges, which may overlap, are open. */
  const open = new Map<number, number>();
  const result: Interval[] = [];
  let steps = 0;
  for (const [index, from] of borders.entries()) {
    for (const { position } of ending.get(from) ?? []) changeBy(open, position, -1);
    for (const { position } of starting.get(from) ?? []) changeBy(open, position, 1);
    const next = borders[index + 1];
    if (open.size === 0 || next === undefined) continue;
    steps += open.size;
    if (steps > decodingLimits.programStepsMax) throw tooMany();
    result.push({ from, to: next - 1, positions: [...open.keys()] });
  }
  return result;
}

function changeBy(counts: Map<number, number>, key: number, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

function tooMany(): RangeError {
  return new RangeError(`the multiplexing needs more than ${decodingLimits.programStepsMax} steps (decodingLimits.programStepsMax)`);
}

function lookup(parts: readonly Interval[], build: (positions: readonly number[]) => StepNode): Selector["nodeOf"] {
  const nodes = parts.map(({ from, to, positions }) => ({ from, to, node: build(positions) }));
  const last = nodes.at(-1)?.to ?? -1;
  if (last <= decodingLimits.denseSelectorMax) {
    const table = Array.from({ length: last + 1 }, (_, value) => nodes.find(({ from, to }) => value >= from && value <= to)?.node);
    return (value) => table[value];
  }
  return (value) => {
    let low = 0;
    let high = nodes.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const part = nodes[middle] as (typeof nodes)[number]; // low <= middle <= high
      if (value < part.from) high = middle - 1;
      else if (value > part.to) low = middle + 1;
      else return part.node;
    }
    return undefined;
  };
}
