/** What the command line needs of a headquarters whose settings lie on this machine, whether it runs or not. */
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { addressOf, isWildcard } from "@drawbar/runtime/net/public-address.ts";
import { failCloud } from "./cloud-errors.ts";
import { cloudConfig } from "./config.ts";
import { PlatformAuthority } from "./modules/enrolment/index.ts";

export interface HeadquartersPlace {
  /** PostgreSQL as the role drawbar_app. */
  readonly appUrl: string;
  /** Address of the console, without a slash at the end, as a browser elsewhere would use it. */
  readonly console: string;
  /** The same API from this machine, such as `https://localhost:7400/api/v1`. */
  readonly apiBase: string;
  /** File with the root to trust for it; absent where browsers trust its certificate anyway. */
  readonly rootFile: string | undefined;
  /** Folder with the keys of the authorities; absent where this machine has none. */
  readonly authorityDirectory: string | undefined;
}

/** @throws DrawbarError `CONFIG_UNREADABLE`, `CONFIG_INVALID`, `SETTING_MISSING`. */
export function headquartersPlace(configFile: string, env: NodeJS.ProcessEnv): HeadquartersPlace {
  const { http, database, authorityDirectory, publicHosts: named } = readConfig(cloudConfig, { file: configFile, env });
  if (database.appUrl === undefined) throw failCloud("SETTING_MISSING", `${configFile} names no "database.appUrl"; accounts and fleets are kept there`);
  const scheme = http.tls === "none" ? "http" : "https";
  const here = `${scheme}://${addressOf(isWildcard(http.host) ? "localhost" : http.host, http.port)}`;
  const [named0] = named;
  return {
    appUrl: database.appUrl,
    console: http.publicUrl?.replace(/\/+$/, "") ?? (named0 === undefined ? here : `${scheme}://${addressOf(named0, http.port)}`),
    apiBase: `${here}/api/v1`,
    rootFile: http.tls === "authority" && authorityDirectory !== undefined ? PlatformAuthority.rootCertificateFile(authorityDirectory) : undefined,
    authorityDirectory,
  };
}
