/** `drawbar obd codes`: trouble codes from answers or by name, with what they mean. */
import { readTroubleCodes, troubleCodeNumber, troubleCodeScope, troubleCodeText, type TroubleCodeScope } from "../obd2/trouble-codes.ts";
import { troubleCodeMeaning } from "../obd2/trouble-code-texts.ts";

export interface ExplainedCode {
  readonly code: string;
  readonly scope: TroubleCodeScope;
  /** `undefined` for makers' own codes and for those that the table does not have. */
  readonly meaning: string | undefined;
}

/**
 * @param text a code (`P0133`), or an answer to service 03, 07 or 0A in hex (`4301C158`).
 * @returns `undefined` when it is neither.
 */
export function explainCodes(text: string): readonly ExplainedCode[] | undefined {
  const number = troubleCodeNumber(text);
  if (number !== undefined) return [explain(troubleCodeText(number))];
  const hex = text.replaceAll(/\s/g, "");
  if (!/^(?:43|47|4A)(?:[0-9A-F]{2})*$/i.test(hex)) return undefined;
  const payload = Uint8Array.from(Buffer.from(hex, "hex"));
  const list = readTroubleCodes((payload[0] ?? 0) - 0x40, payload);
  return list.kind === "codes" ? list.codes.map(explain) : undefined;
}

function explain(code: string): ExplainedCode {
  return { code, scope: troubleCodeScope(code), meaning: troubleCodeMeaning(code) };
}
