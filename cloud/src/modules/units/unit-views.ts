import { Type, type Static } from "typebox";
import { named, pageOf, ref, Uuid } from "../../http/schemas.ts";
import { revocationToJson, RevocationView } from "../enrolment/index.ts";
import type { Pairing, Unit } from "./unit-types.ts";

const Time = Type.String({ format: "date-time" });

export const UnitView = named(
  "Unit",
  Type.Object({
    unitId: Uuid,
    device: Type.String({ description: "Serial number or host name." }),
    enrolledAt: Type.Optional(Time),
    vehicle: Type.Optional(Type.Object({ vehicleId: Uuid, callSign: Type.String() }, { description: "Where it sits now." })),
  }),
);
export const UnitPage = pageOf("UnitPage", UnitView);

export const PairingView = named(
  "UnitAssignment",
  Type.Object({
    assignmentId: Uuid,
    unitId: Uuid,
    device: Type.String(),
    vehicleId: Uuid,
    callSign: Type.String(),
    from: Type.Optional(Type.String({ format: "date-time", description: "Absent: since ever." })),
    to: Type.Optional(Type.String({ format: "date-time", description: "It was out by then; absent while it goes on." })),
    revoked: Type.Optional(ref(RevocationView)),
  }),
);
export const PairingPage = pageOf("UnitAssignmentPage", PairingView);

export function unitToJson({ enrolledAt, vehicle, ...unit }: Unit): Static<typeof UnitView> {
  return { ...unit, ...(enrolledAt === undefined ? {} : { enrolledAt: enrolledAt.toISOString() }), ...(vehicle === undefined ? {} : { vehicle }) };
}

export function pairingToJson({ from, to, revoked, ...pairing }: Pairing): Static<typeof PairingView> {
  return {
    ...pairing,
    ...(from === undefined ? {} : { from: from.toISOString() }),
    ...(to === undefined ? {} : { to: to.toISOString() }),
    ...(revoked === undefined ? {} : { revoked: revocationToJson(revoked) }),
  };
}
