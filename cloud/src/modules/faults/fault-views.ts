import { Type, type Static } from "typebox";
import { controlUnitName, faultText, j1939NumbersOf } from "@drawbar/firmware-interfaces/catalogue/fault-texts.ts";
import { faultLamps, obdLists } from "@drawbar/proto/faults/fault-report.ts";
import { named, oneOf, pageOf, ref } from "../../http/schemas.ts";
import type { ListColumn } from "../../http/tables/list-export.ts";
import type { StoredEpisode, VehicleLevel } from "./episode-reader.ts";
import { isCleared } from "./episode-store.ts";
import { faultLevels } from "./fault-types.ts";
import { faultRules } from "./limits.ts";

const Time = Type.String({ format: "date-time" });
const Level = oneOf(faultLevels, {
  description:
    "By the lamp that the control unit lights for it: red stop is stop-now, amber warning or malfunction indicator is workshop, anything else a note.",
});

export const FaultView = named(
  "Fault",
  Type.Object({
    episodeId: Type.String({ description: "Follows from vehicle, control unit, code and onset: it stays as long as late reports do not move the onset." }),
    vehicleId: Type.String(),
    callSign: Type.String(),
    controlUnit: Type.Object({
      key: Type.String({ description: "Bus, protocol and address, such as can0/DM1@00." }),
      name: Type.String({ description: "By the address that the standard gives to a function." }),
    }),
    code: Type.String({ description: "Such as P0128, or SPN 110 FMI 16." }),
    spn: Type.Optional(Type.Integer()),
    fmi: Type.Optional(Type.Integer()),
    text: Type.Optional(Type.String({ description: "What the code means; absent for makers' own codes." })),
    textSource: Type.Optional(Type.String({ description: "The standards behind the text." })),
    level: Level,
    state: oneOf(["active", "cleared"], {
      description: "Cleared when the control unit has not named it for ten minutes; named again sooner it is the same episode, interrupted.",
    }),
    onsetAt: Time,
    lastSeenAt: Type.String({ format: "date-time", description: "Of the last report that names it." }),
    absentSince: Type.Optional(Type.String({ format: "date-time", description: "Of the first report that does not name it any more." })),
    clearedAt: Type.Optional(Type.String({ format: "date-time", description: "The same, once it is cleared." })),
    silentSince: Type.Optional(
      Type.String({ format: "date-time", description: "It was there when the control unit was last heard, and that is long ago: nothing is known since." }),
    ),
    interruptions: Type.Integer({ description: "How often it was gone for less than ten minutes." }),
    occurrences: Type.Optional(Type.Integer({ description: "J1939: as the control unit counts." })),
    lists: Type.Array(oneOf(obdLists), { description: "OBD-II: the lists that named it last." }),
    lamps: Type.Array(oneOf(faultLamps), { description: "Lit at the control unit when it was last named." }),
    hasFrame: Type.Boolean(),
  }),
);
export const FaultPage = pageOf("FaultPage", FaultView);

/** Of files: faults. */
export const faultColumns: readonly ListColumn<Static<typeof FaultView>>[] = [
  ["vehicle", ({ callSign }) => callSign],
  ["level", ({ level }) => level],
  ["code", ({ code }) => code],
  ["text", ({ text = "" }) => text],
  ["controlUnit", ({ controlUnit }) => controlUnit.name],
  ["controlUnitKey", ({ controlUnit }) => controlUnit.key],
  ["state", ({ state }) => state],
  ["onsetAt", ({ onsetAt }) => onsetAt],
  ["lastSeenAt", ({ lastSeenAt }) => lastSeenAt],
  ["clearedAt", ({ clearedAt = "" }) => clearedAt],
  ["silentSince", ({ silentSince = "" }) => silentSince],
  ["interruptions", ({ interruptions }) => String(interruptions)],
];

export const FaultDetailView = named(
  "FaultWithFrame",
  Type.Object({
    fault: ref(FaultView),
    frame: Type.Optional(
      Type.Object({
        from: oneOf(["control-unit", "snapshot"], {
          description: "control-unit: its own freeze frame. snapshot: the newest signals that the unit in the vehicle had when the fault began.",
        }),
        values: Type.Array(
          Type.Object({
            name: Type.String(),
            unit: Type.String(),
            value: Type.Number(),
            ageS: Type.Optional(Type.Number({ description: "Of a snapshot: how old the value was." })),
          }),
        ),
      }),
    ),
    links: Type.Object({ history: Type.String({ description: "Signals around the onset: add `source` for each one wanted." }) }),
  }),
);

export const FaultLevelView = named(
  "VehicleFaultLevel",
  Type.Object({
    vehicleId: Type.String(),
    level: Level,
    worst: Type.Object({ episodeId: Type.String(), code: Type.String(), text: Type.Optional(Type.String()), onsetAt: Time }),
    faults: Type.Integer({ description: "How many it has." }),
  }),
);
export const FaultLevelPage = pageOf("VehicleFaultLevelPage", FaultLevelView);

export function faultLevelToJson({ vehicleId, level, episodeId, code, onsetUs, faults }: VehicleLevel): Static<typeof FaultLevelView> {
  const text = faultText(code)?.text;
  return { vehicleId, level, worst: { episodeId, code, ...(text === undefined ? {} : { text }), onsetAt: timeOf(onsetUs) }, faults };
}

/** Of a link to the signals around an onset. */
const aroundUs = 300_000_000;

export function faultToJson(episode: StoredEpisode, nowUs: number): Static<typeof FaultView> {
  const { absentUs, code, controlUnit, heardUs, occurrences } = episode;
  const text = faultText(code);
  const isGone = isCleared(episode, nowUs);
  const isSilent = absentUs === undefined && nowUs - heardUs > faultRules.silentUs;
  return {
    episodeId: episode.episodeId,
    vehicleId: episode.vehicleId,
    callSign: episode.callSign,
    controlUnit: { key: controlUnit, name: controlUnitName(controlUnit) },
    code,
    ...j1939NumbersOf(code),
    ...(text === undefined ? {} : { text: text.text, textSource: text.source }),
    level: episode.level,
    state: isGone ? "cleared" : "active",
    onsetAt: timeOf(episode.onsetUs),
    lastSeenAt: timeOf(episode.seenUs),
    ...(absentUs === undefined ? {} : { absentSince: timeOf(absentUs) }),
    ...(absentUs === undefined || !isGone ? {} : { clearedAt: timeOf(absentUs) }),
    ...(isSilent ? { silentSince: timeOf(heardUs) } : {}),
    interruptions: episode.interruptions,
    ...(occurrences === undefined ? {} : { occurrences }),
    lists: [...episode.lists],
    lamps: [...episode.lamps],
    hasFrame: episode.hasFrame,
  };
}

export function faultWithFrameToJson(episode: StoredEpisode, nowUs: number): Static<typeof FaultDetailView> {
  const { frame, onsetUs, vehicleId } = episode;
  const span = `from=${timeOf(Math.max(0, onsetUs - aroundUs))}&to=${timeOf(onsetUs + aroundUs)}`;
  return {
    fault: faultToJson(episode, nowUs),
    ...(frame === undefined
      ? {}
      : { frame: { from: frame.from, values: frame.values.map(({ ageS, ...value }) => (ageS === undefined ? value : { ...value, ageS })) } }),
    links: { history: `/api/v1/vehicles/${vehicleId}/history?${span}` },
  };
}

function timeOf(us: number): string {
  return new Date(us / 1_000).toISOString();
}
