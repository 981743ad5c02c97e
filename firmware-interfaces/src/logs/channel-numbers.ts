/** Buses have names here and numbers in most formats of recordings. */
import { logFail } from "./log-errors.ts";

/**
 * Which number each bus gets in a file.
 *
 * A name's own number decides (`can1`, `vcan1`: 1), counted from where the format counts, so that the file reads back
 * with the same names. A bus without a number, or whose number another one has, takes the lowest that is free.
 *
 * @param shift added to a name's own number: 1 where the format calls the first bus 1.
 * @param max highest number that the format has.
 * @throws DrawbarError `LOG_UNWRITABLE` when there are more buses than numbers.
 */
export function channelNumbers(buses: readonly string[], shift: 0 | 1, max: number): ReadonlyMap<string, number> {
  const channels = new Map<string, number>();
  const taken = new Set<number>();
  const take = (bus: string, channel: number): void => {
    channels.set(bus, channel);
    taken.add(channel);
  };
  const left: string[] = [];
  for (const bus of buses) {
    const channel = ownNumber(bus) + shift;
    if (channel >= shift && channel <= max && !taken.has(channel)) take(bus, channel);
    else left.push(bus);
  }
  for (const bus of left) {
    let channel: number = shift;
    while (taken.has(channel)) channel++;
    if (channel > max) throw logFail("LOG_UNWRITABLE", `the format has no more than ${max - shift + 1} buses and the recording has ${buses.length}`);
    take(bus, channel);
  }
  return channels;
}

/** @returns -1 for a name without a number at its end. */
export function ownNumber(bus: string): number {
  const digits = /\d{1,6}$/.exec(bus);
  return digits === null ? -1 : Number(digits[0]);
}
