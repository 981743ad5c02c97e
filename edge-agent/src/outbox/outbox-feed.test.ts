import { describe, expect, it } from "vitest";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import type { SealedSegment } from "../segments/sealed-segment.ts";
import { OutboxFeed } from "./outbox-feed.ts";

const log = createLogger({ process: "test", level: "silent" });

describe("OutboxFeed", () => {
  it("counts what is on its way, and wakes whoever waits for room", async () => {
    const { feed, answers } = setUp();
    feed.add(segmentOf(60));
    let isRoomy = false;
    const waiting = feed.whenRoomy().then(() => (isRoomy = true));
    await Promise.resolve();
    expect([feed.pendingBytes, isRoomy]).toEqual([960, false]);
    answers[0]?.resolve();
    await waiting;
    expect([feed.pendingBytes, feed.segments]).toEqual([0, 1]);
  });

  it("drops and declares what does not fit, and takes segments again afterwards", async () => {
    const { feed, answers, lost } = setUp();
    feed.add(segmentOf(60));
    feed.add(segmentOf(3));
    expect([lost, feed.lostSamples]).toEqual([[[3, 3]], 3]);
    answers[0]?.resolve();
    await feed.whenEmpty();
    feed.add(segmentOf(3));
    answers[1]?.resolve();
    await feed.whenEmpty();
    expect([feed.segments, feed.lostSamples]).toEqual([2, 3]);
  });

  it("declares what the thread refuses", async () => {
    const { feed, answers, lost } = setUp();
    feed.add(segmentOf(5));
    answers[0]?.reject(new Error("too large"));
    await feed.whenEmpty();
    expect([lost, feed.segments]).toEqual([[[3, 5]], 0]);
  });
});

function setUp(): { feed: OutboxFeed; answers: PromiseWithResolvers<void>[]; lost: [number, number][] } {
  const answers: PromiseWithResolvers<void>[] = [];
  const lost: [number, number][] = [];
  const outbox = {
    seal: () => {
      const answer = Promise.withResolvers<void>();
      answers.push(answer);
      return answer.promise;
    },
    declareLost: (priority: number, samples: number) => lost.push([priority, samples]),
  };
  return { feed: new OutboxFeed({ outbox, log, pendingBytesMax: 1_000 }), answers, lost };
}

function segmentOf(samples: number): SealedSegment {
  return {
    priority: 3,
    samples,
    columns: [],
    buffers: [],
    firstUs: 0,
    lastUs: 0,
    firstMonoUs: 0,
    lastMonoUs: 0,
    clockQuality: "rtc",
    catalogue: { hash: "h" as CatalogueHash, bytes: new Uint8Array(), signals: 0 },
  };
}
