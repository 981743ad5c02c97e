import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { SelectField } from "../admin/form-parts.tsx";
import { useKeys } from "../frame/keys.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useBeat, useLive } from "../live/live-context.tsx";
import { MorePages } from "../states/more-pages.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { faultsFile, faultsQuery, type FaultView } from "./fault-queries.ts";
import { faultLevels, type FaultSearch } from "./fault-search.ts";
import { untilWords } from "./fault-words.ts";
import { LevelMark } from "./level-mark.tsx";

export interface FaultListProps {
  /** The whole fleet when absent. */
  readonly vehicleId?: string | undefined;
  readonly search: FaultSearch;
  readonly onSearch: (search: FaultSearch) => void;
}

/** Faults of the fleet or of a vehicle, newest first, with their filters. */
export function FaultList({ vehicleId, search, onSearch }: FaultListProps) {
  const texts = useTexts();
  const pages = useInfiniteQuery(faultsQuery(search, vehicleId));
  const { data } = pages;
  const faults = data?.pages.flatMap(({ items }) => items);
  const isFiltered = search.level !== undefined || search.code !== undefined;
  return (
    <>
      <Filters key={search.code ?? ""} search={search} onSearch={onSearch} />
      <section className="reg" aria-label={texts("faults.title")}>
        {vehicleId !== undefined && (
          <header>
            <h2 className="grow">{texts("faults.title")}</h2>
            <span className="end">
              <ListFiles file={faultsFile(search, vehicleId)} />
            </span>
          </header>
        )}
        {faults === undefined ? (
          <Unread of={pages} reading={texts("faults.reading")} failed={texts("faults.failed")} lines={6} minHeight={320} headingLevel={2} />
        ) : faults.length === 0 ? (
          <div className="nothing">
            <h2>{texts(isFiltered ? "faults.noneFit" : "faults.none")}</h2>
            {isFiltered ? (
              <p>
                <button type="button" className="btn" onClick={() => onSearch({ show: search.show })}>
                  {texts("faults.dropFilters")}
                </button>
              </p>
            ) : (
              <p>{texts(search.show === undefined ? "faults.noneActive" : "faults.noneHere")}</p>
            )}
          </div>
        ) : (
          <FaultTable faults={faults} hasVehicle={vehicleId === undefined} />
        )}
        <MorePages pages={pages} label={texts("faults.older")} />
      </section>
    </>
  );
}

function Filters({ search, onSearch }: Pick<FaultListProps, "search" | "onSearch">) {
  const texts = useTexts();
  return (
    <form
      className="legend filters"
      aria-label={texts("vehicles.filter")}
      onSubmit={(event) => {
        event.preventDefault();
        const code = new FormData(event.currentTarget).get("code");
        onSearch({ ...search, code: typeof code !== "string" || code.trim() === "" ? undefined : code.trim() });
      }}
    >
      <SelectField
        id="fa-state"
        label={texts("faults.state")}
        value={search.show ?? ""}
        choices={[
          { value: "", label: texts("faults.active") },
          { value: "cleared", label: texts("faults.cleared") },
          { value: "all", label: texts("faults.every") },
        ]}
        onChange={(show) => onSearch({ ...search, show: show === "cleared" || show === "all" ? show : undefined })}
      />
      <SelectField
        id="fa-level"
        label={texts("faults.level")}
        value={search.level ?? ""}
        choices={[{ value: "", label: texts("faults.anyLevel") }, ...faultLevels.map((value) => ({ value, label: texts(`level.${value}`) }))]}
        onChange={(level) => onSearch({ ...search, level: faultLevels.find((each) => each === level) })}
      />
      <CodeField code={search.code ?? ""} />
      <button type="submit" className="btn">
        {texts("faults.show")}
      </button>
    </form>
  );
}

function CodeField({ code }: { readonly code: string }) {
  const texts = useTexts();
  return (
    <div className="field">
      <label htmlFor="fa-code">{texts("faults.code")}</label>
      <input id="fa-code" name="code" className="in code" defaultValue={code} maxLength={200} autoComplete="off" placeholder="P0401" />
    </div>
  );
}

function FaultTable({ faults, hasVehicle }: { readonly faults: readonly FaultView[]; readonly hasVehicle: boolean }) {
  const texts = useTexts();
  const { pulse } = useLive();
  const table = useRef<HTMLTableElement>(null);
  useBeat((nowMs) => Math.floor(nowMs / 60_000), "second"); // "Today" and what is unknown change with the minutes
  const moveTo = (by: number) => {
    const links = [...(table.current?.querySelectorAll<HTMLElement>("a.rowlink") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement); // -1 for any other element
    links[Math.min(Math.max(at < 0 ? 0 : at + by, 0), links.length - 1)]?.focus();
  };
  useKeys({ j: () => moveTo(1), k: () => moveTo(-1) });
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={texts("faults.table")}>
      <table ref={table} className="t compact" aria-label={texts("faults.table")}>
        <thead>
          <tr>
            <th scope="col">{texts("faults.fault")}</th>
            {hasVehicle && <th scope="col">{texts("faults.vehicle")}</th>}
            <th scope="col" className="wide">
              {texts("faults.unit")}
            </th>
            <th scope="col">{texts("faults.since")}</th>
            <th scope="col">{texts("faults.until")}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map((fault) => (
            <tr key={fault.episodeId}>
              <th scope="row">
                <span className="callsign">
                  <LevelMark level={fault.level} isCleared={fault.state === "cleared"} />
                  <span>
                    <Link className="rowlink one-line" to="/faults/$episodeId" params={{ episodeId: fault.episodeId }} title={fault.text}>
                      {fault.text ?? texts("faults.noText")}
                    </Link>
                    <span className="two">
                      {texts(`level.${fault.level}`)}, <span className="code">{fault.code}</span>
                    </span>
                  </span>
                </span>
              </th>
              {hasVehicle && <td className="plate">{fault.callSign}</td>}
              <td className="wide">
                {fault.controlUnit.name}
                <span className="two code">{fault.controlUnit.key}</span>
              </td>
              <td className="nw">
                {formatMoment(Date.parse(fault.onsetAt), pulse.nowMs)}
                {fault.interruptions > 0 && <span className="two">{texts("faults.times", { count: fault.interruptions })}</span>}
              </td>
              <td className="nw">{untilWords(fault, pulse.nowMs, texts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
