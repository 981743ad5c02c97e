/** The fleet's list as a table, page by page: no more of it is in memory than one page. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { VehicleListQuery } from "./vehicle-list.ts";
import type { VehicleService } from "./vehicle-service.ts";
import type { VehicleState, VehicleSummary } from "./vehicle-types.ts";
import { vehicleList } from "./vehicle-list.ts";

const rowsPerPage = 500;

/** What a table of vehicles can show, in the order in which it does when nobody says otherwise. */
export const exportColumns = ["callSign", "state", "lastSampleAt", "description", "vin", "depot", "unit"] as const;
export type ExportColumn = (typeof exportColumns)[number];

const cells: Readonly<Record<ExportColumn, (vehicle: VehicleSummary) => string>> = {
  callSign: ({ callSign }) => callSign,
  state: ({ state }) => state,
  lastSampleAt: ({ lastSampleAtUs }) => (lastSampleAtUs === undefined ? "" : new Date(lastSampleAtUs / 1_000).toISOString()),
  description: ({ description }) => description,
  vin: ({ vin }) => vin ?? "",
  depot: ({ depot }) => depot?.name ?? "",
  unit: ({ unit }) => unit?.device ?? "",
};

export interface ListExport {
  readonly query: VehicleListQuery;
  readonly columns: readonly ExportColumn[];
  /** Only vehicles that stand so when their page is read. */
  readonly state?: VehicleState | undefined;
  /** Only vehicles with this in call sign, VIN or description; blanks and case aside. */
  readonly text?: string | undefined;
}

/** The header first, then a page at a time. */
export async function* exportPages(
  vehicles: Pick<VehicleService, "page">,
  tenant: TenantId,
  { query, columns, state, text = "" }: ListExport,
): AsyncGenerator<string[][], void, undefined> {
  yield [[...columns]];
  const wanted = squeezed(text);
  let next: VehicleListQuery = { ...query, limit: rowsPerPage };
  for (;;) {
    const page = await vehicles.page(tenant, next);
    const shown = page.vehicles.filter(
      (vehicle) =>
        (state === undefined || vehicle.state === state) &&
        (wanted === "" || [vehicle.callSign, vehicle.vin ?? "", vehicle.description].some((each) => squeezed(each).includes(wanted))),
    );
    if (shown.length > 0) yield shown.map((vehicle) => columns.map((column) => cells[column](vehicle)));
    if (page.next === undefined) return;
    const { filters, sort, isDescending } = query;
    next = vehicleList.read({ ...filters, limit: rowsPerPage, sort: isDescending ? `-${sort}` : sort, after: page.next });
  }
}

function squeezed(text: string): string {
  return text.toLowerCase().replaceAll(/\s/g, "");
}
