/** `drawbar obd decode`: one exchange and signal sets in, values out. Opens no file and prints nothing. */
import { readCapturedAnswers } from "../obd2/captured-answer.ts";
import { splitCurrentData } from "../obd2/current-data.ts";
import { obdServices } from "../obd2/obd-answer.ts";
import { obdFail } from "../obd2/obd-errors.ts";
import { readPid } from "../obd2/pid-definition.ts";
import { pidDefinition } from "../obd2/pids.ts";
import { decodeExchange, type SignalSetValue } from "../obd2/signal-set-decoder.ts";
import type { SignalSet } from "../obd2/signal-set.ts";
import { negativeResponseName } from "../uds/negative-responses.ts";
import type { DiagnosticAnswer } from "../diagnostics/diagnostic-link.ts";

export interface ObdRequestText {
  /** Service and PID. */
  readonly request: Uint8Array;
  /** CAN identifier that is asked, when the text has one. */
  readonly requestId: number | undefined;
}

/**
 * @param text service and PID in hex, such as `22091A` or `01 0C`; with the header before it, `7E0.22091A`; or an
 *   identifier of OBDb, `7E0.7E8.22091A|f=2009-`.
 * @returns `undefined` when it is none of these.
 */
export function parseObdRequest(text: string): ObdRequestText | undefined {
  const parts = (text.split("|", 1)[0] ?? "").split(".").map((part) => part.replaceAll(/\s/g, ""));
  const hex = parts.at(-1) ?? "";
  if (!/^(?:[0-9A-Fa-f]{2}){1,8}$/.test(hex)) return undefined;
  const request = Uint8Array.from(Buffer.from(hex, "hex"));
  const [header = ""] = parts;
  if (parts.length === 1) return { request, requestId: undefined };
  if (!/^[0-9A-Fa-f]{3,8}$/.test(header)) return undefined;
  const number = Number.parseInt(header, 16);
  const requestId = header.length === 4 ? 0x1800_0000 + number * 256 + 0xf1 : number;
  return { request, requestId };
}

export interface ObdDecodeOptions {
  readonly set: SignalSet;
  readonly request: ObdRequestText;
  /**
   * Frames as captured, header first (`7E8 03 41 04 3E`), on lines of their own or with `,`, `;` or `\n` between them;
   * or the payload alone (`41043E`).
   */
  readonly response: string;
  readonly modelYear?: number | undefined;
}

/**
 * @returns a value for each signal of the command that the answer holds.
 * @throws DrawbarError `OBD_EXCHANGE_NOT_DECODED`.
 */
export function obdDecode({ set, request, response, modelYear }: ObdDecodeOptions): readonly SignalSetValue[] {
  const answers = payloadAlone(set, request, response) ?? readCapturedAnswers(linesOf(response));
  const exchange = decodeExchange(answers, { set, ...request, modelYear });
  const asked = Buffer.from(request.request).toString("hex").toUpperCase();
  switch (exchange.kind) {
    case "values":
      return exchange.values;
    case "unknown-request":
      throw obdFail("OBD_EXCHANGE_NOT_DECODED", `the signal set has no command ${asked}${addressed(request)}; give a set that has it`);
    case "no-answer":
      throw obdFail(
        "OBD_EXCHANGE_NOT_DECODED",
        `none of ${answers.length} answers is one to ${asked}${addressed(request)}; give frames with their header, or the payload`,
      );
    case "refused":
      throw obdFail("OBD_EXCHANGE_NOT_DECODED", `the control unit refused ${asked}: ${refusalText(exchange.code)}`);
  }
}

/**
 * Service 01 by the PIDs of SAE J1979, where no signal set is given: one PID or several in one request.
 *
 * @returns the values of all control units that answered, the last one's where two have the same.
 * @throws DrawbarError `OBD_EXCHANGE_NOT_DECODED`.
 */
export function obdDecodeStandard({ request, response }: Omit<ObdDecodeOptions, "set" | "modelYear">): readonly SignalSetValue[] {
  const asked = Buffer.from(request.request).toString("hex").toUpperCase();
  const pids = [...request.request.subarray(1)];
  if (request.request[0] !== obdServices.currentData || pids.length === 0) {
    throw obdFail("OBD_EXCHANGE_NOT_DECODED", `${asked} is no request of service 01; give a signal set that has it`);
  }
  const hex = response.replaceAll(/\s/g, "");
  const isPayload = /^(?:41|7F01)(?:[0-9A-F]{2})+$/i.test(hex);
  const answers = isPayload ? [{ payload: Uint8Array.from(Buffer.from(hex, "hex")) }] : readCapturedAnswers(linesOf(response));
  const values = new Map<string, SignalSetValue>();
  let isAnswered = false;
  let refusal: number | undefined;
  for (const { payload } of answers) {
    const split = splitCurrentData(pids, payload);
    if (split.kind === "refused") refusal = split.code;
    if (split.kind !== "split") continue;
    isAnswered = true;
    for (const [pid, data] of split.parts) {
      const definition = pidDefinition(pid);
      if (definition === undefined) continue;
      for (const { field, value } of readPid(definition, data)) values.set(field.name, { signal: field.name, value, unit: field.unit });
    }
  }
  if (isAnswered) return [...values.values()];
  throw obdFail(
    "OBD_EXCHANGE_NOT_DECODED",
    refusal === undefined ? `none of ${answers.length} answers is one to ${asked}` : `the control unit refused ${asked}: ${refusalText(refusal)}`,
  );
}

function linesOf(response: string): string {
  return response.replaceAll(/\\r|\\n|[,;]/g, "\n");
}

/** A payload begins with the echo of the request or the mark of a refusal; no header on a CAN bus looks like that. */
function payloadAlone(set: SignalSet, { request, requestId }: ObdRequestText, response: string): readonly DiagnosticAnswer[] | undefined {
  const hex = response.replaceAll(/\s/g, "");
  if (!/^(?:[0-9A-Fa-f]{2})+$/.test(hex)) return undefined;
  const payload = Uint8Array.from(Buffer.from(hex, "hex"));
  const isRefusal = payload.length === 3 && payload[0] === 0x7f && payload[1] === request[0];
  const isEcho = payload[0] === (request[0] ?? 0) + 0x40 && request.every((byte, index) => index === 0 || payload[index] === byte);
  if (!isRefusal && !isEcho) return undefined;
  // Nobody says who answered: as if it were the one for whom the set has the command.
  const command = set.commands.findLast(
    (candidate) => Buffer.compare(candidate.request, request) === 0 && (requestId === undefined || candidate.requestId === requestId),
  );
  return [{ responseId: command?.responseId ?? 0, payload }];
}

function refusalText(code: number): string {
  return `${code.toString(16).toUpperCase().padStart(2, "0")}, ${negativeResponseName(code)}`;
}

function addressed({ requestId }: ObdRequestText): string {
  return requestId === undefined ? "" : ` for ${requestId.toString(16).toUpperCase()}`;
}
