import { catalogueLimits } from "./limits.ts";
import { nearestName } from "./nearest-name.ts";
import type { MappingPlace, MappingProblem, MappingProblemCode } from "./mapping-types.ts";

/** What is wrong with one mapping, up to a limit, and the suggestions for it, which cost time and so have one too. */
export class MappingProblems {
  readonly #items: MappingProblem[] = [];
  #hidden = 0;
  #suggested = 0;

  add(code: MappingProblemCode, { line, column }: MappingPlace, message: string, severity: MappingProblem["severity"] = "error"): void {
    if (this.#items.length < catalogueLimits.mappingProblemsMax) this.#items.push({ line, column, severity, code, message });
    else this.#hidden++;
  }

  /** @returns `; did you mean X?`, or nothing. */
  suggestion(wanted: string, candidates: () => Iterable<string>): string {
    if (this.#suggested >= catalogueLimits.suggestionsMax) return "";
    this.#suggested++;
    const nearest = nearestName(wanted, candidates());
    return nearest === undefined ? "" : `; did you mean ${nearest}?`;
  }

  /** In file order; the last one counts those that were not kept. */
  toArray(): readonly MappingProblem[] {
    const sorted = this.#items.toSorted((a, b) => a.line - b.line || a.column - b.column);
    const last = sorted.at(-1);
    if (this.#hidden === 0 || last === undefined) return sorted;
    const { line, column } = last;
    return [...sorted, { line, column, severity: "error", code: "mapping-problems-too-many", message: `${this.#hidden} more are not shown` }];
  }
}
