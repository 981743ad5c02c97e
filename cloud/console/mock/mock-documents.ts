/** Documents of the made-up fleet. Files are taken, and only their size is kept. */
import { randomUUID } from "node:crypto";
import type { MockState } from "./mock-server.ts";
import type { Answer, Call } from "./mock-webhooks.ts";

interface MockDocument {
  readonly documentId: string;
  readonly vehicleId?: string;
  readonly driverId?: string;
  readonly kind: string;
  readonly title: string;
  readonly expiresOn?: string | null;
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: number } | undefined;
}

export class MockDocuments {
  #documents: readonly MockDocument[] = [];

  /** @returns undefined for a path that is not of documents. */
  answer(call: Call & { readonly state: MockState }): Answer | undefined {
    const { method, path, query, body, state } = call;
    const [, root, id, part] = path.split("/");
    if (root !== "documents") return undefined;
    if (id === undefined && method === "GET") return { status: 200, body: { items: this.#found(query).map((each) => view(state, each)) } };
    const known = this.#documents.find(({ documentId }) => documentId === id);
    if (id !== undefined && known === undefined) return { status: 404, refusal: { code: "DOCUMENT_UNKNOWN", detail: `the fleet has no document ${id}` } };
    if (method === "DELETE" && part === undefined) {
      this.#documents = this.#documents.filter((each) => each !== known);
      return { status: 204 };
    }
    const base = { documentId: id ?? randomUUID(), kind: "other", title: "", number: "", note: "", remindDays: [60, 30, 7], ...known };
    if (part === "file") {
      const name = query.get("name") ?? "";
      if (/\.svg$/i.test(name)) return { status: 400, refusal: { code: "DOCUMENT_FILE_REFUSED", detail: "the file is no PDF, PNG, JPEG or WebP" } };
      const file = method === "DELETE" ? undefined : { name, type: "application/pdf", bytes: 12_000 };
      return { status: method === "DELETE" ? 204 : 200, body: this.#keep(state, { ...base, file }) };
    }
    return { status: id === undefined ? 201 : 200, body: this.#keep(state, { ...base, ...body }) };
  }

  #keep(state: MockState, document: MockDocument): object {
    this.#documents = [...this.#documents.filter(({ documentId }) => documentId !== document.documentId), document];
    return view(state, document);
  }

  #found(query: URLSearchParams): readonly MockDocument[] {
    const is = (name: "vehicleId" | "driverId" | "kind") => (each: MockDocument) => !query.has(name) || each[name] === query.get(name);
    const of = query.get("of");
    return this.#documents
      .filter(is("vehicleId"))
      .filter(is("driverId"))
      .filter(is("kind"))
      .filter((each) => of === null || (each.vehicleId === undefined) === (of === "drivers"))
      .filter((each) => (query.get("expiresFrom") ?? "0") <= (each.expiresOn ?? "9") && (query.get("expiresTo") ?? "99") >= (each.expiresOn ?? "9"))
      .toSorted((one, other) => ((one.expiresOn ?? "9") < (other.expiresOn ?? "9") ? -1 : 1));
  }
}

function view({ vehicles, drivers }: MockState, { expiresOn, file, ...document }: MockDocument): object {
  const ownerName =
    vehicles.find(({ vehicleId }) => vehicleId === document.vehicleId)?.callSign ?? (document.driverId === undefined ? "" : drivers.nameOf(document.driverId));
  return { ...document, ownerName, ...(typeof expiresOn === "string" ? { expiresOn } : {}), ...(file === undefined ? {} : { file }) };
}
