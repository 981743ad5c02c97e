import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useState } from "react";
import type { QueryKey } from "@tanstack/react-query";
import { formatMomentWithin } from "@drawbar/ui/format/times.ts";
import { Dialog, Failure, Once, SelectField } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { useTexts } from "../texts/texts.tsx";

export interface SecretRenewalProps {
  /** Whose secret: an endpoint's signs, a receiver's verifies. */
  readonly of: "endpoint" | "receiver";
  readonly renew: (overlapHours: number) => Promise<Schemas["RenewedWebhookSecret"]>;
  readonly touched: QueryKey;
  readonly onClose: () => void;
}

/** How long both secrets may count. */
const overlaps = [0, 1, 24, 72, 168] as const;

/** Asks how long the old secret shall count, and shows the new one, once. */
export function SecretRenewal({ of, renew, touched, onClose }: SecretRenewalProps) {
  const texts = useTexts();
  const [hours, setHours] = useState("24");
  const change = useChange(() => renew(Number(hours)), [touched]);
  return (
    <Dialog title={texts("secret.new")} onClose={onClose}>
      {change.data === undefined ? (
        <form
          className="wide-stack"
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate(undefined);
          }}
        >
          <p>{texts(`secret.why.${of}`)}</p>
          <SelectField
            id="secret-overlap"
            label={texts("secret.overlap")}
            value={hours}
            choices={overlaps.map((each) => ({ value: String(each), label: texts(`secret.overlap.${each}`) }))}
            onChange={setHours}
          />
          <Failure error={change.error} />
          <div>
            <button type="submit" className="btn do">
              {texts("secret.make")}
            </button>
          </div>
        </form>
      ) : (
        <Once title={texts("secret.made")} hint={texts(`secret.madeHint.${of}`)} secret={change.data.secret} />
      )}
    </Dialog>
  );
}

/** Says that two secrets count, and until when; one can be ended at once. */
export function OldSecret({
  until,
  of,
  end,
  touched,
}: {
  readonly until: string | undefined;
  readonly of: "endpoint" | "receiver";
  readonly end: () => Promise<unknown>;
  readonly touched: QueryKey;
}) {
  const texts = useTexts();
  const ending = useChange(end, [touched]);
  if (until === undefined) return null;
  return (
    <div className="stack" style={{ marginTop: 0, marginBottom: 12, gap: 8 }}>
      <p>{texts(`secret.two.${of}`, { until: formatMomentWithin(Date.parse(until), Date.now()) })}</p>
      <div>
        <button type="button" className="btn" onClick={() => ending.mutate(undefined)}>
          {texts("secret.end")}
        </button>
      </div>
      <Failure error={ending.error} />
    </div>
  );
}
