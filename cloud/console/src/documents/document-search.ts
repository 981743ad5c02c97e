import { documentKinds, type DocumentFilter, type DocumentKind } from "./document-queries.ts";
import { localDay } from "./expiry.ts";

/** Which part of the calendar: what has expired, what does in so many days, or everything. */
export const whens = ["expired", "30", "90"] as const;
export type When = (typeof whens)[number];

/** What the address of the page holds. */
export interface DocumentSearch {
  readonly when?: When | undefined;
  readonly of?: "vehicles" | "drivers" | undefined;
  readonly kind?: DocumentKind | undefined;
}

/** Takes from an address what makes sense. */
export function parseDocumentSearch(search: Readonly<Record<string, unknown>>): DocumentSearch {
  const when = whens.find((each) => each === search["when"]);
  const of = (["vehicles", "drivers"] as const).find((each) => each === search["of"]);
  const kind = documentKinds.find((each) => each === search["kind"]);
  return { ...(when === undefined ? {} : { when }), ...(of === undefined ? {} : { of }), ...(kind === undefined ? {} : { kind }) };
}

/** @param nowMs its day in the browser's zone is today. */
export function filterOf({ when, of, kind }: DocumentSearch, nowMs: number): DocumentFilter {
  const days =
    when === undefined
      ? {}
      : when === "expired"
        ? { expiresTo: localDay(nowMs, -1) }
        : { expiresFrom: localDay(nowMs), expiresTo: localDay(nowMs, Number(when)) };
  return { ...days, ...(of === undefined ? {} : { of }), ...(kind === undefined ? {} : { kind }) };
}
