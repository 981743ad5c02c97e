/** The API as its own document says, by a tool that we did not write, against an API of its own with a small fleet. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { startTestApi } from "@drawbar/cloud/http/testing/test-api.ts";
import { manyCallers } from "./many-callers.ts";

export interface SchemathesisDepth {
  /** Such as `examples`, `coverage`, `fuzzing`. */
  readonly phases: readonly string[];
  /** Made-up requests per route and kind. */
  readonly examplesMax: number;
  readonly seed: number;
  readonly timeoutMs: number;
}

export interface SchemathesisReport {
  /** Nothing failed on our side, and no answer was one that the document does not allow. */
  readonly holds: boolean;
  /** Everything that it said. */
  readonly said: string;
  /** Operations that it tested. */
  readonly tested: number;
}

/** @param python of the environment that has it. */
export async function runSchemathesis(python: string, { phases, examplesMax, seed, timeoutMs }: SchemathesisDepth): Promise<SchemathesisReport> {
  const api = await startTestApi();
  const callers = await manyCallers(api.server.port);
  const folder = mkdtempSync(path.join(tmpdir(), "drawbar-schemathesis-"));
  try {
    const fleet = await api.makeFleet();
    const vehicleId = await fleet.addVehicle("TR 1");
    await fleet.addUnit(vehicleId);
    await fleet.addRun(vehicleId);
    const { authorization } = await fleet.headers();
    const bounds = `--phases ${phases.join(",")} --max-examples ${examplesMax} --seed ${seed} --generation-database none --request-timeout 10 --no-color`;
    const args = [
      "-m",
      "schemathesis.cli", // its script would look for Python where the environment was made, which may have moved
      "--config-file",
      path.join(import.meta.dirname, "schemathesis.toml"),
      "run",
      `http://127.0.0.1:${callers.port}/api/v1/openapi.json`,
      "--exclude-path",
      "/api/v1/live/events", // a stream that goes on is no answer to wait for
      ...bounds.split(" "),
    ];
    const child = spawn(python, args, {
      cwd: folder,
      env: { ...process.env, DRAWBAR_TOKEN: authorization.replace("Bearer ", "") },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    const status = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
    const said = (await Promise.all([text(child.stdout), text(child.stderr)])).join("");
    return { holds: (await status) === 0, said, tested: Number(/Tested: (\d+)/.exec(said)?.[1] ?? 0) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await callers.stop();
    await api.dispose();
  }
}
