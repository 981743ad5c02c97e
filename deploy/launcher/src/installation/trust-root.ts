import { readFileSync } from "node:fs";
import tls from "node:tls";
import { failLauncher } from "../launcher-errors.ts";

/**
 * From now on this process also trusts certificates of a root that is in no store of the system.
 *
 * @param file PEM.
 * @throws DrawbarError `FILE_UNREADABLE`.
 */
export function trustRoot(file: string): void {
  try {
    tls.setDefaultCACertificates([...tls.getCACertificates("default"), readFileSync(file, "utf8")]);
  } catch (cause) {
    throw failLauncher("FILE_UNREADABLE", `${file} cannot be read as a certificate (${(cause as Error).message}); it must be a PEM file`, { cause });
  }
}
