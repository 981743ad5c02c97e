/** What trouble codes mean in words, where a standard says so. */
import { troubleCodeFamilies } from "./trouble-code-table.ts";
import { troubleCodeNumber, troubleCodeText } from "./trouble-codes.ts";

let texts: ReadonlyMap<string, string> | undefined;

/**
 * @param code such as `P0133`.
 * @returns such as `Oxygen sensor, bank 1 sensor 1: slow response`; `undefined` for makers' own codes, whose meaning
 *   differs from make to make, and for codes that the table does not have.
 */
export function troubleCodeMeaning(code: string): string | undefined {
  texts ??= unpack();
  return texts.get(code);
}

function unpack(): ReadonlyMap<string, string> {
  const unpacked = new Map<string, string>();
  for (const { first, subject, faults } of troubleCodeFamilies) {
    let number = troubleCodeNumber(first) ?? 0;
    for (const fault of faults) {
      unpacked.set(troubleCodeText(number), `${subject}: ${fault}`);
      number = nextDecimal(number);
    }
  }
  return unpacked;
}

/** Families count in decimal: P0349 is followed by P0350. */
function nextDecimal(number: number): number {
  const text = troubleCodeText(number);
  return troubleCodeNumber(`${text[0]}${String(Number(text.slice(1)) + 1).padStart(4, "0")}`) ?? number;
}
