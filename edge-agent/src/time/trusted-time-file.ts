/** The last time that was surely reached, over a restart: a unit that wakes in 1970 goes on from there. */
import { readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";

/** @returns microseconds since 1970; 0 when nothing was saved or it cannot be read: then the certificate alone bounds the time. */
export function loadTrustedTime(file: string): number {
  try {
    const saved: unknown = JSON.parse(readFileSync(file, "utf8"));
    const trustedUs: unknown = typeof saved === "object" && saved !== null && "trustedUs" in saved ? saved.trustedUs : undefined;
    return typeof trustedUs === "number" && Number.isSafeInteger(trustedUs) && trustedUs >= 0 ? trustedUs : 0;
  } catch {
    return 0;
  }
}

/** Atomic and synced, without holding up the buses: a power cut leaves the old time or the new one. @throws what the file system throws, such as ENOSPC. */
export async function saveTrustedTime(file: string, trustedUs: number): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, `${JSON.stringify({ trustedUs: Math.floor(trustedUs) })}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}
