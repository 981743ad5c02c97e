import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import type { OpenedBuses } from "./acquisition/agent-bus.ts";
import { openBuses } from "./acquisition/open-buses.ts";
import { addEdgeCommand, addSimulatedFleetCommand } from "./cli.ts";
import { edgeConfig } from "./config.ts";
import { catalogueSignalOf } from "./signals/catalogue-signals.ts";

const directory = mkdtempSync(path.join(tmpdir(), "drawbar-edge-cli-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

const minimal = "identityDirectory: /var/lib/drawbar/identity\noutbox: { file: /var/lib/drawbar/outbox.sqlite }\n";

describe("drawbar edge", () => {
  it("prints the configuration in force, as a file that can be read again", async () => {
    const printed = await run("edge", "--config", write("edge.yaml", minimal), "--print-config");
    const config = readConfig(edgeConfig, { file: write("again.yaml", printed), env: {} });
    expect(config).toMatchObject({
      identityDirectory: "/var/lib/drawbar/identity",
      collection: { mode: "changes", silenceMaxMs: 10_000 },
      segment: { spanMs: 10_000 },
    });
  });

  it("checks a configuration", async () => {
    expect(await run("edge", "--config", write("edge.yaml", minimal), "--check-config")).toMatch(/is right/);
    const wrong = write("wrong.yaml", `${minimal}buses: [{ name: can0, driver: carrier-pigeon }]\n`);
    await expect(run("edge", "--config", wrong, "--check-config")).rejects.toThrow(/CONFIG_INVALID: "buses\.0/);
    await expect(run("edge", "--check-config")).rejects.toThrow(/CONFIG_INVALID: edge-agent needs "identityDirectory"/);
  });

  it("lists every setting in its help", async () => {
    const program = new Command();
    addEdgeCommand(program);
    addSimulatedFleetCommand(program);
    const help: string[] = [];
    for (const command of program.commands) {
      command.exitOverride().configureOutput({ writeOut: (text) => help.push(text) });
      expect(() => command.outputHelp()).not.toThrow();
    }
    expect(help.join("")).toMatch(/outbox\.bytesMax[\s\S]*live\.periodMs[\s\S]*DRAWBAR_SIMULATED_FLEET_COLLECT/);
  });
});

describe("openBuses", () => {
  const log = createLogger({ process: "test", level: "silent" });
  const open = (buses: Parameters<typeof openBuses>[0]["buses"]): Promise<unknown> => openBuses({ buses, clock: systemClock, log });

  it("opens an slcan adapter for listening, and wants its device and a bit rate that it has", async () => {
    expect(await open([{ name: "can0", driver: "slcan", device: "/dev/ttyACM0", bitrate: 500_000 }])).toMatchObject({ buses: [{ bus: { name: "can0" } }] });
    await expect(open([{ name: "can0", driver: "slcan", bitrate: 500_000 }])).rejects.toThrow(/BUS_MISCONFIGURED.* lacks its device/);
    await expect(open([{ name: "can0", driver: "slcan", device: "tcp://10.0.0.1:3333" }])).rejects.toThrow(/BUS_MISCONFIGURED.* lacks its bitrate/);
    await expect(open([{ name: "can0", driver: "slcan", device: "/dev/ttyACM0", bitrate: 123_456 }])).rejects.toThrow(/BUS_MISCONFIGURED.*no code for 123456/);
  });

  it("refuses two buses of one name, and a driver without what it needs", async () => {
    const simulated = { name: "can0", driver: "simulated", vehicle: "car" } as const;
    await expect(open([simulated, simulated])).rejects.toThrow(/BUS_MISCONFIGURED: two buses are named can0/);
    await expect(open([{ name: "can0", driver: "simulated" }])).rejects.toThrow(/names no vehicle/);
    await expect(open([{ name: "can0", driver: "replay" }])).rejects.toThrow(/names none/);
    await expect(open([{ name: "can0", driver: "replay", file: path.join(directory, "none.log") }])).rejects.toThrow(/LOG_UNREADABLE/);
  });

  it("opens a simulated vehicle under the name that the configuration gives its bus", async () => {
    expect(await open([{ name: "body", driver: "simulated", vehicle: "tractor", seed: 7 }])).toMatchObject({
      buses: [{ bus: { name: "body" } }],
      sources: [{ name: "simulated traffic" }],
    });
  });
});

describe("a bus with mapping files", () => {
  const log = createLogger({ process: "test", level: "silent" });
  const open = (mapping: string): Promise<OpenedBuses> =>
    openBuses({ buses: [{ name: "can0", driver: "simulated", vehicle: "car", mapping: [write("fleet.yaml", mapping)] }], clock: systemClock, log });

  it("calls its signals as they say, in the catalogue's unit", async () => {
    const { buses } = await open("mapping: 1\nsignals:\n  - { dbc: Motion/VehicleSpeed, bus: can0, unit: m/s, name: Vehicle.AverageSpeed }\n");
    const signal = buses[0]?.decoders[0]?.signals.find(({ path: of }) => of === "Motion/VehicleSpeed");
    if (signal === undefined) throw new Error("no speed");
    expect(catalogueSignalOf("can0", signal, buses[0]?.mapper)).toMatchObject({ name: "Vehicle.AverageSpeed", unit: "km/h", factor: 0.036 });
    expect(catalogueSignalOf("can0", signal)).toMatchObject({ name: "Vehicle.Speed", factor: signal.factor });
  });

  it("refuses a file with a fault, and says where it is", async () => {
    await expect(open("mapping: 1\nsignals:\n  - { spn: 84, name: Vehicle.Sped }\n")).rejects.toThrow(
      /MAPPING_UNUSABLE: .*fleet\.yaml:3:5: .*did you mean Vehicle\.Speed\?/,
    );
    await expect(
      openBuses({ buses: [{ name: "can0", driver: "simulated", vehicle: "car", mapping: [path.join(directory, "none.yaml")] }], clock: systemClock, log }),
    ).rejects.toThrow(/MAPPING_UNUSABLE: .*ENOENT/);
  });
});

async function run(...args: readonly string[]): Promise<string> {
  const program = new Command().exitOverride();
  addEdgeCommand(program);
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  await program.parseAsync(["node", "drawbar", ...args]);
  return written.join("");
}

function write(name: string, text: string): string {
  const file = path.join(directory, name);
  writeFileSync(file, text);
  return file;
}
