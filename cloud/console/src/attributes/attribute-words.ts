/** Values of the fleet's own fields as people write and read them. */
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import type { AttributeField, AttributeValue } from "./attribute-queries.ts";

/** @returns a key for programs out of a label: camel case, letters and digits; not one of those that are taken. */
export function keyOf(label: string, taken: ReadonlySet<string>): string {
  const words = label
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== "");
  const joined = words.map((word, index) => (index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())).join("");
  const base = (/^[a-z]/.test(joined) ? joined : `field${joined}`).slice(0, 36);
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}${number}`;
    if (!taken.has(key)) return key;
  }
}

/** @returns what stands in a form's field; empty without a value. */
export function textOf(value: AttributeValue | undefined): string {
  return value === undefined ? "" : String(value);
}

/** @returns the value in a form's field; `undefined` when it is empty, or no number where one is wanted: the cloud says the rest. */
export function valueOf({ type }: AttributeField, text: string): AttributeValue | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (type === "yes-no") return trimmed === "true";
  if (type !== "number") return trimmed;
  const number = Number(trimmed.replace(",", "."));
  return Number.isNaN(number) ? trimmed : number;
}

/** @returns a value for reading, with its unit. @param words of yes and no. */
export function wordsOf({ unit }: AttributeField, value: AttributeValue, words: { readonly yes: string; readonly no: string }): string {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  const text = typeof value === "number" ? formatNumber(value, Number.isInteger(value) ? 0 : 2) : value;
  return unit === undefined ? text : `${text}\u202f${unit}`;
}

/** @returns why the value of a form's field is not taken; `undefined` when it is. The cloud checks it once more. */
export function wrongOf({ type, isRequired, min, max, maxLength }: AttributeField, text: string): "missing" | "number" | "range" | "long" | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return isRequired ? "missing" : undefined;
  if (type === "text" && trimmed.length > (maxLength ?? 200)) return "long";
  if (type !== "number") return undefined;
  const number = Number(trimmed.replace(",", "."));
  if (Number.isNaN(number)) return "number";
  return (min !== undefined && number < min) || (max !== undefined && number > max) ? "range" : undefined;
}
