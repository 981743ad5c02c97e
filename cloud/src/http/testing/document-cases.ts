/** The contract test's cases for documents of vehicles and drivers. */
import { nowhere, type RouteCase } from "./route-case.ts";

let names = 0;

const paper = { kind: "inspection", title: "General inspection", number: "B 17", expiresOn: "2027-03-31", remindDays: [30, 7] };

export const documentCases: Readonly<Record<string, RouteCase>> = {
  "GET /api/v1/documents": {
    status: 200,
    valid: async () => ({ url: "/documents?kind=licence&of=drivers&expiresFrom=2026-11-25&expiresTo=2027-11-25&sort=-expiresOn&limit=5" }),
    malformed: [
      { url: "/documents?kind=colour" },
      { url: "/documents?of=ships" },
      { url: "/documents?expiresTo=tomorrow" },
      { url: "/documents?expiresTo=2026-02-30" },
      { url: "/documents?vehicleId=7" },
      { url: "/documents?limit=0" },
      { url: "/documents?after=x" },
    ],
  },
  "GET /api/v1/documents/export": {
    status: 200,
    valid: async () => ({ url: "/documents/export?format=xlsx&kind=licence" }),
    malformed: [{ url: "/documents/export?format=pdf" }, { url: "/documents/export?expiresFrom=2026-02-30" }],
  },
  "POST /api/v1/documents": {
    status: 201,
    valid: async (of) => ({ url: "/documents", payload: { vehicleId: await of.addVehicle(`PAPER ${names++}`), ...paper } }),
    malformed: [
      { url: "/documents", payload: paper },
      { url: "/documents", payload: { ...paper, vehicleId: nowhere } },
      { url: "/documents", payload: { ...paper, vehicleId: nowhere, driverId: nowhere } },
      { url: "/documents", payload: { ...paper, driverId: nowhere, title: "" } },
      { url: "/documents", payload: { ...paper, driverId: nowhere, expiresOn: "2026-02-30" } },
      { url: "/documents", payload: { ...paper, driverId: nowhere, remindDays: [1, 2, 3, 4, 5, 6, 7] } },
      { url: "/documents", payload: { ...paper, driverId: nowhere, remindDays: [-1] } },
      { url: "/documents", payload: { ...paper, driverId: nowhere, note: "\u0000" } },
    ],
  },
  "GET /api/v1/documents/{documentId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/documents/${await of.addDocument()}` }),
    malformed: [{ url: "/documents/7" }],
  },
  "PATCH /api/v1/documents/{documentId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/documents/${await of.addDocument()}`, payload: { expiresOn: null, number: "C 5" } }),
    malformed: [
      { url: "/documents/7", payload: { note: "" } },
      { url: `/documents/${nowhere}`, payload: {} },
      { url: `/documents/${nowhere}`, payload: { title: null } },
      { url: `/documents/${nowhere}`, payload: { vehicleId: nowhere } },
      { url: `/documents/${nowhere}`, payload: { expiresOn: "2026-13-01" } },
    ],
  },
  "DELETE /api/v1/documents/{documentId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/documents/${await of.addDocument()}` }),
    malformed: [{ url: "/documents/7" }],
  },
  "GET /api/v1/documents/{documentId}/file": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/documents/${await of.addDocument()}/file` }),
    malformed: [{ url: "/documents/7/file" }],
  },
  "PUT /api/v1/documents/{documentId}/file": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/documents/${await of.addDocument()}/file?name=licence.pdf`, payload: Buffer.from("%PDF-1.7 a licence") }),
    malformed: [
      { url: "/documents/7/file?name=a.pdf", payload: Buffer.from("%PDF-1.7") },
      { url: `/documents/${nowhere}/file`, payload: Buffer.from("%PDF-1.7") },
      { url: `/documents/${nowhere}/file?name=..%2Fa.pdf`, payload: Buffer.from("%PDF-1.7") },
    ],
  },
  "DELETE /api/v1/documents/{documentId}/file": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/documents/${await of.addDocument()}/file` }),
    malformed: [{ url: "/documents/7/file" }],
  },
};
