/** A real Chromium, from Debian's package; where it is absent, browser tests skip and say so. */
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

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

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: program, args: flags });
}
