/** What a file can say of a vehicle: columns that every fleet has, and those of the fleet's own fields. */
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { parseCallSign } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { AttributeStore, faultOfValue, type AttributeField, type Attributes, type AttributeValue } from "../attributes/index.ts";
import { wordOf, type CellReading, type ImportColumn } from "../imports/index.ts";
import { isCheckDigitRight } from "../vin/index.ts";
import { vehicleLives, type VehicleLife } from "./vehicle-life.ts";
import { vehicleLimits } from "./vehicle-types.ts";

const descriptionMax = 200;
const tagMax = 40;

const fixed: readonly ImportColumn[] = [
  {
    key: "callSign",
    label: "Call sign",
    words: [
      "callsign",
      "rufname",
      "vehicle",
      "fahrzeug",
      "vehiclename",
      "fahrzeugname",
      "unit",
      "unitnumber",
      "name",
      "nummer",
      "number",
      "kennung",
      "wagennummer",
    ],
    isRequired: true,
    isUnique: true,
    read: readCallSign,
  },
  {
    key: "vin",
    label: "VIN",
    words: ["vin", "fin", "fahrgestellnummer", "fahrgestellnr", "fahrzeugidentifizierungsnummer", "chassisnumber", "chassisno", "vehicleidentificationnumber"],
    isRequired: false,
    isUnique: true,
    read: readVin,
  },
  {
    key: "description",
    label: "Description",
    words: ["description", "beschreibung", "bezeichnung", "notes", "note", "notiz", "bemerkung", "comment", "kommentar", "model", "modell"],
    isRequired: false,
    isUnique: false,
    read: readDescription,
  },
  { key: "tags", label: "Tags", words: ["tags", "tag", "labels", "schlagworte"], isRequired: false, isUnique: false, read: readTags, show: showTags },
  { key: "life", label: "Life", words: ["life", "status", "lifecycle", "lebenslauf"], isRequired: false, isUnique: false, read: readLife },
];

/** Before the key of a field of the fleet's own. */
const ownPrefix = "own.";

/** Columns of this fleet's vehicles: its groups and its own fields are looked up. */
export async function vehicleColumns(tx: TenantTransaction): Promise<readonly ImportColumn[]> {
  const groups = await tx.many<{ group_id: string; name: string }>("vehicle-import-groups", "select group_id, name from vehicle_group where tenant_id = $1", [
    tx.tenantId,
  ]);
  const { fields } = (await new AttributeStore().schema(tx)) ?? { fields: [] };
  const idOf = new Map(groups.map(({ group_id, name }) => [wordOf(name), group_id]));
  const nameOf = new Map(groups.map(({ group_id, name }) => [group_id, name]));
  const group: ImportColumn = {
    key: "groupId",
    label: "Group",
    words: ["group", "gruppe", "branch", "niederlassung", "standort"],
    isRequired: false,
    isUnique: false,
    read: (text) => {
      const groupId = idOf.get(wordOf(text));
      return groupId === undefined ? bad("GROUP_UNKNOWN", "The fleet has no group of this name; add it first.") : { kind: "value", value: groupId };
    },
    show: (groupId) => nameOf.get(groupId) ?? "a group that is gone",
  };
  return [...fixed, group, ...fields.map(ownColumn)];
}

function ownColumn(field: AttributeField): ImportColumn {
  const { key, label, unit } = field;
  const named = unit === undefined ? label : `${label} (${unit})`;
  return {
    key: `${ownPrefix}${key}`,
    label: named,
    words: [...new Set([wordOf(label), wordOf(named), wordOf(key)])],
    isRequired: false,
    isUnique: false,
    read: (text) => {
      const value = ownValue(field, text);
      const fault = faultOfValue(field, value);
      return fault === undefined ? { kind: "value", value: JSON.stringify(value) } : bad("FIELD_VALUE", `"${label}" ${fault}.`);
    },
    show: (value) => showOwn(JSON.parse(value) as AttributeValue), // as `read` wrote it
  };
}

/** Of a row's values those of the fleet's own fields, by their keys, as JSON. */
export function ownValuesOf(values: Readonly<Record<string, string>>): string {
  const own = Object.entries(values).flatMap(([key, value]) => (key.startsWith(ownPrefix) ? [[key.slice(ownPrefix.length), JSON.parse(value)]] : []));
  return JSON.stringify(Object.fromEntries(own));
}

/** Values of the fleet's own fields as their columns have them. */
export function ownColumnValues(attributes: Attributes): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [`${ownPrefix}${key}`, JSON.stringify(value)]));
}

function showOwn(value: AttributeValue): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

function showTags(tags: string): string {
  return (JSON.parse(tags) as readonly string[]).join(", "); // as `readTags` wrote it
}

const yes = new Set(["yes", "y", "ja", "j", "true", "wahr", "1", "x"]);
const no = new Set(["no", "n", "nein", "false", "falsch", "0"]);

/** As the field's type has it, where the text can be read so; the text itself otherwise, which no other type takes. */
function ownValue({ type, choices = [] }: AttributeField, text: string): AttributeValue {
  const word = wordOf(text);
  switch (type) {
    case "text":
      return text;
    case "number": {
      // A comma is a decimal one unless a point follows it.
      const number = Number(/,.*\./.test(text) ? text.replaceAll(",", "") : text.replace(",", "."));
      return Number.isNaN(number) ? text : number;
    }
    case "date": {
      const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
      return day === undefined || month === undefined ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    }
    case "choice":
      return choices.find((choice) => wordOf(choice) === word) ?? text;
    case "yes-no":
      return yes.has(word) ? true : no.has(word) ? false : text;
  }
}

function readCallSign(text: string): CellReading {
  try {
    return { kind: "value", value: parseCallSign(text) };
  } catch (error) {
    if (!(error instanceof DrawbarError)) throw error;
    return bad("CALL_SIGN_MALFORMED", "A call sign has 1 to 32 letters, digits, spaces, dots, dashes, slashes or underscores.");
  }
}

function readVin(text: string): CellReading {
  const vin = text.replaceAll(/[\s-]/g, "").toUpperCase();
  if (vin.length !== 17) return bad("VIN_MALFORMED", `A VIN has 17 letters and digits; this has ${vin.length}.`);
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin)) return bad("VIN_MALFORMED", "A VIN has letters and digits only, without I, O and Q.");
  // Only North America and China demand the check digit; elsewhere the place may hold anything.
  if (/^[1-5L]/.test(vin) && !isCheckDigitRight(vin))
    return { kind: "value", value: vin, warning: { code: "VIN_CHECK_DIGIT", message: "The check digit (ninth place) does not fit: probably a typing error." } };
  return { kind: "value", value: vin };
}

function readDescription(text: string): CellReading {
  if (text.length > descriptionMax) return bad("TEXT_TOO_LONG", `A description has at most ${descriptionMax} characters; this has ${text.length} or more.`);
  return { kind: "value", value: text };
}

function readTags(text: string): CellReading {
  const tags = [...new Set(text.split(/[,;|]/).map((tag) => tag.trim()))].filter((tag) => tag !== "").toSorted();
  const { tagsMax } = vehicleLimits;
  if (tags.length > tagsMax || tags.some((tag) => tag.length > tagMax))
    return bad("TAGS_TOO_MANY", `Up to ${tagsMax} tags with a comma between them, ${tagMax} characters each.`);
  return { kind: "value", value: JSON.stringify(tags) };
}

const lifeWords: ReadonlyMap<string, VehicleLife> = new Map([
  ...vehicleLives.map((life) => [life, life] as const),
  ["inservice", "active"],
  ["inworkshop", "workshop"],
  ["aktiv", "active"],
  ["werkstatt", "workshop"],
  ["stillgelegt", "decommissioned"],
]);

function readLife(text: string): CellReading {
  const life = lifeWords.get(wordOf(text));
  return life === undefined ? bad("LIFE_UNKNOWN", `A vehicle is ${vehicleLives.join(", ")}.`) : { kind: "value", value: life };
}

function bad(code: string, message: string): CellReading {
  return { kind: "bad", fault: { code, message } };
}
