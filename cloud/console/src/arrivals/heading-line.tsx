import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { useBeat } from "../live/live-context.tsx";
import { depotTitle } from "../texts/depot-title.ts";
import { useTexts } from "../texts/texts.tsx";
import { arrivalQuery, type HeadingView } from "./arrival-queries.ts";
import { basisWords, whenWords } from "./arrival-words.ts";

/** Where a vehicle heads to and when it will be there; nothing for one that stands or that nobody knows of: its state says so. */
export function HeadingLine({ vehicleId }: { readonly vehicleId: string }) {
  const texts = useTexts();
  const { data } = useQuery(arrivalQuery(vehicleId));
  const positionMs = data?.positionAt === undefined ? undefined : Date.parse(data.positionAt);
  const age = useBeat((nowMs) => (positionMs === undefined ? undefined : formatAge(nowMs - positionMs)), "second");
  const when = useBeat((nowMs) => (data?.heading === undefined ? undefined : whenWords(data.heading, nowMs, texts)), "second");
  if (data?.state !== "heading" && data?.state !== "unclear") return null;
  const { heading } = data;
  return (
    <p data-arrival={data.state}>
      {heading === undefined ? (
        <span>{texts("arrivals.unclear")}</span>
      ) : (
        <>
          <span>
            {texts.rich("arrivals.heading", { depot: <DepotName key="depot" depot={heading.depot} /> })}, <b>{when}</b>
          </span>
          <span>{basisWords(heading, texts)}</span>
          {heading.judged === 0 && <span>{texts("arrivals.notJudged")}</span>}
          {heading.routingServer === "unavailable" && <span>{texts("arrivals.noRoute")}</span>}
        </>
      )}
      {age !== undefined && <span>{texts("arrivals.positionOld", { age })}</span>}
    </p>
  );
}

function DepotName({ depot: { depotId, name } }: Pick<HeadingView, "depot">) {
  const texts = useTexts();
  const title = depotTitle(name, texts);
  return depotId === undefined ? (
    title
  ) : (
    <Link to="/depots/$depotId" params={{ depotId }}>
      {title}
    </Link>
  );
}
