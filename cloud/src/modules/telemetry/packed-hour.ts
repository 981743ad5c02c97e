/**
 * The minutes of one hour of one source, signal by signal, so that one signal can be read without the others. Numbers
 * of a scaled signal are kept as the raw integers that they come from; all come back bit for bit.
 */
import { BytePacker, ByteUnpacker } from "./byte-packer.ts";
import { packColumn, unpackColumn, type Scale } from "./minute-column.ts";
import type { MinuteOfSignal } from "./packed-minute.ts";

/** By the minute of the hour, 0 to 59, then by signal id. */
export type MinutesOfHour = ReadonlyMap<number, ReadonlyMap<number, MinuteOfSignal>>;

const version = 1;
export const minutesPerHour = 60;

/**
 * Version 1: how many minutes and which, how many signals; for each, in rising order of the id, its distance from the id
 * before and the length of its column; then the columns.
 *
 * @param scalesOf what a signal's raw numbers may have been multiplied with; none for one whose numbers are none.
 */
export function packHour(minutes: MinutesOfHour, scalesOf: (signalId: number) => readonly Scale[]): Uint8Array {
  const present = [...minutes.keys()].toSorted((left, right) => left - right);
  const signalIds = [...new Set([...minutes.values()].flatMap((signals) => [...signals.keys()]))].toSorted((left, right) => left - right);
  const columns = signalIds.map((signalId) =>
    packColumn(
      present.map((minute) => minutes.get(minute)?.get(signalId)),
      scalesOf(signalId),
    ),
  );
  const head = new BytePacker();
  head.byte(version);
  head.byte(present.length);
  for (const minute of present) head.byte(minute);
  head.count(signalIds.length);
  let before = 0;
  for (const [index, signalId] of signalIds.entries()) {
    head.count(signalId - before);
    head.count(columns[index]?.length ?? 0);
    before = signalId;
  }
  return Buffer.concat([head.done(), ...columns]);
}

/** @param wanted signal ids; everything when absent. @returns every minute that is there, with those of its signals that are wanted. */
export function unpackHour(bytes: Uint8Array, wanted?: ReadonlySet<number>): Map<number, Map<number, MinuteOfSignal>> {
  const head = new ByteUnpacker(bytes);
  if (head.byte() !== version) throw new RangeError("minutes of a later release");
  const present = Array.from({ length: head.byte() }, () => head.byte());
  const minutes = new Map(present.map((minute) => [minute, new Map<number, MinuteOfSignal>()]));
  const places: { signalId: number; length: number }[] = [];
  const size = head.count();
  let signalId = 0;
  for (let index = 0; index < size; index += 1) {
    signalId += head.count();
    places.push({ signalId, length: head.count() });
  }
  let at = head.position;
  for (const place of places) {
    if (wanted === undefined || wanted.has(place.signalId)) {
      for (const [index, value] of unpackColumn(bytes.subarray(at, at + place.length), present.length).entries()) {
        if (value !== undefined) minutes.get(present[index] ?? -1)?.set(place.signalId, value);
      }
    }
    at += place.length;
  }
  return minutes;
}
