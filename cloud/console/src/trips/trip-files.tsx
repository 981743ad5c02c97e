import { useTexts } from "../texts/texts.tsx";
import { tripsFile, type TripsSearch } from "./trips-search.ts";

/** The trips that fit, as files. */
export function TripFiles({ search }: { readonly search: TripsSearch }) {
  const texts = useTexts();
  return (["csv", "xlsx"] as const).map((format) => (
    <a key={format} className="btn" href={tripsFile(search, format)} download>
      {texts(`vehicles.save.${format}`)}
    </a>
  ));
}
