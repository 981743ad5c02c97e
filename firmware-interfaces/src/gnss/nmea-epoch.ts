/** What each type of sentence adds to the fix of its moment. */
import type { GnssFix, GnssFixDraft, GnssQuality } from "./gnss-fix.ts";
import { gnssLimits } from "./limits.ts";
import { countOf, dayOf, dayOfParts, directionOf, latitudeOf, longitudeOf, numberOf, speedOfKmh, speedOfKnots, timeOfDayUs } from "./nmea-fields.ts";
import type { NmeaSentence } from "./nmea-scanner.ts";

/** By the quality digit of GGA; 0 is no fix. */
const qualities: Readonly<Record<string, GnssQuality>> = {
  "1": "autonomous",
  "2": "differential",
  "3": "precise",
  "4": "rtk-fixed",
  "5": "rtk-float",
  "6": "dead-reckoning",
  "7": "manual",
  "8": "simulated",
};

/** By the mode letter of RMC, GLL, VTG and GNS; N is no fix. */
const modes: Readonly<Record<string, GnssQuality>> = {
  A: "autonomous",
  D: "differential",
  P: "precise",
  R: "rtk-fixed",
  F: "rtk-float",
  E: "dead-reckoning",
  M: "manual",
  S: "simulated",
};

/** Everything said of one moment. */
export class NmeaEpoch {
  /** Microseconds of the day. */
  readonly timeOfDayUs: number;
  /** Days since 1970, when a sentence of this epoch said so. */
  day: number | undefined;
  #mode: 1 | 2 | 3 | undefined;
  #usedByIds = 0;
  readonly #seenByTalker = new Map<string, number>();
  readonly #draft: Omit<GnssFixDraft, "mode" | "timeUs"> = {};

  constructor(timeUs: number) {
    this.timeOfDayUs = timeUs;
  }

  /** @returns whether the sentence is of a type that is read. */
  add(sentence: NmeaSentence): boolean {
    const read = readers[sentence.type];
    if (read === undefined || sentence.talker === "P") return false;
    read(this, sentence.fields, sentence.talker);
    return true;
  }

  /** @param dayIfUnsaid days since 1970, for an epoch none of whose sentences has a date. */
  fix(dayIfUnsaid: number | undefined): GnssFix {
    const day = this.day ?? dayIfUnsaid;
    const { latitudeDeg, altitudeMslM, altitudeEllipsoidM } = this.#draft;
    const hasPosition = latitudeDeg !== undefined;
    const reached = altitudeMslM !== undefined || altitudeEllipsoidM !== undefined ? 3 : 2;
    const draft: GnssFixDraft = { mode: hasPosition ? (this.#mode === 2 || this.#mode === 3 ? this.#mode : reached) : 1 };
    if (day !== undefined) draft.timeUs = day * 86_400_000_000 + this.timeOfDayUs;
    Object.assign(draft, this.#draft);
    if (!hasPosition) {
      // A receiver without a fix repeats old speeds and altitudes.
      for (const key of ["quality", "altitudeMslM", "altitudeEllipsoidM", "geoidSeparationM", "speedMps", "trackDeg"] as const) delete draft[key];
    }
    if (draft.satellitesUsed === undefined && this.#usedByIds > 0) draft.satellitesUsed = this.#usedByIds;
    if (this.#seenByTalker.size > 0) draft.satellitesSeen = [...this.#seenByTalker.values()].reduce((sum, count) => sum + count, 0);
    return draft;
  }

  /** Leaves out what is `undefined`, so that an empty field does not undo what another sentence said. */
  set(values: { readonly [Key in keyof GnssFix]?: GnssFix[Key] | undefined }): void {
    for (const [key, value] of Object.entries(values)) if (value !== undefined) Object.assign(this.#draft, { [key]: value });
  }

  setPosition(latitudeDeg: number | undefined, longitudeDeg: number | undefined, quality: GnssQuality | undefined): void {
    if (latitudeDeg === undefined || longitudeDeg === undefined) return;
    this.set({ latitudeDeg, longitudeDeg });
    // GGA tells more kinds apart than the mode letters; it comes first in most receivers and keeps its word.
    if (this.#draft.quality === undefined) this.set({ quality });
  }

  setMode(mode: 1 | 2 | 3, used: number): void {
    this.#mode = this.#mode === undefined || mode > this.#mode ? mode : this.#mode;
    this.#usedByIds += used;
  }

  setSeen(talker: string, count: number): void {
    // One group a signal (NMEA 4.11): the satellites are the same, so the largest group counts.
    const before = this.#seenByTalker.get(talker);
    if (before === undefined && this.#seenByTalker.size >= gnssLimits.talkersMax) return;
    this.#seenByTalker.set(talker, Math.max(before ?? 0, count));
  }
}

type Fields = readonly string[];
type Reader = (epoch: NmeaEpoch, fields: Fields, talker: string) => void;

/** Field 0 is the first behind the address. */
const readers: Readonly<Record<string, Reader>> = {
  GGA(epoch, [, latitude, north, longitude, east, quality = "", used, hdop, altitude, , separation]) {
    const kind = qualities[quality];
    epoch.set({ satellitesUsed: countOf(used), hdop: dilutionOf(hdop) });
    if (kind === undefined) return;
    epoch.set({ quality: kind });
    epoch.setPosition(latitudeOf(latitude, north), longitudeOf(longitude, east), kind);
    setAltitude(epoch, numberOf(altitude), numberOf(separation));
  },
  GNS(epoch, [, latitude, north, longitude, east, letters = "", used, hdop, altitude, separation]) {
    // A letter for each constellation; the best one that has a fix speaks for all.
    const kind = ["R", "F", "P", "D", "A", "E", "M", "S"].find((letter) => letters.includes(letter));
    epoch.set({ satellitesUsed: countOf(used), hdop: dilutionOf(hdop) });
    if (kind === undefined) return;
    epoch.setPosition(latitudeOf(latitude, north), longitudeOf(longitude, east), modes[kind]);
    setAltitude(epoch, numberOf(altitude), numberOf(separation));
  },
  RMC(epoch, [, status, latitude, north, longitude, east, knots, track, date, , , letter = ""]) {
    epoch.day = dayOf(date) ?? epoch.day;
    if (status !== "A" || letter === "N") return;
    epoch.setPosition(latitudeOf(latitude, north), longitudeOf(longitude, east), modes[letter]);
    epoch.set({ speedMps: speedOfKnots(knots), trackDeg: directionOf(track) });
  },
  GLL(epoch, [latitude, north, longitude, east, , status, letter = ""]) {
    if (status !== "A" || letter === "N") return;
    epoch.setPosition(latitudeOf(latitude, north), longitudeOf(longitude, east), modes[letter]);
  },
  VTG(epoch, [track, , , , knots, , kmh, , letter = ""]) {
    if (letter === "N") return;
    epoch.set({ trackDeg: directionOf(track), speedMps: speedOfKnots(knots) ?? speedOfKmh(kmh) });
  },
  ZDA(epoch, [, day = "", month = "", year = ""]) {
    if (/^\d{4}$/.test(year)) epoch.day = dayOfParts(Number(day), Number(month), Number(year)) ?? epoch.day;
  },
  GSA(epoch, fields) {
    const mode = fields[1];
    if (mode !== "1" && mode !== "2" && mode !== "3") return;
    const used = fields.slice(2, 14).filter((id) => id !== "").length;
    epoch.setMode(mode === "3" ? 3 : mode === "2" ? 2 : 1, used);
    if (mode !== "1") epoch.set({ pdop: dilutionOf(fields[14]), hdop: dilutionOf(fields[15]), vdop: dilutionOf(fields[16]) });
  },
  GSV(epoch, [, , seen], talker) {
    const count = countOf(seen);
    if (count !== undefined) epoch.setSeen(talker, count);
  },
  GST(epoch, [, , , , , latitude, longitude, altitude]) {
    epoch.set({ latitudeErrorM: errorOf(latitude), longitudeErrorM: errorOf(longitude), altitudeErrorM: errorOf(altitude) });
  },
  HDT(epoch, [heading]) {
    epoch.set({ headingDeg: directionOf(heading) });
  },
  THS(epoch, [heading, letter]) {
    if (letter !== "V") epoch.set({ headingDeg: directionOf(heading) });
  },
};

/** Where the time of day stands in a type of sentence that has one. */
const timeFields: Readonly<Record<string, number>> = { GGA: 0, GNS: 0, RMC: 0, GLL: 4, ZDA: 0, GST: 0 };

/** @returns microseconds of the day, `undefined` for a sentence without a time. */
export function sentenceTimeUs({ talker, type, fields }: NmeaSentence): number | undefined {
  const place = timeFields[type];
  return place === undefined || talker === "P" ? undefined : timeOfDayUs(fields[place]);
}

function setAltitude(epoch: NmeaEpoch, altitudeMslM: number | undefined, geoidSeparationM: number | undefined): void {
  const both = altitudeMslM !== undefined && geoidSeparationM !== undefined;
  epoch.set({ altitudeMslM, geoidSeparationM, altitudeEllipsoidM: both ? altitudeMslM + geoidSeparationM : undefined });
}

/** Receivers write 99.99 and 50.0 for "unknown"; 0 is impossible. */
function dilutionOf(text: string | undefined): number | undefined {
  const dilution = numberOf(text);
  return dilution !== undefined && dilution > 0 && dilution < 50 ? dilution : undefined;
}

function errorOf(text: string | undefined): number | undefined {
  const metres = numberOf(text);
  return metres !== undefined && metres >= 0 ? metres : undefined;
}
