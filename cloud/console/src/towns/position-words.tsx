import { useTexts } from "../texts/texts.tsx";
import { coordinateWords } from "../vehicles/where-words.ts";
import type { VehicleSummary } from "../api/types.ts";
import { townWords } from "./town-words.ts";
import { useTown } from "./towns-context.ts";

/** By which town something is, and coordinates until that is known, where no town is near, and for who points at it. */
export function PositionWords({ position }: { readonly position: NonNullable<VehicleSummary["position"]> }) {
  const texts = useTexts();
  const town = useTown(position);
  const coordinates = coordinateWords(position, texts.locale);
  return town === undefined ? <span className="nw">{coordinates}</span> : <span title={coordinates}>{townWords(town, texts)}</span>;
}
