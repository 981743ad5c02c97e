import { PauseIcon } from "@phosphor-icons/react/dist/csr/Pause";
import { PlayIcon } from "@phosphor-icons/react/dist/csr/Play";
import { formatAmount } from "@drawbar/ui/format/numbers.ts";
import { formatClock } from "@drawbar/ui/format/times.ts";
import { Segmented } from "@drawbar/ui/segmented.tsx";
import { useTexts } from "../texts/texts.tsx";
import { signalLabel } from "../vehicle/signal-label.ts";
import { speeds, type ReplayClock } from "./replay-clock.ts";
import { placeAt, type Track } from "./track.ts";
import { distanceWords, positionWords } from "./trip-words.ts";
import { useReplay, useReplayMotion } from "./use-replay.ts";
import { valueAt, type TripSeries } from "./use-trip-history.ts";

/** So many presses of an arrow go over the whole trip. */
const stepsPerTrip = 300;

interface ReplayBarProps {
  readonly clock: ReplayClock;
  readonly track: Track;
  readonly series: readonly TripSeries[];
}

/** Plays the trip and says where it stands. The slider is the one cursor of map and charts, for the pointer and for keys. */
export function ReplayBar({ clock, track, series }: ReplayBarProps) {
  const texts = useTexts();
  useReplayMotion(clock);
  const isPlaying = useReplay(clock, (each) => each.isPlaying);
  const speed = useReplay(clock, (each) => each.speed);
  const toMs = useReplay(clock, (each) => each.toMs);
  const atMs = useReplay(clock, (each) => Math.round(each.atMs));
  const { fromMs } = clock;
  const stepMs = Math.max(1_000, Math.round((toMs - fromMs) / stepsPerTrip / 1_000) * 1_000);
  const Icon = isPlaying ? PauseIcon : PlayIcon;
  const place = placeAt(track, atMs);
  const time = formatClock(atMs, { seconds: true });
  return (
    <div className="replay-bar" role="group" aria-label={texts("trip.replay")}>
      <button type="button" className="btn do" onClick={() => (isPlaying ? clock.pause() : clock.play())}>
        <Icon className="i-s" weight="fill" aria-hidden="true" />
        {texts(isPlaying ? "trip.pause" : "trip.play")}
      </button>
      <Segmented
        label={texts("trip.speed")}
        segments={speeds.map((each) => ({ value: String(each), label: `${each}×` }))}
        value={String(speed)}
        onPick={(picked) => clock.setSpeed(speeds.find((each) => String(each) === picked) ?? speed)}
      />
      <input
        type="range"
        aria-label={texts("trip.time")}
        min={fromMs}
        max={toMs}
        step={stepMs}
        value={atMs}
        // while it plays, every second of it would be spoken
        aria-valuetext={isPlaying ? time : spoken(time, series, atMs, texts.locale)}
        onChange={(event) => {
          clock.pause();
          // the last step of a range may lie before its end
          const wanted = Number(event.target.value);
          clock.seek(wanted + stepMs > toMs ? toMs : wanted);
        }}
      />
      <p className="replay-at">
        <b>{time}</b>
        {place !== undefined && (
          <span>
            {texts("trip.soFar", { distance: distanceWords(place.wayM, texts.locale) })}
            <span className="wide">, {positionWords(place, texts.locale)}</span>
          </span>
        )}
      </p>
    </div>
  );
}

function spoken(time: string, series: readonly TripSeries[], atMs: number, locale: string): string {
  const values = series.flatMap(({ signal, frame }) => {
    const value = valueAt(frame, atMs);
    return value === undefined ? [] : [`${signalLabel(signal.signal)} ${formatAmount(value, signal.decimals, signal.unit, locale)}`];
  });
  return [time, ...values].join(", ");
}
