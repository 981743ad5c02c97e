import { useId, useMemo, useState } from "react";
import { Wrong } from "../admin/form-parts.tsx";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";

/** Call-signs offered while one types. */
const offered = 30;

export interface VehiclePickProps {
  readonly id: string;
  readonly label: string;
  readonly placeholder?: string;
  readonly picked: string | undefined;
  /** @param vehicleId absent when the field was emptied. */
  readonly onPick: (vehicleId: string | undefined) => void;
  /** What was typed is no vehicle. */
  readonly onUnknown?: () => void;
  /** In place of a vehicle that is needed. */
  readonly wrong?: string | undefined;
}

/** By call-sign, offered while one types: a list of ten thousand to pick from is none. */
export function VehiclePick({ id, label, placeholder, picked, onPick, onUnknown, wrong }: VehiclePickProps) {
  const texts = useTexts();
  const { fleet } = useLive();
  const list = useId();
  const members = useBeat(() => fleet.members, "second");
  const known = picked === undefined ? undefined : fleet.get(picked)?.callSign;
  const [typed, setTyped] = useState<string>();
  const [isUnknown, setIsUnknown] = useState(false);
  const text = typed ?? known ?? "";
  const ofCallSign = useMemo(() => new Map(fleet.all().map(({ callSign, vehicleId }) => [squeezed(callSign), { callSign, vehicleId }])), [fleet, members]); // members stands for what all() returns
  const wanted = squeezed(text);
  const offers = typed === undefined ? [] : [...ofCallSign].filter(([sign]) => sign.includes(wanted)).slice(0, offered);
  const problem = isUnknown ? texts("trips.vehicleUnknown") : wrong;
  const take = (value: string, isSure: boolean) => {
    const found = ofCallSign.get(squeezed(value));
    if (value.trim() === "") onPick(undefined);
    else if (found !== undefined) onPick(found.vehicleId);
    else onUnknown?.();
    setIsUnknown(isSure && value.trim() !== "" && found === undefined);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        list={list}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={text}
        aria-invalid={problem !== undefined}
        {...(problem === undefined ? {} : { "aria-describedby": `${id}-below` })}
        onChange={(event) => {
          setTyped(event.target.value);
          setIsUnknown(false);
          // a pick from the list is whole at once
          if (event.nativeEvent instanceof InputEvent && event.nativeEvent.inputType === "insertReplacementText") take(event.target.value, false);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault(); // a form around it is not sent by a pick
          take(text, true);
        }}
        onBlur={() => typed !== undefined && take(text, true)}
      />
      <datalist id={list}>
        {offers.map(([sign, { callSign }]) => (
          <option key={sign} value={callSign} />
        ))}
      </datalist>
      {problem !== undefined && <Wrong id={`${id}-below`}>{problem}</Wrong>}
    </div>
  );
}

/** Blanks and case aside, as the search does. */
function squeezed(text: string): string {
  return text.toLowerCase().replaceAll(/\s/g, "");
}
