import { describe, expect, it } from "vitest";
import { parseSourceId } from "../kernel/ids.ts";
import { accountOf, runsOf, type ReceivedRecord, type StreamFacts } from "./accounting.ts";
import { streamKey, type Epoch } from "./records.ts";

const stream = streamKey(parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11"), 1 as Epoch, 3);
const segment = (seq: number, producedBefore: number, samples: number): ReceivedRecord => ({
  seq,
  kind: "segment",
  producedBefore,
  produced: samples,
  samples,
});
const one = segment(1, 0, 3);
const two = segment(2, 3, 4);
const three = segment(3, 7, 1);
const thinnedTwo: ReceivedRecord = { seq: 4, kind: "thinned", producedBefore: 8, produced: 0, samples: 2 };

function facts(records: readonly ReceivedRecord[], more: Partial<StreamFacts> = {}): StreamFacts {
  return { stream, runs: runsOf(records), standIns: [], replaced: [], gaps: [], entrusted: [], isClosed: false, ...more };
}

describe("accountOf", () => {
  it("knows nothing of a stream of which nothing came", () => {
    expect(accountOf(facts([]))).toEqual({ stream, produced: 0, received: 0, lost: 0, entrusted: 0, open: 0 });
  });

  it("counts a missing number from its neighbours, without a statement about it", () => {
    expect(accountOf(facts([one, three]))).toMatchObject({ produced: 8, received: 4, lost: 0, open: 4 });
    expect(accountOf(facts([three]))).toMatchObject({ produced: 8, received: 1, open: 7 });
  });

  it("counts a gap as lost, and as received when it arrives after all", () => {
    expect(accountOf(facts([one, three], { gaps: [[2, 2]] }))).toMatchObject({ received: 4, lost: 4, open: 0 });
    expect(accountOf(facts([one, two, three], { gaps: [[2, 2]] }))).toMatchObject({ received: 8, lost: 0, open: 0 });
  });

  it("takes a thinned copy for its original, and the original where both came", () => {
    const replaced = { replaced: [[2, 2]] as const };
    expect(accountOf(facts([one, three, thinnedTwo], { ...replaced, standIns: [{ original: 2, samples: 2 }] }))).toMatchObject({
      produced: 8,
      received: 6,
      lost: 2,
      open: 0,
    });
    expect(accountOf(facts([one, two, three, thinnedTwo], replaced))).toMatchObject({ produced: 8, received: 8, lost: 0 });
  });

  it("counts numbers missing in a row by the weakest statement about any of them", () => {
    const row = [one, segment(5, 20, 1)];
    expect(accountOf(facts(row, { gaps: [[2, 4]] }))).toMatchObject({ lost: 17, entrusted: 0, open: 0 });
    expect(accountOf(facts(row, { gaps: [[2, 3]], entrusted: [[4, 4]] }))).toMatchObject({ lost: 0, entrusted: 17, open: 0 });
    expect(accountOf(facts(row, { gaps: [[2, 2]], entrusted: [[4, 4]] }))).toMatchObject({ lost: 0, entrusted: 0, open: 17 });
  });

  it("calls lost what nobody explained once the epoch is closed, but not what a depot has", () => {
    expect(accountOf(facts([one, three], { isClosed: true }))).toMatchObject({ lost: 4, open: 0 });
    expect(accountOf(facts([one, three], { isClosed: true, entrusted: [[2, 2]] }))).toMatchObject({ lost: 0, entrusted: 4 });
  });

  it("learns the end of a stream from its totals", () => {
    const totals = { stream, last: 5, produced: 30 };
    expect(accountOf(facts([one], { totals }))).toMatchObject({ produced: 30, received: 3, open: 27 });
    expect(accountOf(facts([one], { totals, isClosed: true }))).toMatchObject({ produced: 30, received: 3, lost: 27 });
    expect(accountOf(facts([], { totals, isClosed: true }))).toMatchObject({ produced: 30, lost: 30 });
  });
});
