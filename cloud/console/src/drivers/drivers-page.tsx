import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { PageHead } from "../admin/form-parts.tsx";
import { useMay } from "../admin/identity-queries.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { MorePages } from "../states/more-pages.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { DriverDialog } from "./driver-dialog.tsx";
import { driversQuery, type DriverView } from "./driver-queries.ts";

/** Who drives for the fleet? */
export function DriversPage() {
  const texts = useTexts();
  const may = useMay();
  const pages = useInfiniteQuery(driversQuery());
  const { data } = pages;
  const [isAdding, setIsAdding] = useState(false);
  usePageTitle(texts("drivers.title"));
  const drivers = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <PageHead title={texts("drivers.title")} summary={texts("drivers.summary")}>
        <ListFiles file={listFile("/drivers")} />
        {may("fleet.change") && drivers !== undefined && (
          <button type="button" className="btn do" onClick={() => setIsAdding(true)}>
            {texts("drivers.add")}
          </button>
        )}
      </PageHead>
      <section className="reg" aria-label={texts("drivers.title")}>
        {drivers === undefined ? (
          <Unread of={pages} reading={texts("drivers.reading")} failed={texts("drivers.failed")} minHeight={240} headingLevel={2} />
        ) : drivers.length === 0 ? (
          <>
            <b>{texts("drivers.none")}</b>
            <p className="quiet">{texts("drivers.noneWhy")}</p>
          </>
        ) : (
          <DriverTable drivers={drivers} />
        )}
        <MorePages pages={pages} label={texts("drivers.older")} />
      </section>
      {isAdding && <DriverDialog driver={undefined} onClose={() => setIsAdding(false)} />}
    </>
  );
}

function DriverTable({ drivers }: { readonly drivers: readonly DriverView[] }) {
  const texts = useTexts();
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={texts("drivers.title")}>
      <table className="t compact" aria-label={texts("drivers.title")}>
        <thead>
          <tr>
            <th scope="col">{texts("drivers.driver")}</th>
            <th scope="col">{texts("drivers.number")}</th>
            <th scope="col">{texts("drivers.now")}</th>
          </tr>
        </thead>
        <tbody>
          {drivers.map(({ driverId, name, number, isActive, vehicle }) => (
            <tr key={driverId}>
              <th scope="row">
                <Link className="rowlink" to="/drivers/$driverId" params={{ driverId }}>
                  {name}
                </Link>
                {!isActive && <span className="two">{texts("drivers.left")}</span>}
              </th>
              <td className="code">{number ?? "–"}</td>
              <td>{vehicle?.callSign ?? <span className="quiet">{texts("drivers.nothing")}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
