/** Settings of the cloud, one schema for all roles; a role that lacks one of its own says so at start. */
import { Type } from "typebox";
import { defineConfig, type ConfigOf } from "@drawbar/runtime/config/define-config.ts";
import { logLevels } from "@drawbar/runtime/logging/logger.ts";
import { tracingSettings } from "@drawbar/runtime/tracing/tracing-settings.ts";

const port = (description: string, standard: number) =>
  Type.Integer({ minimum: 0, maximum: 65_535, default: standard, description: `${description}; 0 for any free one.` });
const host = (description: string) => Type.String({ default: "127.0.0.1", description });
const addresses = (description: string) => Type.Array(Type.String(), { default: [], description });

export const cloudConfig = defineConfig({
  process: "cloud",
  schema: Type.Object({
    http: Type.Object({
      host: host("Address that the API and the console listen on."),
      port: port("Port of the API and the console", 7_400),
      publicUrl: Type.Optional(
        Type.String({
          description:
            "Where browsers reach the console when a proxy stands in front, such as https://fleet.example. With https the session's cookie is marked secure.",
        }),
      ),
      tls: Type.Enum(["none", "files", "authority"], {
        default: "none",
        description:
          "Whether TLS is spoken here: none (loopback, or a proxy in front), files (http.tlsKeyFile and http.tlsCertificateFile), or authority (a certificate of this platform's own root, which browsers must be told to trust).",
      }),
      tlsKeyFile: Type.Optional(Type.String({ description: "PEM file with the private key, for http.tls = files." })),
      tlsCertificateFile: Type.Optional(Type.String({ description: "PEM file with the certificate chain for http.tlsKeyFile." })),
      trustedProxies: Type.Integer({ minimum: 0, maximum: 10, default: 0, description: "Proxies in front whose forwarded addresses are believed." }),
      requestsPerMinuteMax: Type.Integer({
        minimum: 60,
        maximum: 10_000_000,
        default: 3_000,
        description: "Requests a minute of one session, token or address; more are refused with 429.",
      }),
    }),
    operations: Type.Object({
      host: host("Address of the operations port: health, readiness and metrics. Not for the public."),
      port: port("Operations port", 7_401),
    }),
    database: Type.Object({
      appUrl: Type.Optional(Type.String({ description: "PostgreSQL as the role drawbar_app; needed by the roles api and link." })),
      workerUrl: Type.Optional(Type.String({ description: "PostgreSQL as the role drawbar_worker; needed by the role worker." })),
      adminUrl: Type.Optional(
        Type.String({
          description:
            "PostgreSQL 18 as a superuser; needed by the role migrate only, which makes the other roles and gives them the passwords of appUrl and workerUrl.",
        }),
      ),
      connectionsMax: Type.Integer({ minimum: 4, maximum: 200, default: 12, description: "Connections of each role of this process." }),
    }),
    link: Type.Object({
      host: host("Address that units and depots link to, with mutual TLS."),
      port: port("Link port", 7_443),
      publicAddresses: addresses("host:port under which units and depots reach the link port, where a router maps ports. Empty: publicHosts and the port."),
    }),
    enrolment: Type.Object({
      host: host("Address at which devices without a certificate prove their claim."),
      port: port("Enrolment port", 7_444),
      publicAddresses: addresses(
        "host:port under which devices reach an enrolment port, a depot's included; written into claims. Empty: publicHosts and the port.",
      ),
    }),
    events: Type.Object({
      driver: Type.Enum(["postgres", "kafkajs", "platformatic"], {
        default: "postgres",
        description: "Where the event log is: in the database, or in Kafka by one of two client libraries.",
      }),
      brokers: Type.Array(Type.String(), { default: [], description: "host:port of Kafka brokers, for the drivers kafkajs and platformatic." }),
      topicPrefix: Type.String({ default: "", pattern: "^[A-Za-z0-9._-]{0,100}$", description: "Before the names of Kafka topics and groups." }),
      tls: Type.Boolean({ default: false, description: "Speak TLS to Kafka." }),
      tlsCaFile: Type.Optional(Type.String({ description: "PEM file with the root that signed the brokers' certificates. Default: the system's roots." })),
      saslMechanism: Type.Enum(["none", "plain", "scram-sha-256", "scram-sha-512"], { default: "none", description: "How to sign in to Kafka." }),
      saslUsername: Type.Optional(Type.String({ description: "For events.saslMechanism." })),
      saslPassword: Type.Optional(Type.String({ description: "For events.saslMechanism. Better given by the environment." })),
      keepDays: Type.Integer({
        minimum: 1,
        maximum: 3_650,
        default: 7,
        description: "Days that the log in the database keeps an event. Kafka has its own retention.",
      }),
    }),
    webhooks: Type.Object({
      allowPrivateTargets: Type.Boolean({
        default: false,
        description:
          "Let webhooks go to private and loopback addresses and by plain HTTP: for systems in the fleet's own network. Link-local addresses (cloud metadata) stay refused.",
      }),
    }),
    routing: Type.Object({
      url: Type.Optional(
        Type.String({
          pattern: "^https?://[^@/]+(/.*)?$",
          description:
            "A routing server with the HTTP API of OSRM, such as http://osrm.internal:5000: asked for the way to a depot where none of the fleet's journeys came by. It learns where vehicles are. Default: none.",
        }),
      ),
      allowPrivateHost: Type.Boolean({
        default: false,
        description:
          "Let routing.url lead to a private or loopback address: for a server in the own network. Link-local addresses (cloud metadata) stay refused.",
      }),
    }),
    publicHosts: addresses(
      "Names and addresses, without port, under which browsers, depots and units reach this machine: in its certificate, in claims, in what a device is told to link to. Empty: the address listened on; where that is all of them, the machine's addresses and its name.",
    ),
    authorityDirectory: Type.Optional(
      Type.String({
        description:
          "Folder with the keys of the certificate authorities (mode 0600), the key that seals secrets and the key of stored telemetry; needed by the roles link, api and worker. Those of one headquarters share it.",
      }),
    ),
    signOn: Type.Object({
      allowInsecureIssuers: Type.Boolean({
        default: false,
        description: "Whether company sign-on may use OpenID providers without TLS. For trying it out on one machine; never where people's work depends on it.",
      }),
    }),
    consoleDirectory: Type.Optional(Type.String({ description: "Folder of the built console. Default: the one beside this program." })),
    map: Type.Object({
      tilesUrl: Type.Optional(
        Type.String({
          pattern: String.raw`^https?://(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})[^\s"';,]+$`,
          description:
            "Server of map images that browsers ask, such as https://tiles.example/{z}/{x}/{y}.png. Default: none; maps show the outline of the land that the console carries, and names of towns from the cloud.",
        }),
      ),
      attribution: Type.String({ default: "", maxLength: 200, description: "What the makers of map.tilesUrl want to be said beside the map." }),
    }),
    live: Type.Object({
      isShared: Type.Boolean({
        default: false,
        description:
          "Carry live values between processes through PostgreSQL even when this one has both roles api and link: for several such processes behind one load balancer.",
      }),
    }),
    telemetrySink: Type.Object({
      url: Type.Optional(
        Type.String({
          description:
            "Where the role worker also posts all samples in the InfluxDB line protocol, such as http://localhost:8428/write (VictoriaMetrics) or http://localhost:8086/write?db=fleet (InfluxDB).",
        }),
      ),
      tokenFile: Type.Optional(Type.String({ description: "File with the token that telemetrySink.url asks for." })),
      timeoutMs: Type.Integer({
        minimum: 100,
        maximum: 8_000,
        default: 5_000,
        description: "One request to telemetrySink.url; three are tried, then it is left alone for a while.",
      }),
    }),
    tracing: tracingSettings,
    log: Type.Object({
      level: Type.Enum([...logLevels], { default: "info", description: "Least level that is logged." }),
    }),
    stopDeadlineMs: Type.Integer({ minimum: 100, maximum: 600_000, default: 15_000, description: "Time that stopping may take before parts are given up." }),
  }),
});

export type CloudConfig = ConfigOf<typeof cloudConfig>;
