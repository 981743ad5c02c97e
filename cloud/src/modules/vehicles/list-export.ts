/** The fleet's list as a table, page by page: no more of it is in memory than one page. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { AttributeField, AttributeValue } from "../attributes/index.ts";
import type { TownNaming } from "../towns/index.ts";
import type { VehicleListQuery } from "./vehicle-list.ts";
import type { VehicleService } from "./vehicle-service.ts";
import type { VehicleState, VehicleSummary } from "./vehicle-types.ts";
import { vehicleList } from "./vehicle-list.ts";

const rowsPerPage = 500;

/** What a table of vehicles can show, in the order in which it does when nobody says otherwise. */
export const exportColumns = [
  ...(["callSign", "state", "lastSampleAt", "near", "latitude", "longitude"] as const),
  ...(["description", "vin", "depot", "unit", "life", "group", "tags"] as const),
] as const;
export type ExportColumn = (typeof exportColumns)[number];
/** Beside them: the fields of the fleet's own, after all others. */
export const ownFields = "attributes";

const degreeDecimals = 5; // 1 m

const cells: Readonly<Record<ExportColumn, (vehicle: VehicleSummary, nameTown: TownNaming) => string>> = {
  callSign: ({ callSign }) => callSign,
  state: ({ state }) => state,
  lastSampleAt: ({ lastSampleAtUs }) => (lastSampleAtUs === undefined ? "" : new Date(lastSampleAtUs / 1_000).toISOString()),
  near: ({ position }, nameTown) => (position === undefined ? "" : (nameTown(position) ?? "")),
  latitude: ({ position }) => position?.latitude.toFixed(degreeDecimals) ?? "",
  longitude: ({ position }) => position?.longitude.toFixed(degreeDecimals) ?? "",
  description: ({ description }) => description,
  vin: ({ vin }) => vin ?? "",
  depot: ({ depot }) => depot?.name ?? "",
  unit: ({ unit }) => unit?.device ?? "",
  life: ({ life }) => life,
  group: ({ groupName }) => groupName ?? "",
  tags: ({ tags }) => tags.join(", "),
};

export interface ListExport {
  readonly query: VehicleListQuery;
  readonly columns: readonly ExportColumn[];
  /** Fields of the fleet's own, after those columns. */
  readonly fields: readonly AttributeField[];
  /** Only vehicles that stand so when their page is read. */
  readonly state?: VehicleState | undefined;
  /** Only vehicles with this in call sign, VIN or description; blanks and case aside. */
  readonly text?: string | undefined;
  readonly nameTown: TownNaming;
}

/** The header first, then a page at a time. */
export async function* exportPages(
  vehicles: Pick<VehicleService, "page">,
  tenant: TenantId,
  { query, columns, fields, state, text = "", nameTown }: ListExport,
): AsyncGenerator<string[][], void, undefined> {
  yield [[...columns, ...fields.map(({ label, unit }) => (unit === undefined ? label : `${label} (${unit})`))]];
  const wanted = squeezed(text);
  let next: VehicleListQuery = { ...query, limit: rowsPerPage };
  for (;;) {
    const page = await vehicles.page(tenant, next);
    const shown = page.vehicles.filter(
      (vehicle) =>
        (state === undefined || vehicle.state === state) &&
        (wanted === "" || [vehicle.callSign, vehicle.vin ?? "", vehicle.description].some((each) => squeezed(each).includes(wanted))),
    );
    if (shown.length > 0)
      yield shown.map((vehicle) => [...columns.map((column) => cells[column](vehicle, nameTown)), ...fields.map(({ key }) => cellOf(vehicle.attributes[key]))]);
    if (page.next === undefined) return;
    const { filters, sort, isDescending } = query;
    next = vehicleList.read({ ...filters, limit: rowsPerPage, sort: isDescending ? `-${sort}` : sort, after: page.next });
  }
}

function cellOf(value: AttributeValue | undefined): string {
  return value === undefined ? "" : typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

function squeezed(text: string): string {
  return text.toLowerCase().replaceAll(/\s/g, "");
}
