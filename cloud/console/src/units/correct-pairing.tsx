import { useState } from "react";
import { Dialog, Failure, TextField } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { ofLocalField, toLocalField } from "../drivers/local-time.ts";
import { useTexts } from "../texts/texts.tsx";
import { touchedByMove, type PairingView } from "./unit-queries.ts";

/** Corrects when a unit sat in a vehicle, takes it out, or takes back that it ever sat there. */
export function CorrectPairing({ pairing, onClose }: { readonly pairing: PairingView; readonly onClose: () => void }) {
  const texts = useTexts();
  const { assignmentId, device } = pairing;
  const fieldOf = (time: string | undefined) => (time === undefined ? "" : toLocalField(Date.parse(time)));
  const [from, setFrom] = useState(fieldOf(pairing.from));
  const [to, setTo] = useState(fieldOf(pairing.to));
  const path = { params: { path: { assignmentId } } };
  const change = useChange(async (act: "save" | "out" | "remove") => {
    if (act === "remove") await answer(api.DELETE("/api/v1/unit-assignments/{assignmentId}", path));
    else if (act === "out") await answer(api.PATCH("/api/v1/unit-assignments/{assignmentId}", { ...path, body: { to: new Date().toISOString() } }));
    else {
      // a minute that was not touched keeps its seconds
      const body = {
        ...(from === fieldOf(pairing.from) ? {} : { from: ofLocalField(from) ?? null }),
        ...(to === fieldOf(pairing.to) ? {} : { to: ofLocalField(to) ?? null }),
      };
      if (Object.keys(body).length > 0) await answer(api.PATCH("/api/v1/unit-assignments/{assignmentId}", { ...path, body }));
    }
    onClose();
  }, touchedByMove);
  return (
    <Dialog title={texts("units.correctOf", { unit: device })} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate("save");
        }}
      >
        <TextField id="cp-from" type="datetime-local" label={texts("driven.from")} hint={texts("units.everHint")} value={from} onChange={setFrom} />
        <TextField id="cp-to" type="datetime-local" label={texts("driven.to")} hint={texts("units.toHint")} value={to} onChange={setTo} />
        <p className="sub">{texts("units.follows")}</p>
        <Failure error={change.error} />
        <div className="btns">
          <button type="submit" className="btn do">
            {texts("driven.save")}
          </button>
          {pairing.to === undefined && (
            <button type="button" className="btn" onClick={() => change.mutate("out")}>
              {texts("units.out")}
            </button>
          )}
          <button type="button" className="btn" aria-describedby="cp-kept" onClick={() => change.mutate("remove")}>
            {texts("driven.remove")}
          </button>
        </div>
        <p className="sub" id="cp-kept">
          {texts("driven.removeWhy")}
        </p>
      </form>
    </Dialog>
  );
}
