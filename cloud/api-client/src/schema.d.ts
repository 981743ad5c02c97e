/** Made from openapi.json by generate.ts; not to be edited. */
export interface paths {
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
        /** The fleet, in order of call sign */
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
        readonly patch?: never;
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly makeClaim: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
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
    readonly createRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
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
            readonly header?: never;
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
            readonly header?: never;
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
    readonly aggregateTelemetry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
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
                    readonly step: number;
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
            readonly header?: never;
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
            readonly header?: never;
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
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @default 3600000 */
                    readonly expiresInMs: number;
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
            readonly header?: never;
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
            readonly query: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit: number;
                /** @description Only the demonstration fleet, or only the rest. */
                readonly simulated?: boolean;
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
            readonly header?: never;
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
    readonly history: {
        readonly parameters: {
            readonly query: {
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from: string;
                /** @description Most points wanted of each signal. */
                readonly points: number;
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
            readonly query: {
                readonly format: "jsonl" | "csv";
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
                readonly width: number;
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
}
