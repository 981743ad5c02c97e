export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** One choice of a few, always visible. Buttons that say whether they are pressed: each keeps its place in the tab order. */
export function Segmented<Value extends string>({
  label,
  segments,
  value,
  onPick,
}: {
  readonly label: string;
  readonly segments: readonly Segment<Value>[];
  /** `undefined` when none applies, as after a free zoom. */
  readonly value: Value | undefined;
  readonly onPick: (value: Value) => void;
}) {
  return (
    <span className="seg" role="group" aria-label={label}>
      {segments.map((segment) => (
        <button key={segment.value} type="button" aria-pressed={segment.value === value} onClick={() => onPick(segment.value)}>
          {segment.label}
        </button>
      ))}
    </span>
  );
}
