/** Stored amounts as people read them. */
import { formatAmount } from "@drawbar/ui/format/numbers.ts";

const units = ["B", "kB", "MB", "GB", "TB"] as const;
const step = 1_000;

/** @returns such as "12.4 MB": three figures at most before the point, one after it from kB on. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / Math.log10(step)));
  return formatAmount(bytes / step ** power, power === 0 ? 0 : 1, units[power] ?? "B");
}

/** @returns months from the first to the last, newest first, as the API writes them: "2026-10". */
export function monthsBetween(first: string, last: string): readonly string[] {
  const ordinal = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const [from, to] = [ordinal(first), ordinal(last)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, back) => {
    const month = to - back;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}
