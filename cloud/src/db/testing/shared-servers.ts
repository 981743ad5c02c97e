/**
 * As many servers as test files run at once, for all files of a run: a database is copied within one in a fifth of what
 * starting one costs. Each serves one file at a time, so that still no test sees another's sessions or load.
 */
import { createRequire } from "node:module";
import type { TestProject } from "vitest/node";
import type * as testDatabase from "./test-database.ts";

// The runner's own loader has no import.meta.resolve, by which PostgreSQL's programs are found; Node's has.
const { sharedPorts, startTestServer, testFolder } = createRequire(import.meta.url)("./test-database.ts") as typeof testDatabase;

let servers: readonly testDatabase.TestServer[] = [];

/** Called by the test runner before the first file. */
export async function setup({ config }: TestProject): Promise<void> {
  const first = await startTestServer(await testFolder()); // it makes the image when there is none
  const others = await Promise.all(Array.from({ length: config.maxWorkers - 1 }, async () => startTestServer(await testFolder())));
  servers = [first, ...others];
  process.env[sharedPorts] = servers.map(({ port }) => port).join(" ");
}

/** Called by the test runner after the last file. */
export async function teardown(): Promise<void> {
  delete process.env[sharedPorts];
  await Promise.all(servers.map((server) => server.dispose()));
}
