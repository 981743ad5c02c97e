// Builds the addon over SocketCAN with the machine's own C compiler. Nothing is downloaded, and nothing here can make an install
// fail: without a compiler everything else works, and asking for a CAN interface says what is missing.
// Plain JavaScript: it runs on whatever Node came with npm.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const source = path.join(folder, "socketcan/socketcan.c");
const output = path.join(folder, "build/socketcan.node");
const stamp = path.join(folder, "build/socketcan.stamp");
const compileMaxMs = 60_000;

/** Promised in build.d.ts. */
export function buildSocketcan() {
  if (process.platform !== "linux") return `SocketCAN is a part of Linux, and this is ${process.platform}`;
  try {
    return build();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function build() {
  const wanted = createHash("sha256").update(readFileSync(source)).update(process.arch).digest("hex");
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return undefined;
  const headers = headerFolders().find((candidate) => existsSync(path.join(candidate, "node_api.h")));
  if (headers === undefined) return "the headers of Node-API are missing; install without --omit=optional, they come with the pinned Node";
  mkdirSync(path.dirname(output), { recursive: true });
  // Beside the target and renamed: another install at the same time, or a cut one, leaves no half a file.
  const fresh = `${output}.${process.pid}`;
  const flags = ["-std=gnu11", "-O2", "-fPIC", "-shared", "-Wall", "-Wextra", "-DNAPI_VERSION=8", "-I", headers, "-o", fresh, source];
  let complaint = "no C compiler was found (Debian: apt-get install gcc libc6-dev)";
  for (const compiler of [process.env.CC, "cc", "gcc", "clang"]) {
    if (!compiler) continue;
    const { error, status, stderr } = spawnSync(compiler, flags, { encoding: "utf8", timeout: compileMaxMs });
    if (error?.code === "ENOENT") continue;
    if (status === 0) {
      renameSync(fresh, output);
      writeFileSync(stamp, wanted);
      return undefined;
    }
    complaint = `${compiler} could not build it: ${(stderr ?? "").trim().split("\n")[0] || (error?.message ?? `status ${status}`)}`;
  }
  rmSync(fresh, { force: true });
  return complaint;
}

function headerFolders() {
  const root = path.join(folder, "../..");
  const pinned = path.join(root, `node_modules/node-${process.platform}-${process.arch}/include/node`);
  return [pinned, path.join(path.dirname(process.execPath), "../include/node"), "/usr/include/node"];
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === path.resolve(process.argv[1])) {
  const missing = buildSocketcan();
  if (missing !== undefined) console.log(`no CAN interfaces on this machine: ${missing}`);
}
