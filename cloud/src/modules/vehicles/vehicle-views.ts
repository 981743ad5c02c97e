/** What the API says about vehicles, and the one place where our values become it. */
import { Type, type Static } from "typebox";
import { named, oneOf, pageOf, ref, Uuid } from "../../http/schemas.ts";
import { VinReadingView, type VinReadingJson } from "../vin/index.ts";
import { AttributeValues } from "../attributes/index.ts";
import { revocationToJson, RevocationView } from "../enrolment/index.ts";
import type { History, SignalLatest, StreamAccount } from "../telemetry/index.ts";
import { vehicleLives, type LifeStepTaken } from "./vehicle-life.ts";
import { vehicleStates, type Depot, type HeadlineValue, type VehiclePosition, type VehicleSummary } from "./vehicle-types.ts";

const Time = Type.String({ format: "date-time" });

/** A name or a word on one line, without space around it. */
export function lineOf(maxLength: number) {
  return Type.String({ minLength: 1, maxLength, pattern: String.raw`^[^\s\u0000-\u001f]([^\u0000-\u001f]*[^\s\u0000-\u001f])?$` });
}

/** A remark of a person; may be empty. */
export function noteOf(maxLength: number) {
  return Type.String({ maxLength, pattern: String.raw`^[^\u0000]*$` });
}

export const GroupView = named(
  "VehicleGroup",
  Type.Object({
    groupId: Uuid,
    name: Type.String(),
    note: Type.String(),
    vehicles: Type.Integer({ description: "Vehicles in it, the decommissioned ones included." }),
  }),
);

const Life = oneOf(vehicleLives, {
  description: "registered: not in service yet; active: in service; workshop: in service, but not to be had; decommissioned: its history stays.",
});

export const LifeStepView = named(
  "VehicleLifeStep",
  Type.Object({ stepId: Uuid, from: Life, to: Life, note: Type.String({ description: "Why, in the words of who did it." }), at: Time }),
);
export const LifeStepPage = pageOf("VehicleLifeStepPage", LifeStepView);

export const VehicleView = named(
  "Vehicle",
  Type.Object({
    vehicleId: Type.String(),
    callSign: Type.String({ description: "What people in the yard call it." }),
    vin: Type.Optional(Type.String({ description: "ISO 3779." })),
    decoded: Type.Optional(Type.Unsafe<VinReadingJson>({ ...ref(VinReadingView), description: "What the VIN says; in answers about one vehicle." })),
    description: Type.String(),
    simulated: Type.Boolean({ description: "Part of the demonstration fleet." }),
    life: Life,
    lifeSince: Time,
    group: Type.Optional(Type.Object({ groupId: Uuid, name: Type.String() }, { description: "The group that it belongs to." })),
    tags: Type.Array(Type.String(), { description: "Words that people sort it by." }),
    attributes: AttributeValues,
    state: oneOf(vehicleStates, {
      description:
        "in-depot: stands on the ground of a depot, heard within a week or signed off; else live: heard within 30 s; late: within 15 min; silent: longer ago; asleep: the unit signed off; never: not heard yet. Played recordings do not count.",
    }),
    inDepot: Type.Optional(
      Type.Object(
        {
          placeId: Type.String(),
          name: Type.String({ description: "Of the place with the purpose depot." }),
          since: Type.String({ format: "date-time", description: "When it came, or was found there, by the unit's clock." }),
        },
        { description: "The depot's ground on which a vehicle stands that is in-depot." },
      ),
    ),
    lastSampleAt: Type.Optional(Time),
    headline: Type.Array(
      Type.Object({
        name: Type.String(),
        source: Type.String(),
        unit: Type.String(),
        decimals: Type.Integer(),
        value: Type.Number(),
        at: Time,
      }),
      { description: "Speed, engine speed and coolant temperature, as far as the vehicle has them." },
    ),
    position: Type.Optional(
      Type.Object(
        {
          latitude: Type.Number({ description: "Degrees, WGS 84." }),
          longitude: Type.Number({ description: "Degrees, WGS 84." }),
          heading: Type.Optional(Type.Integer({ description: "Whole degrees clockwise from north; absent when the vehicle has not said it." })),
          at: Time,
        },
        { description: "Where it was when it said so last." },
      ),
    ),
    unit: Type.Optional(Type.Object({ unitId: Type.String(), device: Type.String(), enrolledAt: Time })),
    depot: Type.Optional(
      Type.Object(
        { depotId: Type.String(), name: Type.String() },
        { description: "Through which depot it was heard last; absent when it came straight to the cloud." },
      ),
    ),
  }),
);
export type SummaryJson = Static<typeof VehicleView>;

export const SignalView = named(
  "Signal",
  Type.Object({
    signal: Type.String({ description: "Catalogue name; equal to `source` when nothing maps it." }),
    source: Type.String({ description: "Where it comes from, such as can0/WHEEL_SPEEDS/WHEEL_SPEED_FL." }),
    unit: Type.String(),
    decimals: Type.Integer({ description: "Digits after the point worth showing." }),
    kind: oneOf(["scaled", "float", "integer", "text"]),
    value: Type.Optional(Type.Number()),
    at: Type.Optional(Time),
    lowToday: Type.Optional(Type.Number()),
    highToday: Type.Optional(Type.Number()),
  }),
);
export type SignalJson = Static<typeof SignalView>;

const Numbers = Type.Array(Type.Number());

export const HistoryView = named(
  "History",
  Type.Object({
    from: Time,
    to: Time,
    resolution: oneOf(["raw", "minute", "bucket"], { description: "raw: every sample; otherwise mean, lowest and highest of each bucket." }),
    series: Type.Array(
      Type.Object({
        source: Type.String(),
        signal: Type.String(),
        unit: Type.String(),
        decimals: Type.Integer(),
        at: Type.Array(Type.Number(), { description: "Milliseconds since 1970 of each sample, or of the beginning of each bucket; ascending." }),
        mean: Numbers,
        min: Numbers,
        max: Numbers,
        count: Numbers,
      }),
    ),
    gaps: Type.Array(
      Type.Object({
        from: Time,
        to: Time,
        reason: oneOf(["asleep", "lost", "to-come"]),
        samples: Type.Optional(Type.Integer()),
      }),
    ),
  }),
);

export const DepotView = named(
  "Depot",
  Type.Object({
    depotId: Type.String(),
    name: Type.String(),
    connected: Type.Boolean(),
    lastHeardAt: Type.Optional(Time),
    revoked: Type.Optional(ref(RevocationView)),
  }),
);

const accountNumbers = {
  produced: Type.Integer(),
  received: Type.Integer(),
  lost: Type.Integer(),
  entrusted: Type.Integer({ description: "Held by a depot that still has to deliver." }),
  open: Type.Integer({ description: "Neither here nor explained yet." }),
};

export const AccountTotals = named("AccountTotals", Type.Object(accountNumbers, { description: "In samples; received + lost + entrusted + open = produced." }));
export const SourceAccount = named(
  "SourceAccount",
  Type.Object({
    sourceId: Type.String(),
    streams: Type.Array(Type.Object({ stream: Type.String(), ...accountNumbers })),
    totals: ref(AccountTotals),
  }),
);

export function summaryToJson(summary: VehicleSummary): SummaryJson {
  const { unit, depot, groupId, groupName, state, ground } = summary;
  return {
    vehicleId: summary.vehicleId,
    callSign: summary.callSign,
    description: summary.description,
    simulated: summary.simulated,
    life: summary.life,
    lifeSince: summary.lifeSince.toISOString(),
    tags: [...summary.tags],
    attributes: { ...summary.attributes },
    ...(groupId === undefined || groupName === undefined ? {} : { group: { groupId, name: groupName } }),
    state,
    ...(state !== "in-depot" || ground === undefined ? {} : { inDepot: { placeId: ground.placeId, name: ground.name, since: isoOf(ground.sinceUs) } }),
    headline: summary.headline.map(headlineToJson),
    ...(summary.position === undefined ? {} : { position: positionToJson(summary.position) }),
    ...(summary.vin === undefined ? {} : { vin: summary.vin }),
    ...(summary.lastSampleAtUs === undefined ? {} : { lastSampleAt: isoOf(summary.lastSampleAtUs) }),
    ...(unit === undefined ? {} : { unit: { unitId: unit.unitId, device: unit.device, enrolledAt: unit.enrolledAt.toISOString() } }),
    ...(depot === undefined ? {} : { depot }),
  };
}

function headlineToJson({ atUs, ...value }: HeadlineValue): SummaryJson["headline"][number] {
  return { ...value, at: isoOf(atUs) };
}

/** To 0.1 m and a whole degree: more is noise that would be sent again and again. */
function positionToJson({ latitude, longitude, heading, atUs }: VehiclePosition): NonNullable<SummaryJson["position"]> {
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return {
    latitude: round(latitude),
    longitude: round(longitude),
    ...(heading === undefined ? {} : { heading: Math.round(heading) % 360 }),
    at: isoOf(atUs),
  };
}

export function signalToJson(latest: SignalLatest): SignalJson {
  const { value, atUs, lowToday, highToday } = latest;
  return {
    signal: latest.signal,
    source: latest.source,
    unit: latest.unit,
    decimals: latest.decimals,
    kind: latest.kind,
    ...(value === undefined ? {} : { value }),
    ...(atUs === undefined ? {} : { at: isoOf(atUs) }),
    ...(lowToday === undefined ? {} : { lowToday }),
    ...(highToday === undefined ? {} : { highToday }),
  };
}

export function historyToJson(history: History, span: { readonly fromUs: number; readonly toUs: number }): Static<typeof HistoryView> {
  return {
    from: isoOf(span.fromUs),
    to: isoOf(span.toUs),
    resolution: history.resolution,
    series: history.series.map(({ source, signal, unit, decimals, at, mean, min, max, count }) => {
      // A text has no numbers, and a control unit may have none for a minute: there is no point to draw then.
      const ofPoints = (values: Float64Array): number[] => Array.from(values.filter((_, index) => Number.isFinite(mean[index])));
      return {
        source,
        signal,
        unit,
        decimals,
        at: ofPoints(at),
        mean: ofPoints(mean),
        min: ofPoints(min),
        max: ofPoints(max),
        count: ofPoints(count),
      };
    }),
    gaps: history.gaps.map(({ fromUs, toUs, reason, samples }) => ({
      from: isoOf(fromUs),
      to: isoOf(toUs),
      reason,
      ...(samples === undefined ? {} : { samples }),
    })),
  };
}

export function depotToJson({ depotId, name, isConnected, lastHeardAt, revoked }: Depot): Static<typeof DepotView> {
  return {
    depotId,
    name,
    connected: isConnected,
    ...(lastHeardAt === undefined ? {} : { lastHeardAt: lastHeardAt.toISOString() }),
    ...(revoked === undefined ? {} : { revoked: revocationToJson(revoked) }),
  };
}

export function totalsOf(streams: readonly StreamAccount[]): Static<typeof AccountTotals> {
  const sum = (name: "produced" | "received" | "lost" | "entrusted" | "open"): number => streams.reduce((total, stream) => total + stream[name], 0);
  return { produced: sum("produced"), received: sum("received"), lost: sum("lost"), entrusted: sum("entrusted"), open: sum("open") };
}

/** Latest and earliest instants that a Date can hold, in microseconds: a unit's clock may be anything. */
const dateUsMax = 8.64e18;

/** To the millisecond; a time beyond what dates can hold becomes the last one that they can. */
export function isoOf(us: number): string {
  return new Date(Math.max(-dateUsMax, Math.min(dateUsMax, us)) / 1_000).toISOString();
}

export function stepToJson({ stepId, before, after, note, at }: LifeStepTaken): Static<typeof LifeStepView> {
  return { stepId, from: before, to: after, note, at: at.toISOString() };
}
