/** Settings of the process that drives simulated vehicles, each through a real agent. */
import { Type } from "typebox";
import { tracingSettings } from "@drawbar/runtime/tracing/tracing-settings.ts";
import { defineConfig, type ConfigOf } from "@drawbar/runtime/config/define-config.ts";
import { logLevels } from "@drawbar/runtime/logging/logger.ts";
import { vehicleKinds } from "../acquisition/simulated-bus.ts";

const vehicle = Type.Object(
  {
    callSign: Type.String({ minLength: 1, maxLength: 32 }),
    kind: Type.Enum(vehicleKinds),
    /** Of its drive: the same seed drives the same. */
    seed: Type.Integer({ minimum: 0, maximum: 4_294_967_295 }),
    identityDirectory: Type.String({ minLength: 1 }),
    outboxFile: Type.String({ minLength: 1 }),
  },
  { additionalProperties: false },
);

export const fleetConfig = defineConfig({
  process: "simulated-fleet",
  schema: Type.Object({
    vehicles: Type.Array(vehicle, {
      description: `Simulated vehicles: callSign, kind (${vehicleKinds.join(", ")}), seed, identityDirectory, outboxFile. Each must be enrolled.`,
    }),
    hubs: Type.Array(Type.String({ minLength: 3 }), {
      default: [],
      description: "Addresses (host:port) to send to, best first. Empty: those that each unit got when it was enrolled.",
    }),
    collect: Type.Union([Type.Literal("all"), Type.Literal("changes")], { default: "changes", description: "Keep all samples, or changes only." }),
    segmentSpanMs: Type.Integer({
      default: 10_000,
      minimum: 100,
      maximum: 600_000,
      description: "How long samples are gathered before they are sealed and sent.",
    }),
    health: Type.Object({
      host: Type.String({ default: "127.0.0.1", minLength: 1, description: "Address of /healthz, /readyz and /metrics." }),
      port: Type.Integer({ default: 0, minimum: -1, maximum: 65_535, description: "Port of the same; 0 takes any free one, -1 opens none." }),
    }),
    tracing: tracingSettings,
    logLevel: Type.Enum(logLevels, { default: "info", description: "Least important lines that are written." }),
    stopDeadlineMs: Type.Integer({
      default: 10_000,
      minimum: 100,
      maximum: 600_000,
      description: "A stop that takes longer is cut short; what was sealed is safe.",
    }),
  }),
});

export type FleetConfig = ConfigOf<typeof fleetConfig>;
export type FleetVehicle = FleetConfig["vehicles"][number];
