import { logLevels } from "@drawbar/runtime/logging/logger.ts";
import { tracingSettings } from "@drawbar/runtime/tracing/tracing-settings.ts";
import { defineConfig, type ConfigOf } from "@drawbar/runtime/config/define-config.ts";
import { Type } from "typebox";

const port = (description: string, standard: number) => Type.Integer({ minimum: 0, maximum: 65_535, default: standard, description });
const mebibyte = 1_048_576;

/** What can be set of a depot gateway. */
export const depotConfig = defineConfig({
  process: "depot-gateway",
  schema: Type.Object(
    {
      name: Type.String({
        minLength: 1,
        maxLength: 64,
        default: "depot",
        description: "What people call the depot, in logs and as the device's name when it enrols.",
      }),
      identityDirectory: Type.String({ minLength: 1, description: 'Folder of this depot\'s key and certificate, made by "drawbar enrol".' }),
      fleetLink: Type.Object({
        host: Type.String({ minLength: 1, default: "0.0.0.0", description: "Address on which vehicles are served, by mutual TLS." }),
        port: port("Port on which vehicles are served; 0 for any free one.", 7_453),
        peersMax: Type.Integer({ minimum: 1, maximum: 10_000, default: 1_000, description: "Vehicles connected at once; a further one is told to try later." }),
      }),
      enrolment: Type.Object({
        host: Type.String({
          minLength: 1,
          default: "0.0.0.0",
          description: "Address on which new devices bring their claims; they are passed on to the cloud.",
        }),
        port: port("Port for new devices; 0 for any free one.", 7_454),
      }),
      spool: Type.Object({
        file: Type.String({ minLength: 1, description: "SQLite file that holds records until they may be forgotten." }),
        bytesMax: Type.Integer({
          minimum: mebibyte,
          default: 20_000 * mebibyte,
          description: "Room of the spool in bytes. At the limit the oldest secured records go first; if there are none, vehicles keep theirs.",
        }),
      }),
      cloudLink: Type.Object({
        hubs: Type.Array(Type.String({ minLength: 1 }), {
          maxItems: 8,
          default: [],
          description: "host:port of the cloud's link, best first; empty takes what enrolment named.",
        }),
        enrolment: Type.String({
          default: "",
          description: "host:port of the cloud's enrolment port, to which claims are passed on; empty offers no enrolment here.",
        }),
      }),
      health: Type.Object({
        host: Type.String({ minLength: 1, default: "127.0.0.1", description: "Address of /healthz, /readyz and /metrics." }),
        port: port("Port of /healthz, /readyz and /metrics; 0 for any free one.", 7_455),
      }),
      tracing: tracingSettings,
      logLevel: Type.Enum(logLevels, { default: "info", description: "How much is logged." }),
      stopDeadlineMs: Type.Integer({ minimum: 100, maximum: 60_000, default: 8_000, description: "Milliseconds that stopping may take." }),
    },
    { additionalProperties: false },
  ),
});

export type DepotConfig = ConfigOf<typeof depotConfig>;
