import { Fragment } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { useTexts } from "../texts/texts.tsx";
import type { VehicleList } from "./use-vehicle-list.ts";

/** What needs somebody, and that the rest is well, in a sentence or two. It says nothing before it knows. */
export function FleetSummary({ counts, levels }: Pick<VehicleList, "counts" | "levels">) {
  const texts = useTexts();
  if (levels === undefined) return <p>&nbsp;</p>;
  const { well } = levels;
  const parts = [
    ["vehicles.mustStop", levels["stop-now"]],
    ["vehicles.needWorkshop", levels.workshop],
    ["vehicles.areSilent", counts.silent],
    ["vehicles.areLate", counts.late],
  ] as const;
  const named = parts.filter(([, count]) => count > 0);
  const rest = { rest: well, restText: formatNumber(well) };
  if (named.length === 0) return <p>{texts("vehicles.allWell", rest)}</p>;
  return (
    <p>
      {named.map(([text, count], index) => (
        <Fragment key={text}>
          {index > 0 && ", "}
          {texts.rich(text, { count, number: formatNumber(count) })}
        </Fragment>
      ))}
      {texts("vehicles.otherWell", rest)}
    </p>
  );
}
