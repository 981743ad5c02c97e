import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog, Failure, SelectField, TextField, Wrong } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { ofLocalField } from "../drivers/local-time.ts";
import { MorePages } from "../states/more-pages.tsx";
import { useTexts } from "../texts/texts.tsx";
import { touchedByMove, unitsQuery } from "./unit-queries.ts";

/** Puts another unit into a vehicle, from now or from a past time on. */
export function SwapDialog({ vehicleId, callSign, onClose }: { readonly vehicleId: string; readonly callSign: string; readonly onClose: () => void }) {
  const texts = useTexts();
  const pages = useInfiniteQuery(unitsQuery);
  const { data } = pages;
  const units = data?.pages.flatMap(({ items }) => items).filter(({ vehicle }) => vehicle?.vehicleId !== vehicleId) ?? [];
  const [unitId, setUnitId] = useState("");
  const [from, setFrom] = useState("");
  const [isExchange, setIsExchange] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const there = units.find((unit) => unit.unitId === unitId)?.vehicle;
  const put = useChange(async () => {
    const since = ofLocalField(from);
    await answer(
      api.POST("/api/v1/vehicles/{vehicleId}/units", {
        params: { path: { vehicleId } },
        body: { unitId, ...(since === undefined ? {} : { from: since }), ...(isExchange && there !== undefined ? { exchange: true } : {}) },
      }),
    );
    onClose();
  }, touchedByMove);
  return (
    <Dialog title={texts("units.swapOf", { vehicle: callSign })} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (unitId !== "" && !put.isPending) put.mutate(undefined);
        }}
      >
        <SelectField
          id="sw-unit"
          label={texts("units.unit")}
          value={unitId}
          choices={[
            { value: "", label: texts("units.pick") },
            ...units.map(({ unitId: value, device, vehicle }) => ({
              value,
              label: vehicle === undefined ? texts("units.free", { unit: device }) : texts("units.in", { unit: device, vehicle: vehicle.callSign }),
            })),
          ]}
          onChange={setUnitId}
        />
        {isTried && unitId === "" && <Wrong>{texts("units.pickMissing")}</Wrong>}
        <MorePages pages={pages} label={texts("units.more")} />
        <TextField id="sw-from" type="datetime-local" label={texts("driven.from")} hint={texts("units.fromHint")} value={from} onChange={setFrom} />
        {there !== undefined && (
          <label className="check">
            <input type="checkbox" checked={isExchange} onChange={(event) => setIsExchange(event.target.checked)} />
            <span>{texts("units.exchange", { vehicle: there.callSign })}</span>
          </label>
        )}
        <p className="sub">{texts("units.follows")}</p>
        <Failure error={put.error} />
        <div className="btns">
          <button type="submit" className="btn do" aria-disabled={put.isPending}>
            {texts("units.put")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
