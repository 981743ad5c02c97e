/**
 * Bytes of a receiver to NMEA 0183 sentences. Receivers mix binary messages, halves of sentences and noise into the
 * stream, so a sentence is what stands between `$` and a line end and whose checksum is right; all else is passed over.
 *
 *     $GPGGA,125106,3854.5087,N,07726.4523,W,8,10,2.0,268.8,M,-33.9,M,,*7F
 *
 * @see NMEA 0183, version 4.11, 5.3
 */
import { gnssLimits } from "./limits.ts";

export interface NmeaSentence {
  readonly kind: "sentence";
  /** Who speaks, such as `GP` or `GN`; `P` for a proprietary sentence, whose maker is then part of `type`. */
  readonly talker: string;
  /** Such as `GGA`. */
  readonly type: string;
  /** What stands behind the address, without the checksum. */
  readonly fields: readonly string[];
}

export type NmeaProblemCode = "checksum-wrong" | "checksum-missing" | "sentence-too-long" | "sentence-broken";

export interface NmeaProblem {
  readonly kind: "problem";
  readonly code: NmeaProblemCode;
}

const dollar = 0x24;
const carriageReturn = 13;
const lineFeed = 10;

/** One per stream. Holds at most one sentence. */
export class NmeaScanner {
  readonly #bytes = new Uint8Array(gnssLimits.sentenceCharsMax);
  #length = 0;
  /** Between a `$` and the end of its sentence. */
  #isInside = false;

  /** @param bytes any piece of the stream. Sentences that began in an earlier piece end in a later one. */
  *push(bytes: Uint8Array): Generator<NmeaSentence | NmeaProblem> {
    for (const byte of bytes) {
      if (byte === dollar) {
        // `$$` is how one maker marks its sentences; anything else before a new `$` lost its end.
        if (this.#isInside && this.#length > 0) yield problem("sentence-broken");
        this.#isInside = true;
        this.#length = 0;
      } else if (this.#isInside) {
        const event = this.#take(byte);
        if (event !== undefined) yield event;
      }
    }
  }

  /** A file may end without a line end. */
  *finish(): Generator<NmeaSentence | NmeaProblem> {
    if (!this.#isInside) return;
    this.#isInside = false;
    yield this.#complete();
  }

  #take(byte: number): NmeaSentence | NmeaProblem | undefined {
    if (byte === carriageReturn || byte === lineFeed) {
      this.#isInside = false;
      return this.#complete();
    }
    // NMEA is printable ASCII: anything else is a binary message that happened to hold a `$`.
    if (byte < 0x20 || byte > 0x7e) {
      this.#isInside = false;
      return this.#length > 0 ? problem("sentence-broken") : undefined;
    }
    if (this.#length === this.#bytes.length) {
      this.#isInside = false;
      return problem("sentence-too-long");
    }
    this.#bytes[this.#length++] = byte;
    return undefined;
  }

  #complete(): NmeaSentence | NmeaProblem {
    const text = String.fromCharCode(...this.#bytes.subarray(0, this.#length));
    return parseSentence(text);
  }
}

/** @param text from behind the `$` to the end of the line. Blanks behind the checksum are let pass. */
export function parseSentence(text: string): NmeaSentence | NmeaProblem {
  const end = text.indexOf("*");
  if (end < 0) return problem("checksum-missing");
  const digits = text.slice(end + 1).trimEnd();
  if (!/^[0-9A-Fa-f]{2}$/.test(digits)) return problem("sentence-broken");
  const body = text.slice(0, end);
  if (Number.parseInt(digits, 16) !== checksumOf(body)) return problem("checksum-wrong");
  const [address = "", ...fields] = body.split(",", gnssLimits.fieldsMax + 2);
  if (fields.length > gnssLimits.fieldsMax) return problem("sentence-broken");
  if (address.startsWith("P")) return { kind: "sentence", talker: "P", type: address.slice(1), fields };
  if (!/^[A-Z][A-Z0-9][A-Z]{3}$/.test(address)) return problem("sentence-broken");
  return { kind: "sentence", talker: address.slice(0, 2), type: address.slice(2), fields };
}

/**
 * @param address talker and type, such as `GPRMC`.
 * @returns the sentence with its checksum, without a line end.
 */
export function formatSentence(address: string, fields: readonly string[]): string {
  const body = [address, ...fields].join(",");
  return `$${body}*${checksumOf(body).toString(16).toUpperCase().padStart(2, "0")}`;
}

function checksumOf(body: string): number {
  let sum = 0;
  for (let index = 0; index < body.length; index++) sum ^= body.charCodeAt(index);
  return sum;
}

function problem(code: NmeaProblemCode): NmeaProblem {
  return { kind: "problem", code };
}
