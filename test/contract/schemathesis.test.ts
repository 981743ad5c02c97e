/** The API as its own document says, by a tool that we did not write: no failure on our side, no answer that the document does not allow. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { startTestApi } from "@drawbar/cloud/http/testing/test-api.ts";
import { pythonPeers } from "../peers/python-peers.ts";

const peers = await pythonPeers();
/** Made-up requests per route and kind; all routes together take some twenty seconds with it on a quiet machine. */
const examplesMax = 3;

test.skipIf(peers === undefined)(
  "schemathesis finds no failure on our side, and no answer that the document does not allow",
  async () => {
    const api = await startTestApi();
    const folder = mkdtempSync(path.join(tmpdir(), "drawbar-schemathesis-"));
    try {
      const fleet = await api.makeFleet();
      const vehicleId = await fleet.addVehicle("TR 1");
      await fleet.addUnit(vehicleId);
      await fleet.addRun(vehicleId);
      const { authorization } = await fleet.headers();
      const { status, said } = await schemathesis(`http://127.0.0.1:${api.server.port}/api/v1/openapi.json`, authorization.replace("Bearer ", ""), folder);

      expect(status === 0 ? "" : said).toBe("");
      expect(said).toMatch(/Tested: (?:2[5-9]|[3-9]\d|\d{3})/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      await api.dispose();
    }
  },
  180_000,
);

async function schemathesis(url: string, token: string, folder: string): Promise<{ readonly status: number | null; readonly said: string }> {
  const python = peers?.python ?? "python3";
  const bounds = `--phases examples,coverage,fuzzing --max-examples ${examplesMax} --seed 1 --generation-database none --request-timeout 10 --no-color`;
  // A stream that goes on is no answer to wait for.
  const args = [
    "--config-file",
    path.join(import.meta.dirname, "schemathesis.toml"),
    "run",
    url,
    "--exclude-path",
    "/api/v1/live/events",
    ...bounds.split(" "),
  ];
  const child = spawn(path.join(path.dirname(python), "st"), args, {
    cwd: folder,
    env: { ...process.env, DRAWBAR_TOKEN: token },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 150_000,
    killSignal: "SIGKILL",
  });
  const status = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [said, alsoSaid] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, said: said + alsoSaid };
}
