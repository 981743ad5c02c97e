/** Views of the list that a person named: filters, order and columns. */
import { parseListSearch, type ListSearch } from "./list-search.ts";
import { parseColumns, wordsOfColumns, type VehicleColumns } from "./vehicle-columns.ts";

export interface SavedView {
  readonly name: string;
  readonly search: ListSearch;
  /** Absent: those that the list usually has. */
  readonly columns: VehicleColumns | undefined;
}

/** At the bound, no further one is kept until another is deleted. */
export const viewsMost = 20;
export const viewNameMost = 40;

/** @returns the views that the browser kept; of what is no view, none. */
export function parseViews(kept: string | null): readonly SavedView[] {
  const views = new Map<string, SavedView>();
  for (const each of listIn(kept)) {
    if (!isRecord(each) || typeof each["name"] !== "string" || nameOf(each["name"]) === "") continue;
    const name = nameOf(each["name"]);
    const search = isRecord(each["search"]) ? filtersOf(parseListSearch(each["search"])) : {};
    views.set(name, { name, search, columns: parseColumns(each["columns"]) });
  }
  return [...views.values()].slice(0, viewsMost);
}

export function wordsOfViews(views: readonly SavedView[]): string {
  return JSON.stringify(views.map(({ name, search, columns }) => ({ name, search, columns: columns === undefined ? undefined : wordsOfColumns(columns) })));
}

/** @returns what of an address makes a view: whether there is a map beside it, and where someone looks just now, does not. */
export function filtersOf({ view: _view, selected: _selected, at: _at, ...filters }: ListSearch): ListSearch {
  return filters;
}

/** @returns whether both show the same vehicles in the same order with the same columns. */
export function isSameView(a: Omit<SavedView, "name">, b: Omit<SavedView, "name">): boolean {
  return wordsOf(a) === wordsOf(b);
}

/** @returns the name as it is kept. */
export function nameOf(typed: string): string {
  return typed.trim().slice(0, viewNameMost);
}

function wordsOf({ search, columns }: Omit<SavedView, "name">): string {
  const filters = Object.entries(filtersOf(search)).filter(([, value]) => value !== undefined);
  return JSON.stringify([filters.toSorted(([a], [b]) => (a < b ? -1 : 1)), columns === undefined ? null : wordsOfColumns(columns)]);
}

function listIn(kept: string | null): readonly unknown[] {
  try {
    const read: unknown = JSON.parse(kept ?? "[]");
    return Array.isArray(read) ? read : [];
  } catch {
    return []; // another program wrote there
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
