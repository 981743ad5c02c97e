import { queryOptions, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { PageHead } from "../admin/form-parts.tsx";
import { useMay } from "../admin/identity-queries.ts";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { OwnDocuments } from "../documents/own-documents.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { NotFound } from "../states/not-found.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { DriverDialog } from "./driver-dialog.tsx";
import { DrivenTable } from "./driven-table.tsx";
import type { DriverView } from "./driver-queries.ts";

const route = getRouteApi("/inside/drivers/$driverId");

const driverQuery = (driverId: string) =>
  queryOptions({
    queryKey: ["driver", driverId],
    queryFn: ({ signal }) => answer<DriverView>(api.GET("/api/v1/drivers/{driverId}", { params: { path: { driverId } }, signal })),
  });

/** One driver: what they drive, and what they drove. */
export function DriverPage() {
  const texts = useTexts();
  const may = useMay();
  const { driverId } = route.useParams();
  const read = useQuery(driverQuery(driverId));
  const { data: driver, error } = read;
  const [isChanging, setIsChanging] = useState(false);
  usePageTitle(driver?.name ?? texts("drivers.driver"));
  if (driver === undefined) {
    // 400: the address holds no id at all
    if (error !== null && [400, 404].includes(asApiError(error).status)) return <NotFound />;
    return (
      <div className="reg">
        <Unread of={read} reading={texts("drivers.reading")} failed={texts("drivers.failed")} minHeight={240} headingLevel={2} />
      </div>
    );
  }
  const facts = [driver.number, driver.isActive ? undefined : texts("drivers.left"), driver.note === "" ? undefined : driver.note];
  const title = texts("driven.ofDriver", { name: driver.name });
  return (
    <>
      <PageHead title={driver.name} summary={facts.filter((fact) => fact !== undefined).join(" · ")}>
        {may("fleet.change") ? (
          <button type="button" className="btn" onClick={() => setIsChanging(true)}>
            {texts("drivers.change")}
          </button>
        ) : undefined}
      </PageHead>
      <section className="reg" aria-labelledby="driven-h">
        <header>
          <h2 id="driven-h">{title}</h2>
          <span className="end">
            <ListFiles file={listFile(`/drivers/${driverId}/assignments`, { sort: "-from" })} />
          </span>
        </header>
        <DrivenTable scope={{ kind: "driver", id: driverId }} title={title} />
      </section>
      <OwnDocuments owner={{ driverId }} />
      {isChanging && <DriverDialog driver={driver} onClose={() => setIsChanging(false)} />}
    </>
  );
}
