import { Type, type Static } from "typebox";
import { named, oneOf, ref, Uuid } from "../../http/schemas.ts";
import type { Meter } from "./meter-service.ts";
import { doubtReasons, meterKinds, type MeterReading, type MeterSource } from "./meter-types.ts";

const Time = Type.String({ format: "date-time" });

export const readingFields = {
  meter: oneOf(meterKinds),
  value: Type.Number({ minimum: 0, maximum: 5_000_000, description: "Kilometres of an odometer, hours of an engine." }),
  note: Type.String({ maxLength: 500, pattern: String.raw`^[^\u0000]*$` }),
};

export const ReadingView = named("MeterReading", Type.Object({ readingId: Uuid, vehicleId: Uuid, ...readingFields, at: Time, recordedAt: Time }));

const SourceKind = oneOf(["signal", "people"], { description: "people: what somebody read off and wrote down." });
const From = Type.Object({
  kind: SourceKind,
  name: Type.Optional(Type.String({ description: "Source of the signal, such as can0/VDHR/HighResolutionTotalVehicleDistance@EE." })),
});

const DoubtView = Type.Object({
  reason: oneOf(doubtReasons, {
    description:
      "out-of-range: no meter shows that; jump-back, jump-forward: less than before, more than can be driven or run in the time; reset, swapped: it began anew, and the sum goes on; unit: another unit of measure; contradicts: others say otherwise.",
  }),
  value: Type.Optional(Type.Number()),
  expected: Type.Optional(Type.Number()),
  at: Time,
  readingId: Type.Optional(Uuid),
});

const MeterView = named(
  "Meter",
  Type.Object({
    meter: oneOf(meterKinds),
    unit: oneOf(["km", "h"]),
    value: Type.Optional(Type.Number({ description: "Absent while nobody says anything that is believed." })),
    error: Type.Optional(Type.Number({ description: "The value is right to so much." })),
    at: Type.Optional(Time),
    from: Type.Optional(From),
    added: Type.Optional(Type.Number({ description: "Part of the value that others counted, or trips, after the source's last reading." })),
    sources: Type.Array(
      Type.Object({
        ...From.properties,
        isChosen: Type.Boolean(),
        value: Type.Optional(Type.Number()),
        at: Type.Optional(Time),
        doubts: Type.Array(DoubtView, { description: "What is not believed of it, and why; the latest first." }),
      }),
    ),
    readings: Type.Array(ref(ReadingView), { description: "Written by people, newest first." }),
  }),
);

export const MetersView = named("Meters", Type.Object({ items: Type.Array(ref(MeterView)) }));

export function meterToJson({ meter, value, atUs, error, source, added, sources, readings }: Meter): Static<typeof MeterView> {
  const digits = meter === "odometer" ? 1 : 2;
  const number = (name: string, given: number | undefined) => (given === undefined || !Number.isFinite(given) ? {} : { [name]: Number(given.toFixed(digits)) });
  return {
    meter,
    unit: meter === "odometer" ? "km" : "h",
    ...number("value", value),
    ...number("error", error),
    ...number("added", added),
    ...timeOf(atUs),
    ...(source === undefined ? {} : { from: sourceToJson(source) }),
    sources: sources.map((each) => ({
      ...sourceToJson(each.source),
      isChosen: each.isChosen,
      ...number("value", each.value),
      ...timeOf(each.atUs),
      doubts: each.doubts.map((doubt) => ({
        reason: doubt.reason,
        ...number("value", doubt.value),
        ...number("expected", doubt.expected),
        at: isoOf(doubt.atUs),
        ...(doubt.readingId === undefined ? {} : { readingId: doubt.readingId }),
      })),
    })),
    readings: readings.map(readingToJson),
  };
}

export function readingToJson({ at, recordedAt, ...reading }: MeterReading): Static<typeof ReadingView> {
  return { ...reading, at: at.toISOString(), recordedAt: recordedAt.toISOString() };
}

function sourceToJson(source: MeterSource): Static<typeof From> {
  return source.kind === "signal" ? { kind: source.kind, name: source.name } : { kind: source.kind };
}

function timeOf(atUs: number | undefined): { readonly at?: string } {
  return atUs === undefined ? {} : { at: isoOf(atUs) };
}

function isoOf(us: number): string {
  return new Date(us / 1_000).toISOString();
}
