import { useState } from "react";
import { Dialog, Failure, SelectField, TextField } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { ofLocalField } from "../drivers/local-time.ts";
import { useTexts } from "../texts/texts.tsx";
import { meterAmount, unitOf, valueMax, type MeterKind } from "./meter-queries.ts";

/** Writes down what somebody read off a meter. */
export function ReadingDialog({ vehicleId, callSign, onClose }: { readonly vehicleId: string; readonly callSign: string; readonly onClose: () => void }) {
  const texts = useTexts();
  const [meter, setMeter] = useState<MeterKind>("odometer");
  const [text, setText] = useState("");
  const [when, setWhen] = useState("");
  const [note, setNote] = useState("");
  const [isTried, setIsTried] = useState(false);
  const value = valueOf(text, meter);
  const add = useChange(
    async (read: number) => {
      const at = ofLocalField(when);
      await answer(
        api.POST("/api/v1/vehicles/{vehicleId}/meters", {
          params: { path: { vehicleId } },
          body: { meter, value: read, note: note.trim(), ...(at === undefined ? {} : { at }) },
        }),
      );
      onClose();
    },
    [["meters", vehicleId]],
  );
  return (
    <Dialog title={texts("meters.addOf", { vehicle: callSign })} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (value !== undefined && !add.isPending) add.mutate(value);
        }}
      >
        <SelectField
          id="me-meter"
          label={texts("meters.meter")}
          value={meter}
          choices={(["odometer", "engine-hours"] as const).map((each) => ({ value: each, label: texts(`meters.${each}`) }))}
          onChange={(picked) => setMeter(picked === "engine-hours" ? picked : "odometer")}
        />
        <TextField
          id="me-value"
          label={texts("meters.valueIn", { unit: unitOf[meter] })}
          value={text}
          onChange={setText}
          wrong={isTried && value === undefined ? texts("meters.valueWrong", { max: meterAmount(meter, valueMax[meter]) }) : undefined}
        />
        <TextField id="me-when" type="datetime-local" label={texts("meters.when")} hint={texts("meters.whenHint")} value={when} onChange={setWhen} />
        <TextField id="me-note" label={texts("meters.note")} value={note} onChange={setNote} />
        <Failure error={add.error} />
        <div className="btns">
          <button type="submit" className="btn do" aria-disabled={add.isPending}>
            {texts("meters.save")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Spaces between thousands are let go, a comma is a point. */
function valueOf(text: string, meter: MeterKind): number | undefined {
  const plain = text.replaceAll(/\s/g, "").replace(",", ".");
  const value = /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
  return value <= valueMax[meter] ? value : undefined;
}
