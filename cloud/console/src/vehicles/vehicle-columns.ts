/** The columns of the list beside the vehicle itself, which is always there: which are shown, and which a file of the list has. */
import type { operations } from "@drawbar/api-client/schema.d.ts";
import type { TextId } from "../texts/en.ts";
import type { SortKey } from "./vehicle-order.ts";

export const vehicleColumns = ["where", "fault", "speed", "engine", "temperature", "through", "heard"] as const;
export type VehicleColumn = (typeof vehicleColumns)[number];
export type VehicleColumns = ReadonlySet<VehicleColumn>;

export const columnLabels: Readonly<Record<VehicleColumn, TextId>> = {
  where: "vehicles.where",
  fault: "faults.worst",
  speed: "vehicles.speed",
  engine: "vehicles.engine",
  temperature: "vehicles.temperature",
  through: "vehicles.by",
  heard: "vehicles.heard",
};

/** What stands around the list. */
export interface ListPlace {
  readonly isNarrow: boolean;
  readonly isBesideMap: boolean;
}

/** @returns the columns that have room there at all, in their order: beside a map few have, and on a phone the map itself says where. */
export function columnsWithRoom({ isNarrow, isBesideMap }: ListPlace): readonly VehicleColumn[] {
  return isBesideMap ? vehicleColumns.filter((column) => column === "fault" || column === "heard" || (column === "where" && !isNarrow)) : vehicleColumns;
}

/** @returns the columns of a list of which nobody chose any. */
export function usualColumns({ isNarrow }: Pick<ListPlace, "isNarrow">): VehicleColumns {
  return new Set(isNarrow ? (["where", "fault", "speed", "heard"] as const) : vehicleColumns);
}

/** @returns the columns to show. What was chosen stays so where it has no room, and is there again where it has. */
export function shownColumns(chosen: VehicleColumns | undefined, place: ListPlace): VehicleColumns {
  const wanted = chosen ?? usualColumns(place);
  return new Set(columnsWithRoom(place).filter((column) => wanted.has(column)));
}

/** @returns what is then chosen, when of those that have room there just `picked` are wanted. */
export function chooseColumns(chosen: VehicleColumns | undefined, place: ListPlace, picked: ReadonlySet<string>): VehicleColumns {
  const wanted = chosen ?? usualColumns(place);
  const offered = columnsWithRoom(place);
  return new Set(vehicleColumns.filter((column) => (offered.includes(column) ? picked.has(column) : wanted.has(column))));
}

/** @returns the order, unless it goes by a column that is not shown: nobody would see why the rows stand so, nor could turn it back. */
export function sortOfShown(sort: SortKey | undefined, chosen: VehicleColumns): SortKey | undefined {
  const column = vehicleColumns.find((each) => each === sort?.replace("-", ""));
  return column === undefined || chosen.has(column) ? sort : undefined;
}

/** @returns the columns that a text names, as `wordsOfColumns` writes it; `undefined` when there is none. Names that are none are left out. */
export function parseColumns(text: unknown): VehicleColumns | undefined {
  if (typeof text !== "string") return undefined;
  const named = text.split(",");
  return new Set(vehicleColumns.filter((column) => named.includes(column)));
}

export function wordsOfColumns(columns: VehicleColumns): string {
  return vehicleColumns.filter((column) => columns.has(column)).join(",");
}

type FileColumn = NonNullable<NonNullable<operations["exportVehicles"]["parameters"]["query"]>["column"]>[number];

/** What a file of the list has and which column of the list shows it; none: the vehicle itself. */
const fileColumns: readonly { readonly name: FileColumn; readonly of?: VehicleColumn }[] = [
  { name: "callSign" },
  { name: "state", of: "heard" },
  { name: "lastSampleAt", of: "heard" },
  { name: "near", of: "where" },
  { name: "latitude", of: "where" },
  { name: "longitude", of: "where" },
  { name: "description" },
  { name: "vin" },
  { name: "depot", of: "through" },
  { name: "unit", of: "through" },
  { name: "life" },
  { name: "group" },
  { name: "tags" },
  { name: "attributes" },
];

/** @returns the columns to ask a file for; `undefined` asks for the whole one. */
export function columnsOfFile(chosen: VehicleColumns | undefined): readonly FileColumn[] | undefined {
  if (chosen === undefined) return undefined;
  const kept = fileColumns.filter(({ of: column }) => column === undefined || chosen.has(column));
  return kept.length === fileColumns.length ? undefined : kept.map(({ name }) => name);
}
