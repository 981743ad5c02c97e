import { useState } from "react";
import { Dialog, Failure, TextField } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";

/** A device that a person may take out of trust. */
export interface TrustedDevice {
  readonly kind: "unit" | "depot";
  readonly id: string;
  /** What people call it. */
  readonly name: string;
}

const reasonMax = 500;
const touched = [["units"], ["vehicle-units"], ["depots"], ["system"]] as const;

/** Takes a unit or a depot's server out of trust, once a person has read what that means and said why. */
export function RevokeDialog({ device: { kind, id, name }, onClose }: { readonly device: TrustedDevice; readonly onClose: () => void }) {
  const texts = useTexts();
  const [reason, setReason] = useState("");
  const [isTried, setIsTried] = useState(false);
  const given = reason.trim();
  const wrong = given === "" ? texts("trust.reasonMissing") : given.length > reasonMax ? texts("trust.reasonLong") : undefined;
  const revoke = useChange(async () => {
    const body = { reason: given };
    await (kind === "unit"
      ? answer(api.POST("/api/v1/units/{unitId}/revoke", { params: { path: { unitId: id } }, body }))
      : answer(api.POST("/api/v1/depots/{depotId}/revoke", { params: { path: { depotId: id } }, body })));
    onClose();
  }, touched);
  return (
    <Dialog title={texts("trust.outOf", { name })} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (wrong === undefined && !revoke.isPending) revoke.mutate(undefined);
        }}
      >
        <p>{texts(`trust.${kind}`)}</p>
        <p>{texts("trust.forGood")}</p>
        <TextField
          id="rv-reason"
          label={texts("trust.reason")}
          hint={texts("trust.reasonHint")}
          wrong={isTried ? wrong : undefined}
          value={reason}
          onChange={setReason}
        />
        <Failure error={revoke.error} />
        <div className="btns">
          <button type="submit" className="btn do" aria-disabled={revoke.isPending}>
            {texts("trust.out")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
