/** Made from openapi.json by generate.ts; not to be edited. */
export interface paths {
    readonly "/api/v1/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who did what, newest first */
        readonly get: operations["auditEntries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/audit/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Entries as CSV, newest first
         * @description At most 100000 entries; for older ones ask with `to`.
         */
        readonly get: operations["auditExport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/audit/state": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether the trail is whole */
        readonly get: operations["auditState"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/claims": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Make a one-time claim for a new unit or depot */
        readonly post: operations["makeClaim"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/demo": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Remove the demonstration fleet and everything that it said */
        readonly delete: operations["removeDemo"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/depots": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Depots and whether they are linked */
        readonly get: operations["depots"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/events/consumers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How far the consumers of events are behind */
        readonly get: operations["eventConsumers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/flags": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Feature flags of the fleet */
        readonly get: operations["flags"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/flags/{flagId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Set a feature flag; it holds within two seconds everywhere */
        readonly put: operations["setFlag"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hooks/{receiverId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A message of another system, signed as Standard Webhooks says */
        readonly post: operations["receiveWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/live/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What vehicles say now, as server-sent events
         * @description A snapshot of each topic, then what changes. Slow readers get the newest of each value. Reconnect with Last-Event-ID.
         */
        readonly get: operations["liveEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** This document */
        readonly get: operations["openApi"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/quotas": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What the fleet may use, and what it uses
         * @description Whoever runs the headquarters changes them: `drawbar tenant quota`.
         */
        readonly get: operations["quotas"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Begin a run: a recording that a unit of its own will play
         * @description The vehicle is registered when the fleet has none of this call sign. The claim enrols the run's unit.
         */
        readonly post: operations["createRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{runId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One run, and what became of every sample of it */
        readonly get: operations["run"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{runId}/finish": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Say that the recording was played to its end */
        readonly post: operations["finishRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is signed in */
        readonly get: operations["session"];
        readonly put?: never;
        /** Sign in with e-mail and password */
        readonly post: operations["signIn"];
        /** Sign out */
        readonly delete: operations["signOut"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/session/link": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Sign in with a one-time link */
        readonly post: operations["signInByLink"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/session/password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Change the password; all other sessions end */
        readonly post: operations["changePassword"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/sources/{sourceId}/account": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What became of every sample that a unit or recording produced */
        readonly get: operations["account"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/system": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How the whole stands */
        readonly get: operations["system"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/system/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Work that waits, the database, releases in use */
        readonly get: operations["health"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/telemetry/aggregate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * One signal over many vehicles, step by step
         * @description From minutes, or hours for steps of whole hours; up to a minute behind. Recordings do not count.
         */
        readonly post: operations["aggregateTelemetry"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/telemetry/erasures": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Erase what a unit or a run has said
         * @description Drops the keys of everything received up to the end of a month: it is unreadable at once, in backups of the samples too, and cannot be brought back. Counts of samples stay.
         */
        readonly post: operations["eraseTelemetry"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/telemetry/retention": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How long telemetry is kept */
        readonly get: operations["telemetryRetention"];
        /**
         * Set how long telemetry is kept
         * @description What is past shorter days is unreadable at once, and is deleted soon after.
         */
        readonly put: operations["setTelemetryRetention"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Make an API token with some of one's own rights */
        readonly post: operations["createToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tokens/{tokenId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Revoke an API token at once */
        readonly delete: operations["revokeToken"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The fleet */
        readonly get: operations["vehicles"];
        readonly put?: never;
        /** Register a vehicle */
        readonly post: operations["registerVehicle"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One vehicle */
        readonly get: operations["vehicle"];
        readonly put?: never;
        readonly post?: never;
        /** Remove a vehicle and everything that its units and recordings said */
        readonly delete: operations["removeVehicle"];
        readonly options?: never;
        readonly head?: never;
        /** Change what is registered about a vehicle */
        readonly patch: operations["changeVehicle"];
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Some signals over a span of time
         * @description Every sample when they are few enough, else mean, lowest and highest of each bucket. Gaps say why nothing is there.
         */
        readonly get: operations["history"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The newest runs of a vehicle, newest first */
        readonly get: operations["runs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/samples": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Raw samples, in time order per signal
         * @description A stream of lines, with every digit that was stored. An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["samples"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/samples/parquet": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Raw samples as a Parquet file
         * @description Columns time (microseconds, UTC), signal, source, unit, and of value, integer and text the one that the signal has. An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["samplesParquet"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/signals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All signals of a vehicle with their newest values */
        readonly get: operations["signals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/signals/at": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What some signals showed at a time
         * @description The last sample of each at or before the time, at most a day older.
         */
        readonly get: operations["signalsAt"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/signals/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Some signals over a span, in the best resolution for a width
         * @description Every sample when they fit, else steps of whole seconds, minutes or hours that begin at a multiple of their width: neighbouring spans have the same ones. Samples past their retention are answered from minutes and hours.
         */
        readonly get: operations["signalsHistory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/by-call-sign/{callSign}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One vehicle by what people call it */
        readonly get: operations["vehicleByCallSign"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-receivers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Other systems whose webhooks are taken */
        readonly get: operations["webhookReceivers"];
        readonly put?: never;
        /**
         * Take signed webhooks of another system
         * @description Each message becomes an event webhook.received. The answer holds the secret, once.
         */
        readonly post: operations["addWebhookReceiver"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-receivers/{receiverId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Take no more of another system */
        readonly delete: operations["removeWebhookReceiver"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Endpoints that events are sent to */
        readonly get: operations["webhooks"];
        readonly put?: never;
        /**
         * Send events of some topics to an address
         * @description Signed as Standard Webhooks says, as CloudEvents. The answer holds the secret, once.
         */
        readonly post: operations["addWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{endpointId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Remove an endpoint with its deliveries */
        readonly delete: operations["removeWebhook"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{endpointId}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What was sent to an endpoint, newest first */
        readonly get: operations["webhookDeliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{endpointId}/deliveries/{deliveryId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One delivery: what was sent and what was answered */
        readonly get: operations["webhookDelivery"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{endpointId}/deliveries/{deliveryId}/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a delivery again that has ended */
        readonly post: operations["retryWebhookDelivery"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{endpointId}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send nothing to an endpoint for now; events that come meanwhile are not queued */
        readonly post: operations["pauseWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{endpointId}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send again what has ended since a time */
        readonly post: operations["replayWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{endpointId}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send to an endpoint again */
        readonly post: operations["resumeWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{endpointId}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a test to an endpoint */
        readonly post: operations["testWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description In samples; received + lost + entrusted + open = produced. */
        readonly AccountTotals: {
            /** @description Held by a depot that still has to deliver. */
            readonly entrusted: number;
            readonly lost: number;
            /** @description Neither here nor explained yet. */
            readonly open: number;
            readonly produced: number;
            readonly received: number;
        };
        readonly ApiToken: {
            /** Format: date-time */
            readonly expiresAt: string;
            /** @description Shown this once. */
            readonly token: string;
            readonly tokenId: string;
        };
        readonly AuditEntry: {
            readonly action: string;
            readonly actor: {
                readonly id?: string;
                /** @description account, token, command or nobody. */
                readonly kind: string;
                /** @description E-mail or name of the token, as long as there is one. */
                readonly name?: string;
            };
            readonly address?: string;
            /** @description JSON with before and after, where values are kept. */
            readonly details?: string;
            readonly entryId: string;
            /** @description done or refused. */
            readonly outcome: string;
            /** @description Digits: 1, 2, 3 … in commit order within the fleet. */
            readonly position: string;
            /** Format: date-time */
            readonly recordedAt: string;
            readonly requestId?: string;
            readonly subject: {
                readonly id?: string;
                readonly kind: string;
            };
        };
        readonly AuditPage: {
            readonly items: readonly components["schemas"]["AuditEntry"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly AuditState: {
            /** @description The first entry that does not fit, in a sentence. */
            readonly breach?: string;
            /** Format: date-time */
            readonly checkedAt: string;
            readonly checkpoints: number;
            /** @description Digits. */
            readonly entries: string;
            /** @description False where this process has no folder with the key. */
            readonly isSignatureChecked: boolean;
            readonly isWhole: boolean;
            /** @description Entries that wait for their place. */
            readonly pending: number;
            /** @description Position of the newest checkpoint; 0 for none. */
            readonly signedUpTo: string;
        };
        readonly Claim: {
            /** @description The text to carry to the device; shown once. */
            readonly claim: string;
            readonly claimId: string;
            /** Format: date-time */
            readonly expiresAt: string;
        };
        readonly Depot: {
            readonly connected: boolean;
            readonly depotId: string;
            /** Format: date-time */
            readonly lastHeardAt?: string;
            readonly name: string;
        };
        readonly DepotList: {
            readonly items: readonly components["schemas"]["Depot"][];
        };
        readonly EventConsumers: {
            /** @enum {string} */
            readonly driver: "postgres" | "kafkajs" | "platformatic";
            readonly items: readonly {
                /** @description Events in the log that the group has not handled. With Kafka those of all fleets, since it keeps them in one log. */
                readonly behind: number;
                /** Format: date-time */
                readonly committedAt?: string;
                readonly group: string;
            }[];
            /** @description Events of this fleet that are committed and not in the log yet. */
            readonly waiting: number;
        };
        readonly Flag: {
            /**
             * Format: date-time
             * @description Absent while it stands at the standard by itself.
             */
            readonly changedAt?: string;
            readonly flag: string;
            /**
             * @description boolean: its variants are on and off.
             * @enum {string}
             */
            readonly kind: "boolean" | "variant";
            readonly meaning: string;
            /** @description The variant of every fleet that has not chosen another one. */
            readonly standard: string;
            readonly title: string;
            /** @description As it stands for this fleet. */
            readonly variant: string;
            readonly variants: readonly string[];
        };
        readonly FlagList: {
            readonly items: readonly components["schemas"]["Flag"][];
        };
        readonly Health: {
            /** @description Releases that units and depots named when they linked last, the most frequent first. */
            readonly agents: readonly {
                readonly agent: string;
                readonly devices: number;
            }[];
            /** @description Absent until the process has asked for the first time. */
            readonly database?: {
                /**
                 * Format: date-time
                 * @description When a file of the log was archived last.
                 */
                readonly archivedAt?: string;
                /** @description Of the disk that the cloud keeps its files on. */
                readonly diskFreePercent?: number;
                /**
                 * @description Whether the database's log is archived, so that any second can be restored. Failing: it waits on the database's disk.
                 * @enum {string}
                 */
                readonly logArchive: "off" | "working" | "failing";
                readonly serverVersion: string;
            };
            readonly jobs: readonly {
                /**
                 * @description rollup: minutes whose averages are still to be made. sequencer: changes that readers do not see yet.
                 * @enum {string}
                 */
                readonly job: "rollup" | "sequencer";
                /**
                 * Format: date-time
                 * @description Since when the oldest waits.
                 */
                readonly oldestAt?: string;
                /** @description At most 10000 are counted. */
                readonly waiting: number;
            }[];
            /** @description Of the cloud's process that answered. */
            readonly version: string;
        };
        readonly History: {
            /** Format: date-time */
            readonly from: string;
            readonly gaps: readonly {
                /** Format: date-time */
                readonly from: string;
                /** @enum {string} */
                readonly reason: "asleep" | "lost" | "to-come";
                readonly samples?: number;
                /** Format: date-time */
                readonly to: string;
            }[];
            /**
             * @description raw: every sample; otherwise mean, lowest and highest of each bucket.
             * @enum {string}
             */
            readonly resolution: "raw" | "minute" | "bucket";
            readonly series: readonly {
                /** @description Milliseconds since 1970 of each sample, or of the beginning of each bucket; ascending. */
                readonly at: readonly number[];
                readonly count: readonly number[];
                readonly decimals: number;
                readonly max: readonly number[];
                readonly mean: readonly number[];
                readonly min: readonly number[];
                readonly signal: string;
                readonly source: string;
                readonly unit: string;
            }[];
            /** Format: date-time */
            readonly to: string;
        };
        readonly NewRun: {
            /** @description For the run's own unit; works once. */
            readonly claim: string;
            readonly runId: string;
            readonly vehicleId: string;
        };
        readonly NewWebhookEndpoint: {
            readonly endpointId: string;
            /** @description Signs every message (Standard Webhooks); shown once. */
            readonly secret: string;
        };
        readonly NewWebhookReceiver: {
            readonly receiverId: string;
            /** @description For the other system, which signs with it; shown once. */
            readonly secret: string;
        };
        readonly Problem: {
            /** @description Stable; docs/errors.md explains each. */
            readonly code: string;
            /** @description What failed, the value, and what to do next. */
            readonly detail: string;
            /** @description Each field that does not fit. */
            readonly errors?: readonly {
                readonly field: string;
                readonly message: string;
            }[];
            /** @description The same as in the log and in the header x-request-id. */
            readonly requestId: string;
            /** @description Whether the same request may succeed later. */
            readonly retryable: boolean;
            readonly status: number;
            /** @description The kind of problem in a few words. */
            readonly title: string;
            /** @description Names the kind of problem: `urn:drawbar:error:` and the code. */
            readonly type: string;
        };
        readonly Quota: {
            /** @description Whether every fleet may use as much, unless said otherwise. */
            readonly isStandard: boolean;
            /** @enum {string} */
            readonly kind: "vehicles" | "depots" | "users" | "requestsPerMinute" | "samplesPerDay" | "storageBytes";
            /** @description What is counted, and what happens at the bound. */
            readonly meaning: string;
            readonly most: number;
            readonly used: number;
        };
        readonly QuotaList: {
            readonly items: readonly components["schemas"]["Quota"][];
        };
        readonly Run: {
            /** Format: date-time */
            readonly finishedAt?: string;
            readonly log: {
                readonly name: string;
            } & {
                readonly [key: string]: unknown;
            };
            /** @description The source id of the run's own unit. */
            readonly runId: string;
            /** Format: date-time */
            readonly startedAt: string;
            readonly vehicleId: string;
        };
        readonly RunList: {
            readonly items: readonly components["schemas"]["RunWithAccount"][];
        };
        readonly RunWithAccount: {
            /** @description In samples: received + lost + entrusted + open = produced. */
            readonly account: {
                readonly entrusted: number;
                readonly lost: number;
                readonly open: number;
                readonly produced: number;
                readonly received: number;
            };
            /** Format: date-time */
            readonly finishedAt?: string;
            readonly log: {
                readonly name: string;
            } & {
                readonly [key: string]: unknown;
            };
            /** @description The source id of the run's own unit. */
            readonly runId: string;
            /** @description Sealed segments that are stored. */
            readonly segments: number;
            /** Format: date-time */
            readonly startedAt: string;
            readonly vehicleId: string;
        };
        readonly Session: {
            readonly account: {
                readonly accountId: string;
                readonly email: string;
                readonly name: string;
            };
            /** @description Unsafe requests with the session's cookie repeat it in the header x-csrf-token. */
            readonly csrfToken: string;
            /** Format: date-time */
            readonly expiresAt: string;
            readonly tenant: {
                readonly name: string;
                readonly tenantId: string;
            };
        };
        readonly Signal: {
            /** Format: date-time */
            readonly at?: string;
            /** @description Digits after the point worth showing. */
            readonly decimals: number;
            readonly highToday?: number;
            /** @enum {string} */
            readonly kind: "scaled" | "float" | "integer" | "text";
            readonly lowToday?: number;
            /** @description Catalogue name; equal to `source` when nothing maps it. */
            readonly signal: string;
            /** @description Where it comes from, such as can0/WHEEL_SPEEDS/WHEEL_SPEED_FL. */
            readonly source: string;
            readonly unit: string;
            readonly value?: number;
        };
        readonly SignalList: {
            readonly items: readonly components["schemas"]["Signal"][];
        };
        readonly SignalsHistory: {
            readonly gaps: readonly {
                /** Format: date-time */
                readonly from: string;
                /** @enum {string} */
                readonly reason: "asleep" | "lost" | "to-come";
                readonly samples?: number;
                /** Format: date-time */
                readonly to: string;
            }[];
            /**
             * @description What was read. raw: every sample, so that mean, min, max and last are the same.
             * @enum {string}
             */
            readonly resolution: "raw" | "second" | "minute" | "hour";
            readonly series: readonly {
                /** @description Milliseconds since 1970 of each sample, or of the beginning of each step; ascending. */
                readonly at: readonly number[];
                readonly count: readonly number[];
                readonly decimals: number;
                readonly last: readonly (number | null)[];
                readonly max: readonly (number | null)[];
                readonly mean: readonly (number | null)[];
                readonly min: readonly (number | null)[];
                readonly signal: string;
                readonly source: string;
                readonly sum: readonly (number | null)[];
                readonly unit: string;
            }[];
            /** @description Width of a step, a multiple of the resolution; 0 for raw. */
            readonly stepMs: number;
        };
        readonly SourceAccount: {
            readonly sourceId: string;
            readonly streams: readonly {
                /** @description Held by a depot that still has to deliver. */
                readonly entrusted: number;
                readonly lost: number;
                /** @description Neither here nor explained yet. */
                readonly open: number;
                readonly produced: number;
                readonly received: number;
                readonly stream: string;
            }[];
            readonly totals: components["schemas"]["AccountTotals"];
        };
        readonly System: {
            readonly depots: number;
            /** @description Open links that end here; units behind a depot are not among them. */
            readonly links: readonly {
                /** @enum {string} */
                readonly kind: "unit" | "depot";
                /** Format: date-time */
                readonly lastHeardAt: string;
                /** @description The vehicle's call sign or the depot's name. */
                readonly name: string;
                readonly sourceId: string;
            }[];
            /** Format: date-time */
            readonly newestSampleAt?: string;
            /** @description Over the last full minute. */
            readonly samplesPerSecond: number;
            readonly vehicles: number;
            readonly version: string;
        };
        readonly TelemetryAggregate: {
            /** @description Milliseconds since 1970 of each sample, or of the beginning of each step; ascending. */
            readonly at: readonly number[];
            readonly count: readonly number[];
            readonly max: readonly number[];
            readonly mean: readonly number[];
            readonly min: readonly number[];
            readonly unit: string;
            /** @description Vehicles that have any sample in the span. */
            readonly vehicles: number;
        };
        readonly TelemetryErasure: {
            /** @description Lower-case UUID. */
            readonly erasureId: string;
            /** @description Keys that were dropped. */
            readonly keys: number;
            readonly sourceId: string;
            /** @description The last month of receipt that is erased, such as 2026-10. */
            readonly through: string;
        };
        readonly TelemetryRetention: {
            /** @description Days after receipt that samples of events and alarms, and roll-ups, are kept. */
            readonly coldDays: number;
            readonly expiredSamples: number;
            /** @description Segments that were kept so long and are gone. */
            readonly expiredSegments: number;
            /** @description Days after receipt that ordinary samples are kept. */
            readonly hotDays: number;
            /** Format: date-time */
            readonly sweptAt?: string;
        };
        readonly ValueAt: {
            /**
             * Format: date-time
             * @description Of the sample; the end of its minute when only roll-ups are left.
             */
            readonly at: string;
            /** @enum {string} */
            readonly resolution: "raw" | "minute";
            readonly signal: string;
            readonly source: string;
            readonly unit: string;
            readonly value: number;
        };
        readonly ValuesAt: {
            /** @description Signals without a sample in the day before are left out. */
            readonly items: readonly components["schemas"]["ValueAt"][];
        };
        readonly Vehicle: {
            /** @description What people in the yard call it. */
            readonly callSign: string;
            /** @description Through which depot it was heard last; absent when it came straight to the cloud. */
            readonly depot?: {
                readonly depotId: string;
                readonly name: string;
            };
            readonly description: string;
            /** @description Speed, engine speed and coolant temperature, as far as the vehicle has them. */
            readonly headline: readonly {
                /** Format: date-time */
                readonly at: string;
                readonly decimals: number;
                readonly name: string;
                readonly source: string;
                readonly unit: string;
                readonly value: number;
            }[];
            /** Format: date-time */
            readonly lastSampleAt?: string;
            /** @description Part of the demonstration fleet. */
            readonly simulated: boolean;
            /**
             * @description live: heard within 30 s; late: within 15 min; silent: longer ago; asleep: the unit signed off; never: not heard yet. Played recordings do not count.
             * @enum {string}
             */
            readonly state: "live" | "late" | "silent" | "asleep" | "never";
            readonly unit?: {
                readonly device: string;
                /** Format: date-time */
                readonly enrolledAt: string;
                readonly unitId: string;
            };
            readonly vehicleId: string;
            /** @description ISO 3779. */
            readonly vin?: string;
        };
        readonly VehiclePage: {
            readonly items: readonly components["schemas"]["Vehicle"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly WebhookDelivery: {
            readonly attempts: number;
            /** Format: date-time */
            readonly createdAt: string;
            readonly deliveryId: string;
            /** Format: date-time */
            readonly endedAt?: string;
            /** @description The header webhook-id: the same at each attempt. */
            readonly eventId: string;
            /** @description Why there was no answer to the newest attempt. */
            readonly lastFailure?: string;
            /** @description HTTP status of the newest answer. */
            readonly lastStatus?: number;
            /**
             * Format: date-time
             * @description Of the next attempt.
             */
            readonly nextAt?: string;
            /** @enum {string} */
            readonly state: "waiting" | "delivered" | "dead";
            readonly type: string;
        };
        readonly WebhookDeliveryDetail: {
            /** @description What is sent: a CloudEvent as JSON. */
            readonly body: string;
            readonly delivery: components["schemas"]["WebhookDelivery"];
            /** @description Attempts, newest first. */
            readonly log: readonly {
                /** @description The beginning of the answer's body. */
                readonly answer: string;
                readonly elapsedMs: number;
                readonly failure?: string;
                /** Format: date-time */
                readonly sentAt: string;
                readonly status?: number;
            }[];
        };
        readonly WebhookDeliveryPage: {
            readonly items: readonly components["schemas"]["WebhookDelivery"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly WebhookEndpoint: {
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Deliveries that were given up. */
            readonly dead: number;
            /** Format: date-time */
            readonly deliveredAt?: string;
            readonly description: string;
            readonly endpointId: string;
            /** Format: date-time */
            readonly pausedAt?: string;
            /** @description Events that were not queued, since too many waited. */
            readonly skipped: number;
            readonly topics: readonly ("vehicle-telemetry" | "vehicle-alerts" | "vehicle-lifecycle" | "inventory-movements" | "integration-messages")[];
            readonly url: string;
            /** @description Deliveries that wait for their next attempt. */
            readonly waiting: number;
        };
        readonly WebhookEndpointList: {
            readonly items: readonly components["schemas"]["WebhookEndpoint"][];
        };
        readonly WebhookReceiver: {
            /** Format: date-time */
            readonly createdAt: string;
            readonly name: string;
            /** @description Messages go to /api/v1/hooks/ and this. */
            readonly receiverId: string;
        };
        readonly WebhookReceiverList: {
            readonly items: readonly components["schemas"]["WebhookReceiver"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly auditEntries: {
        readonly parameters: {
            readonly query?: {
                readonly action?: string;
                readonly actorId?: string;
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                readonly outcome?: "done" | "refused";
                readonly subjectId?: string;
                readonly subjectKind?: string;
                /** @description Exclusive. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly auditExport: {
        readonly parameters: {
            readonly query?: {
                readonly action?: string;
                readonly actorId?: string;
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                readonly outcome?: "done" | "refused";
                readonly subjectId?: string;
                readonly subjectKind?: string;
                /** @description Exclusive. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One line an entry. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv": string;
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly auditState: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditState"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly makeClaim: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Vehicle that the unit goes into; registered when the claim is used. */
                    readonly callSign?: string;
                    readonly depotName?: string;
                    readonly expiresInMs?: number;
                    /** @enum {unknown} */
                    readonly kind: "unit" | "depot";
                    /** @description Part of a demonstration fleet, which can be removed as a whole. */
                    readonly simulated?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeDemo: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly vehicles: number;
                    };
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly depots: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DepotList"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly eventConsumers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EventConsumers"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly flags: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FlagList"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly setFlag: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                readonly flagId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Absent: back to the standard. */
                    readonly variant?: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly receiveWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "webhook-id": string;
                readonly "webhook-signature": string;
                readonly "webhook-timestamp": string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly receiverId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {unknown} */
                        readonly outcome: "taken" | "known";
                    };
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly liveEvents: {
        readonly parameters: {
            readonly query: {
                /** @description Sources of the wanted signals of the vehicles; absent means all. */
                readonly signal?: readonly string[];
                /** @description `fleet`, `vehicle:` and an id, `depot:` and an id; repeat the parameter. */
                readonly topic: readonly string[];
            };
            readonly header?: {
                /** @description Of the last event that came. */
                readonly "last-event-id"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A stream that goes on. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly openApi: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": unknown;
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly quotas: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QuotaList"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly callSign: string;
                    readonly log: {
                        readonly name: string;
                    } & {
                        readonly [key: string]: unknown;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewRun"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly run: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunWithAccount"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly finishRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunWithAccount"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly session: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signIn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly email: string;
                    readonly password: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signOut: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signInByLink: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly token: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changePassword: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly current: string;
                    readonly next: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly account: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly sourceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SourceAccount"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly system: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["System"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly health: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly aggregateTelemetry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                    readonly from: string;
                    /** @description Catalogue name or source. */
                    readonly signal: string;
                    /**
                     * @description Seconds, whole minutes.
                     * @default 3600
                     */
                    readonly step?: number;
                    /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                    readonly to: string;
                    /** @description Absent: the whole fleet. */
                    readonly vehicles?: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TelemetryAggregate"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly eraseTelemetry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Lower-case UUID. */
                    readonly sourceId: string;
                    /** @description Last month of receipt, such as 2026-10. Absent: everything so far. */
                    readonly through?: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TelemetryErasure"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly telemetryRetention: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TelemetryRetention"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly setTelemetryRetention: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Days after receipt that samples of events and alarms, and roll-ups, are kept. */
                    readonly coldDays: number;
                    /** @description Days after receipt that ordinary samples are kept. */
                    readonly hotDays: number;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TelemetryRetention"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default 3600000 */
                    readonly expiresInMs?: number;
                    /** @description What it is for. */
                    readonly name: string;
                    readonly scopes: readonly ("read" | "write" | "admin")[];
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiToken"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly revokeToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly tokenId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly vehicles: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Only vehicles that were heard last through this depot. */
                readonly depotId?: string;
                /** @description Only vehicles with a unit in them, or only those without. */
                readonly hasUnit?: boolean;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Only the demonstration fleet, or only the rest. */
                readonly simulated?: boolean;
                /** @description Order of the list, with a minus before it from high to low; callSign when absent. */
                readonly sort?: "callSign" | "-callSign" | "registeredAt" | "-registeredAt";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["VehiclePage"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly registerVehicle: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly callSign: string;
                    readonly description?: string;
                    /** @description Part of a demonstration fleet, which can be removed as a whole. */
                    readonly simulated?: boolean;
                    readonly vin?: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Vehicle"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly vehicle: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Vehicle"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeVehicle: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeVehicle: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
                /** @description The `etag` of the thing as it was read; when it was changed since, 412. Absent: the change is made anyway. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly callSign?: string;
                    readonly description?: string;
                    readonly vin?: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Vehicle"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly history: {
        readonly parameters: {
            readonly query: {
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from: string;
                /** @description Most points wanted of each signal. */
                readonly points?: number;
                /** @description A run of a recording, instead of what the vehicle's own units said. */
                readonly run?: string;
                /** @description Sources of signals; repeat the parameter. */
                readonly source: readonly string[];
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly to: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["History"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly runs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunList"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly samples: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "jsonl" | "csv";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                /** @description A run of a recording, instead of what the vehicle's own units said. */
                readonly run?: string;
                /** @description Names or sources; repeat the parameter. Absent: all. */
                readonly signal?: readonly string[];
                /** @description Exclusive. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One line a sample. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-ndjson": string;
                    readonly "text/csv": string;
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly samplesParquet: {
        readonly parameters: {
            readonly query: {
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from: string;
                /** @description A run of a recording, instead of what the vehicle's own units said. */
                readonly run?: string;
                /** @description Names or sources. Absent: all. */
                readonly signal?: readonly string[];
                /** @description Exclusive. */
                readonly to: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A Parquet file. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.apache.parquet": string;
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signals: {
        readonly parameters: {
            readonly query?: {
                /** @description A run of a recording, instead of what the vehicle's own units said. */
                readonly run?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SignalList"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signalsAt: {
        readonly parameters: {
            readonly query: {
                /** @description A run of a recording, instead of what the vehicle's own units said. */
                readonly run?: string;
                /** @description Sources of signals; repeat the parameter. */
                readonly source: readonly string[];
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly time: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ValuesAt"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signalsHistory: {
        readonly parameters: {
            readonly query: {
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from: string;
                /** @description A run of a recording, instead of what the vehicle's own units said. */
                readonly run?: string;
                /** @description Sources of signals; repeat the parameter. */
                readonly source: readonly string[];
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly to: string;
                /** @description Points wanted of each signal, such as pixels of a chart. */
                readonly width?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SignalsHistory"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly vehicleByCallSign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly callSign: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Vehicle"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly webhookReceivers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookReceiverList"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly addWebhookReceiver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewWebhookReceiver"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeWebhookReceiver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly receiverId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly webhooks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly addWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly description?: string;
                    readonly topics: readonly ("vehicle-telemetry" | "vehicle-alerts" | "vehicle-lifecycle" | "inventory-movements" | "integration-messages")[];
                    readonly url: string;
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewWebhookEndpoint"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly endpointId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly webhookDeliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description Lower-case UUID. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                readonly state?: "waiting" | "delivered" | "dead";
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly endpointId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly webhookDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly deliveryId: string;
                /** @description Lower-case UUID. */
                readonly endpointId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryDetail"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly retryWebhookDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly deliveryId: string;
                /** @description Lower-case UUID. */
                readonly endpointId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly pauseWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly endpointId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly replayWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly endpointId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                    readonly since: string;
                    /**
                     * @description Only these; all that have ended when absent.
                     * @enum {string}
                     */
                    readonly state?: "delivered" | "dead";
                };
            };
        };
        readonly responses: {
            /** @description Default Response */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description How many; at most 10,000 at once. */
                        readonly deliveries: number;
                    };
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly resumeWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly endpointId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly testWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly endpointId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly deliveryId: string;
                    };
                };
            };
            /** @description What went wrong, as problem details. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
