/**
 * NMEA 2000 messages out of frames: single frames as they are, fast packets put together. Listens only.
 *
 *     first frame   sequence (3 bits) and 0 (5 bits) | number of bytes | 6 bytes
 *     next frames   sequence          and 1, 2, ...  |                   7 bytes
 *
 * @see NMEA 2000, appendix on fast packets; canboat documentation, "NMEA 2000 fast packet"
 */
import type { CanFrame } from "../can/can-frame.ts";
import { splitJ1939Id, type J1939Id } from "../j1939/j1939-id.ts";
import { isFastPacketGroup } from "./fast-packet-groups.ts";
import { nmea2000Limits } from "./limits.ts";

export interface Nmea2000Message {
  readonly kind: "message";
  readonly pgn: number;
  readonly priority: number;
  readonly sourceAddress: number;
  /** 0xFF = all. */
  readonly destinationAddress: number;
  /** Up to 8 bytes of a single frame, up to 223 of a fast packet. The receiver's own. */
  readonly data: Uint8Array;
  /** Microseconds, of the last frame. */
  readonly atUs: number;
}

/** A transfer that will never be complete. */
export interface LostTransfer {
  readonly kind: "lost";
  readonly pgn: number;
  readonly sourceAddress: number;
  /** `replaced` by a new transfer of the same sender, `gap` in the count of frames, `timeout`, or `crowded-out` at the limit. */
  readonly why: "replaced" | "gap" | "timeout" | "crowded-out" | "length-impossible";
}

interface Session {
  readonly id: J1939Id;
  readonly sequence: number;
  readonly data: Uint8Array;
  filled: number;
  nextCount: number;
  lastUs: number;
}

const firstBytes = 6;
const nextBytes = 7;

/** One per bus. */
export class FastPacketAssembler {
  /** By sender, receiver and group, in the order of their last frame. */
  readonly #sessions = new Map<string, Session>();

  /** Transfers in progress. */
  get sessions(): number {
    return this.#sessions.size;
  }

  /**
   * @param frame any frame of the bus; its time decides on timeouts, so a recording without times has none.
   * @returns what it completes and what it ends, mostly nothing or one message. An 11-bit, remote or error frame is none of NMEA 2000.
   */
  push(frame: CanFrame): readonly (Nmea2000Message | LostTransfer)[] {
    if (!frame.extended || frame.flags?.remote === true || frame.flags?.error === true) return [];
    const id = splitJ1939Id(frame.id);
    if (!isFastPacketGroup(id.pgn)) return [messageOf(id, frame.data.slice(), frame.atUs)];
    const [head] = frame.data;
    if (head === undefined) return [];
    const events: (Nmea2000Message | LostTransfer)[] = [];
    const key = `${id.sourceAddress} ${id.destinationAddress} ${id.pgn}`;
    const before = this.#sessionAt(key, frame.atUs, events);
    if ((head & 0x1f) === 0) this.#begin(key, id, frame, before, events);
    else if (before !== undefined) this.#continue(key, frame, before, events);
    // A transfer whose beginning was not heard is not worth a word: every recording starts in the middle of some.
    return events;
  }

  #sessionAt(key: string, nowUs: number, events: (Nmea2000Message | LostTransfer)[]): Session | undefined {
    const session = this.#sessions.get(key);
    if (session === undefined || nowUs - session.lastUs <= nmea2000Limits.frameGapUs) return session;
    this.#give(key, session, "timeout", events);
    return undefined;
  }

  #begin(key: string, id: J1939Id, frame: CanFrame, before: Session | undefined, events: (Nmea2000Message | LostTransfer)[]): void {
    if (before !== undefined) this.#give(key, before, "replaced", events);
    const length = frame.data[1] ?? 0;
    if (length === 0 || length > nmea2000Limits.fastPacketBytesMax) {
      events.push(lost(id, "length-impossible"));
      return;
    }
    const session: Session = { id, sequence: (frame.data[0] ?? 0) >>> 5, data: new Uint8Array(length), filled: 0, nextCount: 1, lastUs: frame.atUs };
    fill(session, frame.data.subarray(2, 2 + firstBytes));
    if (session.filled === length) {
      events.push(messageOf(id, session.data, frame.atUs));
      return;
    }
    if (this.#sessions.size >= nmea2000Limits.sessionsMax) {
      const [oldest] = this.#sessions;
      if (oldest !== undefined) this.#give(oldest[0], oldest[1], "crowded-out", events);
    }
    this.#sessions.set(key, session);
  }

  #continue(key: string, frame: CanFrame, session: Session, events: (Nmea2000Message | LostTransfer)[]): void {
    const head = frame.data[0] ?? 0;
    if (head >>> 5 !== session.sequence || (head & 0x1f) !== session.nextCount) {
      this.#give(key, session, "gap", events);
      return;
    }
    fill(session, frame.data.subarray(1, 1 + nextBytes));
    session.nextCount++;
    session.lastUs = frame.atUs;
    this.#sessions.delete(key);
    if (session.filled === session.data.length) events.push(messageOf(session.id, session.data, frame.atUs));
    // A short frame before the last leaves a hole that nothing will fill.
    else if (frame.data.length < 1 + nextBytes || session.nextCount > 31) events.push(lost(session.id, "gap"));
    else this.#sessions.set(key, session);
  }

  #give(key: string, session: Session, why: LostTransfer["why"], events: (Nmea2000Message | LostTransfer)[]): void {
    this.#sessions.delete(key);
    events.push(lost(session.id, why));
  }
}

function fill(session: Session, bytes: Uint8Array): void {
  const part = bytes.subarray(0, session.data.length - session.filled);
  session.data.set(part, session.filled);
  session.filled += part.length;
}

function messageOf({ pgn, priority, sourceAddress, destinationAddress }: J1939Id, data: Uint8Array, atUs: number): Nmea2000Message {
  return { kind: "message", pgn, priority, sourceAddress, destinationAddress, data, atUs };
}

function lost({ pgn, sourceAddress }: J1939Id, why: LostTransfer["why"]): LostTransfer {
  return { kind: "lost", pgn, sourceAddress, why };
}
