import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { hasPeer, watchForReset } from "./reset-watch.ts";

const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** @returns a socket that reads nothing, and its other end. */
async function pair(): Promise<{ readonly near: Socket; readonly far: Socket }> {
  const server = createServer({ pauseOnConnect: true });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const accepted = once(server, "connection");
  const far = connect((server.address() as AddressInfo).port, "127.0.0.1"); // it listens on TCP
  const [near] = (await accepted) as [Socket]; // what "connection" brings
  for (const socket of [near, far]) socket.on("error", () => undefined);
  open.push(() => {
    near.destroy();
    far.destroy();
    server.close();
  });
  return { near, far };
}

it("tells a connection that was reset from one that stands, though nobody reads", async () => {
  const { near, far } = await pair();
  expect(hasPeer(near)).toBe(true);
  const lost = new Promise<void>((resolve) => {
    watchForReset(near, resolve);
  });
  far.resetAndDestroy();
  await lost;
  expect(hasPeer(near)).toBe(false);
});

it("says nothing of a connection that closed by itself", async () => {
  const { near } = await pair();
  let calls = 0;
  watchForReset(near, () => (calls += 1));
  near.destroy();
  await once(near, "close");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(calls).toBe(0);
});
