/** What a J1939 recording holds, as tables for people. */
import { failureModeText } from "../j1939/failure-modes.ts";
import type { Fault } from "../j1939/fault-register.ts";
import type { Identity } from "../j1939/identities.ts";
import { protocolGroupNames, type J1939Message } from "../j1939/j1939-message.ts";
import { nameText, readName } from "../j1939/name.ts";
import type { ParameterGroup } from "../j1939/parameter-group.ts";
import type { LostTransfer } from "../j1939/transport-observer.ts";
import { oldSpnsOf } from "../j1939/trouble-codes.ts";
import { addressText, lampsText } from "./j1939-text.ts";
import { commandLimits } from "./limits.ts";
import { textTable } from "./text-table.ts";

interface MessageRow {
  readonly bus: string;
  readonly pgn: number;
  readonly name: string;
  readonly source: number;
  readonly destination: number;
  readonly transport: string;
  messages: number;
  bytesMax: number;
  readonly firstUs: number;
  lastUs: number;
}

export class J1939Summary {
  readonly #messages = new Map<string, MessageRow>();
  readonly #faults = new Map<string, { readonly bus: string; readonly firstTime: string; fault: Fault }>();
  readonly #identities: (readonly [bus: string, source: number, identity: Identity])[] = [];
  readonly #names = new Map<string, readonly [bus: string, address: number, name: bigint]>();
  readonly #lost = new Map<string, number>();
  #uncounted = 0;

  addMessage(bus: string, message: J1939Message, group: ParameterGroup | undefined, atUs: number): void {
    const { pgn, sourceAddress: source, destinationAddress: destination, transport, data } = message;
    const key = `${bus} ${pgn} ${source} ${destination} ${transport}`;
    let row = this.#messages.get(key);
    if (row === undefined) {
      if (this.#messages.size >= commandLimits.j1939RowsMax) {
        this.#uncounted++;
        return;
      }
      row = {
        bus,
        pgn,
        name: group?.acronym ?? protocolGroupNames.get(pgn) ?? "",
        source,
        destination,
        transport,
        messages: 0,
        bytesMax: 0,
        firstUs: atUs,
        lastUs: atUs,
      };
      this.#messages.set(key, row);
    }
    row.messages++;
    row.bytesMax = Math.max(row.bytesMax, data.length);
    row.lastUs = atUs;
  }

  /** Keeps the last state of each fault, also of those that went again. */
  addFault(bus: string, time: string, fault: Fault): void {
    const key = `${bus} ${fault.list} ${fault.sourceAddress} ${fault.code.key}`;
    const known = this.#faults.get(key);
    if (known !== undefined) known.fault = fault;
    else if (this.#faults.size < commandLimits.j1939RowsMax) this.#faults.set(key, { bus, firstTime: time, fault });
    else this.#uncounted++;
  }

  addIdentity(bus: string, source: number, identity: Identity): void {
    if (this.#identities.length < commandLimits.j1939RowsMax) this.#identities.push([bus, source, identity]);
    else this.#uncounted++;
  }

  addName(bus: string, address: number, name: bigint): void {
    if (this.#names.size < commandLimits.j1939RowsMax) this.#names.set(`${bus} ${address} ${name}`, [bus, address, name]);
    else this.#uncounted++;
  }

  addLost(bus: string, { reason }: LostTransfer): void {
    const key = `${bus} ${reason}`;
    this.#lost.set(key, (this.#lost.get(key) ?? 0) + 1);
  }

  /** @param nameOf a parameter's name by its SPN, where it is known. */
  *lines(nameOf: (spn: number) => string | undefined): Generator<string> {
    yield* textTable([["bus", "pgn", "name", "source", "to", "by", "messages", "bytes", "mean ms"], ...this.#messageRows()]);
    if (this.#faults.size > 0) {
      yield "";
      yield* textTable([["bus", "faults", "source", "spn", "fmi", "count", "first", "lamps", "meaning"], ...this.#faultRows(nameOf)]);
    }
    if (this.#names.size > 0) {
      yield "";
      yield* textTable([["bus", "address", "name", "manufacturer", "function", "identity"], ...this.#nameRows()]);
    }
    if (this.#identities.length > 0) {
      yield "";
      yield* textTable([
        ["bus", "source", "says it is", ""],
        ...this.#identities.map(([bus, source, identity]) => [bus, addressText(source), ...words(identity)]),
      ]);
    }
    if (this.#lost.size > 0) yield "";
    for (const [key, count] of this.#lost) {
      const [bus, reason] = key.split(" ");
      yield `${bus}: transfers lost: ${count} ${reason}`;
    }
    if (this.#uncounted > 0) yield `${this.#uncounted} more beyond the first ${commandLimits.j1939RowsMax} of a kind`;
  }

  #messageRows(): string[][] {
    const rows = [...this.#messages.values()].sort((a, b) => (a.bus === b.bus ? a.pgn - b.pgn || a.source - b.source : a.bus < b.bus ? -1 : 1));
    return rows.map((row) => [
      row.bus,
      String(row.pgn),
      row.name,
      addressText(row.source),
      row.destination === 0xff ? "all" : addressText(row.destination),
      row.transport,
      String(row.messages),
      String(row.bytesMax),
      row.messages < 2 ? "-" : ((row.lastUs - row.firstUs) / (row.messages - 1) / 1_000).toFixed(1),
    ]);
  }

  #faultRows(nameOf: (spn: number) => string | undefined): string[][] {
    return [...this.#faults.values()].map(({ bus, firstTime, fault: { list, sourceAddress, code, lamps } }) => [
      bus,
      list,
      addressText(sourceAddress),
      code.spn === undefined ? oldSpnsOf(code).join(" or ") : String(code.spn),
      String(code.fmi),
      code.occurrenceCount === undefined ? "-" : String(code.occurrenceCount),
      firstTime,
      lampsText(lamps),
      [code.spn === undefined ? undefined : nameOf(code.spn), failureModeText(code.fmi)].filter((part) => part !== undefined).join(": "),
    ]);
  }

  #nameRows(): string[][] {
    return [...this.#names.values()].map(([bus, address, name]) => {
      const { manufacturerCode, functionCode, identityNumber } = readName(name);
      return [bus, addressText(address), nameText(name), String(manufacturerCode), String(functionCode), String(identityNumber)];
    });
  }
}

function words(identity: Identity): readonly [string, string] {
  switch (identity.kind) {
    case "vehicle":
      return ["VIN", identity.vin];
    case "software":
      return ["software", identity.versions.join(", ")];
    case "component":
      return ["component", said([identity.make, identity.model, identity.serialNumber, identity.unitNumber])];
    case "ecu":
      return ["ECU", said([identity.manufacturer, identity.type, identity.partNumber, identity.serialNumber, identity.location, identity.hardware])];
  }
}

function said(fields: readonly (string | undefined)[]): string {
  return fields.filter((field) => field !== undefined).join(", ");
}
