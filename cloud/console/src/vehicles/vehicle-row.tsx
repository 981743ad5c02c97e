import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatAmount } from "@drawbar/ui/format/numbers.ts";
import { formatMomentWithin } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { WorstFault } from "../faults/worst-fault.tsx";
import type { HeadlineValue, VehicleState, VehicleSummary } from "../api/types.ts";
import { lastSampleMs, stateAt } from "../live/fleet-store.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { serverNowMs } from "../live/server-clock.ts";
import { depotTitle } from "../texts/depot-title.ts";
import { useTexts, type Texts } from "../texts/texts.tsx";
import { PositionWords } from "../towns/position-words.tsx";
import type { VehicleColumn, VehicleColumns } from "./vehicle-columns.ts";
import { compassPoint } from "./where-words.ts";

/** The columns of the headline. The cloud sends how fast, how hard, how hot, and leaves out what a vehicle does not have. */
export const headlineColumns: readonly { readonly column: VehicleColumn; readonly isOf: (name: string) => boolean }[] = [
  { column: "speed", isOf: (name) => name === "Vehicle.Speed" },
  { column: "engine", isOf: (name) => name.endsWith(".Speed") && name !== "Vehicle.Speed" },
  { column: "temperature", isOf: (name) => !name.endsWith(".Speed") },
];

export interface VehicleRowProps {
  readonly vehicleId: string;
  /** Its place in the list. */
  readonly index: number;
  readonly isBesideMap: boolean;
  readonly isSelected: boolean;
  /** The same set until another choice is made. */
  readonly columns: VehicleColumns;
  /** Told the row's element, whose height decides how far the list reaches. */
  readonly measure: (row: HTMLTableRowElement | null) => void;
}

/** One vehicle; the whole row is the link. It renders again only when this vehicle changed. */
export const VehicleRow = memo(function VehicleRow({ vehicleId, index, isBesideMap, isSelected, columns, measure }: VehicleRowProps) {
  const texts = useTexts();
  const { fleet, socket } = useLive();
  const vehicle = useBeat(() => fleet.get(vehicleId));
  const state = useBeat((nowMs) => (vehicle === undefined ? "never" : stateAt(vehicle, nowMs, socket.lostAtMs === undefined)));
  const age = useBeat((nowMs) => {
    const sampleMs = vehicle === undefined ? undefined : lastSampleMs(vehicle);
    return sampleMs === undefined ? undefined : formatAge(nowMs - sampleMs);
  });
  if (vehicle === undefined) return null;
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} {...(isSelected ? { className: "sel", "aria-current": true } : {})}>
      <td>
        <span className="callsign">
          <Glyph name={state} />
          <span>
            {isBesideMap ? (
              <Link
                className="rowlink plate"
                from="/vehicles"
                to="/vehicles"
                search={(previous) => ({ ...previous, selected: vehicleId })}
                replace
                resetScroll={false}
              >
                {vehicle.callSign}
              </Link>
            ) : (
              <Link className="rowlink plate" to="/vehicles/$vehicleId" params={{ vehicleId }}>
                {vehicle.callSign}
              </Link>
            )}
            <span className="two">
              {/* a glyph is never alone: where no column says the state, it is said here */}
              {columns.has("heard") ? belowOf(vehicle, texts) : joined(texts(`state.${state}`), belowOf(vehicle, texts))}
            </span>
          </span>
        </span>
      </td>
      {columns.has("where") && (
        <td className="where-cell">
          <Where vehicle={vehicle} state={state} />
        </td>
      )}
      {columns.has("fault") && (
        <td className="fault-cell">
          <WorstFault vehicleId={vehicleId} />
        </td>
      )}
      {headlineColumns.map(
        ({ column, isOf }) =>
          columns.has(column) && (
            <td key={column} className="num">
              <Value value={vehicle.headline.find(({ name }) => isOf(name))} locale={texts.locale} />
            </td>
          ),
      )}
      {columns.has("through") && (
        <td>
          {throughWords(vehicle, texts)}
          <span className="two">{vehicle.unit?.device}</span>
        </td>
      )}
      {columns.has("heard") && (
        <td className="num">
          <b className="nw">{age ?? texts("vehicles.never")}</b>
          <span className="two">{texts(`state.${state}`)}</span>
        </td>
      )}
    </tr>
  );
});

/** In which depot it is and since when; else where it is, and where it points while it says so; else since when that is all that is known. */
function Where({ vehicle: { position, inDepot }, state }: { readonly vehicle: VehicleSummary; readonly state: VehicleState }) {
  const texts = useTexts();
  if (inDepot !== undefined) {
    return (
      <>
        <span>{inDepot.name}</span>
        <span className="two">{texts("vehicles.since", { time: formatMomentWithin(Date.parse(inDepot.since), serverNowMs()) })}</span>
      </>
    );
  }
  if (position === undefined) return <span className="quiet">–</span>;
  const { heading, at } = position;
  return (
    <>
      <PositionWords position={position} />
      <span className="two">
        {state !== "live"
          ? texts("vehicles.lastKnown", { time: formatMomentWithin(Date.parse(at), serverNowMs()) })
          : heading === undefined
            ? ""
            : texts("vehicles.heading", { point: texts(`compass.${compassPoint(heading)}`) })}
      </span>
    </>
  );
}

/** Where it stands, when that is not in service; its group; what it is. */
function belowOf({ life, group, description }: VehicleSummary, texts: Texts): string {
  return joined(life === "active" ? "" : texts(`life.${life}`), group?.name ?? "", description);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}

function throughWords({ unit, depot, state }: VehicleSummary, texts: Texts): string {
  if (unit === undefined) return texts("vehicles.noUnit");
  if (depot !== undefined) return depotTitle(depot.name, texts);
  return state === "never" ? "–" : texts("vehicles.direct");
}

function Value({ value, locale }: { readonly value: HeadlineValue | undefined; readonly locale: string }) {
  return value === undefined ? <span className="quiet">–</span> : <>{formatAmount(value.value, value.decimals, value.unit, locale)}</>;
}
