/** Trouble codes and their status as people write them. */
import { troubleCodeText as obdCodeText } from "../obd2/trouble-codes.ts";

/** Bits of the DTC status byte, lowest first (ISO 14229-1, D.2). */
const statusNames = [
  "test failed",
  "test failed this operation cycle",
  "pending",
  "confirmed",
  "test not completed since last clear",
  "test failed since last clear",
  "test not completed this operation cycle",
  "warning indicator requested",
] as const;

/**
 * @param dtc 24 bits.
 * @returns such as `P0301-00`: system, four digits, failure type (SAE J2012-DA, three-byte codes).
 */
export function troubleCodeText(dtc: number): string {
  return `${obdCodeText((dtc >>> 8) & 0xffff)}-${(dtc & 0xff).toString(16).toUpperCase().padStart(2, "0")}`;
}

/** @returns what the bits say, lowest bit first. */
export function troubleCodeStatusNames(status: number): readonly string[] {
  return statusNames.filter((_, bit) => (status & (1 << bit)) !== 0);
}
