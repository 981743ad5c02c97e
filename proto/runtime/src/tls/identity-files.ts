/**
 * A device's identity on its disk: one file, so that key and certificate change at once, and beside it a renewed one
 * until that has been let in somewhere. A power cut at any point leaves an identity that works.
 */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { identityOf, type Identity, type IdentityParts } from "./identity.ts";
import { failTls } from "./tls-errors.ts";

const currentFile = "identity.json";
const nextFile = "identity-next.json";
/** As releases before the one file wrote them; they are read, and go when there is a newer identity. */
const olderFiles = { key: "device-key.pem", certificateChain: "device-chain.pem", root: "platform-root.pem", hubs: "hubs.json" } as const;

/** What changes the disk, in the order in which it is called; a test lets any of them fail. */
export interface IdentityDisk {
  write(file: string, text: string): void;
  rename(from: string, to: string): void;
  remove(file: string): void;
  /** Makes renames and removals in a folder last. */
  sync(directory: string): void;
}

const systemDisk: IdentityDisk = {
  write: (file, text) => writeFileSync(file, text, { mode: 0o600, flush: true }),
  rename: renameSync,
  remove: (file) => rmSync(file, { force: true }),
  sync: (directory) => {
    const descriptor = openSync(directory, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  },
};

/** Whether a device was enrolled in this folder. */
export function hasIdentity(directory: string): boolean {
  return [currentFile, olderFiles.key].some((file) => existsSync(path.join(directory, file)));
}

/** @throws DrawbarError `IDENTITY_MISSING` when the device was never enrolled, `IDENTITY_UNREADABLE`. */
export function loadIdentity(directory: string): Identity {
  const one = read(directory, currentFile);
  if (one !== undefined) return wholeIdentity(partsOf(one, path.join(directory, currentFile)));
  const older = (file: string): string => {
    const text = read(directory, file);
    if (text !== undefined) return text;
    throw failTls("IDENTITY_MISSING", `no identity in ${directory}; enrol this device with "drawbar enrol CLAIM"`);
  };
  const hubs = parseJson(older(olderFiles.hubs), path.join(directory, olderFiles.hubs));
  return wholeIdentity({
    key: older(olderFiles.key),
    certificateChain: older(olderFiles.certificateChain),
    root: older(olderFiles.root),
    hubs: addressesIn(hubs, path.join(directory, olderFiles.hubs)),
  });
}

/** @returns the renewed identity that was let in nowhere yet; `undefined` when there is none of this device, or it is damaged. */
export function loadNextIdentity(directory: string, current: Identity): Identity | undefined {
  try {
    const text = read(directory, nextFile);
    if (text === undefined) return undefined;
    const next = wholeIdentity(partsOf(text, path.join(directory, nextFile)));
    return next.sourceId === current.sourceId && next.tenantId === current.tenantId ? next : undefined;
  } catch {
    return undefined; // the current one works; it is renewed again
  }
}

/** Of a device that was just enrolled: whatever was there is another device's. */
export function saveIdentity(directory: string, identity: IdentityParts, disk: IdentityDisk = systemDisk): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  disk.remove(path.join(directory, nextFile));
  replace(directory, currentFile, identity, disk);
  removeOlder(directory, disk);
}

/** Keeps a renewed identity beside the one that is known to work. */
export function saveNextIdentity(directory: string, identity: IdentityParts, disk: IdentityDisk = systemDisk): void {
  replace(directory, nextFile, identity, disk);
}

/** The renewed identity was let in: it is the device's identity now, and the key before it is gone. */
export function settleNextIdentity(directory: string, disk: IdentityDisk = systemDisk): void {
  disk.rename(path.join(directory, nextFile), path.join(directory, currentFile));
  disk.sync(directory);
  removeOlder(directory, disk);
}

function replace(directory: string, file: string, { key, certificateChain, root, hubs, enrolment = [] }: IdentityParts, disk: IdentityDisk): void {
  const target = path.join(directory, file);
  disk.write(`${target}.new`, `${JSON.stringify({ key, certificateChain, root, hubs, enrolment }, null, 2)}\n`);
  disk.rename(`${target}.new`, target);
  disk.sync(directory);
}

function removeOlder(directory: string, disk: IdentityDisk): void {
  for (const file of Object.values(olderFiles)) disk.remove(path.join(directory, file));
}

function read(directory: string, file: string): string | undefined {
  try {
    return readFileSync(path.join(directory, file), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw failTls("IDENTITY_UNREADABLE", `${path.join(directory, file)} cannot be read`, { cause: error });
  }
}

function partsOf(text: string, file: string): IdentityParts {
  const parts = parseJson(text, file);
  if (typeof parts !== "object" || parts === null) throw damaged(file);
  const field = (name: string): unknown => (parts as Record<string, unknown>)[name]; // an object has fields of any name
  const pem = (name: string): string => {
    const value = field(name);
    if (typeof value === "string") return value;
    throw damaged(file);
  };
  return {
    key: pem("key"),
    certificateChain: pem("certificateChain"),
    root: pem("root"),
    hubs: addressesIn(field("hubs"), file),
    enrolment: addressesIn(field("enrolment"), file),
  };
}

/** A key and a certificate that do not belong together would be refused by every hub, with reasons that lead nowhere. */
function wholeIdentity(parts: IdentityParts): Identity {
  const identity = identityOf(parts);
  let isWhole: boolean;
  try {
    isWhole = new X509Certificate(parts.certificateChain).checkPrivateKey(createPrivateKey(parts.key));
  } catch (error) {
    throw failTls("IDENTITY_UNREADABLE", "the device's key is damaged; enrol the device again", { cause: error });
  }
  if (!isWhole) throw failTls("IDENTITY_UNREADABLE", "the device's key is not that of its certificate; enrol the device again");
  return identity;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(file, error);
  }
}

function addressesIn(addresses: unknown, file: string): readonly string[] {
  if (Array.isArray(addresses) && addresses.every((address) => typeof address === "string")) return addresses;
  throw damaged(file);
}

function damaged(file: string, cause?: unknown): Error {
  return failTls("IDENTITY_UNREADABLE", `${file} is damaged; enrol the device again`, cause === undefined ? {} : { cause });
}
