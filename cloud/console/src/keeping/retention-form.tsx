import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Failure, Wrong } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";
import { formatBytes } from "./amount-words.ts";
import { retentionForecastQuery, retentionQuery, type RetentionView } from "./keeping-queries.ts";

const daysMost = 3_650;

/** Days of keeping. What they take away is shown before somebody confirms them. */
export function RetentionForm({ retention }: { readonly retention: RetentionView }) {
  const texts = useTexts();
  const [hot, setHot] = useState(String(retention.hotDays));
  const [cold, setCold] = useState(String(retention.coldDays));
  /** The days whose effect is shown. */
  const [asked, setAsked] = useState<{ readonly hotDays: number; readonly coldDays: number }>();
  const [isTried, setIsTried] = useState(false);
  const days = { hotDays: Number(hot), coldDays: Number(cold) };
  const wrong = wrongOf(days);
  const isSame = days.hotDays === retention.hotDays && days.coldDays === retention.coldDays;
  const keep = useChange(
    (next: { readonly hotDays: number; readonly coldDays: number }) => answer<unknown>(api.PUT("/api/v1/telemetry/retention", { body: next })),
    [retentionQuery.queryKey],
  );
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    setAsked(undefined);
  };
  return (
    <form
      className="stack narrow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (wrong === undefined && !isSame) setAsked(days);
      }}
    >
      <DaysField id="hot-days" label={texts("keeping.hot")} hint={texts("keeping.hotHint")} value={hot} onChange={change(setHot)} />
      <DaysField id="cold-days" label={texts("keeping.cold")} hint={texts("keeping.coldHint")} value={cold} onChange={change(setCold)} />
      <div role="alert">
        {isTried && wrong !== undefined && <Wrong>{texts(wrong)}</Wrong>}
        {isTried && wrong === undefined && isSame && <p>{texts("keeping.same")}</p>}
      </div>
      {asked === undefined ? (
        <div>
          <button type="submit" className="btn">
            {texts("keeping.see")}
          </button>
        </div>
      ) : (
        <Effect days={asked} onKeep={() => keep.mutate(asked)} onDrop={() => setAsked(undefined)} />
      )}
      <Failure error={keep.error} />
    </form>
  );
}

function wrongOf({ hotDays, coldDays }: { readonly hotDays: number; readonly coldDays: number }) {
  const isFine = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= daysMost;
  if (!isFine(hotDays) || !isFine(coldDays)) return "keeping.daysWrong";
  return coldDays < hotDays ? "keeping.daysOrder" : undefined;
}

function Effect({
  days,
  onKeep,
  onDrop,
}: {
  readonly days: { readonly hotDays: number; readonly coldDays: number };
  readonly onKeep: () => void;
  readonly onDrop: () => void;
}) {
  const texts = useTexts();
  const { data: forecast, error } = useQuery(retentionForecastQuery(days));
  return (
    <>
      <div role="status">
        {forecast === undefined ? (
          error === null && texts("keeping.counting")
        ) : forecast.segments === 0 && forecast.rolledUpDays === 0 ? (
          <p>{texts("keeping.takesNothing")}</p>
        ) : (
          <>
            <p>
              <b>
                {texts(forecast.isAtLeast ? "keeping.takesAtLeast" : "keeping.takes", {
                  samples: formatNumber(forecast.samples),
                  bytes: formatBytes(forecast.bytes),
                })}
              </b>
            </p>
            {forecast.firstDay !== undefined && forecast.lastDay !== undefined && (
              <p>{texts("keeping.received", { first: forecast.firstDay, last: forecast.lastDay })}</p>
            )}
            <p>{texts("keeping.rolledUp", { days: forecast.rolledUpDays })}</p>
          </>
        )}
      </div>
      <Failure error={error} />
      <div className="btns" style={{ flexWrap: "wrap" }}>
        {forecast !== undefined && (
          <button type="button" className="btn do" onClick={onKeep}>
            {texts("keeping.keep", { hot: days.hotDays, cold: days.coldDays })}
          </button>
        )}
        <button type="button" className="btn" onClick={onDrop}>
          {texts("admin.cancel")}
        </button>
      </div>
    </>
  );
}

function DaysField(props: {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { id, label, hint, value, onChange } = props;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={1}
        max={daysMost}
        value={value}
        aria-describedby={`${id}-below`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="sub" id={`${id}-below`}>
        {hint}
      </p>
    </div>
  );
}
