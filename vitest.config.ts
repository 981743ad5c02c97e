import { defineConfig } from "vitest/config";

const notOurs = ["**/node_modules/**", "**/dist/**", "**/.cache/**", "**/.drawbar/**"];
/** Start processes, servers or browsers, or measure their own: each file has a process of its own. */
const whole = ["**/*.{db,browser}.test.{ts,tsx}", "test/**/*.test.ts", "deploy/**/*.test.ts"];

/** One run for every package: unit tests beside their sources, database tests as *.db.test.ts, real browsers as *.browser.test.ts. */
export default defineConfig({
  test: {
    pool: "forks",
    // One more than the cores of a small CI machine: a third of the time goes by waiting for browsers, databases and other
    // processes. Timing-sensitive parts use virtual time.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // What is waited for in a browser comes when it comes: a second, the default, is short on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    fileParallelism: true,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: "whole", include: whole, exclude: notOurs } },
      // Hundreds of small files: starting a process for each took longer than running it.
      { extends: true, test: { name: "units", include: ["**/*.test.{ts,tsx}"], exclude: [...notOurs, ...whole], isolate: false } },
    ],
  },
});
