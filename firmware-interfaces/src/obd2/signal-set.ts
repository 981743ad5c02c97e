/** What a car answers beyond the standard, as data: signal sets in the form of OBDb (https://obdb.community, schema v3). */

export interface SignalSetSignal {
  readonly id: string;
  /** As people write it, such as `km/h`; empty for numbers, states and texts. */
  readonly unit: string;
  /** Bits before it, from the highest bit of the first byte behind the request's echo on. */
  readonly bit: number;
  readonly bits: number;
  readonly isLittleEndian: boolean;
  readonly isSigned: boolean;
  /** value = raw * multiplier / divisor + offset, then held within min and max. */
  readonly multiplier: number;
  readonly divisor: number;
  readonly offset: number;
  readonly min: number;
  readonly max: number;
  /** From here on down (up) the control unit means that it has no value. */
  readonly nullMin: number | undefined;
  readonly nullMax: number | undefined;
  /** Texts of raw values; one without text is no value. */
  readonly texts: ReadonlyMap<number, string> | undefined;
}

export interface SignalSetCommand {
  /** CAN identifier to ask; `undefined` for buses that have none. 7DF and DB33 ask everybody. */
  readonly requestId: number | undefined;
  /** CAN identifier that answers, when the set fixes it. */
  readonly responseId: number | undefined;
  /** Service and PID: `01 0C`, `22 09 1A`. */
  readonly request: Uint8Array;
  /** Seconds between two requests that make sense. */
  readonly periodS: number;
  readonly years: SignalSetYears | undefined;
  readonly signals: readonly SignalSetSignal[];
}

/** Model years that a command is for. Both ends given and the first later than the second: outside of the gap between them. */
export interface SignalSetYears {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly years: ReadonlySet<number>;
}

export interface SignalSet {
  readonly commands: readonly SignalSetCommand[];
  /** Signals that cannot be used, with the reason. */
  readonly leftOut: readonly { readonly id: string; readonly why: string }[];
}

export function isForYear(years: SignalSetYears | undefined, year: number): boolean {
  if (years === undefined || years.years.has(year)) return true;
  const { from, to } = years;
  if (from !== undefined && to !== undefined) return from < to ? year >= from && year <= to : year >= from || year <= to;
  if (to !== undefined) return year <= to;
  return from !== undefined && year >= from;
}
