/** The installation's depot: enrolled by a claim at the first start, as any depot is, then a process of its own. */
import path from "node:path";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import { hasIdentity } from "@drawbar/runtime/tls/identity-files.ts";
import { askApi, type ApiAccess } from "./api-access.ts";
import { SupervisedChild } from "./child-process.ts";
import { writeConfigFile } from "./config-file.ts";
import type { Installation, Places } from "./installation.ts";
import { dialHost, hostsForOthers, listenHost } from "./reach.ts";
import { isReady } from "./ready.ts";

export interface DepotProcessOptions {
  readonly places: Places;
  readonly installation: Installation;
  /** Asked when the API is up. */
  readonly access: () => ApiAccess;
  readonly onProgress: (text: string) => void;
  readonly onTrouble: (text: string) => void;
}

const depotName = "Depot 1";
const readyMs = 30_000;
const stopMs = 10_000;

export function depotProcess(options: DepotProcessOptions): Part {
  const { places, installation, onProgress, onTrouble } = options;
  const { ports } = installation;
  const identityDirectory = path.join(places.depot, "identity");
  const configFile = path.join(places.depot, "depot.yaml");
  const child = new SupervisedChild({
    name: "depot",
    args: ["depot", "--config", configFile],
    logFile: path.join(places.logs, "depot.log"),
    isReady: () => isReady(ports.depotOperations),
    readyMs,
    stopMs,
    onRestart: onTrouble,
  });
  return {
    name: "depot",
    start: async () => {
      if (!hasIdentity(identityDirectory)) {
        onProgress("Depot: enrolling with a claim");
        const { claim } = await askApi<{ readonly claim: string }>(options.access(), "POST", "/claims", { kind: "depot", depotName });
        await enrol({
          claim,
          identityDirectory,
          device: depotName,
          kind: "depot",
          hosts: [...new Set(["localhost", "127.0.0.1", ...hostsForOthers(installation)])],
        });
      }
      writeConfigFile(configFile, {
        name: depotName,
        identityDirectory,
        fleetLink: { host: listenHost(installation), port: ports.depotLink },
        enrolment: { host: listenHost(installation), port: ports.depotEnrolment },
        spool: { file: path.join(places.depot, "spool.sqlite") },
        cloudLink: { hubs: [`${dialHost(installation)}:${ports.cloudLink}`], enrolment: `${dialHost(installation)}:${ports.cloudEnrolment}` },
        health: { host: "127.0.0.1", port: ports.depotOperations },
      });
      await child.start();
      onProgress("Depot: serves vehicles");
    },
    stop: () => child.stop(),
  };
}
