/**
 * A real Keycloak for drills of company sign-on: its distribution comes from Maven Central once, into a cache that git
 * ignores; what it knows is in memory and gone with it.
 */
import { execFile, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "@drawbar/runtime/net/free-port.ts";

const run = promisify(execFile);
const version = "26.0.0";
const cache = path.resolve(import.meta.dirname, `../../node_modules/.cache/drawbar-keycloak-${version}`);
const plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1";
const administrator = { username: "administrator", password: "only for this run" };
/** Its own build at the very first start is slow. */
const startMsMax = 240_000;

export interface KeycloakUser {
  readonly username: string;
  readonly password: string;
  readonly email: string;
  readonly roles: readonly string[];
}

export interface KeycloakClient {
  readonly clientId: string;
  readonly secret: string;
  readonly redirectUri: string;
  readonly signOutUri: string;
  readonly logoutUri: string;
}

export interface Keycloak {
  /** From start to the first answer, milliseconds. */
  readonly startedMs: number;
  /** A realm with its people and one client, whose id_token has the person's roles in the claim `groups`. @returns its issuer. */
  addRealm(realm: string, client: KeycloakClient, users: readonly KeycloakUser[]): Promise<string>;
  /** Gives somebody these roles in place of the present ones. */
  setRoles(realm: string, username: string, roles: readonly string[]): Promise<void>;
  dispose(): Promise<void>;
}

/** @throws when Java or Maven is absent, with what to install. */
export function needKeycloak(): void {
  for (const [program, argument] of [
    ["java", "-version"],
    ["mvn", "--version"],
  ] as const) {
    try {
      execFileSync(program, [argument], { stdio: "ignore" });
    } catch {
      throw new Error(`Keycloak is not here: no ${program}; install Debian's packages default-jre-headless and maven`);
    }
  }
}

export async function startKeycloak(): Promise<Keycloak> {
  needKeycloak();
  const home = await distribution();
  const port = await freePort();
  const startedAt = performance.now();
  const server = spawn("sh", [path.join(home, "bin/kc.sh"), "start-dev", "--db=dev-mem", "--http-host=127.0.0.1", `--http-port=${port}`], {
    stdio: "ignore",
    detached: true, // a group of its own: its script starts Java
    env: {
      ...process.env,
      KC_BOOTSTRAP_ADMIN_USERNAME: administrator.username,
      KC_BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
      JAVA_OPTS_KC_HEAP: "-Xms64m -Xmx400m",
    },
  });
  const end = (): void => {
    if (server.pid !== undefined && server.exitCode === null && server.signalCode === null) process.kill(-server.pid, "SIGKILL");
  };
  // A run that ends early must not leave a server behind.
  process.once("exit", end);
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(`${url}/realms/master`))) {
    if (server.exitCode !== null) throw new Error(`Keycloak ended with ${server.exitCode} instead of answering`);
    if (performance.now() - startedAt > startMsMax) {
      end();
      throw new Error(`Keycloak did not answer within ${startMsMax / 1_000} s`);
    }
    await sleep(200);
  }
  const startedMs = performance.now() - startedAt;
  return {
    startedMs,
    addRealm: async (realm, client, users) => {
      await administer(url, "POST", "", realmOf(realm, client, users));
      return `${url}/realms/${realm}`;
    },
    setRoles: async (realm, username, roles) => {
      const [user] = (await administer(url, "GET", `/${realm}/users?exact=true&username=${username}`)) as readonly { readonly id: string }[];
      const mappings = `/${realm}/users/${user?.id}/role-mappings/realm`;
      await administer(url, "DELETE", mappings, await administer(url, "GET", mappings));
      await administer(url, "POST", mappings, await Promise.all(roles.map((role) => administer(url, "GET", `/${realm}/roles/${role}`))));
    },
    dispose: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      end();
      await ended;
      process.off("exit", end);
    },
  };
}

function realmOf(realm: string, client: KeycloakClient, users: readonly KeycloakUser[]): object {
  return {
    realm,
    enabled: true,
    sslRequired: "none",
    roles: { realm: [...new Set(users.flatMap((user) => user.roles))].map((name) => ({ name })) },
    users: users.map(({ username, password, email, roles }) => ({
      username,
      email,
      emailVerified: true,
      firstName: username,
      lastName: "Example",
      enabled: true,
      credentials: [{ type: "password", value: password, temporary: false }],
      realmRoles: roles,
    })),
    clients: [
      {
        clientId: client.clientId,
        secret: client.secret,
        publicClient: false,
        standardFlowEnabled: true,
        redirectUris: [client.redirectUri],
        attributes: {
          "post.logout.redirect.uris": client.signOutUri,
          "backchannel.logout.url": client.logoutUri,
          "backchannel.logout.session.required": "true",
        },
        protocolMappers: [
          {
            name: "groups",
            protocol: "openid-connect",
            protocolMapper: "oidc-usermodel-realm-role-mapper",
            config: { "claim.name": "groups", "jsonType.label": "String", multivalued: "true", "id.token.claim": "true" },
          },
        ],
      },
    ],
  };
}

/** Asks its administration; a token lives for a minute, so each call gets one. */
async function administer(url: string, method: string, at: string, body?: unknown): Promise<unknown> {
  const login = new URLSearchParams({ grant_type: "password", client_id: "admin-cli", ...administrator });
  const token = (await (await fetch(`${url}/realms/master/protocol/openid-connect/token`, { method: "POST", body: login })).json()) as {
    readonly access_token: string;
  }; // RFC 6749, 5.1
  const answer = await fetch(`${url}/admin/realms${at}`, {
    method,
    headers: { authorization: `Bearer ${token.access_token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`Keycloak answers ${answer.status} to ${method} ${at}: ${text.slice(0, 300)}`);
  return text === "" ? undefined : JSON.parse(text);
}

/** Unpacked by Maven the first time, 147 MB. */
async function distribution(): Promise<string> {
  const home = path.join(cache, `keycloak-${version}`);
  if (existsSync(home)) return home;
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(path.join(cache, "making-"));
  const artifact = `-Dartifact=org.keycloak:keycloak-quarkus-dist:${version}:zip`;
  await run("mvn", ["-q", "-B", `${plugin}:get`, artifact, "-Dtransitive=false"], { cwd: making, timeout: 600_000 });
  await run("mvn", ["-q", "-B", `${plugin}:unpack`, artifact, `-DoutputDirectory=${making}`], { cwd: making, timeout: 240_000 });
  try {
    await rename(path.join(making, `keycloak-${version}`), home);
  } catch (error) {
    if (!existsSync(home)) throw error; // else another run was faster
  }
  await rm(making, { recursive: true, force: true });
  return home;
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
