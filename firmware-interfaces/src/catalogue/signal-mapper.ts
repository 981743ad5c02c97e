/** From where a value was found to what it is called: `can0/WHEEL_SPEEDS/WHEEL_SPEED_FL` to a VSS name and a unit people know. */
import { dbcNames } from "./dbc-names.ts";
import { spnNames } from "./spn-names.ts";
import { unitOf } from "./units.ts";
import { vssSignals } from "./vss-signals.ts";

/** What must be known of a decoded signal; `DecodedSignal` has it. */
export interface MappableSignal {
  readonly message: string;
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  readonly spn?: number | undefined;
}

export interface MappedSignal {
  /** VSS name, or the source when nothing maps it. */
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
}

export interface SignalNameTables {
  readonly spn: Readonly<Record<number, string>>;
  /** Keys are `message/signal`. */
  readonly dbc: Readonly<Record<string, string>>;
}

/** Names only what keeps its numbers: a signal whose unit is not the one of the VSS signal stays itself. */
export class SignalMapper {
  readonly #tables: SignalNameTables;

  constructor(tables: SignalNameTables = { spn: spnNames, dbc: dbcNames }) {
    this.#tables = tables;
  }

  /** @param source as in the catalogue, such as `can1/EEC1/EngineSpeed@00`. */
  map(source: string, signal: MappableSignal): MappedSignal {
    const unit = unitOf(signal.unit);
    const name = this.#nameOf(signal);
    const isSame = name !== undefined && vssSignals().get(name)?.unit === unit;
    return { name: isSame ? name : source, unit, decimals: signal.decimals };
  }

  #nameOf(signal: MappableSignal): string | undefined {
    const { spn: bySpn, dbc: byName } = this.#tables;
    if (signal.spn !== undefined && Object.hasOwn(bySpn, signal.spn)) return bySpn[signal.spn];
    const key = `${signal.message}/${signal.name}`;
    return Object.hasOwn(byName, key) ? byName[key] : undefined;
  }
}
