/** Control units small enough to see through: an engine and a gearbox (and a door that is no part of OBD), always the same values. For tests of what carries requests. */
import type { ControlUnitReply, ControlUnits } from "../../diagnostics/control-units.ts";
import type { DiagnosticRequest } from "../../diagnostics/diagnostic-link.ts";

/** Neither begins nor ends with 0, 1 or 2, which python-OBD 0.7.3 strips off together with padding. */
export const carVin = "WDB9066351S123456";

interface Unit {
  readonly requestId: number;
  readonly responseId: number;
  readonly afterMs: number;
  /** By request, as hexadecimal. */
  readonly answers: Readonly<Record<string, string>>;
}

const vinHex = Buffer.from(carVin).toString("hex");

const engineAnswers: Readonly<Record<string, string>> = {
  "0100": "4100be3fa813",
  "0101": "410181076504",
  "0120": "412080018001",
  "0104": "41043f",
  "0105": "41057b",
  "010b": "410b64",
  "010c": "410c1af8",
  "010d": "410d32",
  "010f": "410f46",
  "0110": "41100199",
  "0111": "41112e",
  "0103": "41030200",
  "010c0d": "410c1af80d32",
  "03": "430201330420",
  "0900": "490054400000",
  "0902": `490201${vinHex}`,
  "22f190": `62f190${vinHex}`,
};

/** @param options.wide answers on 29-bit identifiers. @param options.engineMs how long the engine takes. */
export function twoUnitCar(options: { readonly wide?: boolean; readonly engineMs?: number } = {}): ControlUnits {
  const isWide = options.wide === true;
  const engineMs = options.engineMs ?? 12;
  const units: readonly Unit[] = [
    { requestId: isWide ? 0x18da_10f1 : 0x7e0, responseId: isWide ? 0x18da_f110 : 0x7e8, afterMs: engineMs, answers: engineAnswers },
    {
      requestId: isWide ? 0x18da_18f1 : 0x7e1,
      responseId: isWide ? 0x18da_f118 : 0x7e9,
      afterMs: engineMs + 8,
      answers: { "0100": "410098180001", "010d": "410d33", "03": "4300" },
    },
    // Outside of OBD: nobody hears it who does not ask for it.
    { requestId: 0x710, responseId: 0x718, afterMs: engineMs, answers: { "22f187": "62f187354731393539363535" } },
  ];
  return {
    answer: ({ target, payload }: DiagnosticRequest): readonly ControlUnitReply[] => {
      const asked = Buffer.from(payload).toString("hex");
      return units.flatMap(({ requestId, responseId, afterMs, answers }) => {
        if (target.kind === "physical" && target.requestId !== requestId) return [];
        // A unit that is meant alone refuses what it does not know; all together keep silent (ISO 15765-4, 9.3).
        const answer = answers[asked] ?? (target.kind === "physical" ? `7f${asked.slice(0, 2)}11` : undefined);
        return answer === undefined ? [] : [{ afterMs, responseId, payload: Uint8Array.from(Buffer.from(answer, "hex")) }];
      });
    },
  };
}
