/**
 * Records a second through one Exchange call with mutual TLS, nothing kept on either side: what the transport alone can do.
 *
 * `node test/load/exchange-throughput.ts`. Hub and peer each have a thread; the hub marks every 32 records.
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { streamKey, type CatalogueHash, type Epoch } from "@drawbar/proto/link/records.ts";
import { encodePeerMessage } from "@drawbar/proto/wire/peer-message.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { LinkClient } from "@drawbar/runtime/link-grpc/link-client.ts";
import { LinkServer } from "@drawbar/runtime/link-grpc/link-server.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";
import { TestPlatform } from "@drawbar/runtime/tls/test-platform.ts";

const secondsPerRound = 2;
const rounds = 3;
const marksEvery = 32;
/** Sent and not marked; what a window of the link would allow. */
const unmarkedMax = 1_024;

interface PeerTask {
  readonly address: string;
  readonly identity: Identity;
  readonly bytes: number;
}

if (isMainThread) await measure();
else await send(workerData as PeerTask); // given below

async function measure(): Promise<void> {
  const tenant = await (await TestPlatform.create()).tenant();
  const identity = await tenant.identity("unit");
  let records = 0;
  const server = new LinkServer({
    listen: { host: "127.0.0.1", port: 0 },
    tls: await tenant.identity("depot"),
    kinds: ["unit"],
    log: createLogger({ process: "load", level: "silent" }),
    onPeer: (connection) => ({
      onMessage: (message) => {
        if (message.kind !== "record") return;
        records += 1;
        const { stream, seq } = message.record;
        if (seq % marksEvery !== 0) return;
        connection.send({
          kind: "mark",
          session: 1,
          incarnation: "i",
          cloud: { incarnation: 1, asOf: 1 },
          stream,
          stored: [[seq - marksEvery + 1, seq]],
          secured: [],
        });
      },
    }),
  });
  await server.start();
  for (const bytes of [1_024, 10_240]) {
    for (let round = 1; round <= rounds; round++) {
      records = 0;
      const task: PeerTask = { address: `127.0.0.1:${server.port}`, identity, bytes };
      const worker = new Worker(new URL(import.meta.url), { workerData: task });
      await new Promise((resolve) => worker.once("message", resolve));
      const startedMs = performance.now();
      const before = records;
      await new Promise((resolve) => setTimeout(resolve, secondsPerRound * 1_000));
      const perSecond = ((records - before) / (performance.now() - startedMs)) * 1_000;
      console.log(`exchange ${bytes} B round ${round}: ${Math.round(perSecond)} records/s, ${((perSecond * bytes) / 1e6).toFixed(0)} MB/s`);
      await worker.terminate();
    }
  }
  await server.stop();
}

async function send({ address, identity, bytes }: PeerTask): Promise<void> {
  const session = await LinkClient.connect({ address, identity, clock: systemClock, hasLive: false });
  const stream = streamKey(identity.sourceId, 1 as Epoch, 3); // any will do
  const body = new Uint8Array(bytes);
  let sent = 0;
  let marked = 0;
  const fill = (): void => {
    while (sent - marked < unmarkedMax) {
      sent += 1;
      const record = {
        stream,
        seq: sent,
        checksum: new Uint8Array(16),
        kind: "segment",
        producedBefore: sent * 1_000,
        produced: 1_000,
        samples: 1_000,
        catalogue: "ab".repeat(32) as CatalogueHash,
        bytes: body,
      } as const; // 64 hex digits are one
      session.sendBytes(encodePeerMessage({ kind: "record", session: 1, record }), false);
    }
  };
  session.serve({
    onMessage: (message) => {
      if (message.kind === "mark") marked = message.stored.at(-1)?.[1] ?? marked;
      fill();
    },
    onClosed: () => process.exit(),
  });
  fill();
  parentPort?.postMessage("sending");
}
