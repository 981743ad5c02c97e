/** Made from openapi.json by generate.ts; not to be edited. */
export interface paths {
    readonly "/api/v1/account/app": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Begin to add an authenticator app */
        readonly post: operations["beginApp"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/app/confirm": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Add the authenticator app by its first code; all other sessions end */
        readonly post: operations["confirmApp"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/app/remove": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Remove the authenticator app with its recovery codes */
        readonly post: operations["removeApp"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/factors": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Authenticator app, recovery codes and passkeys */
        readonly get: operations["factors"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/passkeys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Add the passkey that the browser made */
        readonly post: operations["addPasskey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/passkeys/options": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Begin to add a passkey */
        readonly post: operations["passkeyOptions"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/passkeys/remove": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Remove a passkey */
        readonly post: operations["removePasskey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/recovery-codes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Make new recovery codes; the old ones end */
        readonly post: operations["renewRecoveryCodes"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One's own sessions in this fleet */
        readonly get: operations["sessions"];
        readonly put?: never;
        readonly post?: never;
        /** End all of one's sessions but this one */
        readonly delete: operations["endOtherSessions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/sessions/{sessionId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** End one of one's sessions */
        readonly delete: operations["endSession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
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
         * Entries as a file, newest first; for older ones than it has ask with `to`
         * @description At most 100000 rows. An answer that ends without its last chunk is not complete.
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
    readonly "/api/v1/depots/{depotId}/arrivals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Vehicles that head to a depot, the earliest first
         * @description A depot's ground is the place with the purpose depot and its depotId. As long as none is drawn, nextStep says so.
         */
        readonly get: operations["depotArrivals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/depots/{depotId}/arrivals/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Vehicles that head to a depot, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportDepotArrivals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/depots/{depotId}/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take a depot's server out of trust
         * @description Its open connection is ended at once, its certificate lets it in nowhere and is not renewed, and depots that are linked turn it away within half a minute. What it has not delivered stays on it. Nothing makes it trusted again; a new claim enrols it as another device.
         */
        readonly post: operations["revokeDepot"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/documents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Papers of vehicles and drivers, those that expire next first */
        readonly get: operations["documents"];
        readonly put?: never;
        /**
         * Add a document of a vehicle or of a driver
         * @description Name one of both. Its file is sent afterwards.
         */
        readonly post: operations["addDocument"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/documents/{documentId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One document */
        readonly get: operations["document"];
        readonly put?: never;
        readonly post?: never;
        /** Remove a document with its file */
        readonly delete: operations["removeDocument"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change what a document says, or until when it holds
         * @description With another day of expiry all reminders are to come again.
         */
        readonly patch: operations["changeDocument"];
        readonly trace?: never;
    };
    readonly "/api/v1/documents/{documentId}/file": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The file of a document, to be saved */
        readonly get: operations["documentFile"];
        /**
         * Send the file of a document: PDF, PNG, JPEG or WebP, at most 5 MiB
         * @description The body is the bytes themselves. In place of the file that was there.
         */
        readonly put: operations["putDocumentFile"];
        readonly post?: never;
        /** Remove the file of a document */
        readonly delete: operations["removeDocumentFile"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/documents/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The list of documents as a file; their own files are not in it
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportDocuments"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/driver-assignments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say who drives, or drove, a vehicle
         * @description A driver sits in one vehicle at a time, and a vehicle has one driver at a time, also in the past.
         */
        readonly post: operations["assignDriver"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/driver-assignments/{assignmentId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Take out an assignment that never was
         * @description The audit trail keeps what stood there before.
         */
        readonly delete: operations["removeAssignment"];
        readonly options?: never;
        readonly head?: never;
        /**
         * End an assignment, or correct when it was
         * @description The audit trail keeps what stood there before.
         */
        readonly patch: operations["correctAssignment"];
        readonly trace?: never;
    };
    readonly "/api/v1/drivers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who drives for the fleet */
        readonly get: operations["drivers"];
        readonly put?: never;
        /** Add a driver */
        readonly post: operations["addDriver"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/drivers/{driverId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One driver */
        readonly get: operations["driver"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove a driver with all that they drove
         * @description For those who left, `isActive: false` keeps what they drove.
         */
        readonly delete: operations["removeDriver"];
        readonly options?: never;
        readonly head?: never;
        /** Change what is known of a driver */
        readonly patch: operations["changeDriver"];
        readonly trace?: never;
    };
    readonly "/api/v1/drivers/{driverId}/assignments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a driver drove, and when */
        readonly get: operations["driverAssignments"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/drivers/{driverId}/assignments/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What a driver drove, and when, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportDriverAssignments"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/drivers/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who drives for the fleet, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportDrivers"];
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
    readonly "/api/v1/fault-levels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Vehicles that have a fault now, with the worst level */
        readonly get: operations["faultLevels"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/faults": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Faults that control units of the fleet's vehicles have reported
         * @description An episode lasts from the onset of a fault until its control unit does not name it any more. Late reports change them.
         */
        readonly get: operations["fleetFaults"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/faults/{episodeId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A fault with what the vehicle did when it began */
        readonly get: operations["fault"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/faults/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Faults of the fleet or of a vehicle, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportFaults"];
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
    readonly "/api/v1/imports": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Files that were imported */
        readonly get: operations["imports"];
        readonly put?: never;
        /**
         * Begin to import a file
         * @description Then send its bytes in parts, have it read, map its columns, look at the dry run, and apply it.
         */
        readonly post: operations["startImport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/imports/{importId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One import, and how far it is */
        readonly get: operations["import"];
        readonly put?: never;
        readonly post?: never;
        /** Forget an import; what it has made stays, and cannot be undone any more */
        readonly delete: operations["discardImport"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/imports/{importId}/apply": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Make every row without an error, and change what is there where that was chosen */
        readonly post: operations["applyImport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/imports/{importId}/check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Dry run: find what is wrong, make nothing */
        readonly post: operations["checkImport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/imports/{importId}/findings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What is wrong with which cell */
        readonly get: operations["importFindings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/imports/{importId}/findings/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What is wrong with which cell, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportImportFindings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/imports/{importId}/parts/{part}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * A part of the file, at most 1 MiB of bytes
         * @description In any order; the same number again replaces it. The body is the bytes themselves.
         */
        readonly put: operations["putImportPart"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/imports/{importId}/read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** All parts were sent: read the file */
        readonly post: operations["readImport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/imports/{importId}/rows": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What becomes of each row
         * @description Of an import that may change what is there (`updateBy`), after its dry run; once it is applied, the rows that changed something.
         */
        readonly get: operations["importRows"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/imports/{importId}/rows/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What becomes of each row, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportImportRows"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/imports/{importId}/undo": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take back what nobody has changed since
         * @description What the import changed gets the values from before. What was changed since or is in use stays, and is named.
         */
        readonly post: operations["undoImport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/imports/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Files that were imported, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportImports"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/invitations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Invitations that are open */
        readonly get: operations["invitations"];
        readonly put?: never;
        /** Invite somebody; an open invitation to the same e-mail ends */
        readonly post: operations["invite"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/invitations/{invitationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Withdraw an invitation; its link ends */
        readonly delete: operations["withdrawInvitation"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/invitations/accept": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Accept an invitation and sign in; 202 where a second factor has to follow */
        readonly post: operations["acceptInvitation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/invitations/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Invitations that are open, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportInvitations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/invitations/look": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What an invitation is for */
        readonly post: operations["lookAtInvitation"];
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
    readonly "/api/v1/meter-readings/{readingId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Take back a reading that was written down
         * @description The audit trail keeps what stood there.
         */
        readonly delete: operations["removeMeterReading"];
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
    readonly "/api/v1/permissions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What people and programs may be allowed to do */
        readonly get: operations["permissions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/place-events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who entered and left which place, and when */
        readonly get: operations["fleetPlaceEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/places": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Depots, customers, zones and routes of the fleet */
        readonly get: operations["places"];
        readonly put?: never;
        /**
         * Draw a place
         * @description Vehicles that cross its line from now on are noticed, also when their positions come late.
         */
        readonly post: operations["addPlace"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/places/{placeId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One place */
        readonly get: operations["place"];
        readonly put?: never;
        readonly post?: never;
        /** Remove a place with what happened there */
        readonly delete: operations["removePlace"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a place
         * @description A new shape holds from now on; crossings that were found stay as they are.
         */
        readonly patch: operations["changePlace"];
        readonly trace?: never;
    };
    readonly "/api/v1/places/{placeId}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who entered and left a place, and when */
        readonly get: operations["placeEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/places/{placeId}/events/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who entered and left a place, and when, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportPlaceEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/places/{placeId}/vehicles": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Vehicles that are in a place, as far as they have been heard, each with the event by which it came */
        readonly get: operations["placeVehicles"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/places/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Places of the fleet, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportPlaces"];
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
    readonly "/api/v1/roles": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Roles, built in and own */
        readonly get: operations["roles"];
        readonly put?: never;
        /** Make a role of the fleet's own */
        readonly post: operations["addRole"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/roles/{roleId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Change a role of the fleet's own, for all who have it */
        readonly post: operations["changeRole"];
        /** Remove a role that nobody has */
        readonly delete: operations["removeRole"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/roles/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Roles, built in and own, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportRoles"];
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
        /** Who is signed in, and what they may do */
        readonly get: operations["session"];
        readonly put?: never;
        /** Sign in with e-mail and password; 202 where a second factor has to follow */
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
    readonly "/api/v1/session/passkey": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Sign in with a passkey alone */
        readonly post: operations["signInByPasskey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/session/passkey/options": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Begin to sign in with a passkey */
        readonly post: operations["passkeySignInOptions"];
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
    readonly "/api/v1/session/second-factor": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Finish a sign-in with a code of the authenticator app, or a recovery code */
        readonly post: operations["secondFactor"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/session/sign-on": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether to offer company sign-on, and whether people have to say which */
        readonly get: operations["offeredSignOn"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/session/sign-on/begin": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Go to a company's provider; for browsers */
        readonly get: operations["beginSignOn"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/session/sign-on/callback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where a provider sends browsers back to */
        readonly get: operations["finishSignOn"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/session/sign-on/end": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Sign out here, and learn where to sign out at the company's provider */
        readonly post: operations["endSignOn"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/session/sign-on/provider-logout/{tenantId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Back-channel logout: a company's provider says that somebody signed out there */
        readonly post: operations["endByProvider"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/sign-in-policy": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What the fleet asks of those who sign in */
        readonly get: operations["signInPolicy"];
        readonly put?: never;
        /** Ask for a second factor, or no more */
        readonly post: operations["setSignInPolicy"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/sign-on": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Settings of company sign-on, without its secret */
        readonly get: operations["signOn"];
        readonly put?: never;
        /** Set company sign-on; for owners */
        readonly post: operations["setSignOn"];
        /** Remove company sign-on; for owners */
        readonly delete: operations["removeSignOn"];
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
        /** What was erased, newest first */
        readonly get: operations["telemetryErasures"];
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
    readonly "/api/v1/telemetry/erasures/forecast": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What an erasure would make unreadable */
        readonly get: operations["forecastTelemetryErasure"];
        readonly put?: never;
        readonly post?: never;
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
    readonly "/api/v1/telemetry/retention/forecast": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What other days would make unreadable at once */
        readonly get: operations["forecastTelemetryRetention"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/telemetry/sources": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Units and runs of a vehicle, with the months of which something is kept */
        readonly get: operations["telemetrySources"];
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
        /** API tokens, newest first: one's own, or all for who may manage them */
        readonly get: operations["tokens"];
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
    readonly "/api/v1/tokens/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * API tokens without their secrets, as a file: one's own, or all for who may manage them
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportTokens"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/towns": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The large towns of the world
         * @description Those with 100,000 people or more, for maps that show much. From a table that ships with the cloud; no other service is asked.
         */
        readonly get: operations["listLargeTowns"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/towns/{south}/{west}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The towns of a tile of 4 by 4 degrees
         * @description Those with some thousand people or more, to say where something is without asking another service. A tile is named by its south-western corner; one that holds only sea is empty.
         */
        readonly get: operations["listTownsOfTile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/trips": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Trips of the fleet that start in a span of time */
        readonly get: operations["fleetTrips"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/trips/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Trips as a file, as they are filtered and sorted
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportTrips"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/unit-assignments/{assignmentId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Take out an assignment of a unit that never was
         * @description What the unit said then is no vehicle's until another assignment covers it. The audit trail keeps what stood there before.
         */
        readonly delete: operations["removeUnitAssignment"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Take a unit out of a vehicle, or correct when it sat there
         * @description The audit trail keeps what stood there before.
         */
        readonly patch: operations["correctUnitAssignment"];
        readonly trace?: never;
    };
    readonly "/api/v1/units": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Telematics units of the fleet, and where they sit */
        readonly get: operations["units"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/units/{unitId}/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take a telematics unit out of trust
         * @description Its open connection is ended at once, its certificate lets it in nowhere and is not renewed, and depots that are linked turn it away within half a minute. What it has not delivered stays on it. Nothing makes it trusted again; a new claim enrols it as another device.
         */
        readonly post: operations["revokeUnit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who works for the fleet, by e-mail */
        readonly get: operations["users"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{accountId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Remove somebody from the fleet */
        readonly delete: operations["removeUser"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{accountId}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Let somebody in again who was suspended */
        readonly post: operations["resumeUser"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{accountId}/role": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Give another role; tokens and invitations that the person gave out end */
        readonly post: operations["changeUserRole"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{accountId}/suspend": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Keep somebody out: all sessions and tokens end at once */
        readonly post: operations["suspendUser"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who works for the fleet, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportUsers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicle-attributes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What the fleet notes of its vehicles beside what every fleet does */
        readonly get: operations["vehicleAttributeFields"];
        /**
         * Put other fields in place of those that there are
         * @description A field keeps its type. Values of a field that is left out are removed from every vehicle.
         */
        readonly put: operations["defineVehicleAttributes"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicle-groups": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Groups of vehicles */
        readonly get: operations["vehicleGroups"];
        readonly put?: never;
        /**
         * Make a group of vehicles
         * @description Vehicles come into it by `groupId` of the vehicle.
         */
        readonly post: operations["addVehicleGroup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicle-groups/{groupId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Remove a group; its vehicles stay, in no group */
        readonly delete: operations["removeVehicleGroup"];
        readonly options?: never;
        readonly head?: never;
        /** Rename a group of vehicles, or change its note */
        readonly patch: operations["changeVehicleGroup"];
        readonly trace?: never;
    };
    readonly "/api/v1/vehicle-groups/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Groups of vehicles, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportVehicleGroups"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
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
    readonly "/api/v1/vehicles/{vehicleId}/arrival": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Which depot a vehicle heads to, and when it will be there
         * @description From its fleet's earlier journeys, with the error that such estimates had; or why nothing can be said.
         */
        readonly get: operations["arrival"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/attributes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Say all that the fleet's own fields hold of a vehicle
         * @description What is left out has no value any more.
         */
        readonly put: operations["setVehicleAttributes"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/drivers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who drove a vehicle, and when */
        readonly get: operations["vehicleDrivers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/drivers/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who drove a vehicle, and when, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportVehicleDrivers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/faults": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Faults of a vehicle */
        readonly get: operations["vehicleFaults"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
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
    readonly "/api/v1/vehicles/{vehicleId}/life": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Steps in the life of a vehicle: in service, to the workshop, out of the fleet */
        readonly get: operations["vehicleLife"];
        readonly put?: never;
        /**
         * Take a vehicle into service, to the workshop, or out of the fleet
         * @description What it said and where it was stays, also when it is decommissioned. From decommissioned, only active follows.
         */
        readonly post: operations["stepVehicleLife"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/life/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Steps in the life of a vehicle, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportVehicleLife"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/meters": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Odometer and engine hours of a vehicle, from all who say something about them
         * @description From signals of the last 92 days, trips, and readings that people wrote down. Says whom it believes, how far the value is right, and why the others are not believed.
         */
        readonly get: operations["vehicleMeters"];
        readonly put?: never;
        /** Write down what somebody read off a meter */
        readonly post: operations["addMeterReading"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/place-events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Places that a vehicle entered and left */
        readonly get: operations["vehiclePlaceEvents"];
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
    readonly "/api/v1/vehicles/{vehicleId}/runs/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The newest runs of a vehicle, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportRuns"];
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
    readonly "/api/v1/vehicles/{vehicleId}/stops": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where a vehicle stood between its trips */
        readonly get: operations["stops"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/trips": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Trips of a vehicle
         * @description Found in its telemetry, the same whatever order that came in. Late telemetry changes them.
         */
        readonly get: operations["trips"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/trips/{tripId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A trip with its track, for a map and for a replay */
        readonly get: operations["trip"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/units": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Which unit sat in a vehicle, and when */
        readonly get: operations["vehicleUnits"];
        readonly put?: never;
        /**
         * Put a unit into a vehicle, from now or from a past time on
         * @description It leaves where it sat; the unit that sat in the vehicle goes out, or with `exchange` to where this one comes from. History follows: samples are the vehicle's in which the unit sat when they were measured, and trips, stops and crossings of places are made again.
         */
        readonly post: operations["assignUnit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vehicles/{vehicleId}/units/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Which unit sat in a vehicle, and when, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportVehicleUnits"];
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
    readonly "/api/v1/vehicles/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The fleet's list as a file, as it is filtered and sorted
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportVehicles"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/vin/{vin}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What a vehicle identification number says
         * @description Decoded from a table that ships with the cloud; no fleet and no other service is asked. A text that is no VIN is answered as well, with what is wrong.
         */
        readonly get: operations["decodeVin"];
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
    readonly "/api/v1/webhook-receivers/{receiverId}/arrivals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The newest messages of another system, and what became of each
         * @description Up to 50 that were taken and 50 that were refused, newest first.
         */
        readonly get: operations["webhookArrivals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-receivers/{receiverId}/arrivals/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The newest messages of another system, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportWebhookArrivals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-receivers/{receiverId}/old-secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Take the new secret only */
        readonly delete: operations["endOldWebhookReceiverSecret"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-receivers/{receiverId}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take nothing of another system for now; its messages are refused, and may come again */
        readonly post: operations["pauseWebhookReceiver"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-receivers/{receiverId}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take the messages of another system again */
        readonly post: operations["resumeWebhookReceiver"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-receivers/{receiverId}/secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give another system a new secret
         * @description For a chosen time the old secret is taken, too. The answer holds the new one, once.
         */
        readonly post: operations["renewWebhookReceiverSecret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-receivers/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Other systems whose webhooks are taken, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportWebhookReceivers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
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
    readonly "/api/v1/webhooks/{endpointId}/deliveries/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What was sent to an endpoint, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportWebhookDeliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/{endpointId}/old-secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Sign with the new secret only */
        readonly delete: operations["endOldWebhookSecret"];
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
    readonly "/api/v1/webhooks/{endpointId}/secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sign with a new secret
         * @description For a chosen time every message bears two signatures, the new secret's and the old one's. The answer holds the new one, once.
         */
        readonly post: operations["renewWebhookSecret"];
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
    readonly "/api/v1/webhooks/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Endpoints that events are sent to, as a file
         * @description An answer that ends without its last chunk is not complete.
         */
        readonly get: operations["exportWebhooks"];
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
        readonly Arrival: {
            /** @description Of the depot that it is in. */
            readonly depotName?: string;
            readonly heading?: components["schemas"]["HeadingToDepot"];
            /**
             * Format: date-time
             * @description Of the position or, where there is none, of what was last heard.
             */
            readonly positionAt?: string;
            /** @description Why there is no estimate. */
            readonly reason?: string;
            /** Format: date-time */
            readonly standsSince?: string;
            /**
             * @description heading: see there; any other says why there is no estimate.
             * @enum {string}
             */
            readonly state: "heading" | "unclear" | "in-depot" | "parked" | "silent" | "no-position" | "no-depots" | "never-driven";
            readonly vehicleId: string;
        };
        readonly AuditEntry: {
            readonly action: string;
            readonly actor: {
                readonly id?: string;
                /** @description account, token, device, command or nobody. */
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
            readonly revoked?: components["schemas"]["Revocation"];
        };
        readonly DepotArrival: {
            readonly callSign: string;
            readonly heading: components["schemas"]["HeadingToDepot"];
            /** Format: date-time */
            readonly positionAt: string;
            /** Format: date-time */
            readonly standsSince?: string;
            readonly vehicleId: string;
        };
        readonly DepotArrivals: {
            readonly depotId: string;
            /** @description More vehicles are on their way than are looked at; those heard last were. */
            readonly isPartial: boolean;
            /** @description The earliest first. */
            readonly items: readonly components["schemas"]["DepotArrival"][];
            readonly name: string;
            /** @description What to do so that arrivals can be said; absent when nothing is missing. */
            readonly nextStep?: string;
            /** @description Absent when no place is drawn as the depot's ground: then nobody can be estimated. */
            readonly placeId?: string;
        };
        readonly DepotList: {
            readonly items: readonly components["schemas"]["Depot"][];
        };
        readonly Document: {
            /** @description Lower-case UUID. */
            readonly documentId: string;
            /** @description Lower-case UUID. */
            readonly driverId?: string;
            /** @description The last day on which it holds; absent for what does not expire. */
            readonly expiresOn?: string;
            readonly file?: {
                readonly bytes: number;
                readonly name: string;
                /** @description Media type, by what is in it. */
                readonly type: string;
            };
            /** @enum {string} */
            readonly kind: "registration" | "inspection" | "insurance" | "tachograph" | "permit" | "contract" | "licence" | "driver-card" | "qualification" | "medical" | "other";
            readonly note: string;
            /** @description Of the paper itself, such as that of a licence. */
            readonly number: string;
            /** @description Call sign of the vehicle, or name of the driver. */
            readonly ownerName: string;
            /** @description How many days before it expires the event document.expiring is told; 60, 30 and 7 when absent. */
            readonly remindDays: readonly number[];
            readonly title: string;
            /** @description Lower-case UUID. */
            readonly vehicleId?: string;
        };
        readonly DocumentPage: {
            readonly items: readonly components["schemas"]["Document"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly Driver: {
            /** @description Lower-case UUID. */
            readonly driverId: string;
            /** @description False for those who left: what they drove stays. */
            readonly isActive: boolean;
            readonly name: string;
            readonly note: string;
            /** @description Of their personnel file; no two drivers have the same. */
            readonly number?: string;
            /** @description What they drive now. */
            readonly vehicle?: {
                readonly callSign: string;
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
        };
        readonly DriverAssignment: {
            /** @description Lower-case UUID. */
            readonly assignmentId: string;
            readonly callSign: string;
            /** @description Lower-case UUID. */
            readonly driverId: string;
            readonly driverName: string;
            /** Format: date-time */
            readonly from: string;
            /**
             * Format: date-time
             * @description The driver was out by then; absent while it goes on.
             */
            readonly to?: string;
            /** @description Lower-case UUID. */
            readonly vehicleId: string;
        };
        readonly DriverAssignmentPage: {
            readonly items: readonly components["schemas"]["DriverAssignment"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly DriverPage: {
            readonly items: readonly components["schemas"]["Driver"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
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
        readonly Factors: {
            /** @description An authenticator app is asked for at each sign-in with the password. */
            readonly hasApp: boolean;
            /** @description The fleet asks for a second factor. */
            readonly isRequired: boolean;
            readonly passkeys: readonly {
                /** Format: date-time */
                readonly createdAt: string;
                /** Format: date-time */
                readonly lastUsedAt?: string;
                readonly name: string;
                readonly passkeyId: string;
            }[];
            readonly recoveryCodesLeft: number;
        };
        readonly Fault: {
            /**
             * Format: date-time
             * @description Of the first report that does not name it any more.
             */
            readonly absentSince?: string;
            readonly callSign: string;
            /**
             * Format: date-time
             * @description The same, once it is cleared.
             */
            readonly clearedAt?: string;
            /** @description Such as P0128, or SPN 110 FMI 16. */
            readonly code: string;
            readonly controlUnit: {
                /** @description Bus, protocol and address, such as can0/DM1@00. */
                readonly key: string;
                /** @description By the address that the standard gives to a function. */
                readonly name: string;
            };
            /** @description Follows from vehicle, control unit, code and onset: it stays as long as late reports do not move the onset. */
            readonly episodeId: string;
            readonly fmi?: number;
            readonly hasFrame: boolean;
            /** @description How often it was gone for less than ten minutes. */
            readonly interruptions: number;
            /** @description Lit at the control unit when it was last named. */
            readonly lamps: readonly ("redStop" | "amberWarning" | "malfunction" | "protect")[];
            /**
             * Format: date-time
             * @description Of the last report that names it.
             */
            readonly lastSeenAt: string;
            /**
             * @description By the lamp that the control unit lights for it: red stop is stop-now, amber warning or malfunction indicator is workshop, anything else a note.
             * @enum {string}
             */
            readonly level: "stop-now" | "workshop" | "note";
            /** @description OBD-II: the lists that named it last. */
            readonly lists: readonly ("stored" | "pending" | "permanent")[];
            /** @description J1939: as the control unit counts. */
            readonly occurrences?: number;
            /** Format: date-time */
            readonly onsetAt: string;
            /**
             * Format: date-time
             * @description It was there when the control unit was last heard, and that is long ago: nothing is known since.
             */
            readonly silentSince?: string;
            readonly spn?: number;
            /**
             * @description Cleared when the control unit has not named it for ten minutes; named again sooner it is the same episode, interrupted.
             * @enum {string}
             */
            readonly state: "active" | "cleared";
            /** @description What the code means; absent for makers' own codes. */
            readonly text?: string;
            /** @description The standards behind the text. */
            readonly textSource?: string;
            readonly vehicleId: string;
        };
        readonly FaultPage: {
            readonly items: readonly components["schemas"]["Fault"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly FaultWithFrame: {
            readonly fault: components["schemas"]["Fault"];
            readonly frame?: {
                /**
                 * @description control-unit: its own freeze frame. snapshot: the newest signals that the unit in the vehicle had when the fault began.
                 * @enum {string}
                 */
                readonly from: "control-unit" | "snapshot";
                readonly values: readonly {
                    /** @description Of a snapshot: how old the value was. */
                    readonly ageS?: number;
                    readonly name: string;
                    readonly unit: string;
                    readonly value: number;
                }[];
            };
            readonly links: {
                /** @description Signals around the onset: add `source` for each one wanted. */
                readonly history: string;
            };
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
        readonly GeoPosition: {
            readonly latitude: number;
            readonly longitude: number;
        };
        readonly HeadingToDepot: {
            /** @description Eight in ten arrivals lie between P10 and P90. */
            readonly arrival: {
                /** Format: date-time */
                readonly p10: string;
                /** Format: date-time */
                readonly p50: string;
                /** Format: date-time */
                readonly p90: string;
            };
            /**
             * @description journeys: earlier ones through here; fleet: what the fleet takes for such a distance; route: a routing server; distance: nothing is known of the fleet yet.
             * @enum {string}
             */
            readonly basis: "journeys" | "fleet" | "route" | "distance";
            readonly depot: {
                /** @description Absent where the place is of no depot that is enrolled. */
                readonly depotId?: string;
                readonly name: string;
                /** @description The place that is its ground. */
                readonly placeId: string;
            };
            /** @description What is left of the way. */
            readonly distanceM: number;
            readonly explanation: string;
            /** @description Earlier journeys through here that it is taken from. */
            readonly journeys: number;
            /** @description Earlier estimates of this kind whose errors the interval is taken from; at 0 it is a wide guess. */
            readonly judged: number;
            /** @description That it heads there. */
            readonly probability: number;
            /**
             * @description Earlier journeys, or only that it drives that way.
             * @enum {string}
             */
            readonly probabilityFrom: "journeys" | "direction";
            /**
             * @description Absent where none was asked.
             * @enum {string}
             */
            readonly routingServer?: "used" | "unavailable";
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
        readonly Import: {
            /** Format: date-time */
            readonly changedAt: string;
            /** @description That things of the kind have. */
            readonly columns: readonly {
                readonly key: string;
                readonly label: string;
                readonly required: boolean;
                /** @description No two have the same: what is there can be found by it. */
                readonly unique: boolean;
            }[];
            /** Format: date-time */
            readonly createdAt: string;
            readonly fileName: string;
            readonly importId: string;
            /** @enum {string} */
            readonly kind: "vehicles";
            /** @description Key of a column to the index of the file's column, from 0. */
            readonly mapping?: {
                readonly [key: string]: number;
            };
            /** @description Why the last step did not end as wished. */
            readonly problem?: string;
            /** @description Of the file, without its header. */
            readonly rows: number;
            /** @description That have an error, and are left out. */
            readonly rowsBad: number;
            /** @description That change what is there: after the dry run would, once applied have. */
            readonly rowsChanged: number;
            /** @description Of the step in progress. */
            readonly rowsDone: number;
            /** @description What an undo left, since it was changed or is in use. */
            readonly rowsKept: number;
            readonly rowsMade: number;
            /** @description Whose thing is as they say already. */
            readonly rowsSame: number;
            readonly rowsWarned: number;
            readonly sheet?: {
                readonly encoding?: string;
                /** @enum {string} */
                readonly format: "csv" | "xlsx";
                readonly headers: readonly string[];
                /** @description Key of a column to the index of the file's column, from 0. */
                readonly proposed: {
                    readonly [key: string]: number;
                };
                /** @description The first rows. */
                readonly samples: readonly (readonly string[])[];
                readonly separator?: string;
            };
            /**
             * @description uploading: parts are awaited; reading, checking, applying, undoing: the worker is at it; unreadable: no table; read: columns can be mapped; checked: the dry run is done; applied: made; undone: taken back.
             * @enum {string}
             */
            readonly state: "uploading" | "reading" | "unreadable" | "read" | "checking" | "checked" | "applying" | "applied" | "undoing" | "undone";
            /** @description Key of the column by which things that are there are found and changed; without it they are errors. */
            readonly updateBy?: string;
        };
        readonly ImportFinding: {
            readonly code: string;
            /** @description Key of the column; empty for the whole row. */
            readonly field: string;
            readonly message: string;
            /** @description As a spreadsheet counts: from 1, with the header. */
            readonly row: number;
            /** @enum {string} */
            readonly severity: "error" | "warning" | "kept";
            /** @description Of the cell, cut to 100 characters. */
            readonly value: string;
        };
        readonly ImportFindingPage: {
            readonly items: readonly components["schemas"]["ImportFinding"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly ImportPage: {
            readonly items: readonly components["schemas"]["Import"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly ImportRow: {
            /** @description As a person reads them; absent where there is no value. */
            readonly changes: readonly {
                readonly after?: string;
                readonly before?: string;
                readonly field: string;
                readonly label: string;
            }[];
            /** @description What it is called, or would be. */
            readonly name: string;
            /**
             * @description new: something is made of it; changed: something that is there gets other values; same: it is so already; error: the row is left out.
             * @enum {string}
             */
            readonly outcome: "new" | "changed" | "same" | "error";
            /** @description Why it is left out. */
            readonly problems: readonly string[];
            /** @description As a spreadsheet counts: from 1, with the header. */
            readonly row: number;
            /** @description Of what is there. */
            readonly thingId?: string;
        };
        readonly ImportRowPage: {
            readonly items: readonly components["schemas"]["ImportRow"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly Invitation: {
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Depots that the role holds for; absent for all. What belongs to no depot is not limited by it. */
            readonly depots?: readonly string[];
            readonly email: string;
            /** Format: date-time */
            readonly expiresAt: string;
            readonly invitationId: string;
            readonly roleId: string;
            readonly roleName: string;
        };
        readonly InvitationList: {
            readonly items: readonly components["schemas"]["Invitation"][];
        };
        readonly InvitationView: {
            readonly email: string;
            /** @description The account's password is asked for; otherwise one is chosen. */
            readonly hasAccount: boolean;
            readonly roleName: string;
            readonly tenantName: string;
        };
        readonly Meter: {
            /** @description Part of the value that others counted, or trips, after the source's last reading. */
            readonly added?: number;
            /** Format: date-time */
            readonly at?: string;
            /** @description The value is right to so much. */
            readonly error?: number;
            readonly from?: {
                /**
                 * @description people: what somebody read off and wrote down.
                 * @enum {string}
                 */
                readonly kind: "signal" | "people";
                /** @description Source of the signal, such as can0/VDHR/HighResolutionTotalVehicleDistance@EE. */
                readonly name?: string;
            };
            /** @enum {string} */
            readonly meter: "odometer" | "engine-hours";
            /** @description Written by people, newest first. */
            readonly readings: readonly components["schemas"]["MeterReading"][];
            readonly sources: readonly {
                /** Format: date-time */
                readonly at?: string;
                /** @description What is not believed of it, and why; the latest first. */
                readonly doubts: readonly {
                    /** Format: date-time */
                    readonly at: string;
                    readonly expected?: number;
                    /** @description Lower-case UUID. */
                    readonly readingId?: string;
                    /**
                     * @description out-of-range: no meter shows that; jump-back, jump-forward: less than before, more than can be driven or run in the time; reset, swapped: it began anew, and the sum goes on; unit: another unit of measure; contradicts: others say otherwise.
                     * @enum {string}
                     */
                    readonly reason: "out-of-range" | "jump-back" | "jump-forward" | "reset" | "swapped" | "unit" | "contradicts";
                    readonly value?: number;
                }[];
                readonly isChosen: boolean;
                /**
                 * @description people: what somebody read off and wrote down.
                 * @enum {string}
                 */
                readonly kind: "signal" | "people";
                /** @description Source of the signal, such as can0/VDHR/HighResolutionTotalVehicleDistance@EE. */
                readonly name?: string;
                readonly value?: number;
            }[];
            /** @enum {string} */
            readonly unit: "km" | "h";
            /** @description Absent while nobody says anything that is believed. */
            readonly value?: number;
        };
        readonly MeterReading: {
            /** Format: date-time */
            readonly at: string;
            /** @enum {string} */
            readonly meter: "odometer" | "engine-hours";
            readonly note: string;
            /** @description Lower-case UUID. */
            readonly readingId: string;
            /** Format: date-time */
            readonly recordedAt: string;
            /** @description Kilometres of an odometer, hours of an engine. */
            readonly value: number;
            /** @description Lower-case UUID. */
            readonly vehicleId: string;
        };
        readonly Meters: {
            readonly items: readonly components["schemas"]["Meter"][];
        };
        readonly NewInvitation: {
            readonly invitation: components["schemas"]["Invitation"];
            /** @description Shown this once; the link is `/invitation#` and it. */
            readonly token: string;
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
        readonly PastTelemetryErasure: {
            readonly callSign?: string;
            /** Format: date-time */
            readonly erasedAt: string;
            readonly erasureId: string;
            readonly keys: number;
            readonly sourceId: string;
            /** @description A month of receipt, such as 2026-10. */
            readonly through: string;
        };
        readonly PastTelemetryErasurePage: {
            readonly items: readonly components["schemas"]["PastTelemetryErasure"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly PermissionList: {
            readonly items: readonly {
                /** @description Whether the one who asks has it. */
                readonly isHeld: boolean;
                readonly meaning: string;
                /** @enum {string} */
                readonly permission: "fleet.read" | "fleet.change" | "fleet.administer" | "parts.read" | "parts.move" | "parts.order" | "work.read" | "work.plan" | "work.do" | "users.read" | "users.manage" | "roles.manage" | "tokens.manage" | "sign-on.manage" | "audit.read";
                /**
                 * @description The broad word that stands for it.
                 * @enum {string}
                 */
                readonly scope: "read" | "write" | "admin";
            }[];
        };
        readonly Place: {
            /** Format: date-time */
            readonly createdAt: string;
            /** @description The depot that it is the ground of. */
            readonly depotId?: string;
            /** @description How long a vehicle must be inside to have entered. */
            readonly dwellS: number;
            /** @description How far beyond the line a vehicle has left. */
            readonly hysteresisM: number;
            readonly name: string;
            readonly note: string;
            readonly placeId: string;
            /**
             * @description What the fleet goes there for.
             * @enum {string}
             */
            readonly purpose: "depot" | "yard" | "customer" | "workshop" | "fuel" | "zone" | "route";
            readonly shape: components["schemas"]["PlaceShape"];
            /**
             * Format: date-time
             * @description Crossings are found for positions from then on; those of before met the shape of before.
             */
            readonly shapeSince: string;
        };
        readonly PlaceEvent: {
            /**
             * Format: date-time
             * @description Of the first position on the other side of the line, by the vehicle's clock.
             */
            readonly at: string;
            readonly callSign: string;
            /** @description The same for the same crossing, however often its telemetry came. */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description Of a vehicle that left: since when it was inside.
             */
            readonly insideSince?: string;
            /**
             * @description found: inside at the first position since the place was drawn; nobody saw it enter.
             * @enum {string}
             */
            readonly kind: "entered" | "left" | "found";
            readonly latitude: number;
            readonly longitude: number;
            readonly placeId: string;
            readonly placeName: string;
            readonly vehicleId: string;
        };
        readonly PlaceEventList: {
            readonly items: readonly components["schemas"]["PlaceEvent"][];
        };
        readonly PlaceEventPage: {
            readonly items: readonly components["schemas"]["PlaceEvent"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly PlaceName: {
            readonly name: string;
            readonly placeId: string;
        };
        readonly PlacePage: {
            readonly items: readonly components["schemas"]["Place"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        /** @description A circle, a polygon with or without holes, or a line with a width. */
        readonly PlaceShape: {
            /** @description Longitude, then latitude, in degrees. */
            readonly centre: readonly number[];
            /** @enum {string} */
            readonly kind: "circle";
            readonly radiusM: number;
        } | {
            /** @enum {string} */
            readonly kind: "polygon";
            /** @description The outline first, then holes. Edges are straight in degrees, as in GeoJSON; the antimeridian may lie within. */
            readonly rings: readonly (readonly (readonly number[])[])[];
        } | {
            /** @enum {string} */
            readonly kind: "corridor";
            readonly line: readonly (readonly number[])[];
            /** @description Across the line. */
            readonly widthM: number;
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
        readonly RecoveryCodes: {
            /** @description Shown this once; each works once. */
            readonly codes: readonly string[];
        };
        readonly RenewedWebhookSecret: {
            /**
             * Format: date-time
             * @description The old secret counts until then.
             */
            readonly oldUntil: string;
            /** @description Shown once. */
            readonly secret: string;
        };
        readonly Revocation: {
            /** Format: date-time */
            readonly at: string;
            /** @description E-mail address of a person, or name of a program; absent when it is gone. */
            readonly by?: string;
            readonly reason: string;
        };
        readonly RoleList: {
            readonly items: readonly {
                /** @description People who have it. */
                readonly holders: number;
                /** @description Every fleet has it, and none can change it. */
                readonly isBuiltIn: boolean;
                /** @description Whether the one who asks may give it. */
                readonly isGivable: boolean;
                readonly name: string;
                readonly permissions: readonly ("fleet.read" | "fleet.change" | "fleet.administer" | "parts.read" | "parts.move" | "parts.order" | "work.read" | "work.plan" | "work.do" | "users.read" | "users.manage" | "roles.manage" | "tokens.manage" | "sign-on.manage" | "audit.read")[];
                /** @description A built-in role's name, or the id of one of the fleet's own. */
                readonly roleId: string;
            }[];
            /** @description All that there are. */
            readonly permissions: readonly {
                readonly meaning: string;
                /** @enum {string} */
                readonly permission: "fleet.read" | "fleet.change" | "fleet.administer" | "parts.read" | "parts.move" | "parts.order" | "work.read" | "work.plan" | "work.do" | "users.read" | "users.manage" | "roles.manage" | "tokens.manage" | "sign-on.manage" | "audit.read";
            }[];
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
        readonly SecondFactorNeeded: {
            /** @description What may follow: a code, or signing in with a passkey instead. */
            readonly methods: readonly ("code" | "passkey")[];
            /** @description Names this sign-in in POST /session/second-factor, for five minutes. */
            readonly token: string;
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
            /** @description The fleet asks for a second factor; until the account has one, only its own pages are open. */
            readonly lacksSecondFactor: boolean;
            /**
             * @description How the person proved who it is.
             * @enum {string}
             */
            readonly method: "password" | "link" | "passkey" | "sign-on";
            /** @description What the person may do now. */
            readonly permissions: readonly ("fleet.read" | "fleet.change" | "fleet.administer" | "parts.read" | "parts.move" | "parts.order" | "work.read" | "work.plan" | "work.do" | "users.read" | "users.manage" | "roles.manage" | "tokens.manage" | "sign-on.manage" | "audit.read")[];
            readonly tenant: {
                readonly name: string;
                readonly tenantId: string;
            };
        };
        readonly SessionList: {
            readonly items: readonly {
                /** @description From which it was opened. */
                readonly address: string;
                /** Format: date-time */
                readonly createdAt: string;
                /** Format: date-time */
                readonly expiresAt: string;
                /** @description The one that asks. */
                readonly isCurrent: boolean;
                /**
                 * Format: date-time
                 * @description To the minute.
                 */
                readonly lastSeenAt: string;
                /** @enum {string} */
                readonly method: "password" | "link" | "passkey" | "sign-on";
                readonly sessionId: string;
                /** @description As the browser names itself. */
                readonly userAgent: string;
            }[];
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
        readonly SignInPolicy: {
            readonly isSecondFactorRequired: boolean;
        };
        readonly SignOn: {
            /** @description To be registered at the provider for back-channel logout: signing out there ends the session here. */
            readonly logoutUri: string;
            /** @description To be registered at the provider. */
            readonly redirectUri: string;
            readonly settings?: {
                readonly clientId: string;
                readonly defaultRoleId?: string;
                readonly isOn: boolean;
                /** @description Such as https://login.company.example. */
                readonly issuer: string;
                /** @description What people type to sign in; unique in the installation. */
                readonly name: string;
                /** @description Claim with groups or roles; dots lead into objects. */
                readonly roleClaim?: string;
                /** @description The first whose value stands in the claim gives the role, at each sign-in. */
                readonly roleRules: readonly {
                    readonly roleId: string;
                    readonly value: string;
                }[];
            };
            /** @description To be registered at the provider as an address to come back to after signing out. */
            readonly signOutUri: string;
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
        readonly Stop: {
            readonly at?: components["schemas"]["GeoPosition"];
            readonly callSign: string;
            /** @description Up to now, while it lasts. */
            readonly durationS: number;
            /**
             * Format: date-time
             * @description Absent while it lasts.
             */
            readonly endedAt?: string;
            /** @description Engine running while standing, in seconds. */
            readonly idleS: number;
            /**
             * Format: date-time
             * @description Of the last telemetry that was looked at for it.
             */
            readonly lastSeenAt: string;
            readonly place?: components["schemas"]["PlaceName"];
            /** Format: date-time */
            readonly startedAt: string;
            readonly stopId: string;
            readonly vehicleId: string;
        };
        readonly StopPage: {
            readonly items: readonly components["schemas"]["Stop"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
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
            /** @description The server of map images that the configuration names. */
            readonly map?: {
                readonly attribution: string;
                /** @description Template with {z}, {x} and {y}. */
                readonly tilesUrl: string;
            };
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
        readonly TelemetryErasureForecast: {
            /** @description As stored, compressed. */
            readonly bytes: number;
            /** @description There is more than was counted. */
            readonly isAtLeast: boolean;
            /** @description Keys that would be dropped. */
            readonly keys: number;
            readonly samples: number;
            readonly segments: number;
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
        readonly TelemetryRetentionForecast: {
            /** @description As stored, compressed. */
            readonly bytes: number;
            /** @description First day of receipt that ends, such as 2026-10-02. */
            readonly firstDay?: string;
            /** @description There is more than was counted. */
            readonly isAtLeast: boolean;
            readonly lastDay?: string;
            /** @description Days of which the roll-ups go, too, so that nothing is left of them. */
            readonly rolledUpDays: number;
            readonly samples: number;
            readonly segments: number;
        };
        readonly TelemetrySourceList: {
            readonly items: readonly {
                /** @description Of the vehicle that it is in, or was in last. */
                readonly callSign?: string;
                readonly device: string;
                /** @description A month of receipt, such as 2026-10. */
                readonly firstMonth?: string;
                /** @enum {string} */
                readonly kind: "unit" | "replay";
                /** @description A month of receipt, such as 2026-10. */
                readonly lastMonth?: string;
                readonly sourceId: string;
            }[];
        };
        readonly TokenPage: {
            readonly items: readonly components["schemas"]["TokenView"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly TokenView: {
            /** Format: date-time */
            readonly createdAt: string;
            /** @description E-mail; absent for the command line, and for who left. */
            readonly createdBy?: string;
            /** Format: date-time */
            readonly expiresAt: string;
            /**
             * Format: date-time
             * @description To the minute; absent when never.
             */
            readonly lastUsedAt?: string;
            readonly name: string;
            /** Format: date-time */
            readonly revokedAt?: string;
            /** @description As they were chosen; of a broad word it has what its maker has. */
            readonly scopes: readonly ("read" | "write" | "admin" | "fleet.read" | "fleet.change" | "fleet.administer" | "parts.read" | "parts.move" | "parts.order" | "work.read" | "work.plan" | "work.do" | "users.read" | "users.manage" | "roles.manage" | "tokens.manage" | "sign-on.manage" | "audit.read")[];
            readonly tokenId: string;
        };
        /** @description Towns as columns of the same length. From GeoNames (CC BY 4.0): name it where you show them. */
        readonly TownTile: {
            /** @description ISO 3166-1 alpha-2. */
            readonly country: readonly string[];
            /** @description Degrees (WGS 84), of each town; ascending within a tile. */
            readonly latitude: readonly number[];
            /** @description Degrees (WGS 84). */
            readonly longitude: readonly number[];
            readonly name: readonly string[];
            /** @description To two digits; 0 where nobody counted. */
            readonly population: readonly number[];
        };
        readonly Trip: {
            readonly callSign: string;
            /**
             * @description What the distance was taken from: the odometer where it is fine enough for this trip, else the length of the track, else speed over time.
             * @enum {string}
             */
            readonly distanceFrom: "odometer" | "track" | "speed";
            readonly distanceM: number;
            /** @description Who was assigned to the vehicle when the trip began. */
            readonly driver?: {
                readonly driverId: string;
                readonly name: string;
            };
            /** @description Up to now, while it lasts. */
            readonly durationS: number;
            readonly end?: components["schemas"]["GeoPosition"];
            /**
             * Format: date-time
             * @description Absent while it lasts.
             */
            readonly endedAt?: string;
            readonly endPlace?: components["schemas"]["PlaceName"];
            /** @description Engine running while standing, in seconds. */
            readonly idleS: number;
            /**
             * Format: date-time
             * @description Of the last telemetry that was looked at for it.
             */
            readonly lastSeenAt: string;
            /** @description Without standstills. */
            readonly movingS: number;
            readonly speedMaxKmh: number;
            /** @description Over the time that it moved. */
            readonly speedMeanKmh?: number;
            readonly start?: components["schemas"]["GeoPosition"];
            /** Format: date-time */
            readonly startedAt: string;
            readonly startPlace?: components["schemas"]["PlaceName"];
            /** @description How the vehicle stood afterwards; absent while the trip lasts. */
            readonly stopAfter?: {
                readonly durationS: number;
                readonly lasts: boolean;
            };
            /** @description Follows from the vehicle and the start: it stays as long as late telemetry does not move the start. */
            readonly tripId: string;
            readonly vehicleId: string;
        };
        readonly TripPage: {
            readonly items: readonly components["schemas"]["Trip"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly TripWithTrack: {
            readonly links: {
                /** @description Signals over the same time: add `source` for each one wanted. */
                readonly history: string;
                /** @description Places that were entered and left meanwhile. */
                readonly placeEvents: string;
            };
            readonly track: {
                /** @description Milliseconds since 1970 of each point, ascending. */
                readonly at: readonly number[];
                /** @description From how many fixes the points were left. */
                readonly fixes: number;
                readonly latitude: readonly number[];
                readonly longitude: readonly number[];
            };
            readonly trip: components["schemas"]["Trip"];
        };
        readonly Unit: {
            /** @description Serial number or host name. */
            readonly device: string;
            /** Format: date-time */
            readonly enrolledAt?: string;
            /** @description Lower-case UUID. */
            readonly unitId: string;
            /** @description Where it sits now. */
            readonly vehicle?: {
                readonly callSign: string;
                /** @description Lower-case UUID. */
                readonly vehicleId: string;
            };
        };
        readonly UnitAssignment: {
            /** @description Lower-case UUID. */
            readonly assignmentId: string;
            readonly callSign: string;
            readonly device: string;
            /**
             * Format: date-time
             * @description Absent: since ever.
             */
            readonly from?: string;
            readonly revoked?: components["schemas"]["Revocation"];
            /**
             * Format: date-time
             * @description It was out by then; absent while it goes on.
             */
            readonly to?: string;
            /** @description Lower-case UUID. */
            readonly unitId: string;
            /** @description Lower-case UUID. */
            readonly vehicleId: string;
        };
        readonly UnitAssignmentPage: {
            readonly items: readonly components["schemas"]["UnitAssignment"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly UnitPage: {
            readonly items: readonly components["schemas"]["Unit"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly User: {
            readonly accountId: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Depots that the role holds for; absent for all. What belongs to no depot is not limited by it. */
            readonly depots?: readonly string[];
            readonly email: string;
            /**
             * Format: date-time
             * @description Of any session that is still there, to the minute.
             */
            readonly lastSeenAt?: string;
            readonly name: string;
            /** @description A built-in role's name, or the id of one of the fleet's own. */
            readonly roleId: string;
            readonly roleName: string;
            /** Format: date-time */
            readonly suspendedAt?: string;
        };
        readonly UserPage: {
            readonly items: readonly components["schemas"]["User"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
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
            /** @description What the fleet notes of it, by the keys of its own fields; a day as 2026-11-25. */
            readonly attributes: {
                readonly [key: string]: string | number | boolean;
            };
            /** @description What people in the yard call it. */
            readonly callSign: string;
            readonly decoded?: components["schemas"]["VinReading"];
            /** @description Through which depot it was heard last; absent when it came straight to the cloud. */
            readonly depot?: {
                readonly depotId: string;
                readonly name: string;
            };
            readonly description: string;
            /** @description The group that it belongs to. */
            readonly group?: {
                /** @description Lower-case UUID. */
                readonly groupId: string;
                readonly name: string;
            };
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
            /** @description The depot's ground on which a vehicle stands that is in-depot. */
            readonly inDepot?: {
                /** @description Of the place with the purpose depot. */
                readonly name: string;
                readonly placeId: string;
                /**
                 * Format: date-time
                 * @description When it came, or was found there, by the unit's clock.
                 */
                readonly since: string;
            };
            /** Format: date-time */
            readonly lastSampleAt?: string;
            /**
             * @description registered: not in service yet; active: in service; workshop: in service, but not to be had; decommissioned: its history stays.
             * @enum {string}
             */
            readonly life: "registered" | "active" | "workshop" | "decommissioned";
            /** Format: date-time */
            readonly lifeSince: string;
            /** @description Where it was when it said so last. */
            readonly position?: {
                /** Format: date-time */
                readonly at: string;
                /** @description Whole degrees clockwise from north; absent when the vehicle has not said it. */
                readonly heading?: number;
                /** @description Degrees, WGS 84. */
                readonly latitude: number;
                /** @description Degrees, WGS 84. */
                readonly longitude: number;
            };
            /** @description Part of the demonstration fleet. */
            readonly simulated: boolean;
            /**
             * @description in-depot: stands on the ground of a depot, heard within a week or signed off; else live: heard within 30 s; late: within 15 min; silent: longer ago; asleep: the unit signed off; never: not heard yet. Played recordings do not count.
             * @enum {string}
             */
            readonly state: "live" | "late" | "silent" | "in-depot" | "asleep" | "never";
            /** @description Words that people sort it by. */
            readonly tags: readonly string[];
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
        readonly VehicleAttributeField: {
            readonly choices?: readonly string[];
            readonly isRequired: boolean;
            /** @description Stable name for programs. */
            readonly key: string;
            readonly label: string;
            readonly max?: number;
            readonly maxLength?: number;
            readonly min?: number;
            /** @enum {string} */
            readonly type: "text" | "number" | "date" | "choice" | "yes-no";
            readonly unit?: string;
        };
        readonly VehicleAttributeFields: {
            /** @description In the order of forms. */
            readonly fields: readonly components["schemas"]["VehicleAttributeField"][];
            /** @description 0 before there were any. */
            readonly version: number;
        };
        readonly VehicleFaultLevel: {
            /** @description How many it has. */
            readonly faults: number;
            /**
             * @description By the lamp that the control unit lights for it: red stop is stop-now, amber warning or malfunction indicator is workshop, anything else a note.
             * @enum {string}
             */
            readonly level: "stop-now" | "workshop" | "note";
            readonly vehicleId: string;
            readonly worst: {
                readonly code: string;
                readonly episodeId: string;
                /** Format: date-time */
                readonly onsetAt: string;
                readonly text?: string;
            };
        };
        readonly VehicleFaultLevelPage: {
            readonly items: readonly components["schemas"]["VehicleFaultLevel"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly VehicleGroup: {
            /** @description Lower-case UUID. */
            readonly groupId: string;
            readonly name: string;
            readonly note: string;
            /** @description Vehicles in it, the decommissioned ones included. */
            readonly vehicles: number;
        };
        readonly VehicleGroupList: {
            readonly items: readonly components["schemas"]["VehicleGroup"][];
        };
        readonly VehicleLifeStep: {
            /** Format: date-time */
            readonly at: string;
            /**
             * @description registered: not in service yet; active: in service; workshop: in service, but not to be had; decommissioned: its history stays.
             * @enum {string}
             */
            readonly from: "registered" | "active" | "workshop" | "decommissioned";
            /** @description Why, in the words of who did it. */
            readonly note: string;
            /** @description Lower-case UUID. */
            readonly stepId: string;
            /**
             * @description registered: not in service yet; active: in service; workshop: in service, but not to be had; decommissioned: its history stays.
             * @enum {string}
             */
            readonly to: "registered" | "active" | "workshop" | "decommissioned";
        };
        readonly VehicleLifeStepPage: {
            readonly items: readonly components["schemas"]["VehicleLifeStep"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly VehiclePage: {
            readonly items: readonly components["schemas"]["Vehicle"][];
            /** @description Pass it as `after` for the next page; absent on the last one. */
            readonly next?: string;
        };
        readonly VinReading: {
            readonly bodyClass?: string;
            /** @description What position 9 is if it is a check digit. */
            readonly checkDigit?: string;
            /** @description Position 9 fits. Outside North America and China it need not. */
            readonly checkDigitOk?: boolean;
            /** @description Where the maker is registered, not where the vehicle was built. */
            readonly country?: string;
            readonly electrification?: string;
            readonly findings: readonly {
                /** @enum {string} */
                readonly code: "length" | "characters" | "check-digit-wrong" | "check-digit-unused" | "maker-unknown" | "model-unknown" | "year-ambiguous" | "year-unknown" | "year-impossible";
                readonly positions?: readonly number[];
                /**
                 * @description error: this is no VIN; warning: a typing error is likely, and may be overruled; note: what cannot be known.
                 * @enum {string}
                 */
                readonly severity: "error" | "warning" | "note";
                /** @description What was likely meant, the likeliest first. */
                readonly suggestions?: readonly string[];
                readonly text: string;
            }[];
            /** @description Where each field is from. table: looked up; rule: follows from a standard; unknown: it has no value, since nobody here knows it. */
            readonly from?: {
                /** @enum {string} */
                readonly bodyClass: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly country: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly electrification: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly make: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly manufacturer: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly model: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly modelYear: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly plant: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly region: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly serial: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly series: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly trim: "table" | "rule" | "unknown";
                /** @enum {string} */
                readonly vehicleType: "table" | "rule" | "unknown";
            };
            /**
             * @description malformed: the text is no VIN; `findings` say why, and nothing else is known.
             * @enum {string}
             */
            readonly kind: "decoded" | "malformed";
            readonly make?: string;
            readonly manufacturer?: string;
            readonly model?: string;
            readonly modelYear?: number;
            /** @description Every year that it may be, newest first; empty when position 10 is no year. */
            readonly modelYears?: readonly number[];
            /** @description The maker's own code of the plant. */
            readonly plant?: string;
            readonly region?: string;
            readonly serial?: string;
            readonly series?: string;
            readonly trim?: string;
            readonly vehicleType?: string;
            /** @description As it was read: upper case, without blanks and hyphens. */
            readonly vin: string;
            /** @description The maker's code: three characters, six for a maker of few vehicles. */
            readonly wmi?: string;
        };
        readonly WebhookArrivalList: {
            readonly items: readonly {
                readonly arrivalId: string;
                /** Format: date-time */
                readonly arrivedAt: string;
                readonly bytes: number;
                /** @description As its sender says. */
                readonly messageId: string;
                /** @enum {string} */
                readonly outcome: "taken" | "known" | "paused" | "signature-wrong" | "time-wrong" | "unreadable";
            }[];
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
            /**
             * Format: date-time
             * @description Until then every message bears the old secret's signature, too.
             */
            readonly oldSecretUntil?: string;
            /** Format: date-time */
            readonly pausedAt?: string;
            /** Format: date-time */
            readonly secretMadeAt: string;
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
            /**
             * Format: date-time
             * @description Until then messages signed with the old secret are taken, too.
             */
            readonly oldSecretUntil?: string;
            /**
             * Format: date-time
             * @description Since when everything is refused.
             */
            readonly pausedAt?: string;
            /** @description Messages go to /api/v1/hooks/ and this. */
            readonly receiverId: string;
            /**
             * Format: date-time
             * @description Of the newest message that was refused.
             */
            readonly refusedAt?: string;
            /** Format: date-time */
            readonly secretMadeAt: string;
            /**
             * Format: date-time
             * @description Of the newest message that was taken.
             */
            readonly takenAt?: string;
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
    readonly beginApp: {
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
                    readonly "application/json": {
                        /** @description Base32. */
                        readonly secret: string;
                        /** @description otpauth:// */
                        readonly uri: string;
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
    readonly confirmApp: {
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
                    readonly code: string;
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
                    readonly "application/json": components["schemas"]["RecoveryCodes"];
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
    readonly removeApp: {
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
                    readonly password: string;
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
    readonly factors: {
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
                    readonly "application/json": components["schemas"]["Factors"];
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
    readonly addPasskey: {
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
                    /** @description Where it is, for its owner. */
                    readonly name: string;
                    /** @description The browser's PublicKeyCredential as JSON. */
                    readonly response: {
                        readonly [key: string]: unknown;
                    };
                    readonly token: string;
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
    readonly passkeyOptions: {
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
                    readonly "application/json": {
                        /** @description For navigator.credentials, as JSON (WebAuthn Level 3, 5.1). */
                        readonly options: {
                            readonly [key: string]: unknown;
                        };
                        readonly token: string;
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
    readonly removePasskey: {
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
                    readonly passkeyId: string;
                    readonly password: string;
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
    readonly renewRecoveryCodes: {
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
                    readonly "application/json": components["schemas"]["RecoveryCodes"];
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
    readonly sessions: {
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
                    readonly "application/json": components["schemas"]["SessionList"];
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
    readonly endOtherSessions: {
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
    readonly endSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly sessionId: string;
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
                readonly format?: "csv" | "xlsx";
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
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
            readonly query?: {
                /** @description With depots whose server was taken out of trust, after the others. */
                readonly includeRevoked?: boolean;
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
    readonly depotArrivals: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly depotId: string;
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
                    readonly "application/json": components["schemas"]["DepotArrivals"];
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
    readonly exportDepotArrivals: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly depotId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly revokeDepot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly depotId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Why; for those who ask later. */
                    readonly reason: string;
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
                    readonly "application/json": components["schemas"]["Revocation"];
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
    readonly documents: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Only those of this driver. */
                readonly driverId?: string;
                /** @description Only those that hold to this day or longer. */
                readonly expiresFrom?: string;
                /** @description Only those whose last day is this one or before. */
                readonly expiresTo?: string;
                /** @description Only those of this kind. */
                readonly kind?: "registration" | "inspection" | "insurance" | "tachograph" | "permit" | "contract" | "licence" | "driver-card" | "qualification" | "medical" | "other";
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Only those of vehicles, or only those of drivers. */
                readonly of?: "vehicles" | "drivers";
                /** @description Order of the list, with a minus before it from high to low; expiresOn when absent. */
                readonly sort?: "expiresOn" | "-expiresOn";
                /** @description Only those of this vehicle. */
                readonly vehicleId?: string;
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
                    readonly "application/json": components["schemas"]["DocumentPage"];
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
    readonly addDocument: {
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
                    readonly driverId?: string;
                    /** @description The last day on which it holds. */
                    readonly expiresOn?: string;
                    /** @enum {string} */
                    readonly kind: "registration" | "inspection" | "insurance" | "tachograph" | "permit" | "contract" | "licence" | "driver-card" | "qualification" | "medical" | "other";
                    readonly note?: string;
                    /** @description Of the paper itself, such as that of a licence. */
                    readonly number?: string;
                    /** @description How many days before it expires the event document.expiring is told; 60, 30 and 7 when absent. */
                    readonly remindDays?: readonly number[];
                    readonly title: string;
                    /** @description Lower-case UUID. */
                    readonly vehicleId?: string;
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
                    readonly "application/json": components["schemas"]["Document"];
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
    readonly document: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly documentId: string;
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
                    readonly "application/json": components["schemas"]["Document"];
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
    readonly removeDocument: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly documentId: string;
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
    readonly changeDocument: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly documentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description null: it does not expire. */
                    readonly expiresOn?: string | null;
                    /** @enum {string} */
                    readonly kind?: "registration" | "inspection" | "insurance" | "tachograph" | "permit" | "contract" | "licence" | "driver-card" | "qualification" | "medical" | "other";
                    readonly note?: string;
                    /** @description Of the paper itself, such as that of a licence. */
                    readonly number?: string;
                    /** @description How many days before it expires the event document.expiring is told; 60, 30 and 7 when absent. */
                    readonly remindDays?: readonly number[];
                    readonly title?: string;
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
                    readonly "application/json": components["schemas"]["Document"];
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
    readonly documentFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly documentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its bytes. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/pdf": string;
                    readonly "image/jpeg": string;
                    readonly "image/png": string;
                    readonly "image/webp": string;
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
    readonly putDocumentFile: {
        readonly parameters: {
            readonly query: {
                /** @description What the file is called. */
                readonly name: string;
            };
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly documentId: string;
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
                    readonly "application/json": components["schemas"]["Document"];
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
    readonly removeDocumentFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly documentId: string;
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
    readonly exportDocuments: {
        readonly parameters: {
            readonly query?: {
                /** @description Only those of this driver. */
                readonly driverId?: string;
                /** @description Only those that hold to this day or longer. */
                readonly expiresFrom?: string;
                /** @description Only those whose last day is this one or before. */
                readonly expiresTo?: string;
                readonly format?: "csv" | "xlsx";
                /** @description Only those of this kind. */
                readonly kind?: "registration" | "inspection" | "insurance" | "tachograph" | "permit" | "contract" | "licence" | "driver-card" | "qualification" | "medical" | "other";
                /** @description Only those of vehicles, or only those of drivers. */
                readonly of?: "vehicles" | "drivers";
                /** @description Order of the list, with a minus before it from high to low; expiresOn when absent. */
                readonly sort?: "expiresOn" | "-expiresOn";
                /** @description Only those of this vehicle. */
                readonly vehicleId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly assignDriver: {
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
                    readonly driverId: string;
                    /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                    readonly from: string;
                    /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                    readonly to?: string;
                    /** @description Lower-case UUID. */
                    readonly vehicleId: string;
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
                    readonly "application/json": components["schemas"]["DriverAssignment"];
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
    readonly removeAssignment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly assignmentId: string;
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
    readonly correctAssignment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly assignmentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                    readonly from?: string;
                    /** @description null: it goes on. */
                    readonly to?: string | null;
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
                    readonly "application/json": components["schemas"]["DriverAssignment"];
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
    readonly drivers: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Only those who drive for the fleet, or only those who left. */
                readonly isActive?: boolean;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; name when absent. */
                readonly sort?: "name" | "-name";
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
                    readonly "application/json": components["schemas"]["DriverPage"];
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
    readonly addDriver: {
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
                    readonly note?: string;
                    /** @description Of their personnel file; no two drivers have the same. */
                    readonly number?: string;
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
                    readonly "application/json": components["schemas"]["Driver"];
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
    readonly driver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly driverId: string;
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
                    readonly "application/json": components["schemas"]["Driver"];
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
    readonly removeDriver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly driverId: string;
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
    readonly changeDriver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly driverId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description False for those who left: what they drove stays. */
                    readonly isActive?: boolean;
                    readonly name?: string;
                    readonly note?: string;
                    /** @description null: no number any more. */
                    readonly number?: string | null;
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
                    readonly "application/json": components["schemas"]["Driver"];
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
    readonly driverAssignments: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; from when absent. */
                readonly sort?: "from" | "-from";
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly driverId: string;
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
                    readonly "application/json": components["schemas"]["DriverAssignmentPage"];
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
    readonly exportDriverAssignments: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
                /** @description Order of the list, with a minus before it from high to low; from when absent. */
                readonly sort?: "from" | "-from";
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly driverId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly exportDrivers: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
                /** @description Only those who drive for the fleet, or only those who left. */
                readonly isActive?: boolean;
                /** @description Order of the list, with a minus before it from high to low; name when absent. */
                readonly sort?: "name" | "-name";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly faultLevels: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; vehicleId when absent. */
                readonly sort?: "vehicleId" | "-vehicleId";
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
                    readonly "application/json": components["schemas"]["VehicleFaultLevelPage"];
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
    readonly fleetFaults: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Such as P0128, or SPN 110 FMI 16. */
                readonly code?: string;
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                readonly level?: "stop-now" | "workshop" | "note";
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; onsetAt when absent. */
                readonly sort?: "onsetAt" | "-onsetAt";
                /** @description Those that are there, or those that are gone. */
                readonly state?: "active" | "cleared";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly to?: string;
                /** @description Lower-case UUID. */
                readonly vehicleId?: string;
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
                    readonly "application/json": components["schemas"]["FaultPage"];
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
    readonly fault: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly episodeId: string;
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
                    readonly "application/json": components["schemas"]["FaultWithFrame"];
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
    readonly exportFaults: {
        readonly parameters: {
            readonly query?: {
                /** @description Such as P0128, or SPN 110 FMI 16. */
                readonly code?: string;
                readonly format?: "csv" | "xlsx";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                readonly level?: "stop-now" | "workshop" | "note";
                /** @description Order of the list, with a minus before it from high to low; onsetAt when absent. */
                readonly sort?: "onsetAt" | "-onsetAt";
                /** @description Those that are there, or those that are gone. */
                readonly state?: "active" | "cleared";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly to?: string;
                /** @description Lower-case UUID. */
                readonly vehicleId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly imports: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; createdAt when absent. */
                readonly sort?: "createdAt" | "-createdAt";
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
                    readonly "application/json": components["schemas"]["ImportPage"];
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
    readonly startImport: {
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
                    readonly fileName: string;
                    /** @enum {string} */
                    readonly kind: "vehicles";
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
                    readonly "application/json": components["schemas"]["Import"];
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
    readonly import: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly importId: string;
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
                    readonly "application/json": components["schemas"]["Import"];
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
    readonly discardImport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly importId: string;
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
    readonly applyImport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly importId: string;
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
                    readonly "application/json": components["schemas"]["Import"];
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
    readonly checkImport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly importId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Key of a column to the index of the file's column, from 0. */
                    readonly mapping: {
                        readonly [key: string]: number;
                    };
                    /** @description Key of a unique column, such as callSign or vin: what is there is found by it and changed, in the mapped columns only; an empty cell leaves the value. Without it, rows of what is there are errors. */
                    readonly updateBy?: string;
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
                    readonly "application/json": components["schemas"]["Import"];
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
    readonly importFindings: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Only what keeps rows out, only what does not, or only what an undo left. */
                readonly severity?: "error" | "warning" | "kept";
                /** @description Order of the list, with a minus before it from high to low; row when absent. */
                readonly sort?: "row" | "-row";
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly importId: string;
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
                    readonly "application/json": components["schemas"]["ImportFindingPage"];
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
    readonly exportImportFindings: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
                /** @description Only what keeps rows out, only what does not, or only what an undo left. */
                readonly severity?: "error" | "warning" | "kept";
                /** @description Order of the list, with a minus before it from high to low; row when absent. */
                readonly sort?: "row" | "-row";
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly importId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly putImportPart: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly importId: string;
                readonly part: number;
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
    readonly readImport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly importId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly parts: number;
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
                    readonly "application/json": components["schemas"]["Import"];
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
    readonly importRows: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Only rows of which this becomes. */
                readonly outcome?: "new" | "changed" | "same" | "error";
                /** @description Order of the list, with a minus before it from high to low; row when absent. */
                readonly sort?: "row" | "-row";
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly importId: string;
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
                    readonly "application/json": components["schemas"]["ImportRowPage"];
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
    readonly exportImportRows: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
                /** @description Only rows of which this becomes. */
                readonly outcome?: "new" | "changed" | "same" | "error";
                /** @description Order of the list, with a minus before it from high to low; row when absent. */
                readonly sort?: "row" | "-row";
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly importId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly undoImport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly importId: string;
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
                    readonly "application/json": components["schemas"]["Import"];
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
    readonly exportImports: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
                /** @description Order of the list, with a minus before it from high to low; createdAt when absent. */
                readonly sort?: "createdAt" | "-createdAt";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly invitations: {
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
                    readonly "application/json": components["schemas"]["InvitationList"];
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
    readonly invite: {
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
                    readonly depots?: readonly string[];
                    readonly email: string;
                    readonly roleId: string;
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
                    readonly "application/json": components["schemas"]["NewInvitation"];
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
    readonly withdrawInvitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly invitationId: string;
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
    readonly acceptInvitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: string;
                    readonly password: string;
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
            /** @description Default Response */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SecondFactorNeeded"];
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
    readonly exportInvitations: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly lookAtInvitation: {
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
                    readonly "application/json": components["schemas"]["InvitationView"];
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
    readonly removeMeterReading: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly readingId: string;
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
    readonly permissions: {
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
                    readonly "application/json": components["schemas"]["PermissionList"];
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
    readonly fleetPlaceEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                /** @description Only events of this kind. */
                readonly kind?: "entered" | "left" | "found";
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; at when absent. */
                readonly sort?: "at" | "-at";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
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
                    readonly "application/json": components["schemas"]["PlaceEventPage"];
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
    readonly places: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Only the ground of this depot. */
                readonly depotId?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Only places of this purpose. */
                readonly purpose?: "depot" | "yard" | "customer" | "workshop" | "fuel" | "zone" | "route";
                /** @description Order of the list, with a minus before it from high to low; name when absent. */
                readonly sort?: "name" | "-name";
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
                    readonly "application/json": components["schemas"]["PlacePage"];
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
    readonly addPlace: {
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
                    /** @description The depot that it is the ground of. */
                    readonly depotId?: string;
                    /** @description How long a vehicle must be inside to have entered. */
                    readonly dwellS?: number;
                    /** @description How far beyond the line a vehicle has left. */
                    readonly hysteresisM?: number;
                    readonly name: string;
                    readonly note?: string;
                    /**
                     * @description What the fleet goes there for.
                     * @enum {string}
                     */
                    readonly purpose: "depot" | "yard" | "customer" | "workshop" | "fuel" | "zone" | "route";
                    readonly shape: components["schemas"]["PlaceShape"];
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
                    readonly "application/json": components["schemas"]["Place"];
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
    readonly place: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly placeId: string;
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
                    readonly "application/json": components["schemas"]["Place"];
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
    readonly removePlace: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly placeId: string;
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
    readonly changePlace: {
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
                readonly placeId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description null: of no depot any more. */
                    readonly depotId?: string | null;
                    /** @description How long a vehicle must be inside to have entered. */
                    readonly dwellS?: number;
                    /** @description How far beyond the line a vehicle has left. */
                    readonly hysteresisM?: number;
                    readonly name?: string;
                    readonly note?: string;
                    /**
                     * @description What the fleet goes there for.
                     * @enum {string}
                     */
                    readonly purpose?: "depot" | "yard" | "customer" | "workshop" | "fuel" | "zone" | "route";
                    readonly shape?: components["schemas"]["PlaceShape"];
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
                    readonly "application/json": components["schemas"]["Place"];
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
    readonly placeEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                /** @description Only events of this kind. */
                readonly kind?: "entered" | "left" | "found";
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; at when absent. */
                readonly sort?: "at" | "-at";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly placeId: string;
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
                    readonly "application/json": components["schemas"]["PlaceEventPage"];
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
    readonly exportPlaceEvents: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                /** @description Only events of this kind. */
                readonly kind?: "entered" | "left" | "found";
                /** @description Order of the list, with a minus before it from high to low; at when absent. */
                readonly sort?: "at" | "-at";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly placeId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly placeVehicles: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly placeId: string;
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
                    readonly "application/json": components["schemas"]["PlaceEventList"];
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
    readonly exportPlaces: {
        readonly parameters: {
            readonly query?: {
                /** @description Only the ground of this depot. */
                readonly depotId?: string;
                readonly format?: "csv" | "xlsx";
                /** @description Only places of this purpose. */
                readonly purpose?: "depot" | "yard" | "customer" | "workshop" | "fuel" | "zone" | "route";
                /** @description Order of the list, with a minus before it from high to low; name when absent. */
                readonly sort?: "name" | "-name";
                /** @description Only places with this in their name. */
                readonly text?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly roles: {
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
                    readonly "application/json": components["schemas"]["RoleList"];
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
    readonly addRole: {
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
                    readonly permissions: readonly ("fleet.read" | "fleet.change" | "fleet.administer" | "parts.read" | "parts.move" | "parts.order" | "work.read" | "work.plan" | "work.do" | "users.read" | "users.manage" | "roles.manage" | "tokens.manage" | "sign-on.manage" | "audit.read")[];
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
                    readonly "application/json": {
                        readonly roleId: string;
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
    readonly changeRole: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly roleId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: string;
                    readonly permissions: readonly ("fleet.read" | "fleet.change" | "fleet.administer" | "parts.read" | "parts.move" | "parts.order" | "work.read" | "work.plan" | "work.do" | "users.read" | "users.manage" | "roles.manage" | "tokens.manage" | "sign-on.manage" | "audit.read")[];
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
    readonly removeRole: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly roleId: string;
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
    readonly exportRoles: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
            /** @description Default Response */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SecondFactorNeeded"];
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
    readonly signInByPasskey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description The browser's PublicKeyCredential as JSON. */
                    readonly response: {
                        readonly [key: string]: unknown;
                    };
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
    readonly passkeySignInOptions: {
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
                        /** @description For navigator.credentials, as JSON (WebAuthn Level 3, 5.1). */
                        readonly options: {
                            readonly [key: string]: unknown;
                        };
                        readonly token: string;
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
    readonly secondFactor: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly code: string;
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
    readonly offeredSignOn: {
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
                        readonly isOffered: boolean;
                        /** @description The one to begin with; absent when people have to say which. */
                        readonly name?: string;
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
    readonly beginSignOn: {
        readonly parameters: {
            readonly query: {
                readonly name: string;
                readonly next?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 302: {
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
    readonly finishSignOn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Default Response */
            readonly 302: {
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
    readonly endSignOn: {
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
                        readonly url?: string;
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
    readonly endByProvider: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly tenantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": {
                    /** @description A JWT that the provider signed. */
                    readonly logout_token: string;
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
                    readonly "application/json": Record<string, never>;
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
    readonly signInPolicy: {
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
                    readonly "application/json": components["schemas"]["SignInPolicy"];
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
    readonly setSignInPolicy: {
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
                readonly "application/json": components["schemas"]["SignInPolicy"];
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
    readonly signOn: {
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
                    readonly "application/json": components["schemas"]["SignOn"];
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
    readonly setSignOn: {
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
                    readonly clientId: string;
                    /** @description Absent to keep the one that is there. */
                    readonly clientSecret?: string;
                    readonly defaultRoleId?: string;
                    readonly isOn: boolean;
                    /** @description Such as https://login.company.example. */
                    readonly issuer: string;
                    /** @description What people type to sign in; unique in the installation. */
                    readonly name: string;
                    /** @description Claim with groups or roles; dots lead into objects. */
                    readonly roleClaim?: string;
                    /** @description The first whose value stands in the claim gives the role, at each sign-in. */
                    readonly roleRules: readonly {
                        readonly roleId: string;
                        readonly value: string;
                    }[];
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
    readonly removeSignOn: {
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
    readonly telemetryErasures: {
        readonly parameters: {
            readonly query?: {
                /** @description Lower-case UUID. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
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
                    readonly "application/json": components["schemas"]["PastTelemetryErasurePage"];
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
    readonly forecastTelemetryErasure: {
        readonly parameters: {
            readonly query: {
                /** @description Lower-case UUID. */
                readonly sourceId: string;
                /** @description Last month of receipt, such as 2026-10. Absent: everything so far. */
                readonly through?: string;
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
                    readonly "application/json": components["schemas"]["TelemetryErasureForecast"];
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
    readonly forecastTelemetryRetention: {
        readonly parameters: {
            readonly query: {
                /** @description Days after receipt that samples of events and alarms, and roll-ups, are kept. */
                readonly coldDays: number;
                /** @description Days after receipt that ordinary samples are kept. */
                readonly hotDays: number;
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
                    readonly "application/json": components["schemas"]["TelemetryRetentionForecast"];
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
    readonly telemetrySources: {
        readonly parameters: {
            readonly query: {
                /** @description A call-sign, or the id of a unit or run. */
                readonly of: string;
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
                    readonly "application/json": components["schemas"]["TelemetrySourceList"];
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
    readonly tokens: {
        readonly parameters: {
            readonly query?: {
                /** @description Lower-case UUID. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
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
                    readonly "application/json": components["schemas"]["TokenPage"];
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
                    /** @description Permissions; read, write and admin stand for all of theirs. */
                    readonly scopes: readonly ("read" | "write" | "admin" | "fleet.read" | "fleet.change" | "fleet.administer" | "parts.read" | "parts.move" | "parts.order" | "work.read" | "work.plan" | "work.do" | "users.read" | "users.manage" | "roles.manage" | "tokens.manage" | "sign-on.manage" | "audit.read")[];
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
    readonly exportTokens: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly listLargeTowns: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Towns as columns of the same length. From GeoNames (CC BY 4.0): name it where you show them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TownTile"];
                };
            };
            /** @description The `etag` of `if-none-match` is still the one. */
            readonly 304: {
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
    readonly listTownsOfTile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly south: number;
                readonly west: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Towns as columns of the same length. From GeoNames (CC BY 4.0): name it where you show them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TownTile"];
                };
            };
            /** @description The `etag` of `if-none-match` is still the one. */
            readonly 304: {
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
    readonly fleetTrips: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Only trips at whose start this driver was assigned. */
                readonly driverId?: string;
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; startedAt when absent. */
                readonly sort?: "startedAt" | "-startedAt";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
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
                    readonly "application/json": components["schemas"]["TripPage"];
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
    readonly exportTrips: {
        readonly parameters: {
            readonly query?: {
                /** @description Only trips at whose start this driver was assigned. */
                readonly driverId?: string;
                readonly format?: "csv" | "xlsx";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                /** @description Order of the list, with a minus before it from high to low; startedAt when absent. */
                readonly sort?: "startedAt" | "-startedAt";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly to?: string;
                /** @description Only trips of this vehicle. */
                readonly vehicleId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One row a trip. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly removeUnitAssignment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly assignmentId: string;
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
    readonly correctUnitAssignment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly assignmentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description null: since ever. */
                    readonly from?: string | null;
                    /** @description null: it goes on. */
                    readonly to?: string | null;
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
                    readonly "application/json": components["schemas"]["UnitAssignment"];
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
    readonly units: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Only units that sit in no vehicle now, or only those that do. */
                readonly isFree?: boolean;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; device when absent. */
                readonly sort?: "device" | "-device";
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
                    readonly "application/json": components["schemas"]["UnitPage"];
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
    readonly revokeUnit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly unitId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Why; for those who ask later. */
                    readonly reason: string;
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
                    readonly "application/json": components["schemas"]["Revocation"];
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
    readonly users: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
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
                    readonly "application/json": components["schemas"]["UserPage"];
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
    readonly removeUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly accountId: string;
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
    readonly resumeUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly accountId: string;
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
    readonly changeUserRole: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly accountId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly depots?: readonly string[];
                    readonly roleId: string;
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
    readonly suspendUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly accountId: string;
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
    readonly exportUsers: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly vehicleAttributeFields: {
        readonly parameters: {
            readonly query?: {
                /** @description Absent: the newest. */
                readonly version?: number;
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
                    readonly "application/json": components["schemas"]["VehicleAttributeFields"];
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
    readonly defineVehicleAttributes: {
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
                    /** @description In the order of forms. */
                    readonly fields: readonly components["schemas"]["VehicleAttributeField"][];
                    /** @description Of the fields that the change was decided on. */
                    readonly version: number;
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
                    readonly "application/json": components["schemas"]["VehicleAttributeFields"];
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
    readonly vehicleGroups: {
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
                    readonly "application/json": components["schemas"]["VehicleGroupList"];
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
    readonly addVehicleGroup: {
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
                    readonly note?: string;
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
                    readonly "application/json": components["schemas"]["VehicleGroup"];
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
    readonly removeVehicleGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly groupId: string;
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
    readonly changeVehicleGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Names the request, such as a UUID: sent again with the same key within 30 days it is not carried out again but answered as the first time (`idempotency-replayed: true`). With another body: 422. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description Lower-case UUID. */
                readonly groupId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name?: string;
                    readonly note?: string;
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
                    readonly "application/json": components["schemas"]["VehicleGroup"];
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
    readonly exportVehicleGroups: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly vehicles: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Only vehicles with this value in a field of the fleet's own, as key=value; yes is true, no is false. */
                readonly attribute?: string;
                /** @description Only vehicles that were heard last through this depot. */
                readonly depotId?: string;
                /** @description Only vehicles that have a fault of this level now, and none that is worse. */
                readonly faultLevel?: "stop-now" | "workshop" | "note";
                /** @description Only vehicles of this group. */
                readonly groupId?: string;
                /** @description Only vehicles with a unit in them, or only those without. */
                readonly hasUnit?: boolean;
                /** @description Only vehicles that stand here in their life. */
                readonly life?: "registered" | "active" | "workshop" | "decommissioned";
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Only the demonstration fleet, or only the rest. */
                readonly simulated?: boolean;
                /** @description Order of the list, with a minus before it from high to low; callSign when absent. */
                readonly sort?: "callSign" | "-callSign" | "registeredAt" | "-registeredAt";
                /** @description Only vehicles with this tag. */
                readonly tag?: string;
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
                    /** @description The group that it belongs to. */
                    readonly groupId?: string;
                    /** @description Part of a demonstration fleet, which can be removed as a whole. */
                    readonly simulated?: boolean;
                    /** @description Words that people sort it by, all of them. */
                    readonly tags?: readonly string[];
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
                    /** @description null: out of its group. */
                    readonly groupId?: string | null;
                    /** @description Words that people sort it by, all of them. */
                    readonly tags?: readonly string[];
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
    readonly arrival: {
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
                    readonly "application/json": components["schemas"]["Arrival"];
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
    readonly setVehicleAttributes: {
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
        /** @description What the fleet notes of it, by the keys of its own fields; a day as 2026-11-25. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly [key: string]: string | number | boolean;
                };
            };
        };
        readonly responses: {
            /** @description What the fleet notes of it, by the keys of its own fields; a day as 2026-11-25. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly [key: string]: string | number | boolean;
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
    readonly vehicleDrivers: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; from when absent. */
                readonly sort?: "from" | "-from";
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
                    readonly "application/json": components["schemas"]["DriverAssignmentPage"];
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
    readonly exportVehicleDrivers: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
                /** @description Order of the list, with a minus before it from high to low; from when absent. */
                readonly sort?: "from" | "-from";
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
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly vehicleFaults: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Such as P0128, or SPN 110 FMI 16. */
                readonly code?: string;
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                readonly level?: "stop-now" | "workshop" | "note";
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; onsetAt when absent. */
                readonly sort?: "onsetAt" | "-onsetAt";
                /** @description Those that are there, or those that are gone. */
                readonly state?: "active" | "cleared";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
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
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FaultPage"];
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
    readonly vehicleLife: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; at when absent. */
                readonly sort?: "at" | "-at";
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
                    readonly "application/json": components["schemas"]["VehicleLifeStepPage"];
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
    readonly stepVehicleLife: {
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
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly note?: string;
                    /** @enum {string} */
                    readonly to: "active" | "workshop" | "decommissioned";
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
    readonly exportVehicleLife: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
                /** @description Order of the list, with a minus before it from high to low; at when absent. */
                readonly sort?: "at" | "-at";
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
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly vehicleMeters: {
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
                    readonly "application/json": components["schemas"]["Meters"];
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
    readonly addMeterReading: {
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
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description When it was read; absent: now. */
                    readonly at?: string;
                    /** @enum {string} */
                    readonly meter: "odometer" | "engine-hours";
                    readonly note?: string;
                    /** @description Kilometres of an odometer, hours of an engine. */
                    readonly value: number;
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
                    readonly "application/json": components["schemas"]["MeterReading"];
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
    readonly vehiclePlaceEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                /** @description Only events of this kind. */
                readonly kind?: "entered" | "left" | "found";
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; at when absent. */
                readonly sort?: "at" | "-at";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
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
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlaceEventPage"];
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
    readonly exportRuns: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
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
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly stops: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; startedAt when absent. */
                readonly sort?: "startedAt" | "-startedAt";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
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
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StopPage"];
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
    readonly trips: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Only trips at whose start this driver was assigned. */
                readonly driverId?: string;
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
                readonly from?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; startedAt when absent. */
                readonly sort?: "startedAt" | "-startedAt";
                /** @description RFC 3339, such as 2026-11-20T13:58:00Z. */
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
            /** @description Default Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TripPage"];
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
    readonly trip: {
        readonly parameters: {
            readonly query?: {
                /** @description Pixels of the picture that the track is for: what it could not show is left out. */
                readonly width?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly tripId: string;
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
                    readonly "application/json": components["schemas"]["TripWithTrack"];
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
    readonly vehicleUnits: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description Most items wanted. */
                readonly limit?: number;
                /** @description Order of the list, with a minus before it from high to low; from when absent. */
                readonly sort?: "from" | "-from";
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
                    readonly "application/json": components["schemas"]["UnitAssignmentPage"];
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
    readonly assignUnit: {
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
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly exchange?: boolean;
                    /** @description Absent: from now on. */
                    readonly from?: string;
                    /** @description Lower-case UUID. */
                    readonly unitId: string;
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
                    readonly "application/json": components["schemas"]["UnitAssignment"];
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
    readonly exportVehicleUnits: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
                /** @description Order of the list, with a minus before it from high to low; from when absent. */
                readonly sort?: "from" | "-from";
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
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly exportVehicles: {
        readonly parameters: {
            readonly query?: {
                /** @description Only vehicles with this value in a field of the fleet's own, as key=value; yes is true, no is false. */
                readonly attribute?: string;
                /** @description In this order; repeat the parameter. "attributes" is a column for each field of the fleet's own, after all others. */
                readonly column?: readonly ("callSign" | "state" | "lastSampleAt" | "near" | "latitude" | "longitude" | "description" | "vin" | "depot" | "unit" | "life" | "group" | "tags" | "attributes")[];
                /** @description Only vehicles that were heard last through this depot. */
                readonly depotId?: string;
                /** @description Only vehicles that have a fault of this level now, and none that is worse. */
                readonly faultLevel?: "stop-now" | "workshop" | "note";
                readonly format?: "csv" | "xlsx";
                /** @description Only vehicles of this group. */
                readonly groupId?: string;
                /** @description Only vehicles with a unit in them, or only those without. */
                readonly hasUnit?: boolean;
                /** @description Only vehicles that stand here in their life. */
                readonly life?: "registered" | "active" | "workshop" | "decommissioned";
                /** @description Only the demonstration fleet, or only the rest. */
                readonly simulated?: boolean;
                /** @description Order of the list, with a minus before it from high to low; callSign when absent. */
                readonly sort?: "callSign" | "-callSign" | "registeredAt" | "-registeredAt";
                /** @description Only vehicles that stand so now. */
                readonly state?: "live" | "late" | "silent" | "in-depot" | "asleep" | "never";
                /** @description Only vehicles with this tag. */
                readonly tag?: string;
                /** @description Only vehicles with this in call sign, VIN or description. */
                readonly text?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One row a vehicle. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly decodeVin: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly vin: string;
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
                    readonly "application/json": components["schemas"]["VinReading"];
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
    readonly webhookArrivals: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly receiverId: string;
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
                    readonly "application/json": components["schemas"]["WebhookArrivalList"];
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
    readonly exportWebhookArrivals: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
            };
            readonly header?: never;
            readonly path: {
                /** @description Lower-case UUID. */
                readonly receiverId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly endOldWebhookReceiverSecret: {
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
    readonly pauseWebhookReceiver: {
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
    readonly resumeWebhookReceiver: {
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
    readonly renewWebhookReceiverSecret: {
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
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description How long the old secret counts too; 0 ends it at once.
                     * @default 24
                     */
                    readonly overlapHours?: number;
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
                    readonly "application/json": components["schemas"]["RenewedWebhookSecret"];
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
    readonly exportWebhookReceivers: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly exportWebhookDeliveries: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
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
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
    readonly endOldWebhookSecret: {
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
    readonly renewWebhookSecret: {
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
                    /**
                     * @description How long the old secret counts too; 0 ends it at once.
                     * @default 24
                     */
                    readonly overlapHours?: number;
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
                    readonly "application/json": components["schemas"]["RenewedWebhookSecret"];
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
    readonly exportWebhooks: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "csv" | "xlsx";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A header, then one row an item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
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
}
