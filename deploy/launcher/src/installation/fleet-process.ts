/** The installation's simulated fleet: every vehicle enrolled by a claim of its own, all agents in one process. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import { hasIdentity } from "@drawbar/runtime/tls/identity-files.ts";
import { askApi, type ApiAccess } from "./api-access.ts";
import { SupervisedChild } from "./child-process.ts";
import { writeConfigFile } from "./config-file.ts";
import { fleetKinds, fleetVehicles, type FleetVehicle } from "./fleet-vehicles.ts";
import type { Installation, Places } from "./installation.ts";
import { dialHost } from "./reach.ts";
import { isReady } from "./ready.ts";
import { keepPort } from "./ports.ts";

export interface FleetProcessOptions {
  readonly places: Places;
  readonly installation: Installation;
  /** Absent for as many as before; 0 for none. */
  readonly vehicles: number | undefined;
  /** Asked when the API is up. */
  readonly access: () => ApiAccess;
  readonly onProgress: (text: string) => void;
  readonly onTrouble: (text: string) => void;
}

const readyMs = 30_000;
const stopMs = 12_000;
const controlPollMs = 250;

export function fleetProcess(options: FleetProcessOptions): Part {
  const { places, onProgress } = options;
  let child: SupervisedChild | undefined;
  let watching: NodeJS.Timeout | undefined;
  const control = path.join(places.fleet, fleetControlFile);
  return {
    name: "fleet",
    start: async () => {
      const vehicles = fleetOf(places, options.vehicles);
      if (vehicles.length === 0) return;
      await enrolAll(vehicles, options);
      child = await fleetChild(vehicles, options);
      await child.start();
      rmSync(control, { force: true });
      watching = setInterval(() => {
        if (!existsSync(control)) return;
        clearInterval(watching);
        void child?.stop().finally(() => rmSync(control, { force: true }));
      }, controlPollMs);
      onProgress(`Fleet: ${vehicles.length} simulated ${vehicles.length === 1 ? "vehicle drives" : "vehicles drive"}`);
    },
    stop: async () => {
      clearInterval(watching);
      await child?.stop();
    },
  };
}

interface SimulatedVehicle {
  readonly callSign: string;
  readonly kind: FleetVehicle["kind"];
  readonly seed: number;
  readonly identityDirectory: string;
  readonly outboxFile: string;
}

function fleetOf(places: Places, wanted: number | undefined): readonly SimulatedVehicle[] {
  const folders = new Set(readdirSync(places.fleet, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])));
  const wasRemoved = existsSync(path.join(places.fleet, removedMark));
  const count = wanted ?? (folders.size > 0 ? folders.size : wasRemoved ? 0 : fleetKinds.length);
  return fleetVehicles(count, folders).map(({ callSign, kind, seed, folder }) => {
    const directory = path.join(places.fleet, folder);
    return { callSign, kind, seed, identityDirectory: path.join(directory, "identity"), outboxFile: path.join(directory, "outbox.sqlite") };
  });
}

/** Written by "drawbar demo remove" while the installation runs: the fleet ends, and the file goes. */
export const fleetControlFile = "control";
/** Left by "drawbar demo remove": the fleet does not come back by itself. */
export const removedMark = "removed";

async function enrolAll(vehicles: readonly SimulatedVehicle[], { access, onProgress }: FleetProcessOptions): Promise<void> {
  const missing = vehicles.filter(({ identityDirectory }) => !hasIdentity(identityDirectory));
  for (const [index, { callSign, kind, identityDirectory }] of missing.entries()) {
    onProgress(`Fleet: enrolling ${callSign} (${index + 1} of ${missing.length})`);
    const description = fleetKinds.find((candidate) => candidate.kind === kind)?.description;
    await registerVehicle(access(), callSign, description);
    const { claim } = await askApi<{ readonly claim: string }>(access(), "POST", "/claims", { kind: "unit", callSign, simulated: true });
    await enrol({ claim, identityDirectory, device: `simulated ${kind}`, kind: "unit" });
  }
}

/** A start that was cut short may have made it already. */
async function registerVehicle(access: ApiAccess, callSign: string, description: string | undefined): Promise<void> {
  try {
    await askApi(access, "POST", "/vehicles", { callSign, description, simulated: true });
  } catch (error) {
    if (!(error instanceof DrawbarError) || error.kind !== "conflict") throw error;
  }
}

async function fleetChild(vehicles: readonly SimulatedVehicle[], { places, installation, onTrouble }: FleetProcessOptions): Promise<SupervisedChild> {
  const configFile = path.join(places.fleet, "fleet.yaml");
  const healthPort = await keepPort("127.0.0.1", 0);
  writeConfigFile(configFile, {
    vehicles,
    hubs: [`${dialHost(installation)}:${installation.ports.depotLink}`],
    health: { host: "127.0.0.1", port: healthPort },
  });
  return new SupervisedChild({
    name: "fleet",
    args: ["simulated-fleet", "--config", configFile],
    logFile: path.join(places.logs, "fleet.log"),
    isReady: () => isReady(healthPort),
    readyMs,
    stopMs,
    onRestart: onTrouble,
  });
}
