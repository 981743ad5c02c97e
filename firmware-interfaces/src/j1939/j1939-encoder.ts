import { insertNumber } from "../decoding/raw-bits.ts";
import { parameterGroups } from "./parameter-groups.ts";
import { layoutsOf, type ParameterLayout } from "./parameter-layouts.ts";

/** Payload of every group here. */
const payloadBytes = 8;

/** Writes payloads of one parameter group. What is not given is "not available", all ones, as the standard asks. */
export class ParameterGroupEncoder {
  readonly #layouts: ReadonlyMap<string, ParameterLayout>;

  /** @throws RangeError when the package has no such group. */
  constructor(wanted: string) {
    const group = parameterGroups.find(({ acronym }) => acronym === wanted);
    if (group === undefined) throw new RangeError(`there is no parameter group ${wanted}`);
    this.#layouts = new Map(layoutsOf(group).map((layout) => [layout.name, layout]));
  }

  /**
   * @param values physical values by parameter name; what lies outside the parameter's range is set to its end.
   * @throws RangeError for a name that the group does not have.
   */
  encode(values: Readonly<Record<string, number>>): Uint8Array {
    const data = new Uint8Array(payloadBytes).fill(0xff);
    for (const [name, value] of Object.entries(values)) {
      const layout = this.#layouts.get(name);
      if (layout === undefined) throw new RangeError(`the parameter group has no parameter ${name}`);
      const { factor, offset, rawMax = 0 } = layout.program;
      insertNumber(data, layout.program, Math.min(rawMax, Math.max(0, Math.round((value - offset) / factor))));
    }
    return data;
  }
}
