import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testFolder } from "../testing/test-database.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from "./embedded-postgres.ts";
import { isAlive, readPostmasterFile } from "./postmaster.ts";

let folder: string;
let options: EmbeddedPostgresOptions;
beforeAll(async () => {
  folder = await testFolder();
  options = { directory: path.join(folder, "postgres"), port: 0, password: "admin", logFile: path.join(folder, "postgres.log"), isDurable: false };
});
afterAll(() => rm(folder, { recursive: true }));

async function answers(server: EmbeddedPostgres): Promise<boolean> {
  const client = new pg.Client(server.adminUrl());
  await client.connect();
  const { rows } = await client.query<{ collation: string }>("select datcollate as collation from pg_database where datname = 'postgres'");
  await client.end();
  return rows[0]?.collation === "C";
}

describe("the embedded database", () => {
  it("starts in a folder that it makes itself, for whoever knows the password", async () => {
    const fresh = await mkdtemp(path.join(tmpdir(), "drawbar-fresh-"));
    const steps: string[] = [];
    const server = await startEmbeddedPostgres({
      ...options,
      directory: path.join(fresh, "deep", "postgres"),
      password: "p:a/s%s",
      logFile: path.join(fresh, "log"),
      onProgress: (step) => steps.push(step),
    });
    expect(steps).toEqual(["creating", "starting", "ready"]);
    expect(await answers(server)).toBe(true);
    await expect(new pg.Client(server.adminUrl().replace("p%3A", "x")).connect()).rejects.toMatchObject({ code: "28P01" });
    await server.stop();
    await server.stop();
    await rm(fresh, { recursive: true });
  });

  it("is used by one process at a time", async () => {
    const server = await startEmbeddedPostgres(options);
    await expect(startEmbeddedPostgres(options)).rejects.toMatchObject({ code: "DATABASE_IN_USE" });
    await server.stop();
    const again = await startEmbeddedPostgres(options);
    expect(await answers(again)).toBe(true);
    await again.stop();
    expect(existsSync(`${options.directory}.owner`)).toBe(false);
  });

  it("starts again after its process was killed and left the server behind", async () => {
    const script = `
      import { startEmbeddedPostgres } from ${JSON.stringify(path.join(import.meta.dirname, "embedded-postgres.ts"))};
      await startEmbeddedPostgres(${JSON.stringify(options)});
      console.log("up");
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    const left = await readPostmasterFile(options.directory);
    expect(left !== undefined && isAlive(left.pid)).toBe(true);
    const server = await startEmbeddedPostgres(options);
    expect(await answers(server)).toBe(true);
    expect(left !== undefined && isAlive(left.pid)).toBe(false);
    await server.stop();
  });

  it("does not mistake another program for the server whose number it got", async () => {
    const other = spawn("sleep", ["60"]);
    await once(other, "spawn");
    writeFileSync(path.join(options.directory, "postmaster.pid"), `${other.pid}\n${options.directory}\n0\n5432\n\n127.0.0.1\n\nready   \n`);
    writeFileSync(`${options.directory}.owner`, JSON.stringify({ pid: other.pid, startedAt: "another one's" }));
    const server = await startEmbeddedPostgres(options);
    expect(await answers(server)).toBe(true);
    expect(isAlive(other.pid ?? 0)).toBe(true);
    await server.stop();
    other.kill();
    await once(other, "exit");
  });

  it("says in one sentence what is in its way", async () => {
    const busy = createServer();
    busy.listen(0, "127.0.0.1");
    await once(busy, "listening");
    const address = busy.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await expect(startEmbeddedPostgres({ ...options, port })).rejects.toMatchObject({
      code: "DATABASE_PORT_BUSY",
      message: expect.stringContaining(String(port)),
    });
    busy.close();

    await writeFile(path.join(folder, "file"), "");
    await expect(startEmbeddedPostgres({ ...options, directory: path.join(folder, "file", "postgres") })).rejects.toMatchObject({
      code: "DATABASE_FOLDER_UNUSABLE",
    });

    const version = path.join(options.directory, "PG_VERSION");
    const text = readFileSync(version, "utf8");
    writeFileSync(version, "17\n");
    await expect(startEmbeddedPostgres(options)).rejects.toMatchObject({ code: "DATABASE_START_FAILED", message: expect.stringContaining("PostgreSQL 17") });
    writeFileSync(version, text);
  });

  it("tells when the server ends by itself", async () => {
    const ended: string[] = [];
    const server = await startEmbeddedPostgres({ ...options, onExit: (detail) => ended.push(detail) });
    const { pid } = (await readPostmasterFile(options.directory)) ?? { pid: 0 };
    process.kill(pid, "SIGKILL");
    await expect.poll(() => ended.length).toBe(1);
    await server.stop();
    const again = await startEmbeddedPostgres(options);
    expect(await answers(again)).toBe(true);
    await again.stop();
  });
});
