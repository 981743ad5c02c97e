/** What OBD-II answers, joined to the unit's signal table: a signal for each value of each control unit. */
import { decimalsOf, signalSource, type DecodedSignal } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
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
  /** Name, unit and the rest of a signal, as the catalogue has it. */
  readonly describe: (bus: string, signal: DecodedSignal) => CatalogueSignal;
}

export class ObdSignals {
  readonly #options: ObdSignalsOptions;
  /** By path. Bounded like the table: what found no place there is kept as -1, and no more than the table has. */
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
      this.#options.samples.number(this.#indexOf(pid, field, responseId, owner === undefined || owner === responseId), raw);
    }
  }

  /** The catalogue's name of a field; its source within the message when the catalogue has none. */
  nameOf(pid: number, fieldName: string): string {
    const field = pidDefinition(pid)?.fields.find(({ name }) => name === fieldName);
    if (field === undefined) return fieldName;
    const { bus, describe } = this.#options;
    const signal = signalOf(pid, field, `OBD/${field.name}`);
    const { name } = describe(bus, signal);
    return name === signalSource(bus, signal) ? field.name : name;
  }

  #indexOf(pid: number, field: PidField, responseId: number, isOwner: boolean): number {
    const path = `OBD/${field.name}@${responseId.toString(16).toUpperCase()}`;
    const known = this.#indices.get(path);
    if (known !== undefined) return known;
    const { bus, describe, table } = this.#options;
    const signal = signalOf(pid, field, path);
    const described = describe(bus, signal);
    const index = table.register([isOwner ? described : { ...described, name: signalSource(bus, signal) }])[0] ?? -1;
    if (this.#indices.size < agentLimits.signalsMax) this.#indices.set(path, index);
    return index;
  }
}

function signalOf(pid: number, { factor, name, offset, unit }: PidField, path: string): DecodedSignal {
  return { message: "OBD", name, path, kind: "scaled", factor, offset, unit, decimals: decimalsOf(factor), pid };
}
