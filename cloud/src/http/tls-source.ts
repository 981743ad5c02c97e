/** Where the API's own TLS comes from: nowhere, files of the fleet's IT, or the platform's authority. */
import { readFileSync } from "node:fs";
import { failCloud } from "../cloud-errors.ts";
import type { CloudConfig } from "../config.ts";

/** All PEM. */
export interface HttpTls {
  readonly key: string;
  /** The leaf first. */
  readonly certificateChain: string;
}

export interface TlsSource {
  readonly current: HttpTls;
  /** Called with each certificate after the current one. */
  onRenewed(listener: (tls: HttpTls) => void): void;
}

/**
 * @param authority of the platform; asked when the settings say so.
 * @returns `undefined` where TLS is not spoken here.
 * @throws DrawbarError `SETTING_MISSING`, `TLS_FILE_UNREADABLE`.
 */
export function tlsSourceOf(http: CloudConfig["http"], authority: TlsSource): TlsSource | undefined {
  switch (http.tls) {
    case "none":
      return undefined;
    case "authority":
      return authority;
    case "files":
      return {
        current: { key: readPem(http.tlsKeyFile, "http.tlsKeyFile"), certificateChain: readPem(http.tlsCertificateFile, "http.tlsCertificateFile") },
        onRenewed: () => {}, // read at start; new files come with a restart
      };
    default:
      return http.tls satisfies never;
  }
}

function readPem(file: string | undefined, setting: string): string {
  if (file === undefined) throw failCloud("SETTING_MISSING", `http.tls = files needs "${setting}"`);
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw failCloud("TLS_FILE_UNREADABLE", `${file} (${setting}) cannot be read; check its path, owner and mode`, { cause });
  }
}
