/** What the console is tested against: its development server, or a whole installation. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildConsole } from "@drawbar/console/build.ts";
import { startMock } from "@drawbar/console/mock/mock-server.ts";
import { RunningUp } from "../installation/command.ts";

export interface ConsoleTarget {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  /** Good once. */
  readonly signInLink: string;
  stop(): Promise<void>;
}

/** The made-up fleet of cloud/console/mock, serving the built console. */
export async function mockTarget(): Promise<ConsoleTarget & { readonly mock: Awaited<ReturnType<typeof startMock>>; readonly directory: string }> {
  const { directory } = await buildConsole();
  const account = { email: "planner@fleet.example", password: "correct horse battery" };
  const mock = await startMock({ ...account, consoleDirectory: directory });
  return { ...account, url: mock.url, signInLink: mock.signInLink(), mock, directory, stop: () => mock.stop() };
}

/** `drawbar up` with its simulated fleet, in a folder of its own. */
export async function installationTarget(): Promise<ConsoleTarget> {
  const data = mkdtempSync(path.join(tmpdir(), "drawbar-browser-"));
  const up = await RunningUp.start(data, ["--port", "0"]);
  return {
    url: up.ready.console,
    email: up.ready.email,
    password: up.ready.initialPassword ?? "",
    signInLink: up.ready.signInLink,
    stop: async () => {
      await up.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
