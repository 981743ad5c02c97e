/** `drawbar j1939 read`: a recording in, messages, faults and identities out. Opens no file and prints nothing. */
import type { AddressEvent } from "../j1939/address-table.ts";
import { BusObserver, type BusObservation } from "../j1939/bus-observer.ts";
import type { Fault, FaultEvent } from "../j1939/fault-register.ts";
import type { J1939Message } from "../j1939/j1939-message.ts";
import { nameText, readName } from "../j1939/name.ts";
import type { ParameterGroup } from "../j1939/parameter-group.ts";
import { ParameterValues } from "../j1939/parameter-values.ts";
import type { LostTransfer } from "../j1939/transport-observer.ts";
import { oldSpnsOf, type OldSpnConversion } from "../j1939/trouble-codes.ts";
import type { LogEntry } from "../logs/log-entry.ts";
import type { LogProblem } from "../logs/log-problems.ts";
import type { OpenLog } from "../logs/log-reader.ts";
import { secondsText } from "../logs/log-time.ts";
import { J1939Summary } from "./j1939-summary.ts";

export interface J1939ReadOptions {
  readonly log: OpenLog;
  /** Parameter groups for the values: the built-in ones, and those of a table that the owner has. */
  readonly groups: readonly ParameterGroup[];
  /** How SPNs are written whose conversion bit is 1; without it they stay open, and the possible ones are named. */
  readonly oldConversion?: OldSpnConversion | undefined;
  /** Only this group, only this source address. */
  readonly pgn?: number | undefined;
  readonly source?: number | undefined;
  /** JSON lines instead of tables for people. */
  readonly json: boolean;
  readonly onProblem?: (problem: LogProblem) => void;
}

/**
 * @returns lines without their ends. As JSON, in the order of the recording, each with `time` (all its digits; `null`
 *   without times) and `bus`:
 *   a message `{"time","bus","pgn","source","destination","transport","data","spns"}`, `spns` physical values by SPN;
 *   a change of faults `{"time","bus","source","fault":{"event","list","spn","fmi","oc","lamps"}}`, `spn` and `oc` null when not
 *   known, then with `spnCandidates`; `{"time","bus","source","identity":{"kind",…}}`;
 *   `{"time","bus","address":{"event","address","name",…}}`; `{"time","bus","lost":{…}}` for a transfer that never ended.
 *   Otherwise tables of messages, faults, addresses and identities.
 */
export async function* j1939Read(options: J1939ReadOptions): AsyncGenerator<string> {
  const { log, json } = options;
  const values = new ParameterValues(options.groups);
  const observers = new Map<string, BusObserver>();
  const summary = new J1939Summary();
  for await (const batch of log.batches) {
    for (const problem of batch.problems) options.onProblem?.(problem);
    for (const entry of batch.entries) {
      let observer = observers.get(entry.bus);
      // A recording has at most `logLimits.interfacesMax` buses.
      if (observer === undefined) observers.set(entry.bus, (observer = new BusObserver(options.oldConversion)));
      const observation = observer.accept(entry.frame, entry.frame.atUs / 1_000);
      const time = log.times === "delta" ? secondsText(entry.frame.atUs) : entry.time;
      if (json) yield* jsonLines(entry, time, observation, values, options);
      else summarise(summary, entry, time, observation, values, options);
    }
  }
  for (const [bus, observer] of observers) {
    for (const lost of observer.expire(Number.POSITIVE_INFINITY)) {
      if (!isWanted(lost, options)) continue;
      if (json) yield JSON.stringify({ time: null, bus, lost: lostJson(lost) });
      else summary.addLost(bus, lost);
    }
  }
  if (!json) yield* summary.lines((spn) => values.nameOf(spn));
}

type Filter = Pick<J1939ReadOptions, "pgn" | "source">;

function isWanted({ pgn, sourceAddress }: Pick<J1939Message, "pgn" | "sourceAddress">, filter: Filter): boolean {
  return (filter.pgn === undefined || filter.pgn === pgn) && (filter.source === undefined || filter.source === sourceAddress);
}

function* jsonLines({ bus }: LogEntry, time: string, observation: BusObservation, values: ParameterValues, filter: Filter): Generator<string> {
  const head = { time: time === "" ? null : time, bus };
  for (const lost of observation.lost) if (isWanted(lost, filter)) yield JSON.stringify({ ...head, lost: lostJson(lost) });
  const { message, faults, identity, address } = observation;
  if (message === undefined || !isWanted(message, filter)) return;
  const { pgn, sourceAddress: source, destinationAddress: destination, transport, data } = message;
  const spns = Object.fromEntries(values.read(message).map(({ spn, value }) => [spn, value]));
  yield JSON.stringify({ ...head, pgn, source, destination, transport, data: Buffer.from(data).toString("hex"), spns });
  for (const event of faults) yield JSON.stringify({ ...head, source, fault: faultJson(event) });
  if (identity !== undefined) yield JSON.stringify({ ...head, source, identity });
  if (address !== undefined) yield JSON.stringify({ ...head, address: addressJson(address) });
}

function summarise(summary: J1939Summary, { bus, frame }: LogEntry, time: string, observation: BusObservation, values: ParameterValues, filter: Filter): void {
  for (const lost of observation.lost) if (isWanted(lost, filter)) summary.addLost(bus, lost);
  const { message, faults, identity, address } = observation;
  if (message === undefined || !isWanted(message, filter)) return;
  summary.addMessage(bus, message, values.groupOf(message.pgn), frame.atUs);
  for (const event of faults) if ("fault" in event) summary.addFault(bus, time, event.fault);
  if (identity !== undefined) summary.addIdentity(bus, message.sourceAddress, identity);
  if (address !== undefined && "address" in address) summary.addName(bus, address.address, address.name);
}

const eventNames = { faultAppeared: "appeared", faultCounted: "counted", faultGone: "gone", lampsChanged: "lamps", faultsLeftOut: "left-out" } as const;

function faultJson(event: FaultEvent): unknown {
  const name = eventNames[event.kind];
  if ("fault" in event) return { event: name, ...codeJson(event.fault) };
  return event.kind === "lampsChanged" ? { event: name, list: event.list, lamps: event.lamps } : { event: name, codes: event.codes };
}

function codeJson({ list, code, lamps }: Fault): Record<string, unknown> {
  const { spn, fmi, occurrenceCount } = code;
  return { list, spn: spn ?? null, fmi, oc: occurrenceCount ?? null, lamps, ...(spn === undefined ? { spnCandidates: oldSpnsOf(code) } : {}) };
}

function addressJson(event: AddressEvent): unknown {
  const name = { name: nameText(event.name), ...readName(event.name) };
  switch (event.kind) {
    case "addressClaimed":
      return {
        event: "claimed",
        address: event.address,
        ...name,
        ...(event.replaced === undefined ? {} : { replaced: nameText(event.replaced) }),
        ...(event.movedFrom === undefined ? {} : { movedFrom: event.movedFrom }),
      };
    case "addressContested":
      return { event: "contested", address: event.address, ...name, holder: nameText(event.holder) };
    case "addressNotClaimed":
      return { event: "not-claimed", address: null, ...name };
  }
}

function lostJson({ pgn, sourceAddress, destinationAddress, transport, bytes, packetsMissing, reason }: LostTransfer): unknown {
  return { pgn, source: sourceAddress, destination: destinationAddress, transport, bytes, packetsMissing, reason };
}
