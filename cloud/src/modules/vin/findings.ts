/** What a person should know about a VIN, in a sentence each. */
import { withoutUnusedLetters, type Correction } from "./typing-errors.ts";
import { vinLimits, type Finding } from "./vin-types.ts";

/** @param text upper case, without blanks. */
export function malformedFindings(text: string): readonly Finding[] {
  const findings: Finding[] = [];
  const { length } = text;
  if (length !== vinLimits.length) {
    const apart = vinLimits.length - length;
    const advice = apart > 0 ? `${apart} more to come` : `${-apart} too many`;
    findings.push({ code: "length", severity: "error", text: `A VIN has 17 characters; this has ${length}, ${advice}.` });
  }
  const corrected = withoutUnusedLetters(text);
  if (corrected !== undefined) {
    const meant = length === vinLimits.length && /^[A-Z0-9]+$/.test(text) ? corrected.vin : undefined;
    findings.push({
      code: "characters",
      severity: "error",
      text: `A VIN has no I, O or Q, which look like 1 and 0: look at ${at(corrected.positions)}.${meant === undefined ? "" : ` It is probably ${meant}.`}`,
      positions: corrected.positions,
      suggestions: meant === undefined ? undefined : [meant],
    });
  }
  const strange = Array.from(text).flatMap((character, index) => (/[A-Z0-9]/.test(character) ? [] : [index + 1]));
  if (strange.length > 0) {
    findings.push({ code: "characters", severity: "error", text: `A VIN has only letters and digits: look at ${at(strange)}.`, positions: strange });
  }
  return findings;
}

export function checkDigitFindings(of: {
  readonly vin: string;
  readonly checkDigit: string;
  readonly isRequired: boolean;
  readonly corrections: readonly Correction[];
}): readonly Finding[] {
  const { vin, checkDigit, isRequired, corrections } = of;
  if (!isRequired) {
    return [
      {
        code: "check-digit-unused",
        severity: "note",
        text: "Position 9 is no check digit here, as is usual outside North America and China: a typing error cannot be found by it.",
      },
    ];
  }
  const [first] = corrections;
  const hint = first === undefined ? "" : ` Look at ${at(first.positions)}: ${first.vin} would be right.`;
  return [
    {
      code: "check-digit-wrong",
      severity: "warning",
      text: `The check digit does not fit: position 9 is ${vin[8]} and should be ${checkDigit}, so that a character is probably wrong.${hint}`,
      positions: first?.positions ?? [9],
      suggestions: corrections.length === 0 ? undefined : corrections.map((correction) => correction.vin),
    },
  ];
}

export function makerFindings(of: {
  readonly wmi: string;
  readonly manufacturer: string | undefined;
  readonly isForAmerica: boolean;
  readonly hasPattern: boolean;
}): readonly Finding[] {
  if (of.manufacturer === undefined) return [{ code: "maker-unknown", severity: "note", text: `No maker with the code ${of.wmi} is known here.` }];
  if (of.hasPattern) return [];
  return [
    {
      code: "model-unknown",
      severity: "note",
      text: of.isForAmerica
        ? "The maker is known, but no model of it that these positions 4 to 11 describe."
        : "Positions 4 to 9 are the maker's own outside North America: no free table says the model.",
    },
  ];
}

export function yearFindings(of: {
  readonly vin: string;
  readonly modelYear: number | undefined;
  readonly modelYears: readonly number[];
  readonly isForAmerica: boolean;
}): readonly Finding[] {
  const { vin, modelYear, modelYears, isForAmerica } = of;
  if (modelYear !== undefined) return [];
  if (modelYears.length === 0) {
    return isForAmerica
      ? [{ code: "year-impossible", severity: "warning", text: `Position 10 is the model year, and ${vin[9]} stands for none.`, positions: [10] }]
      : [{ code: "year-unknown", severity: "note", text: "The VIN does not say the model year." }];
  }
  const years = modelYears.join(" or ");
  return isForAmerica
    ? [{ code: "year-ambiguous", severity: "note", text: `The model year is ${years}: the character comes back every 30 years.` }]
    : [{ code: "year-unknown", severity: "note", text: `If this maker writes the model year into position 10, it is ${years}.` }];
}

function at(positions: readonly number[]): string {
  const last = positions.at(-1);
  return positions.length < 2 ? `position ${last}` : `positions ${positions.slice(0, -1).join(", ")} and ${last}`;
}
