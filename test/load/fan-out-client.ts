/**
 * Many WebSockets in a thread of their own that follow vehicles and time what comes: just enough of RFC 6455 to read
 * what a server sends, so that the client costs less than what it measures.
 */
import { connect, type Socket } from "node:net";
import { randomBytes } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";

export interface FanOutTask {
  readonly port: number;
  readonly authorization: string;
  /** One socket for each: the vehicle that it follows. */
  readonly vehicleIds: readonly string[];
}

export type FanOutReport = { readonly kind: "following" } | { readonly kind: "timed"; readonly delaysMs: readonly number[] };

/** The server's pings are empty. */
const emptyPong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

if (parentPort !== null) await run(workerData as FanOutTask, parentPort); // as the bench gives it

async function run({ port, authorization, vehicleIds }: FanOutTask, parent: NonNullable<typeof parentPort>): Promise<void> {
  let delaysMs: number[] = [];
  let isTiming = false;
  const sockets: Socket[] = [];
  for (let from = 0; from < vehicleIds.length; from += 50) {
    const opening = vehicleIds.slice(from, from + 50).map(async (vehicleId) => {
      const socket = await follow(port, authorization, vehicleId, (text) => {
        // The value is when it was said, by the clock that both threads share.
        const said = /"value":(\d+(?:\.\d+)?)/.exec(text)?.[1];
        if (isTiming && said !== undefined && text.includes('"kind":"delta"')) delaysMs.push(performance.timeOrigin + performance.now() - Number(said));
      });
      sockets.push(socket);
    });
    await Promise.all(opening);
  }
  parent.on("message", (word: "start" | "report" | "end") => {
    if (word === "start") {
      delaysMs = [];
      isTiming = true;
    } else if (word === "report") {
      isTiming = false;
      parent.postMessage({ kind: "timed", delaysMs } satisfies FanOutReport);
    } else {
      for (const socket of sockets) socket.destroy();
      parent.close();
    }
  });
  parent.postMessage({ kind: "following" } satisfies FanOutReport);
}

/** @returns once the snapshot has come. */
function follow(port: number, authorization: string, vehicleId: string, onText: (text: string) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    socket.once("error", reject);
    socket.write(
      `GET /api/v1/live HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: ${authorization}\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
    );
    let rest = Buffer.alloc(0);
    let isOpen = false;
    socket.on("data", (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (!isOpen) {
        const end = rest.indexOf("\r\n\r\n");
        if (end < 0) return;
        if (!rest.subarray(0, 12).toString().endsWith("101")) return reject(new Error(rest.toString("utf8").slice(0, 200)));
        rest = rest.subarray(end + 4);
        isOpen = true;
        socket.write(maskedText(JSON.stringify({ subscribe: "vehicle", vehicleId })));
      }
      for (let frame = frameOf(rest); frame !== undefined; frame = frameOf(rest)) {
        rest = rest.subarray(frame.length);
        if (frame.opcode === 9) socket.write(emptyPong);
        if (frame.opcode !== 1) continue;
        if (frame.text.includes('"kind":"snapshot"')) resolve(socket);
        onText(frame.text);
      }
    });
  });
}

function frameOf(bytes: Buffer): { readonly opcode: number; readonly text: string; readonly length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] ?? 0) & 0x7f;
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < head) return undefined;
  const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < head + size) return undefined;
  return { opcode: (bytes[0] ?? 0) & 0x0f, text: bytes.toString("utf8", head, head + size), length: head + size };
}

/** A client's frames are masked; with zeros they are also as they were. */
function maskedText(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const head = bytes.length < 126 ? Buffer.from([0x81, 0x80 | bytes.length]) : Buffer.from([0x81, 0x80 | 126, bytes.length >> 8, bytes.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), bytes]);
}
