/** Loads the naive chain as fast as it takes it: one MQTT connection a vehicle, four messages in flight. */
import { connect } from "node:net";
import { generate, parser } from "mqtt-packet";
import type pg from "pg";

export interface NaiveFleet {
  readonly samples: number;
  /** Per vehicle, its messages in order: ready PUBLISH packets but for the message id. */
  readonly payloads: readonly (readonly Buffer[])[];
}

/** A vehicle's rows in order of time. */
export interface NaiveRow {
  readonly signal: number;
  readonly atMs: number;
  readonly value: number;
}

const inFlightMax = 4;
const giveUpMs = 120_000;

/** One message per vehicle and second. */
export function naiveFleet(vehicles: readonly (readonly NaiveRow[])[]): NaiveFleet {
  const payloads = vehicles.map((rows, vehicle) => {
    const seconds = Map.groupBy(rows, (row) => Math.floor(row.atMs / 1_000));
    return [...seconds.values()].map((second) =>
      Buffer.from(JSON.stringify({ v: vehicle, r: second.map(({ signal, atMs, value }) => ({ s: signal, t: atMs, x: Number(value.toFixed(7)) })) })),
    );
  });
  return { samples: vehicles.reduce((sum, rows) => sum + rows.length, 0), payloads };
}

/** @returns samples per second, from the first byte until the last row is committed. */
export async function loadNaive(fleet: NaiveFleet, port: number, database: pg.Client): Promise<number> {
  await database.query("truncate naive_sample");
  const startedAt = performance.now();
  await Promise.all(fleet.payloads.map((payloads, vehicle) => publishAll(payloads, vehicle, port)));
  for (;;) {
    const { rows } = await database.query<{ count: string }>("select count(*) from naive_sample");
    if (Number(rows[0]?.count) >= fleet.samples) break;
    if (performance.now() - startedAt > giveUpMs) throw new Error(`the naive chain has ${rows[0]?.count} of ${fleet.samples} rows after ${giveUpMs / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return fleet.samples / ((performance.now() - startedAt) / 1_000);
}

function publishAll(payloads: readonly Buffer[], vehicle: number, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    let sent = 0;
    let acknowledged = 0;
    const sendMore = (): void => {
      socket.cork();
      while (sent < payloads.length && sent - acknowledged < inFlightMax) {
        const payload = payloads[sent];
        if (payload === undefined) break;
        socket.write(generate({ cmd: "publish", topic: `v/${vehicle}`, payload, qos: 1, messageId: (sent % 65_535) + 1, dup: false, retain: false }));
        sent += 1;
      }
      socket.uncork();
    };
    const packets = parser();
    packets.on("packet", (packet) => {
      if (packet.cmd === "puback" && ++acknowledged === payloads.length) {
        socket.end();
        resolve();
      } else if (packet.cmd === "connack" || packet.cmd === "puback") sendMore();
    });
    socket.on("data", (bytes) => packets.parse(bytes));
    socket.once("error", reject);
    socket.write(generate({ cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clean: true, clientId: `naive-${vehicle}`, keepalive: 0 }));
  });
}
