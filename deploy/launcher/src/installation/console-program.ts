/** The installed console: built when its sources are newer than what was built last. Found by name. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { failLauncher } from "../launcher-errors.ts";

/**
 * In a process of its own: a bundler leaves hundreds of megabytes behind in whoever called it.
 *
 * @throws DrawbarError `CHILD_FAILED`.
 */
export async function buildConsole(onProgress: (text: string) => void): Promise<void> {
  const program = fileURLToPath(import.meta.resolve("@drawbar/console/build.ts"));
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (bytes: Buffer) => (complaint = (complaint + bytes.toString("utf8")).slice(-1_000)));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  for await (const line of createInterface({ input: child.stdout })) onProgress(line);
  if ((await ended) !== 0) throw failLauncher("CHILD_FAILED", `the console could not be built: ${complaint.trim().split("\n").slice(-3).join("; ")}`);
}
