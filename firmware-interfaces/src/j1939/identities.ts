/**
 * Who a vehicle and its units say they are.
 *
 * @see SAE J1939-71, PGN 65260 (VIN), 65259 (component), 65242 (software), 64965 (ECU)
 */
import { pgns, type J1939Message } from "./j1939-message.ts";
import { j1939Limits } from "./limits.ts";

/** What a unit leaves empty or "not available" is `undefined`. Text is printable ASCII and Latin-1. */
export type Identity =
  | { readonly kind: "vehicle"; readonly vin: string }
  | {
      readonly kind: "component";
      readonly make: string | undefined;
      readonly model: string | undefined;
      readonly serialNumber: string | undefined;
      readonly unitNumber: string | undefined;
    }
  | { readonly kind: "software"; readonly versions: readonly string[] }
  | {
      readonly kind: "ecu";
      readonly partNumber: string | undefined;
      readonly serialNumber: string | undefined;
      readonly location: string | undefined;
      readonly type: string | undefined;
      readonly manufacturer: string | undefined;
      readonly hardware: string | undefined;
    };

const delimiter = 0x2a; // "*"

/** @returns `undefined` for another group, or one that says nothing. */
export function readIdentity({ pgn, data }: Pick<J1939Message, "pgn" | "data">): Identity | undefined {
  const bytes = data.subarray(0, j1939Limits.identityBytesMax);
  switch (pgn) {
    case pgns.vehicleIdentification: {
      // Letters and digits (ISO 3779); what some units append belongs to them.
      const vin = /^[0-9A-Za-z-]+/.exec(fieldsOf(bytes)[0] ?? "")?.[0];
      return vin === undefined ? undefined : { kind: "vehicle", vin };
    }
    case pgns.componentIdentification: {
      const [make, model, serialNumber, unitNumber] = fieldsOf(bytes);
      return isSilent([make, model, serialNumber, unitNumber]) ? undefined : { kind: "component", make, model, serialNumber, unitNumber };
    }
    case pgns.softwareIdentification: {
      // The first byte is how many follow; the delimiters tell the same and are never wrong about the bytes.
      const versions = fieldsOf(bytes.subarray(1)).filter((version) => version !== undefined);
      return versions.length === 0 ? undefined : { kind: "software", versions };
    }
    case pgns.ecuIdentification: {
      const [partNumber, serialNumber, location, type, manufacturer, hardware] = fieldsOf(bytes);
      const isEmpty = isSilent([partNumber, serialNumber, location, type, manufacturer, hardware]);
      return isEmpty ? undefined : { kind: "ecu", partNumber, serialNumber, location, type, manufacturer, hardware };
    }
    default:
      return undefined;
  }
}

/** @param fields ASCII without asterisks. @returns the payload of any of these groups but software, whose number of fields goes before. */
export function identityBytes(fields: readonly string[]): Uint8Array {
  return Buffer.from(fields.map((field) => `${field}*`).join(""), "latin1");
}

function isSilent(fields: readonly (string | undefined)[]): boolean {
  return fields.every((field) => field === undefined);
}

function fieldsOf(bytes: Uint8Array): (string | undefined)[] {
  const fields: (string | undefined)[] = [];
  let start = 0;
  for (let end = 0; end <= bytes.length; end++) {
    if (end < bytes.length && bytes[end] !== delimiter) continue;
    // Behind the last delimiter is nothing, or the padding of a single frame.
    if (end < bytes.length || end > start) fields.push(textOf(bytes.subarray(start, end)));
    start = end + 1;
  }
  return fields;
}

/** Fill bytes and control characters are no text. */
function textOf(bytes: Uint8Array): string | undefined {
  let text = "";
  for (const byte of bytes) if (byte >= 0x20 && byte !== 0x7f && byte !== 0xff && (byte < 0x80 || byte >= 0xa0)) text += String.fromCodePoint(byte);
  const trimmed = text.trim();
  return trimmed === "" ? undefined : trimmed;
}
