/** Every setting of an edge agent. `drawbar edge --help` and docs/config.md are made from it. */
import { Type } from "typebox";
import { defineConfig, type ConfigOf } from "@drawbar/runtime/config/define-config.ts";
import { logLevels } from "@drawbar/runtime/logging/logger.ts";
import { obdLimits } from "@drawbar/firmware-interfaces/obd2/limits.ts";
import { tracingSettings } from "@drawbar/runtime/tracing/tracing-settings.ts";
import { vehicleKinds } from "./acquisition/simulated-bus.ts";
import { agentLimits } from "./limits.ts";
import { defaultLiveSignals } from "./live/default-signals.ts";

const megabyte = 1_024 * 1_024;

const mode = Type.Union([Type.Literal("all"), Type.Literal("changes")]);
const priority = Type.Union([Type.Literal(0), Type.Literal(1), Type.Literal(2), Type.Literal(3)]);
const milliseconds = (maximum: number): ReturnType<typeof Type.Integer> => Type.Integer({ minimum: 0, maximum });
const dayMs = 86_400_000;

const pollPeriod = Type.Optional(Type.Integer({ minimum: obdLimits.periodMsMin, maximum: dayMs }));
const obd = Type.Object(
  {
    /** PIDs of service 01 in hex, and how often each is asked by what the vehicle does; the standard plan when absent. */
    pids: Type.Optional(
      Type.Array(
        Type.Object(
          { pid: Type.String({ pattern: "^[0-9A-Fa-f]{2}$" }), drivingMs: pollPeriod, idlingMs: pollPeriod, parkedMs: pollPeriod },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: obdLimits.scheduledPidsMax },
      ),
    ),
    /** Bits of the identifiers, 11 or 29. */
    width: Type.Optional(Type.Union([Type.Literal(11), Type.Literal(29)])),
  },
  { additionalProperties: false },
);

const bus = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 32, pattern: "^[A-Za-z0-9_.-]+$" }),
    driver: Type.Union([Type.Literal("simulated"), Type.Literal("replay"), Type.Literal("socketcan"), Type.Literal("slcan")]),
    /** socketcan: the network interface, the bus' name when absent. */
    interface: Type.Optional(Type.String({ minLength: 1 })),
    /** slcan: the adapter's serial port, or tcp://host:port. */
    device: Type.Optional(Type.String({ minLength: 1 })),
    /** slcan: bits a second of the bus, and of the data phase of CAN FD. */
    bitrate: Type.Optional(Type.Integer({ minimum: 10_000, maximum: 1_000_000 })),
    dataBitrate: Type.Optional(Type.Integer({ minimum: 1_000_000, maximum: 8_000_000 })),
    /** slcan: speed of the serial port, 115200 when absent; USB adapters ignore it. */
    baudRate: Type.Optional(Type.Integer({ minimum: 1_200, maximum: 4_000_000 })),
    /** replay: a recording; of several buses in it, the one named as this bus is taken. */
    file: Type.Optional(Type.String({ minLength: 1 })),
    /** simulated: which vehicle, and the seed of its drive. */
    vehicle: Type.Optional(Type.Enum(vehicleKinds)),
    seed: Type.Optional(Type.Integer({ minimum: 0 })),
    /** DBC files, in the order in which they are asked for a frame. */
    dbc: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    /** Mapping files: which signal of the bus is which signal of the catalogue. Of two that map one signal the first counts. */
    mapping: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    /** Decode by SAE J1939: parameter groups, source addresses, transport protocol. */
    j1939: Type.Optional(Type.Boolean()),
    /** Ask the vehicle by OBD-II: the permission to transmit on this bus. */
    obd: Type.Optional(obd),
  },
  { additionalProperties: false },
);

const signalCollection = Type.Object(
  {
    signals: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
    mode: Type.Optional(mode),
    deadband: Type.Optional(Type.Number({ minimum: 0 })),
    intervalMinMs: Type.Optional(milliseconds(dayMs)),
    silenceMaxMs: Type.Optional(milliseconds(dayMs)),
    priority: Type.Optional(priority),
  },
  { additionalProperties: false },
);

export const edgeConfig = defineConfig({
  process: "edge-agent",
  schema: Type.Object({
    identityDirectory: Type.String({ minLength: 1, description: "Folder of the unit's key and certificate, as `drawbar enrol` writes it." }),
    hubs: Type.Array(Type.String({ minLength: 3 }), {
      default: [],
      description: "Addresses (host:port) to send to, best first. Empty: those that the unit got when it was enrolled.",
    }),
    enrolment: Type.Array(Type.String({ minLength: 3 }), {
      default: [],
      maxItems: 8,
      description:
        "Enrolment ports (host:port) of the cloud or of a depot at which the certificate is renewed, asked before those that enrolment named and before the port after each hub's.",
    }),
    buses: Type.Array(bus, {
      default: [],
      description:
        "Buses to listen to: name (as in signal sources), driver (simulated, replay, socketcan, slcan), and by driver vehicle and seed, file, interface, or device and bitrate; dbc (list of files) and j1939 (true) say how to decode, mapping (list of files) what the signals are called. obd has the vehicle asked by OBD-II, which transmits: pids (list of pid in hex with drivingMs, idlingMs, parkedMs) and width (11 or 29); {} asks by the standard plan.",
    }),
    collection: Type.Object({
      mode: Type.Union([Type.Literal("all"), Type.Literal("changes")], { default: "changes", description: "Keep all samples, or changes only." }),
      deadband: Type.Number({ default: 0, minimum: 0, description: "With changes: differences up to this, in the signal's unit, are no change." }),
      intervalMinMs: Type.Integer({ default: 0, minimum: 0, maximum: dayMs, description: "With changes: shortest time between two kept samples of a signal." }),
      silenceMaxMs: Type.Integer({ default: 10_000, minimum: 0, maximum: dayMs, description: "With changes: a value that stays the same is kept this often." }),
      priority: Type.Union([Type.Literal(0), Type.Literal(1), Type.Literal(2), Type.Literal(3)], {
        default: 3,
        description: "Stream that samples go to: 0 safety and faults (sealed at once), 1 alerts, 2 aggregates, 3 detail.",
      }),
      rules: Type.Array(signalCollection, {
        default: [],
        description:
          "Other settings for some signals: a list of signals (names or sources, * for any characters) with mode, deadband, intervalMinMs, silenceMaxMs, priority. The first match counts.",
      }),
    }),
    segment: Type.Object({
      samplesMax: Type.Integer({
        default: 32_768,
        minimum: 1,
        maximum: agentLimits.segmentSamplesMax,
        description: "An open segment is sealed when it holds so many samples.",
      }),
      spanMs: Type.Integer({
        default: 10_000,
        minimum: 100,
        maximum: 600_000,
        description: "An open segment of priority 3 is sealed when it spans so long. A power cut costs at most this.",
      }),
      urgentSpanMs: Type.Integer({
        default: 1_000,
        minimum: 0,
        maximum: 60_000,
        description: "The same for priorities 1 and 2; priority 0 is sealed at once.",
      }),
    }),
    outbox: Type.Object({
      file: Type.String({
        minLength: 1,
        description: "SQLite file that keeps what the cloud has not secured yet. The unit's clock and boot counter lie beside it.",
      }),
      bytesMax: Type.Integer({
        default: 512 * megabyte,
        minimum: megabyte,
        description: "Size at which the outbox forgets, the least important first: secured, entrusted to a depot, thinned, given up. Every loss is recorded.",
      }),
    }),
    live: Type.Object({
      periodMs: Type.Integer({
        default: 1_000,
        minimum: 0,
        maximum: 3_600_000,
        description: "How often newest values are shown without anybody watching; 0 switches them off.",
      }),
      signals: Type.Array(Type.String({ minLength: 1 }), {
        default: [...defaultLiveSignals],
        maxItems: 200,
        description: `Names of the catalogue that are shown live, most important first; the first ${agentLimits.liveSignalsMax} that the vehicle has are taken.`,
      }),
    }),
    power: Type.Object({
      asleepAfterMs: Type.Integer({
        default: 60_000,
        minimum: 1_000,
        maximum: 3_600_000,
        description: "A vehicle whose buses are up and have been silent for so long has its ignition off: it is shown as asleep, not as lost.",
      }),
    }),
    clock: Type.Object({
      quality: Type.Union([Type.Literal("rtc"), Type.Literal("network"), Type.Literal("gnss")], {
        default: "network",
        description: "What sets this machine's clock. A clock that is plainly wrong counts as unset, whatever is said here.",
      }),
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

export type EdgeConfig = ConfigOf<typeof edgeConfig>;
export type BusConfig = EdgeConfig["buses"][number];
