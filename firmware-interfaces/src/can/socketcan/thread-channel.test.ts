import { constants } from "node:os";
import { describe, expect, it } from "vitest";
import type { NativeChannel, NativeSocketcan } from "./native-socketcan.ts";
import { ThreadChannel } from "./thread-channel.ts";
import type { FromThread } from "./thread-messages.ts";

/** An interface whose transmit queue is full for so many attempts. */
function setUp(fullFor: number) {
  const sent: number[] = [];
  const posted: FromThread[] = [];
  let full = fullFor;
  const native: NativeSocketcan = {
    open: () => ({}) as NativeChannel, // nobody looks into it
    receive: () => 0,
    send: (_channel, id) => {
      if (full-- > 0) return -constants.errno.ENOBUFS;
      sent.push(id);
      return 16;
    },
    look: () => 1,
    receiveBytes: () => 4_194_304,
    close: () => undefined,
  };
  const channel = new ThreadChannel({
    channel: 1,
    native,
    scratch: new Uint8Array(4_096),
    settings: {
      interfaceName: "can0",
      filters: undefined,
      maySend: true,
      hardwareStamps: false,
      receiveBytes: 4_194_304,
      drainPeriodMs: 2,
      waits: false,
      counters: new SharedArrayBuffer(8),
    },
    post: (message) => posted.push(message),
  });
  channel.open();
  channel.start();
  const send = (id: number): void => channel.send({ kind: "send", channel: 1, id, payload: new Uint8Array(8), isFd: false, flags: 0 });
  return { channel, sent, posted, send };
}

describe("ThreadChannel", () => {
  it("counts frames that wait for a full transmit queue as work, so that they are not tried at an idle pace", () => {
    const { channel, sent, send } = setUp(3);
    send(0x123);
    send(0x124);
    expect([sent, channel.drain(0), sent, channel.drain(2), sent]).toEqual([[0x123, 0x124], true, [0x123, 0x124], true, [0x123, 0x124]]);
    expect(channel.drain(4)).toBe(false);
  });

  it("has nothing to do on a silent bus", () => {
    const { channel, posted } = setUp(0);
    expect(channel.drain(0)).toBe(false);
    expect(posted).toEqual([{ kind: "opened", channel: 1, receiveBytes: 4_194_304, isUp: true }]);
  });
});
