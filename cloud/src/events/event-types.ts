/**
 * Every event that the cloud tells of: its topic, the version of its schema, and what it says. A schema only ever gains
 * optional fields; anything else is a new version beside the old one.
 */
import { Type, type Static, type TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { Uuid } from "../http/schemas.ts";

export const eventTopics = ["vehicle-telemetry", "vehicle-alerts", "vehicle-lifecycle", "inventory-movements", "integration-messages"] as const;
export type EventTopic = (typeof eventTopics)[number];

const Time = Type.String({ format: "date-time" });
const paper = {
  documentId: Uuid,
  vehicleId: Type.Optional(Uuid),
  driverId: Type.Optional(Uuid),
  kind: Type.String(),
  expiresOn: Type.String({ description: "The last day on which it holds." }),
  daysLeft: Type.Integer({ description: "Below 0 once it has expired." }),
};
/** Without `to` it goes on. */
const driven = { assignmentId: Uuid, driverId: Uuid, vehicleId: Uuid, from: Time, to: Type.Optional(Time) };
const fault = {
  episodeId: Uuid,
  vehicleId: Uuid,
  controlUnit: Type.String({ description: "Bus, protocol and address, such as can0/DM1@00." }),
  code: Type.String({ description: "Such as P0128, or SPN 110 FMI 16." }),
  level: Type.String({ description: "stop-now, workshop or note." }),
  onsetAt: Time,
};

export const eventTypes = {
  "vehicle.registered": {
    topic: "vehicle-lifecycle",
    version: 1,
    data: Type.Object({ vehicleId: Uuid, callSign: Type.String(), simulated: Type.Boolean() }),
  },
  "vehicle.removed": { topic: "vehicle-lifecycle", version: 1, data: Type.Object({ vehicleId: Uuid, callSign: Type.String() }) },
  "vehicle.lifeChanged": {
    topic: "vehicle-lifecycle",
    version: 1,
    data: Type.Object({
      vehicleId: Uuid,
      callSign: Type.String(),
      from: Type.String({ description: "registered, active, workshop or decommissioned." }),
      to: Type.String({ description: "active, workshop or decommissioned; registered when an import is taken back." }),
      at: Time,
    }),
  },
  "driver.assigned": { topic: "vehicle-lifecycle", version: 1, data: Type.Object(driven) },
  "driver.assignmentCorrected": { topic: "vehicle-lifecycle", version: 1, data: Type.Object(driven) },
  /** As if it had never been. */
  "driver.assignmentRemoved": {
    topic: "vehicle-lifecycle",
    version: 1,
    data: Type.Object({ assignmentId: Uuid, driverId: Uuid, vehicleId: Uuid }),
  },
  /** So many days before it expires as was wished, or later when nobody looked then; once each. */
  "document.expiring": {
    topic: "vehicle-alerts",
    version: 1,
    data: Type.Object({ ...paper, daysBefore: Type.Integer({ description: "The reminder that was set." }) }),
  },
  "document.expired": { topic: "vehicle-alerts", version: 1, data: Type.Object(paper) },
  "unit.assigned": {
    topic: "vehicle-lifecycle",
    version: 1,
    data: Type.Object({ unitId: Uuid, vehicleId: Uuid, device: Type.String(), from: Type.Optional(Time) }),
  },
  /** It was taken out, or sat there at other times than was said. Without `from` since ever, without `to` it goes on. */
  "unit.assignmentCorrected": {
    topic: "vehicle-lifecycle",
    version: 1,
    data: Type.Object({ assignmentId: Uuid, unitId: Uuid, vehicleId: Uuid, from: Type.Optional(Time), to: Type.Optional(Time) }),
  },
  /** As if it had never been. */
  "unit.assignmentRemoved": { topic: "vehicle-lifecycle", version: 1, data: Type.Object({ assignmentId: Uuid, unitId: Uuid, vehicleId: Uuid }) },
  /** A person took it out of trust: it links and renews no more. */
  "unit.revoked": { topic: "vehicle-lifecycle", version: 1, data: Type.Object({ unitId: Uuid, device: Type.String(), at: Time }) },
  "depot.revoked": { topic: "vehicle-lifecycle", version: 1, data: Type.Object({ depotId: Uuid, name: Type.String(), at: Time }) },
  "depot.enrolled": { topic: "vehicle-lifecycle", version: 1, data: Type.Object({ depotId: Uuid, name: Type.String() }) },
  "trip.started": { topic: "vehicle-lifecycle", version: 1, data: Type.Object({ tripId: Uuid, vehicleId: Uuid, startedAt: Time }) },
  /** Told again under the same id when late telemetry changed it. */
  "trip.ended": {
    topic: "vehicle-lifecycle",
    version: 1,
    data: Type.Object({
      tripId: Uuid,
      vehicleId: Uuid,
      startedAt: Time,
      endedAt: Time,
      distanceM: Type.Number(),
      distanceFrom: Type.String({ description: "odometer, track or speed." }),
      idleS: Type.Number(),
    }),
  },
  /** Late telemetry showed that there was no such trip: another one begins elsewhere. */
  "trip.withdrawn": { topic: "vehicle-lifecycle", version: 1, data: Type.Object({ tripId: Uuid, vehicleId: Uuid }) },
  "place.entered": { topic: "vehicle-alerts", version: 1, data: Type.Object({ eventId: Uuid, placeId: Uuid, vehicleId: Uuid, at: Time }) },
  "place.left": {
    topic: "vehicle-alerts",
    version: 1,
    data: Type.Object({ eventId: Uuid, placeId: Uuid, vehicleId: Uuid, at: Time, insideSince: Time }),
  },
  /** Late telemetry showed that the line was not crossed then. */
  "place.withdrawn": { topic: "vehicle-alerts", version: 1, data: Type.Object({ eventId: Uuid, placeId: Uuid, vehicleId: Uuid }) },
  /** Told again under the same id when a fault comes back that was told to be gone. */
  "fault.raised": { topic: "vehicle-alerts", version: 1, data: Type.Object(fault) },
  "fault.cleared": { topic: "vehicle-alerts", version: 1, data: Type.Object({ ...fault, clearedAt: Time }) },
  /** Late reports showed that there was no such fault: another one begins elsewhere. */
  "fault.withdrawn": { topic: "vehicle-alerts", version: 1, data: Type.Object({ episodeId: Uuid, vehicleId: Uuid }) },
  /** The database was put back from an older copy; peers send again what is missing. */
  "link.restored": { topic: "vehicle-alerts", version: 1, data: Type.Object({}) },
  /** A known number came with other content and was refused. */
  "link.conflict": { topic: "vehicle-alerts", version: 1, data: Type.Object({ sourceId: Uuid, record: Type.String() }) },
  /** Two devices speak under one identity. */
  "link.forked": { topic: "vehicle-alerts", version: 1, data: Type.Object({ sourceId: Uuid }) },
  /** What one batch brought of one source: how much and up to when, not the samples. */
  "telemetry.stored": {
    topic: "vehicle-telemetry",
    version: 1,
    data: Type.Object({
      sourceId: Uuid,
      vehicleId: Type.Union([Uuid, Type.Null()], { description: "Where the source sits now; null for one that sits nowhere." }),
      segments: Type.Integer(),
      samples: Type.Integer(),
      newestAt: Time,
    }),
  },
  "stock.moved": {
    topic: "inventory-movements",
    version: 1,
    data: Type.Object({
      movementId: Uuid,
      partId: Uuid,
      from: Type.String(),
      to: Type.String(),
      quantity: Type.Integer({ description: "In the part's base unit." }),
      reason: Type.String(),
    }),
  },
  /** A message of another system that proved its sender. */
  "webhook.received": {
    topic: "integration-messages",
    version: 1,
    data: Type.Object({ receiverId: Uuid, receiver: Type.String(), messageId: Type.String(), contentType: Type.String(), body: Type.String() }),
  },
  /** Sent when a person asks for it, to one endpoint only. */
  "webhook.tested": { topic: "integration-messages", version: 1, data: Type.Object({ endpointId: Uuid, message: Type.String() }) },
} as const satisfies Readonly<Record<string, { readonly topic: EventTopic; readonly version: number; readonly data: TSchema }>>;

export type EventType = keyof typeof eventTypes;
export type EventBody<Of extends EventType> = Static<(typeof eventTypes)[Of]["data"]>;

/** What a service tells: one shape for each type. */
export type NewEvent = {
  readonly [Of in EventType]: {
    readonly type: Of;
    /** What it is about: the vehicle, the unit, the part. Events of one subject stay in order. */
    readonly subject: string;
    readonly body: EventBody<Of>;
  };
}[EventType];

const compiled = new Map(Object.entries(eventTypes).map(([type, { data }]) => [type, Compile(data)]));

export function isEventType(type: string): type is EventType {
  return compiled.has(type);
}

/** Whether `body` is what events of the type say. */
export function isBodyOf(type: EventType, body: unknown): boolean {
  return compiled.get(type)?.Check(body) === true;
}

/** @returns undefined for a type that this release does not know. */
export function topicOf(type: string): EventTopic | undefined {
  return isEventType(type) ? eventTypes[type].topic : undefined;
}

export function typesOfTopics(topics: readonly EventTopic[]): readonly EventType[] {
  const wanted = new Set<string>(topics);
  return (Object.keys(eventTypes) as EventType[]).filter((type) => wanted.has(eventTypes[type].topic)); // keys of the table
}
