/** Recordings of receivers: finds out whether a file holds gpsd's JSON or NMEA sentences, and reads it. */
import { GpsdReader } from "./gpsd-reader.ts";
import { gnssFail } from "./gnss-errors.ts";
import type { GnssEvent, GnssReader } from "./gnss-reader.ts";
import { gnssLimits } from "./limits.ts";
import { NmeaFixReader } from "./nmea-fix-reader.ts";
import { unpackBytes, type CompressionDamage } from "../logs/log-unpack.ts";

export type GnssProtocol = "nmea" | "gpsd";

export interface OpenGnssLog {
  readonly protocol: GnssProtocol;
  /** The whole recording; read it once. */
  readonly events: AsyncIterable<GnssEvent>;
}

const nmeaSentence = /\$[A-Z]{2}[A-Z0-9]?[A-Z]{2,3},/;
const gpsdReport = /\{"class":"[A-Z]+"/;

/**
 * @param bytes the file as it comes, gzip or plain.
 * @throws DrawbarError `GNSS_LOG_UNKNOWN` when its beginning holds neither.
 */
export async function openGnssLog(bytes: AsyncIterable<Uint8Array>): Promise<OpenGnssLog> {
  const source = unpackBytes(bytes);
  const head: Piece[] = [];
  let text = "";
  while (text.length < gnssLimits.headBytes) {
    const next = await source.next();
    if (next.done === true) break;
    head.push(next.value);
    if (typeof next.value === "string") break;
    text += Buffer.from(next.value.subarray(0, gnssLimits.headBytes)).toString("latin1");
  }
  // gpsd passes raw sentences on before it says anything in JSON, so a report decides.
  const protocol = gpsdReport.test(text) ? "gpsd" : nmeaSentence.test(text) ? "nmea" : undefined;
  if (protocol === undefined) {
    throw gnssFail(
      "GNSS_LOG_UNKNOWN",
      "the recording begins with neither NMEA 0183 sentences nor gpsd's JSON; binary protocols of receivers (UBX, SiRF, TSIP) are not read: record them through gpsd",
    );
  }
  return { protocol, events: read(protocol === "gpsd" ? new GpsdReader() : new NmeaFixReader(), head, source) };
}

type Piece = Uint8Array | CompressionDamage;

async function* read(reader: GnssReader, head: readonly Piece[], rest: AsyncGenerator<Piece>): AsyncGenerator<GnssEvent> {
  for (const piece of head) yield* eventsOf(reader, piece);
  for await (const piece of rest) yield* eventsOf(reader, piece);
  yield* reader.finish();
}

function eventsOf(reader: GnssReader, piece: Piece): Iterable<GnssEvent> {
  return typeof piece === "string" ? [{ kind: "problem", code: piece }] : reader.push(piece);
}
