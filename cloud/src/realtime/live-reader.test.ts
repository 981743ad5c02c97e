import { describe, expect, test } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { LiveReader, type ReaderSocket, type Topic } from "./live-reader.ts";

interface Entry {
  readonly key: string;
  readonly value: number;
}

const topic: Topic<Entry> = {
  key: "t",
  deltaOf: (entries) => JSON.stringify([...entries].map(({ key, value }) => [key, value])),
  merge: (_older, newer) => newer,
};

class FakeSocket implements ReaderSocket {
  bufferedAmount = 0;
  readonly sent: string[] = [];
  readonly ended: string[] = [];
  pings = 0;
  answersPings = true;
  send(text: string): void {
    this.sent.push(text);
  }
  ping(): void {
    this.pings++;
  }
  close(code: number): void {
    this.ended.push(String(code));
  }
  terminate(): void {
    this.ended.push("terminated");
  }
}

function reading() {
  const socket = new FakeSocket();
  const clock = new ManualClock();
  const reader = new LiveReader({ socket, clock });
  const offer = (key: string, value: number) => reader.offer(topic, topic.deltaOf([{ key, value }]), new Map([[key, { key, value }]]));
  return { socket, clock, reader, offer };
}

describe("a reader that keeps up", () => {
  test("gets the text that all get", () => {
    const { socket, reader, offer } = reading();
    offer("speed", 1);
    offer("speed", 2);

    expect(socket.sent).toEqual(['[["speed",1]]', '[["speed",2]]']);
    expect(reader.isBehind).toBe(false);
  });

  test("gets at most so many messages a second, and the newest of each value", () => {
    const { socket, clock, reader, offer } = reading();
    for (let tick = 0; tick < 1_000; tick++) {
      offer("speed", tick);
      if (reader.isBehind) reader.drain();
      clock.advanceMs(1);
    }
    reader.drain();

    expect(socket.sent.length).toBeLessThanOrEqual(24 + 12);
    expect(socket.sent.length).toBeGreaterThanOrEqual(24);
    clock.advanceMs(1_000);
    reader.drain();
    expect(socket.sent.at(-1)).toBe('[["speed",999]]');
  });
});

describe("a reader that does not keep up", () => {
  test("gets one delta with the newest of everything once it reads again", () => {
    const { socket, reader, offer } = reading();
    socket.bufferedAmount = 1_000_000;
    for (let value = 0; value < 100; value++) offer("speed", value);
    offer("rpm", 900);
    reader.drain();
    expect(socket.sent).toEqual([]);

    socket.bufferedAmount = 0;
    reader.drain();
    expect(socket.sent).toEqual(['[["speed",99],["rpm",900]]']);
    expect(reader.isBehind).toBe(false);
  });

  test("is ended when it takes nothing for a minute", () => {
    const { socket, clock, reader, offer } = reading();
    socket.bufferedAmount = 1_000_000;
    offer("speed", 1);
    reader.drain();
    clock.advanceMs(59_000);
    reader.drain();
    expect(socket.ended).toEqual([]);
    clock.advanceMs(2_000);
    reader.drain();

    expect(socket.ended).toEqual(["terminated"]);
    expect(reader.isClosed).toBe(true);
  });

  test("is not ended when it took something in between", () => {
    const { socket, clock, reader, offer } = reading();
    for (let round = 0; round < 5; round++) {
      socket.bufferedAmount = 1_000_000;
      offer("speed", round);
      reader.drain();
      clock.advanceMs(50_000);
      socket.bufferedAmount = 0;
      reader.drain();
    }

    expect(socket.ended).toEqual([]);
    expect(socket.sent).toHaveLength(5);
  });
});

describe("a snapshot", () => {
  test("comes before deltas; those that waited for it are older and go", () => {
    const { socket, reader, offer } = reading();
    reader.load(topic);
    offer("speed", 1);
    reader.drain();
    expect(socket.sent).toEqual([]);
    reader.loaded("t", "snapshot");
    offer("speed", 2);

    expect(socket.sent).toEqual(["snapshot", '[["speed",2]]']);
  });

  test("that nobody waits for any more is not sent", () => {
    const { socket, reader } = reading();
    reader.load(topic);
    reader.drop("t");
    reader.loaded("t", "snapshot");

    expect(socket.sent).toEqual([]);
  });
});

test("a socket that answers no ping is ended, one that answers is not", () => {
  const silent = reading();
  const answering = reading();
  for (let beat = 0; beat < 4; beat++) {
    silent.reader.beat();
    answering.reader.beat();
    answering.reader.heardPong();
  }

  expect(silent.socket.ended).toEqual(["terminated"]);
  expect(answering.socket.ended).toEqual([]);
});

test("an event stream, from which nothing comes back, is not ended for its silence", () => {
  const { socket, reader } = reading();
  socket.answersPings = false;
  for (let beat = 0; beat < 10; beat++) reader.beat();
  expect([socket.pings, socket.ended]).toEqual([10, []]);
});

test("who asks for snapshot after snapshot and reads none of them is ended", () => {
  const { socket, reader } = reading();
  const snapshot = "x".repeat(20_000_000);
  for (let asked = 0; asked < 10; asked++) {
    reader.load(topic);
    reader.loaded(topic.key, snapshot);
    socket.bufferedAmount = socket.sent.reduce((sum, { length }) => sum + length, 0);
  }
  expect([socket.sent.length, socket.ended]).toEqual([4, ["terminated"]]); // 64 MB and the one that went beyond
});

test("nothing is sent after the end", () => {
  const { socket, reader, offer } = reading();
  reader.close(1001, "the server stops");
  offer("speed", 1);
  reader.say("late");
  reader.close(1001, "again");

  expect([socket.sent, socket.ended]).toEqual([[], ["1001"]]);
});
