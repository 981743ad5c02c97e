/** A real Chromium, from Debian's package; where it is absent, browser tests skip and say so. */
import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserServer } from "playwright-core";

const program = "/usr/bin/chromium";
/** No network of its own, no sandbox (CI runs as root), no GPU. */
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * @returns false when there is no Chromium here.
 * @throws under `CI=true` then: a run that tests nothing must not pass.
 */
export function hasChromium(): boolean {
  if (existsSync(program)) return true;
  if (process.env["CI"] === "true") throw new Error(`no ${program}; install Debian's package chromium`);
  console.warn(`browser tests are skipped: no ${program}; install Debian's package chromium`);
  return false;
}

/** Environment variable with the address of the Chromium that a test run shares. */
export const sharedChromium = "DRAWBAR_TEST_CHROMIUM";

/** The one that is shared, or one of its own where nobody shares; closing it ends its contexts in either case. */
export function launchChromium(): Promise<Browser> {
  const address = process.env[sharedChromium];
  return address === undefined ? chromium.launch({ executablePath: program, args: flags }) : chromium.connect(address);
}

/** A Chromium to share: those who connect see their own contexts only. */
export function serveChromium(): Promise<BrowserServer> {
  return chromium.launchServer({ executablePath: program, args: flags, host: "127.0.0.1" });
}
