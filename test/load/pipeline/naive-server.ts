/**
 * The usual chain, as the peer of B6: JSON over MQTT QoS 1 into a broker, parsed, and inserted as rows with a primary
 * key. A process of its own; prints `listening <port>` when it is ready. The broker acknowledges before the database
 * has anything, as brokers do.
 *
 * Environment: NAIVE_DATABASE_URL.
 */
import { createServer } from "node:net";
import { Aedes } from "aedes";
import pg from "pg";

/** One vehicle-second, as such chains send it. */
interface Message {
  readonly v: number;
  readonly r: readonly { readonly s: number; readonly t: number; readonly x: number }[];
}

const rowsPerStatement = 3_000;

const database = new pg.Client({ connectionString: process.env["NAIVE_DATABASE_URL"] });
await database.connect();
await database.query("drop table if exists naive_sample");
await database.query("create table naive_sample (vehicle integer, signal smallint, at timestamptz, value real, primary key (vehicle, signal, at))");

const pending: (readonly [vehicle: number, signal: number, at: string, value: number])[] = [];
let isInserting = false;

async function insertPending(): Promise<void> {
  if (isInserting) return;
  isInserting = true;
  while (pending.length > 0) {
    const rows = pending.splice(0, rowsPerStatement);
    await database.query({
      name: "naive-insert",
      text: "insert into naive_sample select * from unnest($1::int[], $2::smallint[], $3::timestamptz[], $4::real[]) on conflict do nothing",
      values: [rows.map((row) => row[0]), rows.map((row) => row[1]), rows.map((row) => row[2]), rows.map((row) => row[3])],
    });
  }
  isInserting = false;
}

const broker = await Aedes.createBroker({ concurrency: 1_000 });
broker.on("publish", (packet, client) => {
  if (client === null) return;
  const message = JSON.parse(packet.payload.toString()) as Message; // only our own loader writes to this broker
  for (const { s, t, x } of message.r) pending.push([message.v, s, new Date(t).toISOString(), x]);
  insertPending().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});

const server = createServer(broker.handle);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) console.log(`listening ${address.port}`);
});
process.once("SIGTERM", () => process.exit(0));
