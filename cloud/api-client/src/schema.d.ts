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
            /** @description First entry that was looked at: 1, or a later one where a long trail was walked from a checkpoint. */
            readonly checkedFrom: string;
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
    readonly auditEntries: {
        readonly parameters: {
            readonly query: {
                readonly action?: string;
                readonly actorId?: string;
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                /** @description Most items wanted. */
                readonly limit: number;
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
            readonly header?: never;
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
