/** What the API says about a VIN. */
import { Type, type Static } from "typebox";
import { named, oneOf } from "../../http/schemas.ts";
import { findingCodes, readFields, type Sureness, type VinReading } from "./vin-types.ts";

const Word = Type.Optional(Type.String());
const Sure = oneOf(["table", "rule", "unknown"] satisfies Sureness[]);

export const VinReadingView = named(
  "VinReading",
  Type.Object({
    kind: oneOf(["decoded", "malformed"], { description: "malformed: the text is no VIN; `findings` say why, and nothing else is known." }),
    vin: Type.String({ description: "As it was read: upper case, without blanks and hyphens." }),
    checkDigitOk: Type.Optional(Type.Boolean({ description: "Position 9 fits. Outside North America and China it need not." })),
    checkDigit: Type.Optional(Type.String({ description: "What position 9 is if it is a check digit." })),
    wmi: Type.Optional(Type.String({ description: "The maker's code: three characters, six for a maker of few vehicles." })),
    region: Word,
    country: Type.Optional(Type.String({ description: "Where the maker is registered, not where the vehicle was built." })),
    manufacturer: Word,
    make: Word,
    model: Word,
    series: Word,
    trim: Word,
    bodyClass: Word,
    vehicleType: Word,
    electrification: Word,
    modelYear: Type.Optional(Type.Integer()),
    modelYears: Type.Optional(Type.Array(Type.Integer(), { description: "Every year that it may be, newest first; empty when position 10 is no year." })),
    plant: Type.Optional(Type.String({ description: "The maker's own code of the plant." })),
    serial: Word,
    from: Type.Optional(
      Type.Object(Object.fromEntries(readFields.map((name) => [name, Sure])), {
        description: "Where each field is from. table: looked up; rule: follows from a standard; unknown: it has no value, since nobody here knows it.",
      }),
    ),
    findings: Type.Array(
      Type.Object({
        code: oneOf(findingCodes),
        severity: oneOf(["error", "warning", "note"], {
          description: "error: this is no VIN; warning: a typing error is likely, and may be overruled; note: what cannot be known.",
        }),
        text: Type.String(),
        positions: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }))),
        suggestions: Type.Optional(Type.Array(Type.String(), { description: "What was likely meant, the likeliest first." })),
      }),
    ),
  }),
);
export type VinReadingJson = Static<typeof VinReadingView>;

export function readingToJson(reading: VinReading): VinReadingJson {
  const findings = reading.findings.map(({ positions, suggestions, ...finding }) => ({
    ...finding,
    ...(positions === undefined ? {} : { positions: [...positions] }),
    ...(suggestions === undefined ? {} : { suggestions: [...suggestions] }),
  }));
  if (reading.kind === "malformed") return { kind: "malformed", vin: reading.text, findings };
  return { ...withoutUnknown(reading), kind: "decoded", vin: reading.vin, modelYears: [...reading.modelYears], findings };
}

/** JSON has no `undefined`, and the type of the answer none either. */
function withoutUnknown(reading: Extract<VinReading, { kind: "decoded" }>): Partial<Omit<VinReadingJson, "modelYears" | "findings">> {
  return Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined));
}
