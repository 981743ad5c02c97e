import { XIcon } from "@phosphor-icons/react/dist/csr/X";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { useKeys } from "../frame/keys.ts";
import { useTexts } from "../texts/texts.tsx";
import type { PlacedVehicle } from "./fleet-features.ts";

/** Beyond it only their number is said; the list beside the map has them all. */
const namedMax = 12;

interface DepotVehiclesProps {
  readonly name: string;
  readonly members: readonly PlacedVehicle[];
  readonly onSelect: (vehicleId: string) => void;
  readonly onLeave: () => void;
}

/** What the map says of a depot that was picked: which vehicles stand in it. */
export function DepotVehicles({ name, members, onSelect, onLeave }: DepotVehiclesProps) {
  const texts = useTexts();
  useKeys({ Escape: onLeave });
  const count = members.length;
  return (
    <div className="map-selected" role="region" aria-label={texts("vehicles.map.depotLabel")}>
      <p>
        <Glyph name="in-depot" />
        <b>{name}</b>
        {texts("vehicles.map.inIt", { count, number: formatNumber(count) })}
      </p>
      <div className="btns">
        {members.slice(0, namedMax).map(({ vehicle: { vehicleId, callSign } }) => (
          <button key={vehicleId} type="button" className="btn" onClick={() => onSelect(vehicleId)}>
            {callSign}
          </button>
        ))}
        <button type="button" className="btn icon" aria-label={texts("vehicles.map.leave")} onClick={onLeave}>
          <XIcon className="i-s" aria-hidden="true" />
        </button>
      </div>
      {count > namedMax && <p className="quiet">{texts("vehicles.map.moreInIt", { number: formatNumber(count - namedMax) })}</p>}
    </div>
  );
}
