import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { liveAddress, LiveClient, type LiveMessage, type LiveSocket } from "./live-client.ts";

class FakeSocket implements LiveSocket {
  readyState = 0;
  readonly sent: string[] = [];
  readonly #listeners = new Map<string, ((event: never) => void)[]>();

  send(text: string): void {
    this.sent.push(text);
  }
  close(code = 1000): void {
    this.end(code);
  }
  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }
  opened(): void {
    this.readyState = 1;
    this.#tell("open", {});
  }
  says(data: unknown): void {
    this.#tell("message", { data });
  }
  end(code: number): void {
    this.readyState = 3;
    this.#tell("close", { code, reason: "" });
  }
  #tell(type: string, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never); // each listener was added for its type
  }
}

describe("the live client", () => {
  let sockets: FakeSocket[];
  let messages: LiveMessage[];
  let states: object[];
  let client: LiveClient;
  const last = (): FakeSocket => sockets.at(-1) ?? new FakeSocket();

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    messages = [];
    states = [];
    client = new LiveClient({
      open: () => {
        sockets.push(new FakeSocket());
        return last();
      },
      onMessage: (message) => messages.push(message),
      onState: (state) => states.push(state),
      random: () => 0.999,
    });
  });
  afterEach(() => {
    client.close();
    vi.useRealTimers();
  });

  test("asks for everything followed once it is connected, and again after a break", () => {
    client.followFleet();
    client.followVehicle("v1", ["can0/SPEED"]);
    expect([sockets.length, last().sent]).toEqual([1, []]);
    last().opened();
    const asked = ['{"subscribe":"fleet"}', '{"subscribe":"vehicle","vehicleId":"v1","signals":["can0/SPEED"]}'];
    expect(last().sent).toEqual(asked);

    last().end(1006);
    vi.advanceTimersByTime(100);
    last().opened();
    expect([sockets.length, last().sent]).toEqual([2, asked]);
    expect(states).toEqual([{ isConnected: true }, { isConnected: false, code: 1006 }, { isConnected: true }]);
  });

  test("does not ask again for what was left", () => {
    client.followFleet();
    client.followVehicle("v1");
    last().opened();
    client.leaveVehicle("v1");
    expect(last().sent.at(-1)).toBe('{"unsubscribe":"vehicle","vehicleId":"v1"}');
    last().end(1001);
    vi.advanceTimersByTime(100);
    last().opened();

    expect(last().sent).toEqual(['{"subscribe":"fleet"}']);
  });

  test("waits longer from failure to failure, at most 20 s", () => {
    client.followFleet();
    const waits: number[] = [];
    for (let failure = 0; failure < 12; failure++) {
      const before = sockets.length;
      last().end(1006);
      let waited = 0;
      for (; sockets.length === before; waited += 10) vi.advanceTimersByTime(10);
      waits.push(waited);
    }

    expect(waits[0]).toBeLessThanOrEqual(100);
    expect(waits.at(-1)).toBeLessThanOrEqual(20_000);
    expect(waits.toSorted((left, right) => left - right)).toEqual(waits);
  });

  test("stays away once its session has ended or it was closed", () => {
    client.followFleet();
    last().opened();
    last().end(4401);
    vi.advanceTimersByTime(60_000);
    expect([sockets.length, states.at(-1)]).toEqual([1, { isConnected: false, code: 4401 }]);
  });

  test("leaves out what it does not know", () => {
    client.followFleet();
    last().opened();
    last().says('{"topic":"weather","kind":"delta"}');
    last().says(new ArrayBuffer(1));
    last().says('{"topic":"fleet","kind":"snapshot","vehicles":[]}');

    expect(messages).toEqual([{ topic: "fleet", kind: "snapshot", vehicles: [] }]);
  });

  test("finds its address", () => {
    expect([liveAddress("https://fleet.example"), liveAddress("http://localhost:7400/vehicles")]).toEqual([
      "wss://fleet.example/api/v1/live",
      "ws://localhost:7400/api/v1/live",
    ]);
  });
});
