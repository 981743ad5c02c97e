import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Dialog, Failure, TextField } from "../admin/form-parts.tsx";
import { useChange, useMay } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { useBeat } from "../live/live-context.tsx";
import { MorePages } from "../states/more-pages.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { drivenQuery, type AssignmentView, type DrivenScope } from "./driver-queries.ts";
import { ofLocalField, toLocalField } from "./local-time.ts";

/** Who drove a vehicle, or what a driver drove; each can be corrected. */
export function DrivenTable({ scope, title }: { readonly scope: DrivenScope; readonly title: string }) {
  const texts = useTexts();
  const may = useMay();
  const nowMs = useBeat((now) => Math.floor(now / 60_000) * 60_000, "second");
  const pages = useInfiniteQuery(drivenQuery(scope));
  const { data } = pages;
  const [corrected, setCorrected] = useState<AssignmentView>();
  if (data === undefined) return <Unread of={pages} reading={texts("driven.reading")} failed={texts("driven.failed")} minHeight={120} headingLevel={2} />;
  const assignments = data.pages.flatMap(({ items }) => items);
  if (assignments.length === 0) return <p className="quiet">{texts("driven.none")}</p>;
  const mayChange = may("fleet.change");
  return (
    <>
      <div className="scroll" tabIndex={0} role="group" aria-label={title}>
        <table className="t compact plain" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{texts(scope.kind === "driver" ? "driven.vehicle" : "drivers.driver")}</th>
              <th scope="col">{texts("driven.from")}</th>
              <th scope="col">{texts("driven.to")}</th>
              {mayChange && (
                <th scope="col">
                  <span className="vh">{texts("driven.correct")}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {assignments.map((assignment) => {
              const { assignmentId, driverId, driverName, vehicleId, callSign, from, to } = assignment;
              return (
                <tr key={assignmentId}>
                  <th scope="row">
                    {scope.kind === "driver" ? (
                      <Link className="inrow" to="/vehicles/$vehicleId/profile" params={{ vehicleId }}>
                        {callSign}
                      </Link>
                    ) : (
                      <Link className="inrow" to="/drivers/$driverId" params={{ driverId }}>
                        {driverName}
                      </Link>
                    )}
                  </th>
                  <td className="nw">{formatMoment(Date.parse(from), nowMs)}</td>
                  <td className="nw">{to === undefined ? texts("driven.goesOn") : formatMoment(Date.parse(to), nowMs)}</td>
                  {mayChange && (
                    <td className="num">
                      <button
                        type="button"
                        className="btn"
                        aria-label={texts("driven.correctOf", { driver: driverName, vehicle: callSign })}
                        onClick={() => setCorrected(assignment)}
                      >
                        {texts("driven.correct")}
                      </button>
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <MorePages pages={pages} label={texts("driven.older")} />
      {corrected !== undefined && <CorrectDialog assignment={corrected} onClose={() => setCorrected(undefined)} />}
    </>
  );
}

function CorrectDialog({ assignment, onClose }: { readonly assignment: AssignmentView; readonly onClose: () => void }) {
  const texts = useTexts();
  const { assignmentId, driverName, callSign } = assignment;
  const [from, setFrom] = useState(toLocalField(Date.parse(assignment.from)));
  const [to, setTo] = useState(assignment.to === undefined ? "" : toLocalField(Date.parse(assignment.to)));
  const [isTried, setIsTried] = useState(false);
  const begins = ofLocalField(from);
  const path = { params: { path: { assignmentId } } };
  const change = useChange(
    async (act: "save" | "end" | "remove") => {
      if (act === "remove") await answer(api.DELETE("/api/v1/driver-assignments/{assignmentId}", path));
      else if (act === "end") await answer(api.PATCH("/api/v1/driver-assignments/{assignmentId}", { ...path, body: { to: new Date().toISOString() } }));
      else {
        // a minute that was not touched keeps its seconds
        const moved = from === toLocalField(Date.parse(assignment.from)) || begins === undefined ? {} : { from: begins };
        await answer(api.PATCH("/api/v1/driver-assignments/{assignmentId}", { ...path, body: { ...moved, to: ofLocalField(to) ?? null } }));
      }
      onClose();
    },
    [["driven"], ["drivers"]],
  );
  return (
    <Dialog title={texts("driven.correctOf", { driver: driverName, vehicle: callSign })} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (begins !== undefined) change.mutate("save");
        }}
      >
        <TextField
          id="ca-from"
          type="datetime-local"
          label={texts("driven.from")}
          value={from}
          onChange={setFrom}
          wrong={isTried && begins === undefined ? texts("driven.fromMissing") : undefined}
        />
        <TextField id="ca-to" type="datetime-local" label={texts("driven.to")} hint={texts("driven.toHint")} value={to} onChange={setTo} />
        <Failure error={change.error} />
        <div className="btns">
          <button type="submit" className="btn do">
            {texts("driven.save")}
          </button>
          {assignment.to === undefined && (
            <button type="button" className="btn" onClick={() => change.mutate("end")}>
              {texts("driven.end")}
            </button>
          )}
          <button type="button" className="btn" aria-describedby="ca-kept" onClick={() => change.mutate("remove")}>
            {texts("driven.remove")}
          </button>
        </div>
        <p className="sub" id="ca-kept">
          {texts("driven.removeWhy")}
        </p>
      </form>
    </Dialog>
  );
}
