/** Starts the processes of an installation in the order in which they need each other, and stops them in reverse. */
import { randomUUID } from "node:crypto";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import { startAll, type Running } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { failLauncher } from "../launcher-errors.ts";
import { databaseUrls, withAdministration, withTenants } from "./cloud-program.ts";
import { buildConsole } from "./console-program.ts";
import { cloudProcess } from "./cloud-process.ts";
import { databaseProcess } from "./database-process.ts";
import { depotProcess } from "./depot-process.ts";
import { fleetProcess } from "./fleet-process.ts";
import { isRunning, preparePlaces, randomPassword, readInstallation, writeInstallation, type Installation, type Places } from "./installation.ts";
import { keptFilesMirror } from "./kept-files.ts";
import { claimPort, keepPort } from "./ports.ts";
import { apiBase, consoleAddress, listenHost, rootFileOf } from "./reach.ts";
import { trustRoot } from "./trust-root.ts";

export interface StartOptions {
  readonly dataDirectory: string;
  readonly host: string;
  /** 0 for any free one; absent for the last one. */
  readonly port: number | undefined;
  /** Simulated vehicles; absent for as many as before. */
  readonly vehicles: number | undefined;
  readonly log: Logger;
  readonly onProgress: (text: string) => void;
  /** Something that a person should read although all goes on. */
  readonly onTrouble: (text: string) => void;
  /** Resolves when somebody wants to stop while the start is still going on. */
  readonly stopRequested: Promise<void>;
}

export interface RunningInstallation extends Running {
  /** Address of the console, without a slash at the end. */
  readonly console: string;
  readonly signInLink: string;
  readonly email: string;
  /** Only while it was never changed. */
  readonly initialPassword: string | undefined;
  /** File with the root that browsers elsewhere must trust; absent when only this machine is served. */
  readonly rootFile: string | undefined;
}

const firstConsolePort = 7_400;
const firstOperator = "operator@drawbar.example";
const loopback = "127.0.0.1";
const administrationTokenMs = 10 * 60_000;

/**
 * @returns `undefined` when it was stopped before it was ready; everything is stopped then.
 * @throws DrawbarError such as `FOLDER_UNWRITABLE`, `PORT_BUSY`, `INSTALLATION_RUNNING`, `CHILD_FAILED`; everything is stopped then.
 */
export async function startInstallation(options: StartOptions): Promise<RunningInstallation | undefined> {
  const places = preparePlaces(options.dataDirectory);
  const installation = await settle(places, options);
  writeInstallation(places, installation);
  const console = consoleAddress(installation);
  const start = { signIn: undefined as SignIn | undefined, token: "", rootFile: undefined as string | undefined };

  const parts: readonly Part[] = [
    consolePart(options),
    databaseProcess({ places, installation, onProgress: options.onProgress, onTrouble: options.onTrouble }),
    {
      name: "accounts",
      start: async () => {
        start.signIn = await prepareOperator(places, installation);
        start.token = await administrationToken(installation);
      },
      stop: () => {},
    },
    cloudProcess({ places, installation, onTrouble: options.onTrouble, onProgress: options.onProgress }),
    {
      name: "root",
      start: async () => {
        start.rootFile = await rootFileOf(places, installation);
        if (start.rootFile !== undefined) trustRoot(start.rootFile);
      },
      stop: () => {},
    },
    depotProcess({
      places,
      installation,
      access: () => ({ baseUrl: apiBase(installation), token: start.token }),
      onTrouble: options.onTrouble,
      onProgress: options.onProgress,
    }),
    fleetProcess({
      places,
      vehicles: options.vehicles,
      installation,
      access: () => ({ baseUrl: apiBase(installation), token: start.token }),
      onTrouble: options.onTrouble,
      onProgress: options.onProgress,
    }),
    keptFilesMirror({ places, onTrouble: options.onTrouble }),
  ];
  const isStopped = stopping(options.stopRequested);
  const running = await startAll(
    parts.map((part) => abandonable(part, isStopped)),
    { log: options.log },
  ).catch((error: unknown) => {
    if (error instanceof Abandoned) return undefined;
    throw error;
  });
  if (running === undefined || start.signIn === undefined) return undefined;
  return {
    ...running,
    console,
    signInLink: `${console}/sign-in?link=${start.signIn.link}`,
    email: start.signIn.email,
    initialPassword: start.signIn.initialPassword,
    rootFile: start.rootFile,
  };
}

/** The installation as it will run: known or new, with ports that are free now. */
async function settle(places: Places, options: StartOptions): Promise<Installation> {
  const before = readInstallation(places);
  if (before !== undefined && isRunning(before)) {
    throw failLauncher(
      "INSTALLATION_RUNNING",
      `the installation in ${places.root} is running already (process ${before.pid}); its console is ${consoleAddress(before)}`,
    );
  }
  const wanted = options.port ?? before?.ports.console ?? firstConsolePort;
  const ports = before?.ports;
  const others = listenHost(options);
  return {
    version: 1,
    tenantId: before?.tenantId ?? randomUUID(),
    pid: process.pid,
    host: options.host,
    database: before?.database ?? { admin: randomPassword(), app: randomPassword(), worker: randomPassword() },
    operator: before?.operator ?? { email: firstOperator },
    ports: {
      console: await claimPort(options.host, wanted, "the console"),
      cloudOperations: await keepPort(loopback, ports?.cloudOperations ?? 0),
      cloudLink: await keepPort(others, ports?.cloudLink ?? 0),
      cloudEnrolment: await keepPort(others, ports?.cloudEnrolment ?? 0),
      depotLink: await keepPort(others, ports?.depotLink ?? 0),
      depotEnrolment: await keepPort(others, ports?.depotEnrolment ?? 0),
      depotOperations: await keepPort(loopback, ports?.depotOperations ?? 0),
      postgres: await keepPort(loopback, ports?.postgres ?? 0),
    },
  };
}

function consolePart(options: StartOptions): Part {
  return { name: "console", start: () => buildConsole((text) => options.onProgress(`Console: ${text}`)), stop: () => {} };
}

interface SignIn {
  readonly link: string;
  readonly email: string;
  readonly initialPassword: string | undefined;
}

/** Makes the first operator at the first start; at each start a link that signs in once. */
async function prepareOperator(places: Places, installation: Installation): Promise<SignIn> {
  const { tenantId } = installation;
  return withTenants(databaseUrls(installation).app, async (tenants, identityOf) => {
    await tenants.ensure(tenantId, "Drawbar");
    const administration = identityOf(tenantId);
    const operators = await administration.operators();
    const [known] = operators;
    if (known === undefined) {
      const { email, password } = await administration.addOperator({ email: installation.operator.email });
      const operator = { email, initialPassword: password };
      writeInstallation(places, { ...installation, operator });
      return { link: await administration.makeSignInLink(email), email, initialPassword: password };
    }
    const operator = operators.find(({ email }) => email === installation.operator.email) ?? known;
    const initialPassword = operator.hasInitialPassword ? installation.operator.initialPassword : undefined;
    if (initialPassword !== installation.operator.initialPassword) writeInstallation(places, { ...installation, operator: { email: operator.email } });
    return { link: await administration.makeSignInLink(operator.email), email: operator.email, initialPassword };
  });
}

async function administrationToken(installation: Installation): Promise<string> {
  const { app: appUrl } = databaseUrls(installation);
  const { token } = await withAdministration({ ...installation, appUrl }, undefined, ({ identity }) =>
    identity.makeApiToken({ name: "drawbar up", scopes: ["read", "write", "admin"], expiresInMs: administrationTokenMs }),
  );
  return token;
}

/** Somebody pressed Ctrl-C during the start: no failure, but nothing more is started. */
class Abandoned extends Error {}

function stopping(stopRequested: Promise<void>): () => boolean {
  let isAsked = false;
  void stopRequested.then(() => (isAsked = true));
  return () => isAsked;
}

function abandonable(part: Part, isStopped: () => boolean): Part {
  return {
    name: part.name,
    start: async () => {
      if (isStopped()) throw new Abandoned();
      await part.start();
    },
    stop: () => part.stop(),
  };
}
