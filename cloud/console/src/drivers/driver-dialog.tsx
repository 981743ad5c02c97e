import { useState } from "react";
import { Dialog, Failure, TextField } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";
import type { DriverView } from "./driver-queries.ts";

/** Adds a driver, or changes one. */
export function DriverDialog({ driver, onClose }: { readonly driver: DriverView | undefined; readonly onClose: () => void }) {
  const texts = useTexts();
  const [name, setName] = useState(driver?.name ?? "");
  const [number, setNumber] = useState(driver?.number ?? "");
  const [note, setNote] = useState(driver?.note ?? "");
  const [isActive, setIsActive] = useState(driver?.isActive ?? true);
  const [isTried, setIsTried] = useState(false);
  const save = useChange(async () => {
    const body = { name: name.trim(), note: note.trim() };
    const wanted = number.trim();
    if (driver === undefined) await answer(api.POST("/api/v1/drivers", { body: { ...body, ...(wanted === "" ? {} : { number: wanted }) } }));
    else
      await answer(
        api.PATCH("/api/v1/drivers/{driverId}", {
          params: { path: { driverId: driver.driverId } },
          body: { ...body, isActive, number: wanted === "" ? null : wanted },
        }),
      );
    onClose();
  }, [["drivers"], ["driver"], ["driven"]]);
  return (
    <Dialog title={texts(driver === undefined ? "drivers.add" : "drivers.changeOf", { name: driver?.name ?? "" })} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (name.trim() !== "") save.mutate(undefined);
        }}
      >
        <TextField
          id="dr-name"
          label={texts("drivers.name")}
          value={name}
          onChange={setName}
          wrong={isTried && name.trim() === "" ? texts("drivers.nameMissing") : undefined}
        />
        <TextField id="dr-number" label={texts("drivers.number")} hint={texts("drivers.numberHint")} value={number} onChange={setNumber} />
        <TextField id="dr-note" label={texts("drivers.note")} value={note} onChange={setNote} />
        {driver !== undefined && (
          <label className="check">
            <input type="checkbox" checked={isActive} onChange={(event) => setIsActive(event.target.checked)} />
            <span>{texts("drivers.isActive")}</span>
          </label>
        )}
        <Failure error={save.error} />
        <div className="btns">
          <button type="submit" className="btn do">
            {texts("drivers.save")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
