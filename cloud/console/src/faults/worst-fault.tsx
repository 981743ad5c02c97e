import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../texts/texts.tsx";
import { faultLevelsQuery } from "./fault-queries.ts";
import { LevelMark, levelGlyphs } from "./level-mark.tsx";

/** The worst fault that a vehicle has, for a row of a list. */
export function WorstFault({ vehicleId }: { readonly vehicleId: string }) {
  const texts = useTexts();
  const { data } = useQuery(faultLevelsQuery);
  const found = data?.get(vehicleId);
  if (found === undefined) return <span className="quiet">{data === undefined ? "–" : texts("faults.noWorst")}</span>;
  const { level, worst, faults } = found;
  return (
    <span className="callsign">
      <LevelMark level={level} />
      <span>
        <span className={`said ${levelGlyphs[level].level}-ink`} title={worst.text}>
          {worst.text ?? texts("faults.noText")}
        </span>
        <span className="two">
          {texts(`level.${level}`)}
          <span className="said">, </span>
          <span className="code said">{faults > 1 ? texts("faults.more", { code: worst.code, count: faults - 1 }) : worst.code}</span>
        </span>
      </span>
    </span>
  );
}
