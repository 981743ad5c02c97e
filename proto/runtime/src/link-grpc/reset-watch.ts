/**
 * Notices that a connection was reset when Node does not.
 *
 * When a reset meets a write of HTTP/2 over TLS, the write takes the error inside Node's TLS layer, HTTP/2 goes on waiting
 * for that write and reads no more, and nobody is told: under load one reset in ten, until the keepalive's ping fails
 * after half a minute (seen on Node 24.21; a stream between TLS and TCP avoids it and costs a third of the throughput).
 * The kernel knows: a socket that was reset has no peer.
 */
import type { Socket } from "node:net";

const lookEveryMs = 250;

/** What a net.Socket has inside. Not documented; were it gone, resets would be noticed late again. reset-watch.test.ts looks. */
interface SocketHandle {
  /** @returns 0, or an error number below 0. */
  getpeername(out: object): number;
}

/** @param socket connected over TCP. @param lost called once, within 250 ms of a reset; not after the socket closed by itself. */
export function watchForReset(socket: Socket, lost: () => void): void {
  const timer = setInterval(() => {
    if (hasPeer(socket)) return;
    clearInterval(timer);
    lost();
  }, lookEveryMs);
  timer.unref();
  socket.once("close", () => clearInterval(timer));
}

/** @returns false when the kernel says that there is no peer any more; true also when it cannot be asked. */
export function hasPeer(socket: Socket): boolean {
  const handle = Reflect.get(socket, "_handle") as Partial<SocketHandle> | null | undefined; // null once it is closed
  if (typeof handle?.getpeername !== "function") return true;
  return handle.getpeername({}) === 0;
}
