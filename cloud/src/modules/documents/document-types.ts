import type { Day } from "./days.ts";

/** Of vehicles: up to contract; of drivers: from licence on; other is anybody's. A kind may be used for either: a permit may be a person's. */
export const documentKinds = [
  "registration",
  "inspection",
  "insurance",
  "tachograph",
  "permit",
  "contract",
  "licence",
  "driver-card",
  "qualification",
  "medical",
  "other",
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Whose it is: exactly one of both. */
export type DocumentOwner = { readonly kind: "vehicle" | "driver"; readonly id: string };

export interface DocumentFile {
  readonly name: string;
  /** Media type as its bytes show it. */
  readonly type: string;
  readonly bytes: number;
}

export interface FleetDocument {
  readonly documentId: string;
  readonly owner: DocumentOwner;
  /** Call sign of the vehicle or name of the driver. */
  readonly ownerName: string;
  readonly kind: DocumentKind;
  readonly title: string;
  /** Of the paper itself. */
  readonly number: string;
  readonly note: string;
  /** The last day on which it holds; absent for what does not expire. */
  readonly expiresOn?: Day | undefined;
  /** Days before it expires on which somebody is told, from early to late. */
  readonly remindDays: readonly number[];
  /** The reminder that was told last; -1 once it was told that it has expired. */
  readonly toldDays?: number | undefined;
  readonly file?: DocumentFile | undefined;
}

export type DocumentWish = Pick<FleetDocument, "kind" | "title" | "number" | "note" | "expiresOn" | "remindDays">;

/** When nobody says otherwise: two months, one month and a week before. */
export const remindDaysStandard: readonly number[] = [60, 30, 7];
