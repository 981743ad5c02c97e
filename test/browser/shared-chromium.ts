/** One Chromium for all test files of a run: starting one costs more than most pages, and contexts see nothing of each other. */
import type { BrowserServer } from "playwright-core";
import { hasChromium, serveChromium, sharedChromium } from "./chromium.ts";

let server: BrowserServer | undefined;

/** Called by the test runner before the first file. */
export async function setup(): Promise<void> {
  if (!hasChromium()) return;
  server = await serveChromium();
  process.env[sharedChromium] = server.wsEndpoint();
}

/** Called by the test runner after the last file. */
export async function teardown(): Promise<void> {
  delete process.env[sharedChromium];
  await server?.close();
}
