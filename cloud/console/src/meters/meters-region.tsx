import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../admin/identity-queries.ts";
import type { VehicleSummary } from "../api/types.ts";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { MeterTable } from "./meter-table.tsx";
import { DoubtTable, ReadingTable } from "./meter-history.tsx";
import { metersQuery } from "./meter-queries.ts";
import { ReadingDialog } from "./reading-dialog.tsx";

/** What a vehicle's odometer and engine hours are, from whom, and who is not believed. */
export function MetersRegion({ vehicle: { vehicleId, callSign } }: { readonly vehicle: VehicleSummary }) {
  const texts = useTexts();
  const may = useMay();
  const read = useQuery(metersQuery(vehicleId));
  const { data } = read;
  const [isAdding, setIsAdding] = useState(false);
  return (
    <section className="reg" aria-labelledby="meters-h">
      <header>
        <h2 id="meters-h" className="grow">
          {texts("meters.title")}
        </h2>
        {may("fleet.change") && (
          <button type="button" className="btn" onClick={() => setIsAdding(true)}>
            {texts("meters.add")}
          </button>
        )}
      </header>
      {data !== undefined ? (
        <>
          <MeterTable meters={data.items} />
          <DoubtTable meters={data.items} />
          <ReadingTable vehicleId={vehicleId} meters={data.items} />
        </>
      ) : (
        <Unread of={read} reading={texts("meters.reading")} failed={texts("meters.failed")} minHeight={120} />
      )}
      {isAdding && <ReadingDialog vehicleId={vehicleId} callSign={callSign} onClose={() => setIsAdding(false)} />}
    </section>
  );
}
