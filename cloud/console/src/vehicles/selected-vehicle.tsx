import { XIcon } from "@phosphor-icons/react/dist/csr/X";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatAmount } from "@drawbar/ui/format/numbers.ts";
import { formatMomentWithin } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { faultLevelsQuery } from "../faults/fault-queries.ts";
import { WorstFault } from "../faults/worst-fault.tsx";
import { useKeys } from "../frame/keys.ts";
import { lastSampleMs, stateAt } from "../live/fleet-store.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { serverNowMs } from "../live/server-clock.ts";
import { useTexts } from "../texts/texts.tsx";
import { PositionWords } from "../towns/position-words.tsx";
import { compassPoint } from "./where-words.ts";

/** What the map says of the vehicle that it points at, and the way to its page. */
export function SelectedVehicle({ vehicleId, onLeave }: { readonly vehicleId: string; readonly onLeave: () => void }) {
  const texts = useTexts();
  const { fleet, socket } = useLive();
  const vehicle = useBeat(() => fleet.get(vehicleId));
  const state = useBeat((nowMs) => (vehicle === undefined ? "never" : stateAt(vehicle, nowMs, socket.lostAtMs === undefined)));
  const age = useBeat((nowMs) => {
    const sampleMs = vehicle === undefined ? undefined : lastSampleMs(vehicle);
    return sampleMs === undefined ? undefined : formatAge(nowMs - sampleMs);
  }, "second");
  const { data: faults } = useQuery(faultLevelsQuery);
  const navigate = useNavigate();
  useKeys({ Escape: onLeave, ".": () => void navigate({ to: "/vehicles/$vehicleId", params: { vehicleId } }) });
  if (vehicle === undefined) return null;
  const { position, inDepot } = vehicle;
  const speed = vehicle.headline.find(({ name }) => name === "Vehicle.Speed");
  return (
    <div className="map-selected" role="region" aria-label={texts("vehicles.map.selected")}>
      <p>
        <b className="plate">{vehicle.callSign}</b>
        <span className="st">
          <Glyph name={state} />
          {texts(`state.${state}`)}
          {age !== undefined && `, ${age}`}
        </span>
      </p>
      <p className="quiet">
        {inDepot !== undefined ? (
          texts("vehicles.inDepot", { place: inDepot.name, time: formatMomentWithin(Date.parse(inDepot.since), serverNowMs()) })
        ) : position === undefined ? (
          texts("vehicles.map.noPosition")
        ) : (
          <PositionWords position={position} />
        )}
        {state === "live" && speed !== undefined && `, ${formatAmount(speed.value, 0, speed.unit, texts.locale)}`}
        {state === "live" && position?.heading !== undefined && ` ${texts(`compass.${compassPoint(position.heading)}`)}`}
      </p>
      {faults?.has(vehicleId) === true && (
        <div className="fault">
          <WorstFault vehicleId={vehicleId} />
        </div>
      )}
      <div className="btns">
        <Link className="btn do" to="/vehicles/$vehicleId" params={{ vehicleId }}>
          {texts("vehicles.map.open", { callSign: vehicle.callSign })}
        </Link>
        <button type="button" className="btn icon" aria-label={texts("vehicles.map.leave")} onClick={onLeave}>
          <XIcon className="i-s" aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}
