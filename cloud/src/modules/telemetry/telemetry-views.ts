/** What the API says about stored telemetry, and the one place where our values become it. */
import { Type, type Static } from "typebox";
import { named, oneOf, pageOf, ref, Uuid } from "../../http/schemas.ts";
import type { Erasure } from "./erasure.ts";
import type { RetentionForecast } from "./keeping-forecast.ts";
import type { KeptSource, PastErasure } from "./kept-sources.ts";
import type { RetentionState } from "./retention-settings.ts";
import type { Aggregate, AlignedHistory, ValueAt } from "./telemetry-types.ts";

const Time = Type.String({ format: "date-time" });
const Numbers = Type.Array(Type.Number());
/** JSON has no NaN: a text has no mean, and an older roll-up no last value. */
const NumbersOrNone = Type.Array(Type.Unsafe<number | null>({ type: ["number", "null"] }));
const Milliseconds = Type.Array(Type.Number(), { description: "Milliseconds since 1970 of each sample, or of the beginning of each step; ascending." });

export const SignalsHistoryView = named(
  "SignalsHistory",
  Type.Object({
    resolution: oneOf(["raw", "second", "minute", "hour"], { description: "What was read. raw: every sample, so that mean, min, max and last are the same." }),
    stepMs: Type.Number({ description: "Width of a step, a multiple of the resolution; 0 for raw." }),
    series: Type.Array(
      Type.Object({
        source: Type.String(),
        signal: Type.String(),
        unit: Type.String(),
        decimals: Type.Integer(),
        at: Milliseconds,
        mean: NumbersOrNone,
        min: NumbersOrNone,
        max: NumbersOrNone,
        last: NumbersOrNone,
        sum: NumbersOrNone,
        count: Numbers,
      }),
    ),
    gaps: Type.Array(Type.Object({ from: Time, to: Time, reason: oneOf(["asleep", "lost", "to-come"]), samples: Type.Optional(Type.Integer()) })),
  }),
);

export const ValueAtView = named(
  "ValueAt",
  Type.Object({
    signal: Type.String(),
    source: Type.String(),
    unit: Type.String(),
    value: Type.Number(),
    at: Type.String({ format: "date-time", description: "Of the sample; the end of its minute when only roll-ups are left." }),
    resolution: oneOf(["raw", "minute"]),
  }),
);
export const ValuesAtView = named(
  "ValuesAt",
  Type.Object({ items: Type.Array(ref(ValueAtView), { description: "Signals without a sample in the day before are left out." }) }),
);

export const AggregateView = named(
  "TelemetryAggregate",
  Type.Object({
    unit: Type.String(),
    vehicles: Type.Integer({ description: "Vehicles that have any sample in the span." }),
    at: Milliseconds,
    min: Numbers,
    max: Numbers,
    mean: Numbers,
    count: Numbers,
  }),
);

export const retentionDays = {
  hotDays: Type.Integer({ minimum: 1, maximum: 3_650, description: "Days after receipt that ordinary samples are kept." }),
  coldDays: Type.Integer({ minimum: 1, maximum: 3_650, description: "Days after receipt that samples of events and alarms, and roll-ups, are kept." }),
};
export const RetentionView = named(
  "TelemetryRetention",
  Type.Object({
    ...retentionDays,
    sweptAt: Type.Optional(Time),
    expiredSegments: Type.Integer({ description: "Segments that were kept so long and are gone." }),
    expiredSamples: Type.Integer(),
  }),
);

const amount = {
  segments: Type.Integer(),
  samples: Type.Integer(),
  bytes: Type.Integer({ description: "As stored, compressed." }),
  isAtLeast: Type.Boolean({ description: "There is more than was counted." }),
};

export const RetentionForecastView = named(
  "TelemetryRetentionForecast",
  Type.Object({
    ...amount,
    firstDay: Type.Optional(Type.String({ description: "First day of receipt that ends, such as 2026-10-02." })),
    lastDay: Type.Optional(Type.String()),
    rolledUpDays: Type.Integer({ description: "Days of which the roll-ups go, too, so that nothing is left of them." }),
  }),
);

export const ErasureForecastView = named(
  "TelemetryErasureForecast",
  Type.Object({ ...amount, keys: Type.Integer({ description: "Keys that would be dropped." }) }),
);

const Month = Type.String({ description: "A month of receipt, such as 2026-10." });

export const KeptSourceList = named(
  "TelemetrySourceList",
  Type.Object({
    items: Type.Array(
      Type.Object({
        sourceId: Type.String(),
        kind: oneOf(["unit", "replay"]),
        device: Type.String(),
        callSign: Type.Optional(Type.String({ description: "Of the vehicle that it is in, or was in last." })),
        firstMonth: Type.Optional(Month),
        lastMonth: Type.Optional(Month),
      }),
    ),
  }),
);

export const PastErasureView = named(
  "PastTelemetryErasure",
  Type.Object({
    erasureId: Type.String(),
    sourceId: Type.String(),
    callSign: Type.Optional(Type.String()),
    through: Month,
    keys: Type.Integer(),
    erasedAt: Type.String({ format: "date-time" }),
  }),
);
export const PastErasurePage = pageOf("PastTelemetryErasurePage", PastErasureView);

export const ErasureView = named(
  "TelemetryErasure",
  Type.Object({
    erasureId: Uuid,
    sourceId: Type.String(),
    through: Type.String({ description: "The last month of receipt that is erased, such as 2026-10." }),
    keys: Type.Integer({ description: "Keys that were dropped." }),
  }),
);

export function signalsHistoryToJson({ resolution, stepUs, series, gaps }: AlignedHistory): Static<typeof SignalsHistoryView> {
  return {
    resolution,
    stepMs: stepUs / 1_000,
    series: series.map(({ source, signal, unit, decimals, at, mean, min, max, last, sum, count }) => ({
      source,
      signal,
      unit,
      decimals,
      at: [...at],
      mean: orNone(mean),
      min: orNone(min),
      max: orNone(max),
      last: orNone(last),
      sum: orNone(sum),
      count: [...count],
    })),
    gaps: gaps.map(({ fromUs, toUs, reason, samples }) => ({ from: isoOf(fromUs), to: isoOf(toUs), reason, ...(samples === undefined ? {} : { samples }) })),
  };
}

export function valueAtToJson({ atUs, ...value }: ValueAt): Static<typeof ValueAtView> {
  return { ...value, at: isoOf(atUs) };
}

export function aggregateToJson({ unit, vehicles, at, min, max, mean, count }: Aggregate): Static<typeof AggregateView> {
  return { unit, vehicles, at: [...at], min: [...min], max: [...max], mean: [...mean], count: [...count] };
}

export function retentionToJson({ sweptAt, ...state }: RetentionState): Static<typeof RetentionView> {
  return { ...state, ...(sweptAt === undefined ? {} : { sweptAt: sweptAt.toISOString() }) };
}

export function erasureToJson({ erasureId, source, throughMonth, keys }: Erasure): Static<typeof ErasureView> {
  return {
    erasureId,
    sourceId: source,
    through: monthText(throughMonth),
    keys,
  };
}

export function retentionForecastToJson({ days, ...forecast }: RetentionForecast): Static<typeof RetentionForecastView> {
  const [first, last] = [days[0], days.at(-1)];
  return { ...forecast, ...(first === undefined || last === undefined ? {} : { firstDay: dayText(first), lastDay: dayText(last) }) };
}

export function keptSourceToJson({ source, kind, device, callSign, months }: KeptSource): Static<typeof KeptSourceList>["items"][number] {
  return {
    sourceId: source,
    kind,
    device,
    ...(callSign === undefined ? {} : { callSign }),
    ...(months === undefined ? {} : { firstMonth: monthText(months.first), lastMonth: monthText(months.last) }),
  };
}

export function pastErasureToJson({ erasureId, source, callSign, throughMonth, keys, erasedAt }: PastErasure): Static<typeof PastErasureView> {
  const through = monthText(throughMonth);
  return { erasureId, sourceId: source, through, keys, erasedAt: erasedAt.toISOString(), ...(callSign === undefined ? {} : { callSign }) };
}

/** @param month YYMM. */
function monthText(month: number): string {
  return `20${String(Math.floor(month / 100)).padStart(2, "0")}-${String(month % 100).padStart(2, "0")}`;
}

/** @param day YYMMDD. */
function dayText(day: number): string {
  return `${monthText(Math.floor(day / 100))}-${String(day % 100).padStart(2, "0")}`;
}

function orNone(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}

/** A unit's clock may be anything; a Date holds less. */
const dateUsMax = 8.64e18;

function isoOf(us: number): string {
  return new Date(Math.max(-dateUsMax, Math.min(dateUsMax, us)) / 1_000).toISOString();
}
