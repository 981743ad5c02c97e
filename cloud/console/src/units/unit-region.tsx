import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { useMay } from "../admin/identity-queries.ts";
import type { VehicleSummary } from "../api/types.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useBeat } from "../live/live-context.tsx";
import { MorePages } from "../states/more-pages.tsx";
import { OutOfTrust } from "../trust/out-of-trust.tsx";
import { RevokeDialog } from "../trust/revoke-dialog.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { CorrectPairing } from "./correct-pairing.tsx";
import { SwapDialog } from "./swap-dialog.tsx";
import { pairingsQuery, type PairingView } from "./unit-queries.ts";

/** Which telematics unit sits in a vehicle, and which sat there. */
export function UnitRegion({ vehicle: { vehicleId, callSign } }: { readonly vehicle: VehicleSummary }) {
  const texts = useTexts();
  const may = useMay();
  const [isSwapping, setIsSwapping] = useState(false);
  return (
    <section className="reg" aria-labelledby="units-h">
      <header>
        <h2 id="units-h">{texts("units.title")}</h2>
        <span className="end">
          <ListFiles file={listFile(`/vehicles/${vehicleId}/units`, { sort: "-from" })} />
          {may("fleet.change") && (
            <button type="button" className="btn" onClick={() => setIsSwapping(true)}>
              {texts("units.swap")}
            </button>
          )}
        </span>
      </header>
      <Pairings vehicleId={vehicleId} />
      {isSwapping && <SwapDialog vehicleId={vehicleId} callSign={callSign} onClose={() => setIsSwapping(false)} />}
    </section>
  );
}

function Pairings({ vehicleId }: { readonly vehicleId: string }) {
  const texts = useTexts();
  const may = useMay();
  const nowMs = useBeat((now) => Math.floor(now / 60_000) * 60_000, "second");
  const pages = useInfiniteQuery(pairingsQuery(vehicleId));
  const { data } = pages;
  const [corrected, setCorrected] = useState<PairingView>();
  const [leaving, setLeaving] = useState<PairingView>();
  if (data === undefined) return <Unread of={pages} reading={texts("units.reading")} failed={texts("units.failed")} minHeight={120} />;
  const pairings = data.pages.flatMap(({ items }) => items);
  if (pairings.length === 0) return <p className="quiet">{texts("units.none")}</p>;
  const mayChange = may("fleet.change");
  return (
    <>
      <div className="scroll" tabIndex={0} role="group" aria-label={texts("units.title")}>
        <table className="t compact plain" aria-label={texts("units.title")}>
          <thead>
            <tr>
              <th scope="col">{texts("units.unit")}</th>
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
            {pairings.map((pairing) => (
              <tr key={pairing.assignmentId}>
                <th scope="row">
                  <span className="code">{pairing.device}</span>
                  {pairing.revoked !== undefined && <OutOfTrust revoked={pairing.revoked} />}
                </th>
                <td className="nw">{pairing.from === undefined ? texts("units.sinceEver") : formatMoment(Date.parse(pairing.from), nowMs)}</td>
                <td className="nw">{pairing.to === undefined ? texts("units.sits") : formatMoment(Date.parse(pairing.to), nowMs)}</td>
                {mayChange && (
                  <td className="num">
                    <span className="btns">
                      {pairing.revoked === undefined && pairing.to === undefined && (
                        <button type="button" className="btn" aria-label={texts("trust.outOf", { name: pairing.device })} onClick={() => setLeaving(pairing)}>
                          {texts("trust.out")}
                        </button>
                      )}
                      <button
                        type="button"
                        className="btn"
                        aria-label={texts("units.correctOf", { unit: pairing.device })}
                        onClick={() => setCorrected(pairing)}
                      >
                        {texts("driven.correct")}
                      </button>
                    </span>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <MorePages pages={pages} label={texts("units.older")} />
      {leaving !== undefined && <RevokeDialog device={{ kind: "unit", id: leaving.unitId, name: leaving.device }} onClose={() => setLeaving(undefined)} />}
      {corrected !== undefined && <CorrectPairing pairing={corrected} onClose={() => setCorrected(undefined)} />}
    </>
  );
}
