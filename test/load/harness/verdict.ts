/** The closing line of a figure, by which people and CI go. */
import type { Figure } from "./bench-types.ts";
import { shortNumber } from "./statistics.ts";

export type Verdict = "holds" | "falls short" | "cannot judge";

/** @param wasQuiet whether every round began on a quiet machine. */
export function verdictOf({ value, direction, must }: Figure, wasQuiet: boolean): Verdict {
  if (value === undefined || Number.isNaN(value) || !wasQuiet) return "cannot judge";
  return (direction === "at-most" ? value <= must : value >= must) ? "holds" : "falls short";
}

/** `B4/obd 0.312 B/sample must<=0.6 moonshot<=0.4 holds`. */
export function closingLine(id: string, figure: Figure, verdict: Verdict): string {
  const { name, value, unit, direction, must, moonshot } = figure;
  const sign = direction === "at-most" ? "<=" : ">=";
  const label = name === undefined ? id : `${id}/${name}`;
  return `${label} ${value === undefined ? "-" : shortNumber(value)} ${unit} must${sign}${must} moonshot${sign}${moonshot} ${verdict}`;
}

/** 0 when everything holds, 1 when something falls short, else 3: nothing is known to be wrong, but nothing is known to hold. */
export function exitStatusOf(verdicts: readonly Verdict[]): 0 | 1 | 3 {
  if (verdicts.includes("falls short")) return 1;
  return verdicts.includes("cannot judge") ? 3 : 0;
}
