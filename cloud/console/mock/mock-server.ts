/**
 * A stand-in for the cloud: its HTTP API and its WebSocket, over a made-up fleet. For developing the console and for its browser tests.
 *
 * It keeps sessions in memory, checks what the cloud checks (cookie, x-csrf-token, Origin) and can be told to fail.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { answerApi } from "./mock-api.ts";
import { MockAdministration } from "./mock-administration.ts";
import { MockAttributes } from "./mock-attributes.ts";
import { MockDocuments } from "./mock-documents.ts";
import { MockDrivers } from "./mock-drivers.ts";
import { MockFaults } from "./mock-faults.ts";
import { answerFile } from "./mock-files.ts";
import { MockIdentity } from "./mock-identity.ts";
import { MockLive } from "./mock-live.ts";
import { MockSessions } from "./mock-sessions.ts";
import { MockMeters } from "./mock-meters.ts";
import { MockKeeping } from "./mock-keeping.ts";
import { MockPlaces } from "./mock-places.ts";
import { MockProfiles } from "./mock-profiles.ts";
import { MockReceivers } from "./mock-receivers.ts";
import { MockUnits } from "./mock-units.ts";
import { MockTrips, placeIdOf, towns } from "./mock-trips.ts";
import { MockWebhooks } from "./mock-webhooks.ts";
import { positionAt } from "./positions.ts";
import { mockDepots, mockFleet, type MockDepot, type MockVehicle } from "./vehicles.ts";

export interface MockOptions {
  /** 0, the default: any free one. */
  readonly port?: number;
  readonly email: string;
  readonly password: string;
  /** How long a session lives; 12 h as in the cloud. */
  readonly sessionMs?: number;
  /** Vehicles beside the seven that are always there; -7 leaves an empty fleet. */
  readonly moreVehicles?: number;
  /** The built console, served as the cloud serves it; without it only the API answers. */
  readonly consoleDirectory?: string;
}

/** What the cloud can say about itself: its worker stands still, its log is not archived, it never was, its disk is nearly full. */
export type MockTrouble = "worker" | "archive" | "no-backups" | "disk";

export interface MockState {
  readonly vehicles: readonly MockVehicle[];
  readonly depots: readonly MockDepot[];
  /** Out of trust, by depot. */
  readonly lostDepots: Map<string, object>;
  readonly sessions: MockSessions;
  readonly administration: MockAdministration;
  readonly webhooks: MockWebhooks;
  readonly receivers: MockReceivers;
  readonly keeping: MockKeeping;
  readonly profiles: MockProfiles;
  readonly drivers: MockDrivers;
  readonly documents: MockDocuments;
  readonly attributes: MockAttributes;
  readonly units: MockUnits;
  readonly meters: MockMeters;
  readonly trips: MockTrips;
  readonly places: MockPlaces;
  readonly faults: MockFaults;
  readonly identity: MockIdentity;
  /** Paths (after /api/v1) that answer with this status until taken out again. */
  readonly failing: Map<string, number>;
  readonly troubles: Set<MockTrouble>;
  readonly startedAtMs: number;
}

export interface MockServer {
  readonly url: string;
  /** A sign-in link for the console, good once. */
  signInLink(): string;
  /** Lets every request whose path begins so fail; `undefined` mends it. */
  fail(pathPrefix: string, status: number | undefined): void;
  /** Lets the audit trail show as changed behind the program, with this sentence; `undefined` mends it. */
  breakTrail(breach: string | undefined): void;
  /** Lets the cloud say exactly these about itself. */
  trouble(...troubles: readonly MockTrouble[]): void;
  /** Lets a vehicle come to a depot, or leave it without one. */
  arrive(vehicleId: string, depot?: keyof typeof towns): void;
  /** Cuts every WebSocket, as a proxy that restarts does. */
  dropSockets(): void;
  stop(): Promise<void>;
}

export async function startMock(options: MockOptions): Promise<MockServer> {
  const startedAtMs = Date.now();
  const fleet = mockFleet(startedAtMs, Math.max(options.moreVehicles ?? 0, 0));
  const state: MockState = {
    vehicles: options.moreVehicles === -7 ? [] : fleet,
    depots: mockDepots(startedAtMs),
    lostDepots: new Map(),
    sessions: new MockSessions(options),
    administration: new MockAdministration(startedAtMs),
    webhooks: new MockWebhooks(startedAtMs),
    receivers: new MockReceivers(startedAtMs),
    keeping: new MockKeeping(),
    profiles: new MockProfiles(),
    drivers: new MockDrivers(),
    documents: new MockDocuments(),
    attributes: new MockAttributes(),
    units: new MockUnits(fleet),
    meters: new MockMeters(),
    trips: new MockTrips(startedAtMs),
    places: new MockPlaces(startedAtMs),
    faults: new MockFaults(startedAtMs),
    identity: new MockIdentity(options.email),
    failing: new Map(),
    troubles: new Set(),
    startedAtMs,
  };
  const live = new MockLive(state);
  const server = createServer((request, response) => {
    const isApi = request.url?.startsWith("/api/") ?? false;
    if (isApi) void answerApi(state, request, response);
    else answerFile(options.consoleDirectory, request, response);
  });
  server.on("upgrade", (request, socket, head) => live.upgrade(request, socket, head));
  await listen(server, options.port ?? 0);
  const url = `http://localhost:${(server.address() as AddressInfo).port}`; // an address with a port, since it listens on one
  live.start();
  return {
    url,
    signInLink: () => `${url}/sign-in?link=${state.sessions.newLink()}`,
    fail: (pathPrefix, status) => void (status === undefined ? state.failing.delete(pathPrefix) : state.failing.set(pathPrefix, status)),
    breakTrail: (breach) => void (state.administration.breach = breach),
    trouble: (...troubles) => {
      state.troubles.clear();
      for (const trouble of troubles) state.troubles.add(trouble);
    },
    arrive: (vehicleId, depot) => {
      const vehicle = fleet.find((each) => each.vehicleId === vehicleId);
      if (vehicle === undefined) throw new Error(`no vehicle ${vehicleId}`);
      const { state: _state, inDepot: _inDepot, position: _position, ...changed } = vehicle.profile.changed;
      const nowMs = Date.now();
      vehicle.profile.changed = depot === undefined ? changed : { ...changed, ...parkedIn(depot, vehicle, nowMs) };
      live.tell({ vehicleId, state: vehicle.state, inDepot: null, position: positionAt(vehicle, nowMs), ...vehicle.profile.changed });
    },
    dropSockets: () => live.drop(),
    stop: async () => {
      live.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Somewhere on the depot's ground, each vehicle in a place of its own. */
function parkedIn(depot: keyof typeof towns, { vehicleId }: MockVehicle, nowMs: number): object {
  const at = new Date(nowMs).toISOString();
  const { longitude, latitude } = towns[depot];
  const bay = Number(vehicleId.slice(-3)) % 10;
  return {
    state: "in-depot",
    inDepot: { placeId: placeIdOf(depot), name: depot, since: at },
    position: { longitude: longitude + bay * 2e-4, latitude, at },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", resolve);
  });
}
