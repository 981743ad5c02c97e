/** One exchange read by a signal set. */
import type { DiagnosticAnswer } from "../diagnostics/diagnostic-link.ts";
import { readField } from "./bit-fields.ts";
import { isForYear, type SignalSet, type SignalSetCommand, type SignalSetSignal } from "./signal-set.ts";

export interface SignalSetValue {
  readonly signal: string;
  /** `null` where the control unit says that it has none, or a state has no text. */
  readonly value: number | string | null;
  readonly unit: string;
}

export interface ExchangeOptions {
  readonly set: SignalSet;
  /** From the service byte on. */
  readonly request: Uint8Array;
  /** CAN identifier that was asked: commands of the set for other control units are not taken. */
  readonly requestId?: number | undefined;
  /** Only commands of this model year. */
  readonly modelYear?: number | undefined;
}

export type Exchange =
  | { readonly kind: "values"; readonly values: readonly SignalSetValue[] }
  /** The set has no command for this request. */
  | { readonly kind: "unknown-request" }
  /** The set knows the request; no answer is one to it, by control unit or content. */
  | { readonly kind: "no-answer" }
  | { readonly kind: "refused"; readonly code: number };

/**
 * @param answers as they came, answers to other requests among them. Where several control units answer, each is read by
 *   the command that is for it; the last one counts for a signal that two of them have.
 */
export function decodeExchange(answers: readonly DiagnosticAnswer[], options: ExchangeOptions): Exchange {
  const commands = commandsFor(options);
  if (commands.length === 0) return { kind: "unknown-request" };
  const values = new Map<string, SignalSetValue>();
  let refusal: number | undefined;
  let isAnswered = false;
  for (const { responseId, payload } of answers) {
    const data = dataOf(options.request, payload);
    if (data === undefined) {
      if (payload[0] === 0x7f && payload[1] === options.request[0] && payload.length === 3) refusal = payload[2];
      continue;
    }
    const command = commandOf(commands, responseId);
    if (command === undefined) continue;
    isAnswered = true;
    for (const signal of command.signals) {
      const value = readSignal(signal, data);
      if (value !== undefined) values.set(signal.id, { signal: signal.id, value, unit: signal.unit });
    }
  }
  if (isAnswered) return { kind: "values", values: [...values.values()] };
  return refusal === undefined ? { kind: "no-answer" } : { kind: "refused", code: refusal };
}

function commandsFor({ set, request, requestId, modelYear }: ExchangeOptions): readonly SignalSetCommand[] {
  const matching = set.commands.filter((command) => isSame(command.request, request) && (modelYear === undefined || isForYear(command.years, modelYear)));
  if (requestId === undefined) return matching;
  const forUnit = matching.filter((command) => command.requestId === requestId);
  // PIDs of the standard mean the same whoever is asked.
  return forUnit.length > 0 || request[0] !== 0x01 ? forUnit : matching;
}

/** A command for this control unit, or one for any; of several the last of the set, which is the newest. PIDs of the standard are for any. */
function commandOf(commands: readonly SignalSetCommand[], responseId: number): SignalSetCommand | undefined {
  return (
    commands.findLast((command) => command.responseId === responseId) ??
    commands.findLast((command) => command.responseId === undefined || command.request[0] === 0x01)
  );
}

function dataOf(request: Uint8Array, payload: Uint8Array): Uint8Array | undefined {
  if (payload.length < request.length || payload[0] !== (request[0] ?? 0) + 0x40) return undefined;
  for (let at = 1; at < request.length; at++) if (payload[at] !== request[at]) return undefined;
  return payload.subarray(request.length);
}

function readSignal(signal: SignalSetSignal, data: Uint8Array): number | string | null | undefined {
  const raw = rawOf(signal, data);
  if (raw === undefined) return undefined;
  if (signal.texts !== undefined) return signal.texts.get(raw) ?? null;
  const value = (raw * signal.multiplier) / signal.divisor + signal.offset;
  if (signal.nullMin !== undefined && value <= signal.nullMin) return null;
  if (signal.nullMax !== undefined && value >= signal.nullMax) return null;
  return signal.max > signal.min ? Math.min(signal.max, Math.max(signal.min, value)) : value;
}

/** Of more than 53 bits a double keeps the 53 highest. */
function rawOf(signal: SignalSetSignal, data: Uint8Array): number | undefined {
  const { bit, bits, isLittleEndian, isSigned } = signal;
  if (!isLittleEndian) return readField(data, { bit, bits, signed: isSigned });
  if (bit + bits > data.length * 8) return undefined;
  return readField(data.slice(bit >> 3, (bit + bits) >> 3).toReversed(), { bit: 0, bits, signed: isSigned });
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
