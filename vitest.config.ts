import { defineConfig } from "vitest/config";

/** One run for every package: unit tests beside their sources, database tests as *.db.test.ts, real browsers as *.browser.test.ts. */
export default defineConfig({
  test: {
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/.cache/**", "**/.drawbar/**"],
    pool: "forks",
    // Two machines' worth of work at once is what a small CI machine bears; timing-sensitive parts use virtual time.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // What is waited for in a browser comes when it comes: a second, the default, is short on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    fileParallelism: true,
    restoreMocks: true,
  },
});
