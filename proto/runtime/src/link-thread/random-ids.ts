/** Random numbers that must never come twice. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Incarnation, SessionId } from "@drawbar/proto/link/messages.ts";
import type { Epoch } from "@drawbar/proto/link/records.ts";

/** @returns 1 to 2^53 - 1. */
function random53(): number {
  const bytes = randomBytes(8);
  return (bytes.readUInt32LE(0) & 0x1f_ffff) * 2 ** 32 + bytes.readUInt32LE(4) || 1;
}

export function randomEpoch(): Epoch {
  return random53() as Epoch; // from its range
}

export function randomSession(): SessionId {
  return random53();
}

export function randomIncarnation(): Incarnation {
  return randomUUID();
}
