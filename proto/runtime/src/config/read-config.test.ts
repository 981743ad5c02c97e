import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Type } from "typebox";
import { describe, expect, it } from "vitest";
import { defineConfig, settingsOf, variableOf } from "./define-config.ts";
import { describeConfig, printConfig } from "./describe-config.ts";
import { readConfig } from "./read-config.ts";

const definition = defineConfig({
  process: "edge-agent",
  schema: Type.Object(
    {
      identityDirectory: Type.String({ description: "folder of the device's key and certificate" }),
      outbox: Type.Object({ bytesMax: Type.Integer({ description: "room of the outbox", minimum: 1_024, default: 4_096 }) }),
      hubs: Type.Array(Type.String(), { description: "addresses of hubs", default: [] }),
      level: Type.Enum(["info", "debug"], { description: "how much is logged", default: "info" }),
    },
    { additionalProperties: false },
  ),
});
const env = { DRAWBAR_EDGE_AGENT_IDENTITY_DIRECTORY: "/etc/drawbar" };

function file(text: string): string {
  const name = path.join(mkdtempSync(path.join(tmpdir(), "drawbar-config-")), "agent.yaml");
  writeFileSync(name, text);
  return name;
}

describe("readConfig", () => {
  it("takes defaults, then the file, then the environment, then the command line", () => {
    const name = file("outbox: { bytesMax: 5000 }\nhubs: [a:1]\n");
    expect(readConfig(definition, { env })).toEqual({ identityDirectory: "/etc/drawbar", outbox: { bytesMax: 4_096 }, hubs: [], level: "info" });
    expect(readConfig(definition, { env, file: name }).outbox.bytesMax).toBe(5_000);
    expect(readConfig(definition, { env: { ...env, DRAWBAR_EDGE_AGENT_OUTBOX_BYTES_MAX: "6000" }, file: name }).outbox.bytesMax).toBe(6_000);
    expect(readConfig(definition, { env, file: name, overrides: { "outbox.bytesMax": 7_000 } }).outbox.bytesMax).toBe(7_000);
  });

  it("reads lists from the environment, in YAML or separated by commas", () => {
    expect(readConfig(definition, { env: { ...env, DRAWBAR_EDGE_AGENT_HUBS: "a:1, b:2" } }).hubs).toEqual(["a:1", "b:2"]);
    expect(readConfig(definition, { env: { ...env, DRAWBAR_EDGE_AGENT_HUBS: '["a:1"]' } }).hubs).toEqual(["a:1"]);
  });

  it.each([
    ["an unknown setting", { env, file: file("outbux: 1") }, /unknown setting "outbux"/],
    ["an unknown nested setting", { env, file: file("outbox: { bytes: 1 }") }, /unknown setting "outbox.bytes"/],
    ["an unknown variable", { env: { ...env, DRAWBAR_EDGE_AGENT_OUTBOX: "1" } }, /DRAWBAR_EDGE_AGENT_OUTBOX, which is no setting/],
    ["a value out of range", { env: { ...env, DRAWBAR_EDGE_AGENT_OUTBOX_BYTES_MAX: "12" } }, /"outbox.bytesMax".*is 12/],
    ["a wrong type", { env: { ...env, DRAWBAR_EDGE_AGENT_OUTBOX_BYTES_MAX: "much" } }, /"outbox.bytesMax".*"much"/],
    ["a missing setting", { env: {} }, /needs "identityDirectory".*DRAWBAR_EDGE_AGENT_IDENTITY_DIRECTORY/],
    ["a doubled key", { env, file: file("hubs: []\nhubs: []") }, /is not YAML/],
    ["a list instead of settings", { env, file: file("- 1") }, /settings by name/],
    ["a file that is not there", { env, file: "/nowhere/agent.yaml" }, /cannot be read/],
  ])("refuses %s and says which", (_what, sources, message) => {
    expect(() => readConfig(definition, sources)).toThrow(message);
  });

  it("prints a file that reads back as the same configuration", () => {
    const config = readConfig(definition, { env });
    expect(readConfig(definition, { env: {}, file: file(printConfig(config)) })).toEqual(config);
  });
});

describe("settings", () => {
  it("name their variable", () => {
    expect(variableOf("depot-gateway", ["fleetLink", "portMax"])).toBe("DRAWBAR_DEPOT_GATEWAY_FLEET_LINK_PORT_MAX");
  });

  it("are all described in the help", () => {
    const help = describeConfig(definition);
    for (const { path: name, variable } of settingsOf(definition)) {
      expect(help).toContain(`${name}\n`);
      expect(help).toContain(variable);
    }
  });

  it("must have a description", () => {
    expect(() => defineConfig({ process: "x", schema: Type.Object({ bare: Type.String() }) })).toThrow("bare");
  });
});
