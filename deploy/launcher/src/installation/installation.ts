/** An installation: everything that `drawbar up` keeps in one folder, and the file that describes it. */
import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Value } from "typebox/value";
import { Type, type Static } from "typebox";
import { failLauncher } from "../launcher-errors.ts";

const portSchema = Type.Integer({ minimum: 0, maximum: 65_535 });

const installationSchema = Type.Object({
  version: Type.Literal(1),
  tenantId: Type.String(),
  /** The process that runs it now or ran it last. */
  pid: Type.Integer(),
  /** Address that the console and API listen on. */
  host: Type.String(),
  ports: Type.Object({
    console: portSchema,
    cloudOperations: portSchema,
    cloudLink: portSchema,
    cloudEnrolment: portSchema,
    depotLink: portSchema,
    depotEnrolment: portSchema,
    depotOperations: portSchema,
    postgres: portSchema,
  }),
  /** Passwords of the embedded database's roles. */
  database: Type.Object({ admin: Type.String(), app: Type.String(), worker: Type.String() }),
  operator: Type.Object({ email: Type.String(), initialPassword: Type.Optional(Type.String()) }),
});

export type Installation = Static<typeof installationSchema>;

const fileName = "installation.json";

/** Where the parts of an installation lie. */
export function placesOf(directory: string) {
  const root = path.resolve(directory);
  return {
    root,
    file: path.join(root, fileName),
    postgres: path.join(root, "postgres"),
    cloud: path.join(root, "cloud"),
    depot: path.join(root, "depot"),
    fleet: path.join(root, "fleet"),
    drive: path.join(root, "drive"),
    logs: path.join(root, "logs"),
  };
}

export type Places = ReturnType<typeof placesOf>;

/** Makes the folders. @throws DrawbarError `FOLDER_UNWRITABLE`. */
export function preparePlaces(directory: string): Places {
  const places = placesOf(directory);
  try {
    for (const folder of [places.root, places.cloud, places.depot, places.fleet, places.drive, places.logs]) {
      makeFolder(folder);
      accessSync(folder, constants.W_OK);
    }
  } catch (error) {
    throw failLauncher("FOLDER_UNWRITABLE", `${places.root} cannot be written (${(error as Error).message}); choose another folder with --data`, {
      cause: error,
    });
  }
  return places;
}

/** One level after the other: Node's own recursive call never returns where the file system refuses, such as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  mkdirSync(folder, { mode: 0o750 });
}

/** @returns `undefined` where nobody has started yet. @throws DrawbarError `INSTALLATION_DAMAGED`. */
export function readInstallation(places: Places): Installation | undefined {
  let text: string;
  try {
    text = readFileSync(places.file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw failLauncher("INSTALLATION_DAMAGED", `${places.file} cannot be read (${(error as Error).message})`, { cause: error });
  }
  try {
    const content: unknown = JSON.parse(text);
    if (Value.Check(installationSchema, content)) return content;
  } catch {
    // reported below, like a file of another form
  }
  throw failLauncher("INSTALLATION_DAMAGED", `${places.file} is damaged; restore it, or start anew with another folder (--data)`);
}

/** Written beside the old file first: a power cut leaves one of the two. Mode 0600, it holds passwords. */
export function writeInstallation(places: Places, installation: Installation): void {
  const next = `${places.file}.new`;
  writeFileSync(next, `${JSON.stringify(installation, undefined, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(next, places.file);
}

/** A password of 144 random bits that survives shells and URLs. */
export function randomPassword(): string {
  return randomBytes(18).toString("base64url");
}

/** Whether the process that wrote the file last is still there. */
export function isRunning(installation: Installation): boolean {
  if (installation.pid === 0 || installation.pid === process.pid) return false;
  try {
    process.kill(installation.pid, 0);
    return readFileSync(`/proc/${installation.pid}/cmdline`, "utf8").includes("drawbar");
  } catch {
    return false;
  }
}
