import { Link } from "@tanstack/react-router";
import { useTexts } from "../texts/texts.tsx";
import type { ListSearch } from "./list-search.ts";

/** A filter without hits offers to drop the narrowest one: the words before the state. */
export function NoHit({ search }: { readonly search: ListSearch }) {
  const texts = useTexts();
  const hasFilter = search.filter !== undefined;
  const hasProfile = search.group !== undefined || search.tag !== undefined || search.attribute !== undefined || search.life !== undefined;
  if (!hasFilter && hasProfile) {
    return (
      <section className="nothing" role="status" aria-labelledby="no-hit-h">
        <h2 id="no-hit-h">{texts("vehicles.noHit")}</h2>
        <p>{texts("filter.noHit")}</p>
        <p>
          <Link
            className="btn"
            from="/vehicles"
            to="/vehicles"
            search={(previous) => ({ ...previous, group: undefined, tag: undefined, attribute: undefined, life: undefined })}
          >
            {texts("filter.drop")}
          </Link>
        </p>
      </section>
    );
  }
  const { filter, level } = search;
  return (
    <section className="nothing" role="status" aria-labelledby="no-hit-h">
      <h2 id="no-hit-h">{texts("vehicles.noHit")}</h2>
      <p>
        {filter !== undefined
          ? texts("vehicles.noHitFilter", { filter })
          : level === undefined
            ? texts("vehicles.noHitState")
            : texts("vehicles.noHitLevel", { level })}
      </p>
      <p>
        <Link
          className="btn"
          from="/vehicles"
          to="/vehicles"
          search={(previous) => (hasFilter ? { ...previous, filter: undefined } : { ...previous, state: undefined, level: undefined })}
        >
          {texts(hasFilter ? "vehicles.dropFilter" : level === undefined ? "vehicles.dropState" : "vehicles.dropLevel")}
        </Link>
      </p>
    </section>
  );
}
