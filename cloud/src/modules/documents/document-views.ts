import { Type, type Static } from "typebox";
import { named, oneOf, pageOf, Uuid } from "../../http/schemas.ts";
import type { ListColumn } from "../../http/tables/list-export.ts";
import { documentKinds, type FleetDocument } from "./document-types.ts";
import { documentLimits } from "./limits.ts";

const line = String.raw`^[^\s\u0000-\u001f]([^\u0000-\u001f]*[^\s\u0000-\u001f])?$`;

export const documentFields = {
  kind: oneOf(documentKinds),
  title: Type.String({ minLength: 1, maxLength: 100, pattern: line }),
  number: Type.String({ maxLength: 60, pattern: String.raw`^[^\u0000-\u001f]*$`, description: "Of the paper itself, such as that of a licence." }),
  note: Type.String({ maxLength: 500, pattern: String.raw`^[^\u0000]*$` }),
  expiresOn: Type.String({ pattern: String.raw`^\d{4}-\d{2}-\d{2}$`, description: "The last day on which it holds." }),
  remindDays: Type.Array(Type.Integer({ minimum: 0, maximum: documentLimits.remindDaysMax }), {
    maxItems: documentLimits.remindersMax,
    uniqueItems: true,
    description: "How many days before it expires the event document.expiring is told; 60, 30 and 7 when absent.",
  }),
};

export const DocumentView = named(
  "Document",
  Type.Object({
    documentId: Uuid,
    vehicleId: Type.Optional(Uuid),
    driverId: Type.Optional(Uuid),
    ownerName: Type.String({ description: "Call sign of the vehicle, or name of the driver." }),
    ...documentFields,
    expiresOn: Type.Optional(Type.String({ description: "The last day on which it holds; absent for what does not expire." })),
    file: Type.Optional(Type.Object({ name: Type.String(), type: Type.String({ description: "Media type, by what is in it." }), bytes: Type.Integer() })),
  }),
);
export const DocumentPage = pageOf("DocumentPage", DocumentView);

/** Of files: documents. */
export const documentColumns: readonly ListColumn<Static<typeof DocumentView>>[] = [
  ["title", ({ title }) => title],
  ["kind", ({ kind }) => kind],
  ["vehicle", ({ vehicleId, ownerName }) => (vehicleId === undefined ? "" : ownerName)],
  ["driver", ({ driverId, ownerName }) => (driverId === undefined ? "" : ownerName)],
  ["number", ({ number }) => number],
  ["expiresOn", ({ expiresOn = "" }) => expiresOn],
  ["note", ({ note }) => note],
  ["file", ({ file }) => file?.name ?? ""],
];

export function documentToJson({ owner, toldDays: _toldDays, expiresOn, file, remindDays, ...document }: FleetDocument): Static<typeof DocumentView> {
  return {
    ...document,
    remindDays: [...remindDays],
    ...(owner.kind === "vehicle" ? { vehicleId: owner.id } : { driverId: owner.id }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(file === undefined ? {} : { file }),
  };
}
