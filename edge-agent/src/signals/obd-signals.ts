/** What OBD-II answers, joined to the unit's signal table: a signal for each value of each control unit. */
import { vssSignals } from "@drawbar/firmware-interfaces/catalogue/vss-signals.ts";
import { decimalsOf } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import type { ObdReading } from "@drawbar/firmware-interfaces/obd2/obd-client.ts";
import { readPid, type PidField } from "@drawbar/firmware-interfaces/obd2/pid-definition.ts";
import { pidDefinition } from "@drawbar/firmware-interfaces/obd2/pids.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import { agentLimits } from "../limits.ts";
import type { SampleSink } from "./bus-signals.ts";
import type { SignalTable } from "./signal-table.ts";

export interface ObdSignalsOptions {
  readonly bus: string;
  readonly table: Pick<SignalTable, "register">;
  readonly samples: Pick<SampleSink, "number">;
}

export class ObdSignals {
  readonly #options: ObdSignalsOptions;
  /** By source. Bounded like the table: what found no place there is kept as -1, and no more than the table has. */
  readonly #indices = new Map<string, number>();

  constructor(options: ObdSignalsOptions) {
    this.#options = options;
  }

  /**
   * @param owner control unit whose word counts where several have the PID: its signal gets the catalogue's name, those
   *   of the others keep their source. Without one all get it.
   */
  take({ responseId, pid, data }: ObdReading, owner: number | undefined): void {
    const definition = pidDefinition(pid);
    if (definition === undefined) return;
    for (const { field, raw } of readPid(definition, data)) {
      this.#options.samples.number(this.#indexOf(field, responseId, owner === undefined || owner === responseId), raw);
    }
  }

  #indexOf(field: PidField, responseId: number, isOwner: boolean): number {
    const { bus, table } = this.#options;
    const source = `${bus}/OBD/${field.name}@${responseId.toString(16).toUpperCase()}`;
    const known = this.#indices.get(source);
    if (known !== undefined) return known;
    const index = table.register([signalOf(field, source, isOwner)])[0] ?? -1;
    if (this.#indices.size < agentLimits.signalsMax) this.#indices.set(source, index);
    return index;
  }
}

function signalOf({ factor, offset, unit, vss }: PidField, source: string, isOwner: boolean): CatalogueSignal {
  const isSame = isOwner && vss !== undefined && vssSignals().get(vss)?.unit === unit;
  return { name: isSame ? vss : source, source, unit, kind: "scaled", factor, offset, decimals: decimalsOf(factor) };
}
