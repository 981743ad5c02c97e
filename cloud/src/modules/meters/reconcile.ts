/** What a meter shows, from all who say something about it. Pure, and the same for any order of sources and readings. */
import { meterLimits, meterRules, type MeterRule } from "./limits.ts";
import { chainOf, toleranceOf, unitRatioOf, type Chain } from "./meter-chain.ts";
import type { Doubt, Driven, MeterKind, MeterSource, MeterStatement, Reading, ReadingsOfSource } from "./meter-types.ts";

interface Candidate extends Chain {
  readonly source: MeterSource;
  readonly last: Reading;
  /** How many others, and the track, agree with it. */
  votes: number;
  against?: Doubt | undefined;
}

interface Said {
  readonly source: MeterSource;
  readonly chain: Chain;
}

/**
 * The source that most others agree with is believed; of equal ones one that was never swapped, a signal rather than
 * people, the newest. What was driven, or ran, after its last reading is added from the others.
 *
 * @param driven of the odometer only; in any order.
 */
export function reconcile(meter: MeterKind, sources: readonly ReadingsOfSource[], driven: readonly Driven[] = []): MeterStatement {
  const rule = meterRules[meter];
  const said: readonly Said[] = sources
    .map((each) => ({ source: each.source, chain: chainOf(each, rule) }))
    .toSorted((one, other) => (nameOf(one.source) < nameOf(other.source) ? -1 : 1));
  const candidates = said.flatMap(({ source, chain }): Candidate[] => {
    const last = chain.believed.at(-1);
    return last === undefined ? [] : [{ ...chain, source, last, votes: 0 }];
  });
  for (const each of candidates) {
    judgeByTrack(each, driven);
    each.votes += candidates.filter((other) => other !== each && isAgreed(rule, each, other)).length;
  }
  const chosen = candidates.toSorted(byTrust)[0];
  const others = candidates.filter((each) => each !== chosen);
  if (chosen !== undefined) for (const other of others) other.against ??= doubtOf(rule, other, chosen);
  return {
    ...(chosen === undefined ? {} : valueNow(rule, chosen, others, driven)),
    sources: said.map(({ source, chain }) => {
      const candidate = candidates.find((each) => each.source === source);
      const doubts = candidate?.against === undefined ? chain.doubts : [candidate.against, ...chain.doubts].slice(0, meterLimits.doubtsMax);
      return { source, isChosen: candidate !== undefined && candidate === chosen, value: candidate?.last.value, atUs: candidate?.last.atUs, doubts };
    }),
  };
}

function byTrust(one: Candidate, other: Candidate): number {
  const rank = ({ against, votes, isJoined, source, last }: Candidate) => [
    against === undefined ? 0 : 1,
    -votes,
    isJoined ? 1 : 0,
    source.kind === "signal" ? 0 : 1,
    -last.atUs,
  ];
  const [left, right] = [rank(one), rank(other)];
  return left.map((value, index) => value - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0; // of equal ones the first by name: sorting keeps it
}

/** A meter that counts 1.6 times, or a thousand times, what the track measures, speaks in another unit. */
function judgeByTrack(candidate: Candidate, driven: readonly Driven[]): void {
  if (candidate.source.kind === "people") return;
  let [track, counted] = [0, 0];
  for (const { fromUs, toUs, km, isOfTrack } of driven) {
    if (!isOfTrack) continue;
    const [start, end] = [between(candidate.believed, fromUs), between(candidate.believed, toUs)];
    if (start.low === undefined || end.high === undefined) continue;
    track += km;
    counted += end.high - start.low;
  }
  if (track < meterLimits.trackKmMin) return;
  const ratio = counted / track;
  if (Math.abs(ratio - 1) <= 0.1) candidate.votes += 1;
  else if (unitRatioOf(ratio) !== undefined) candidate.against = { ...candidate.last, reason: "unit", expected: candidate.last.value / ratio };
}

/** Whether the newest of both that can be compared fit each other. */
function isAgreed(rule: MeterRule, one: Candidate, other: Candidate): boolean {
  const [older, newer] = one.last.untilUs <= other.last.untilUs ? [one, other] : [other, one];
  return misfit(rule, older.last, newer) === undefined;
}

/** @returns what was expected of a reading by another source; `undefined` when it fits. */
function misfit(rule: MeterRule, { atUs, untilUs, value }: Reading, { believed, error }: Candidate): number | undefined {
  const { low } = between(believed, atUs);
  const { high } = between(believed, untilUs);
  const tolerance = toleranceOf(rule, value) + error;
  if (low !== undefined && value < low - tolerance) return low;
  return high !== undefined && value > high + tolerance ? high : undefined;
}

function doubtOf(rule: MeterRule, other: Candidate, chosen: Candidate): Doubt | undefined {
  const isOlder = other.last.untilUs <= chosen.last.untilUs;
  const expected = isOlder ? misfit(rule, other.last, chosen) : misfit(rule, chosen.last, other) === undefined ? undefined : chosen.last.value;
  if (expected === undefined) return undefined;
  return { ...other.last, reason: unitRatioOf(other.last.value / expected) === undefined ? "contradicts" : "unit", expected };
}

/** What a source said before and after a time: the meter was between both. */
function between(believed: readonly Reading[], atUs: number): { readonly low?: number | undefined; readonly high?: number | undefined } {
  let [first, end] = [0, believed.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    if ((believed[middle]?.atUs ?? atUs) < atUs) first = middle + 1;
    else end = middle;
  }
  const high = believed[first]?.value;
  while (first >= 0 && (believed[first]?.untilUs ?? Number.POSITIVE_INFINITY) > atUs) first -= 1;
  return { low: believed[first]?.value, high };
}

function valueNow(rule: MeterRule, chosen: Candidate, others: readonly Candidate[], driven: readonly Driven[]): Omit<MeterStatement, "sources"> {
  const { source, last } = chosen;
  const apart = others.filter(({ against }) => against === undefined).map((other) => apartOf(chosen, other));
  const error = Math.max(rule.readError + chosen.error, ...apart);
  const further = others.flatMap((other) => {
    if (other.against?.reason === "unit" || other.last.untilUs <= last.untilUs) return [];
    const { low, high } = between(other.believed, last.untilUs);
    const from = low ?? high;
    if (from === undefined) return [];
    const gain = Math.max(0, other.last.value - from);
    return [{ gain, error: (high ?? from) - from + other.error + rule.readError, atUs: other.last.untilUs }];
  });
  const counted = further.toSorted((one, other) => one.error - other.error || other.atUs - one.atUs)[0];
  if (counted !== undefined) return { source, value: last.value + counted.gain, atUs: counted.atUs, error: error + counted.error, added: counted.gain };
  const since = driven.filter(({ toUs }) => toUs > last.untilUs);
  const added = since.reduce((sum, { fromUs, toUs, km }) => sum + km * Math.min(1, (toUs - last.untilUs) / Math.max(1, toUs - fromUs)), 0);
  const atUs = since.reduce((latest, { toUs }) => Math.max(latest, toUs), last.atUs);
  return { source, value: last.value + added, atUs, error: error + added * meterLimits.drivenErrorShare, ...(added === 0 ? {} : { added }) };
}

/** How far both lie apart at least, where they can be compared. */
function apartOf(one: Candidate, other: Candidate): number {
  const [older, newer] = one.last.untilUs <= other.last.untilUs ? [one, other] : [other, one];
  const { low, high } = between(newer.believed, older.last.untilUs);
  const { value } = older.last;
  return Math.max(0, (low ?? value) - value, value - (high ?? value));
}

function nameOf(source: MeterSource): string {
  return source.kind === "signal" ? `s${source.name}` : "people";
}
