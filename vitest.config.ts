import { defineConfig } from "vitest/config";

const notOurs = ["**/node_modules/**", "**/dist/**", "**/.cache/**", "**/.drawbar/**"];
const inBrowsers = "**/*.browser.test.{ts,tsx}";
const withDatabase = "**/*.db.test.ts";
/** Start processes, or measure their own: each file has a process of its own. */
const apart = ["test/**/*.test.ts", "deploy/**/*.test.ts"];

/**
 * What waits for browsers, databases and other processes has a second try on a CI machine, whose load we do not know; the
 * run names each test that needed it. At a desk it has none, and what needs no other process never has.
 */
const retry = process.env["CI"] === "true" ? 1 : 0;

/** One run for every package: unit tests beside their sources, database tests as *.db.test.ts, real browsers as *.browser.test.ts. */
export default defineConfig({
  test: {
    pool: "forks",
    // One more than the cores of a small CI machine: a third of the time goes by waiting for browsers, databases and other
    // processes. Timing-sensitive parts use virtual time.
    maxWorkers: 3,
    // What is waited for comes when it comes: a second, the default, is short on a busy machine. Longer only where a test says so.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    fileParallelism: true,
    restoreMocks: true,
    // They run in the order of their names: the long ones first.
    projects: [
      { extends: true, test: { name: "apart", retry, include: apart, exclude: [...notOurs, inBrowsers, withDatabase] } },
      { extends: true, test: { name: "browsers", retry, include: [inBrowsers], exclude: notOurs, testTimeout: 180_000 } },
      { extends: true, test: { name: "database", retry, include: [withDatabase], exclude: notOurs, globalSetup: "cloud/src/db/testing/shared-servers.ts" } },
      // Hundreds of small files: starting a process for each took longer than running it.
      { extends: true, test: { name: "units", include: ["**/*.test.{ts,tsx}"], exclude: [...notOurs, ...apart, inBrowsers, withDatabase], isolate: false } },
    ],
  },
});
