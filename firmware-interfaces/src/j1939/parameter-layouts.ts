/** Rows of parameter-groups.ts as places in a payload. */
import { decimalsOf, type DecodedSignal } from "../decoding/frame-decoder.ts";
import type { ProgramSignal } from "../decoding/program-tree.ts";
import type { ParameterGroup, ParameterRow } from "./parameter-group.ts";
import { slots, type Slot } from "./slots.ts";
import { validRawMax } from "./value-ranges.ts";

export interface ParameterLayout {
  readonly spn: number;
  readonly name: string;
  readonly unit: string;
  readonly program: ProgramSignal;
}

/** In the order of their index. A parameter that is sent for each axle has one entry an axle: `AxleWeight1`, `AxleWeight2`... */
export function layoutsOf(group: ParameterGroup): readonly ParameterLayout[] {
  const { perAxle } = group;
  const layouts: ParameterLayout[] = [];
  const location = group.parameters.findIndex(([, name]) => name === perAxle?.location);
  for (const row of group.parameters) {
    const [, name] = row;
    if (perAxle === undefined || !perAxle.parameters.includes(name)) {
      layouts.push(layoutOf(row, name, layouts.length));
      continue;
    }
    for (let axle = 1; axle <= perAxle.axles; axle++) {
      const layout = layoutOf(row, `${name}${axle}`, layouts.length);
      // High four bits: the axle, front to rear from 0; low four: the wheel on it (SAE J1939-71, SPN 928).
      const ranges = [{ from: (axle - 1) * 16, to: axle * 16 - 1 }];
      layouts.push({ ...layout, program: { ...layout.program, selectedBy: { selector: location, ranges } } });
    }
  }
  return layouts;
}

/** @param suffix the source address behind the path, such as `@00`. */
export function describeParameters(group: ParameterGroup, layouts: readonly ParameterLayout[], suffix: string): readonly DecodedSignal[] {
  return layouts.map(({ spn, name, unit, program }) => ({
    message: group.acronym,
    name,
    path: `${group.acronym}/${name}${suffix}`,
    kind: "scaled",
    factor: program.factor,
    offset: program.offset,
    unit,
    decimals: decimalsOf(program.factor),
    spn,
    values: undefined,
    cycleTimeMs: group.periodMs === 0 ? undefined : group.periodMs,
  }));
}

function layoutOf([spn, name, byte, bit, scaling]: ParameterRow, shownName: string, index: number): ParameterLayout {
  const slot: Slot = typeof scaling === "string" ? slots[scaling] : scaling;
  const startBit = (byte - 1) * 8 + (bit - 1);
  if (bit < 1 || bit > 8) throw new RangeError(`parameter ${name} begins at bit ${bit} of a byte`);
  return {
    spn,
    name: shownName,
    unit: slot.unit,
    program: {
      index,
      startBit,
      lengthBits: slot.bits,
      byteOrder: "intel",
      signed: false,
      numeric: "integer",
      carriedAs: "scaled",
      factor: slot.factor,
      offset: slot.offset,
      rawMax: slot.rawMax ?? validRawMax(slot.bits),
    },
  };
}
