import { FrameProgram } from "../decoding/frame-program.ts";
import type { J1939Message } from "./j1939-message.ts";
import type { ParameterGroup } from "./parameter-group.ts";
import { layoutsOf, type ParameterLayout } from "./parameter-layouts.ts";

export interface ParameterValue {
  readonly spn: number;
  readonly name: string;
  /** Physical. */
  readonly value: number;
  readonly unit: string;
}

interface GroupPlan {
  readonly group: ParameterGroup;
  readonly layouts: readonly ParameterLayout[];
  readonly program: FrameProgram;
}

/** Messages to named values, for people and scripts; the hot path is `J1939Decoder`. */
export class ParameterValues {
  readonly #groups: ReadonlyMap<number, ParameterGroup>;
  readonly #plans = new Map<number, GroupPlan>();
  #names: ReadonlyMap<number, string> | undefined;

  constructor(groups: readonly ParameterGroup[]) {
    this.#groups = new Map(groups.map((group) => [group.pgn, group]));
  }

  groupOf(pgn: number): ParameterGroup | undefined {
    return this.#groups.get(pgn);
  }

  /** @returns the name of a parameter by its SPN alone, as trouble codes give it. */
  nameOf(spn: number): string | undefined {
    this.#names ??= new Map([...this.#groups.values()].flatMap(({ parameters }) => parameters.map(([number, name]) => [number, name] as const)));
    return this.#names.get(spn);
  }

  /** @returns what the message measures; "error", "not available" and indicators are no values. */
  read({ pgn, data }: Pick<J1939Message, "pgn" | "data">): readonly ParameterValue[] {
    const plan = this.#plan(pgn);
    if (plan === undefined) return [];
    const values: ParameterValue[] = [];
    plan.program.run(data, 0, {
      number: (index, raw) => {
        const { spn, name, unit, program } = plan.layouts[index] as ParameterLayout; // the program's own index
        values.push({ spn, name, unit, value: raw * program.factor + program.offset });
      },
      integer: () => undefined,
      text: () => undefined,
    });
    return values.sort((a, b) => a.spn - b.spn);
  }

  /** Plans are made when a group is heard: a licensed table has thousands. */
  #plan(pgn: number): GroupPlan | undefined {
    const known = this.#plans.get(pgn);
    if (known !== undefined) return known;
    const group = this.#groups.get(pgn);
    if (group === undefined) return undefined;
    const layouts = layoutsOf(group);
    const plan = { group, layouts, program: new FrameProgram(layouts.map(({ program }) => program)) };
    this.#plans.set(pgn, plan);
    return plan;
  }
}
