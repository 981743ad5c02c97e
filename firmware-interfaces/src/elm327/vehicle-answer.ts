/**
 * Lines of bytes to payloads per control unit.
 *
 * Which form a line has is read from the line, not from what was set: clones refuse ATH and ATS, or obey and say nothing.
 *
 *     7E8 06 41 00 BE 3F A8 13          CAN, 11 bit, with headers: identifier, ISO-TP control byte, data
 *     18DAF110 06 41 00 BE 3F A8 13     CAN, 29 bit (printed `18 DA F1 10 ...`)
 *     48 6B 10 41 00 BE 3E B8 11 FA     J1850, ISO 9141-2, ISO 14230-4: three bytes of header, data, checksum
 *     41 00 BE 3F A8 13                 without headers
 *     014 / 0: 49 02 01 ... / 1: ...    without headers, longer than a frame: length, then numbered lines
 *
 * @see ELM327 data sheet, "Interpreting Trouble Codes", "Multiline Responses", "Responses from several ECUs"
 */
import type { ControlUnitPayload, DamagedReason } from "./control-unit-payload.ts";
import type { HexLine } from "./elm-answer.ts";
import { IsoTpLines } from "./iso-tp-lines.ts";
import { joinLegacyLines } from "./legacy-lines.ts";
import { elmLimits } from "./limits.ts";
import { NumberedLines } from "./numbered-lines.ts";

export interface VehicleAnswer {
  /** In the order in which they were complete. */
  readonly payloads: readonly ControlUnitPayload[];
  /** Whole payloads that do not answer this request: an answer to an earlier one, or another tester's. */
  readonly strays: readonly ControlUnitPayload[];
  readonly damaged: readonly DamagedReason[];
  /** Whether lines had headers; `undefined` without any line. */
  readonly headers: "on" | "off" | undefined;
}

const negativeResponse = 0x7f;

/** @param request the payload that was asked. */
export function vehicleAnswerOf(lines: readonly HexLine[], request: Uint8Array): VehicleAnswer {
  const service = (request[0] ?? 0) | 0x40;
  const payloads: ControlUnitPayload[] = [];
  const damaged: DamagedReason[] = [];
  const legacy: ControlUnitPayload[] = [];
  const isoTp = new IsoTpLines();
  const numbered = new NumberedLines();
  let headers: VehicleAnswer["headers"];
  for (const line of lines) {
    const form = line.isDoubted ? ({ kind: "damaged", reason: "doubted" } as const) : formOf(line, service);
    switch (form.kind) {
      case "can": {
        headers = "on";
        const step = isoTp.accept(form.id, form.frame);
        if (step.kind === "completed") payloads.push({ responseId: form.id, payload: step.payload });
        else if (step.kind === "damaged") damaged.push(step.reason);
        break;
      }
      case "legacy":
        headers = "on";
        legacy.push({ responseId: form.id, payload: form.payload });
        break;
      case "bare":
        headers ??= "off";
        legacy.push({ responseId: undefined, payload: form.payload });
        break;
      case "length":
        headers ??= "off";
        damaged.push(...numbered.begin(form.length));
        break;
      case "numbered": {
        headers ??= "off";
        const step = numbered.accept(form.number, form.bytes);
        if (step.kind === "completed") payloads.push({ responseId: undefined, payload: step.payload });
        else if (step.kind === "damaged") damaged.push(step.reason);
        break;
      }
      case "damaged":
        damaged.push(form.reason);
    }
  }
  damaged.push(...isoTp.finish(), ...numbered.finish());
  const all = [...joinLegacyLines(legacy), ...payloads];
  return {
    payloads: all.filter(({ payload }) => answers(payload, request)),
    strays: all.filter(({ payload }) => !answers(payload, request)),
    damaged,
    headers,
  };
}

/** Services that may be asked for several items at once, each so many bytes; the answer begins with the first that is known (SAE J1979, ISO 14229-1). */
const itemsOf: Readonly<Record<number, { readonly strideBytes: number; readonly idBytes: number }>> = {
  0x01: { strideBytes: 1, idBytes: 1 },
  0x02: { strideBytes: 2, idBytes: 1 },
  0x06: { strideBytes: 1, idBytes: 1 },
  0x09: { strideBytes: 1, idBytes: 1 },
  0x22: { strideBytes: 2, idBytes: 2 },
};
/** Services that repeat in their answer what was asked, so many bytes of it. */
const echoedBytes: Readonly<Record<number, number>> = { 0x05: 1, 0x08: 1, 0x1a: 1, 0x21: 1, 0x2e: 2, 0x31: 3 };
/** Services with a subfunction, whose highest bit (no answer wanted) is not repeated (ISO 14229-1, 8.2). */
const subfunctions: ReadonlySet<number> = new Set([0x10, 0x11, 0x19, 0x27, 0x28, 0x3e, 0x85]);

/** Late answers of other requests and other testers' traffic look like answers; this one repeats what it was asked. */
function answers(payload: Uint8Array, request: Uint8Array): boolean {
  const [service = 0] = request;
  if (payload[0] === negativeResponse) return payload[1] === service;
  if (payload[0] !== (service | 0x40)) return false;
  const items = itemsOf[service];
  if (items !== undefined && request.length > 1) return beginsWithItem(payload, request, items);
  if (subfunctions.has(service) && request.length > 1) return ((payload[1] ?? 0) & 0x7f) === ((request[1] ?? 0) & 0x7f);
  const count = echoedBytes[service] ?? 0;
  for (let at = 1; at <= count && at < request.length; at++) if (payload[at] !== request[at]) return false;
  return true;
}

function beginsWithItem(payload: Uint8Array, request: Uint8Array, { strideBytes, idBytes }: (typeof itemsOf)[number]): boolean {
  // Every item has a value; without one the line was cut off, which without headers nothing else tells.
  if (payload.length < 2 + idBytes) return false;
  for (let at = 1; at + idBytes <= request.length; at += strideBytes) {
    if (request[at] === payload[1] && (idBytes === 1 || request[at + 1] === payload[2])) return true;
  }
  return false;
}

type LineForm =
  | { readonly kind: "can"; readonly id: number; readonly frame: Uint8Array }
  | { readonly kind: "legacy"; readonly id: number; readonly payload: Uint8Array }
  | { readonly kind: "bare"; readonly payload: Uint8Array }
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "numbered"; readonly number: number; readonly bytes: Uint8Array }
  | { readonly kind: "damaged"; readonly reason: DamagedReason };

function formOf({ groups }: HexLine, service: number): LineForm {
  const digits = groups.join("");
  const [first = ""] = groups;
  if (digits[1] === ":") {
    const bytes = bytesOf(digits.slice(2));
    return bytes === undefined ? damage("odd-digits") : { kind: "numbered", number: Number.parseInt(digits.slice(0, 1), 16), bytes };
  }
  if (digits.includes(":")) return damage("not-understood");
  if (digits.length === 3) {
    const length = Number.parseInt(digits, 16);
    return length > 0 && length <= elmLimits.payloadBytesMax ? { kind: "length", length } : damage("not-understood");
  }
  // Blanks say where bytes end; a group of another width is half a byte too much or too little.
  const isSeparated = groups.length > 1;
  if (isSeparated && groups.some((group, index) => group.length !== 2 && !(index === 0 && (group.length === 3 || group.length === 8))))
    return damage("odd-digits");
  if (isSeparated ? first.length === 3 : digits.length % 2 === 1) return canForm(Number.parseInt(digits.slice(0, 3), 16), digits.slice(3));
  const bytes = bytesOf(digits);
  if (bytes === undefined) return damage("odd-digits");
  const isNormalFixed = bytes[0] === 0x18 && (bytes[1] === 0xda || bytes[1] === 0xdb) && bytes.length > 4;
  if (isNormalFixed) return canForm(Number.parseInt(digits.slice(0, 8), 16), digits.slice(8));
  if (bytes[0] === service || (bytes[0] === negativeResponse && bytes.length === 3)) return { kind: "bare", payload: bytes };
  return legacyForm(bytes, service) ?? otherCanForm(bytes, digits) ?? damage("not-understood");
}

function canForm(id: number, digits: string): LineForm {
  const frame = bytesOf(digits);
  if (frame === undefined) return damage("odd-digits");
  if (id > 0x1fff_ffff || frame.length === 0 || frame.length > 8 || !isIsoTpStart(frame)) return damage("not-understood");
  return { kind: "can", id, frame };
}

/** 29-bit identifiers outside of ISO 15765-4, such as those of a maker: five bits of the first byte are none. */
function otherCanForm(bytes: Uint8Array, digits: string): LineForm | undefined {
  if ((bytes[0] ?? 0xff) > 0x1f || bytes.length < 6) return undefined;
  const form = canForm(Number.parseInt(digits.slice(0, 8), 16), digits.slice(8));
  return form.kind === "can" ? form : undefined;
}

/** Single, first or consecutive frame (ISO 15765-2, 9.6.2); an adapter never prints flow control of a vehicle as an answer. */
function isIsoTpStart(frame: Uint8Array): boolean {
  const [control = 0xff] = frame;
  return control >> 4 <= 2;
}

/** Three bytes of header, data, one of checksum. The second is whom it is for: 0x6B or a tester (0xF1..0xF9). */
function legacyForm(bytes: Uint8Array, service: number): LineForm | undefined {
  const [, target = 0, source = 0, first] = bytes;
  if (bytes.length < 6 || (target !== 0x6b && target < 0xf1)) return undefined;
  if (first !== service && first !== negativeResponse) return undefined;
  return { kind: "legacy", id: 0x18da_f100 | source, payload: bytes.slice(3, -1) };
}

function damage(reason: DamagedReason): LineForm {
  return { kind: "damaged", reason };
}

function bytesOf(digits: string): Uint8Array | undefined {
  if (digits.length % 2 !== 0) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) => Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16));
}
