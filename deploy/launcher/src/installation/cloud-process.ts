/** The installation's headquarters: one process with the roles api, link and worker. */
import path from "node:path";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import { SupervisedChild } from "./child-process.ts";
import { databaseUrls } from "./cloud-program.ts";
import { writeConfigFile } from "./config-file.ts";
import type { Installation, Places } from "./installation.ts";
import { authorityDirectory, hostsForOthers, listenHost, servesOthers } from "./reach.ts";
import { isReady } from "./ready.ts";

export interface CloudProcessOptions {
  readonly places: Places;
  readonly installation: Installation;
  readonly onProgress: (text: string) => void;
  readonly onTrouble: (text: string) => void;
}

const readyMs = 30_000;
const stopMs = 16_000;

export function cloudProcess(options: CloudProcessOptions): Part {
  const { places, installation, onProgress, onTrouble } = options;
  const { ports, host } = installation;
  const configFile = path.join(places.cloud, "cloud.yaml");
  const child = new SupervisedChild({
    name: "cloud",
    args: ["cloud", "api", "link", "worker", "--config", configFile],
    logFile: path.join(places.logs, "cloud.log"),
    isReady: () => isReady(ports.cloudOperations),
    readyMs,
    stopMs,
    onRestart: onTrouble,
  });
  return {
    name: "cloud",
    start: async () => {
      const { app, worker } = databaseUrls(installation);
      writeConfigFile(configFile, {
        http: { host, port: ports.console, tls: servesOthers(installation) ? "authority" : "none" },
        operations: { host: "127.0.0.1", port: ports.cloudOperations },
        database: { appUrl: app, workerUrl: worker },
        link: { host: listenHost(installation), port: ports.cloudLink },
        enrolment: { host: listenHost(installation), port: ports.cloudEnrolment },
        publicHosts: hostsForOthers(installation),
        authorityDirectory: authorityDirectory(places),
      });
      await child.start();
      onProgress("Cloud: api, link and worker are up");
    },
    stop: () => child.stop(),
  };
}
