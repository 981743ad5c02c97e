/** What fields may be, and what their values may be. Pure. */
import type { AttributeField, Attributes, AttributeValue } from "./attribute-types.ts";
import { attributeLimits } from "./limits.ts";

/** @returns what is wrong with the fields themselves; `undefined` when nothing is. */
export function faultOfFields(fields: readonly AttributeField[]): string | undefined {
  const keys = new Set<string>();
  const labels = new Set<string>();
  for (const { key, label, type, min, max, choices } of fields) {
    const folded = label.toLowerCase();
    if (keys.has(key)) return `two fields have the key ${key}`;
    if (labels.has(folded)) return `two fields are called "${label}"`;
    keys.add(key);
    labels.add(folded);
    if (min !== undefined && max !== undefined && min > max) return `"${label}" would be at least ${min} and at most ${max}`;
    if (type === "choice" && (choices === undefined || choices.length === 0)) return `"${label}" has nothing to choose from`;
    if (choices !== undefined && new Set(choices).size < choices.length) return `"${label}" has one choice twice`;
  }
  return undefined;
}

/** @returns a field whose type would be another one than before. */
export function changedType(before: readonly AttributeField[], after: readonly AttributeField[]): AttributeField | undefined {
  const types = new Map(before.map(({ key, type }) => [key, type]));
  return after.find(({ key, type }) => (types.get(key) ?? type) !== type);
}

/** @returns what is wrong with the values; `undefined` when nothing is. */
export function faultOfValues(fields: readonly AttributeField[], values: Attributes): string | undefined {
  const known = new Set(fields.map(({ key }) => key));
  const stranger = Object.keys(values).find((key) => !known.has(key));
  if (stranger !== undefined) return `there is no field ${stranger}`;
  for (const field of fields) {
    const value = values[field.key];
    if (value === undefined && field.isRequired) return `"${field.label}" is missing`;
    const fault = value === undefined ? undefined : faultOfValue(field, value);
    if (fault !== undefined) return `"${field.label}" ${fault}`;
  }
  return undefined;
}

/** @returns why the value is none of the field's, to follow its name. */
export function faultOfValue({ type, min, max, maxLength = attributeLimits.textMax, choices = [] }: AttributeField, value: AttributeValue): string | undefined {
  switch (type) {
    case "text":
      if (typeof value !== "string" || value.trim() === "") return "is a text that is not empty";
      return value.length > maxLength ? `has at most ${maxLength} characters` : undefined;
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) return "is a number";
      if (min !== undefined && value < min) return `is at least ${min}`;
      return max !== undefined && value > max ? `is at most ${max}` : undefined;
    case "date":
      return isDay(value) ? undefined : "is a day, written 2026-11-25";
    case "choice":
      return typeof value === "string" && choices.includes(value) ? undefined : `is one of: ${choices.join(", ")}`;
    case "yes-no":
      return typeof value === "boolean" ? undefined : "is true or false";
  }
}

function isDay(value: AttributeValue): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const ms = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value);
}
