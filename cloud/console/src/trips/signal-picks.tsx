import { Checks } from "../admin/form-parts.tsx";
import type { LiveSignal } from "../live/vehicle-store.ts";
import { useTexts } from "../texts/texts.tsx";
import { signalLabel } from "../vehicle/signal-label.ts";
import { chartsMost } from "./replay-signals.ts";

interface SignalPicksProps {
  readonly signals: readonly LiveSignal[];
  readonly shown: readonly string[];
  readonly onPick: (sources: readonly string[]) => void;
}

/** Which signals a replay shows. */
export function SignalPicks({ signals, shown, onPick }: SignalPicksProps) {
  const texts = useTexts();
  const isFull = shown.length >= chartsMost;
  return (
    <details className="more">
      <summary>{texts("trip.signals")}</summary>
      <div className="signal-picks">
        <Checks
          label={texts("trip.signalsShown")}
          hint={isFull ? texts("trip.signalsFull", { most: chartsMost }) : undefined}
          choices={signals.map(({ source, signal }) => ({
            value: source,
            label: signalLabel(signal),
            isDisabled: (isFull && !shown.includes(source)) || (shown.length === 1 && shown[0] === source),
          }))}
          picked={new Set(shown)}
          onPick={(picked) => onPick(signals.map(({ source }) => source).filter((source) => picked.has(source)))}
        />
      </div>
    </details>
  );
}
