import type { Slot, SlotName } from "./slots.ts";

/** [suspect parameter number, name, byte from 1, bit from 1, slot or a scaling of its own]; little-endian, as all of J1939. */
export type ParameterRow = readonly [spn: number, name: string, byte: number, bit: number, slot: SlotName | Slot];

export interface ParameterGroup {
  readonly pgn: number;
  readonly acronym: string;
  readonly title: string;
  /** Usual time between two frames; 0 = sent on request or on change. */
  readonly periodMs: number;
  readonly parameters: readonly ParameterRow[];
  /** One frame for each place on the vehicle: the parameters named are present for the place that this one gives. */
  readonly perAxle?: { readonly location: string; readonly parameters: readonly string[]; readonly axles: number };
}
