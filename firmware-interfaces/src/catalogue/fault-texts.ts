/** What the codes of faults, and the control units that name them, are in words. Each text says where it comes from. */
import { failureModeText } from "../j1939/failure-modes.ts";
import { parameterGroups } from "../j1939/parameter-groups.ts";
import { troubleCodeMeaning } from "../obd2/trouble-code-texts.ts";

export interface FaultText {
  readonly text: string;
  /** The standards behind it; the words are ours. */
  readonly source: string;
}

/** Parameters of faults that are in no group that we read, by SPN (SAE J1939-71). */
const otherParameters: Readonly<Record<number, string>> = {
  94: "Engine fuel delivery pressure",
  98: "Engine oil level",
  157: "Engine injector metering rail pressure",
  629: "Controller",
  639: "J1939 network",
  641: "Engine variable geometry turbocharger actuator",
  651: "Engine injector cylinder 1",
  652: "Engine injector cylinder 2",
  653: "Engine injector cylinder 3",
  654: "Engine injector cylinder 4",
  655: "Engine injector cylinder 5",
  656: "Engine injector cylinder 6",
  829: "Left fuel level sensor",
  2000: "Source address 0",
  2003: "Source address 3",
  3226: "Aftertreatment outlet NOx",
  3251: "Particulate filter differential pressure",
  3719: "Particulate filter soot load",
  4364: "Catalyst conversion efficiency",
};

/** Addresses that the standard gives to a function, for industry group 1, on-highway (SAE J1939, table B2 and B3). */
const addressNames: Readonly<Record<number, string>> = {
  0x00: "Engine",
  0x01: "Engine 2",
  0x03: "Transmission",
  0x05: "Shift console",
  0x0b: "Brakes",
  0x0f: "Engine retarder",
  0x10: "Driveline retarder",
  0x11: "Cruise control",
  0x13: "Steering",
  0x17: "Instrument cluster",
  0x19: "Climate control",
  0x21: "Body controller",
  0x27: "Management computer",
  0x2f: "Suspension",
  0x31: "Cab controller",
  0x3d: "Exhaust emission controller",
  0xee: "Tachograph",
};

/** Legislated addresses (ISO 15765-4, table 3). */
const obdNames: Readonly<Record<string, string>> = { "7E8": "Engine", "7E9": "Transmission" };

const j1939Code = /^SPN (\d{1,6}) FMI (\d{1,2})$/;
let parameters: ReadonlyMap<number, string> | undefined;

/** @returns the numbers of a J1939 code, such as `SPN 110 FMI 16`; `undefined` for any other. */
export function j1939NumbersOf(code: string): { readonly spn: number; readonly fmi: number } | undefined {
  const [, spn, fmi] = j1939Code.exec(code) ?? [];
  return spn === undefined || fmi === undefined ? undefined : { spn: Number(spn), fmi: Number(fmi) };
}

/** @returns `undefined` for makers' own codes and for numbers that the catalogue does not have. */
export function faultText(code: string): FaultText | undefined {
  const numbers = j1939NumbersOf(code);
  if (numbers === undefined) {
    const text = troubleCodeMeaning(code);
    return text === undefined ? undefined : { text, source: "SAE J2012" };
  }
  const parameter = parameterName(numbers.spn);
  const mode = failureModeText(numbers.fmi);
  return { text: parameter === undefined ? `Parameter ${numbers.spn}: ${mode}` : `${parameter}: ${mode}`, source: "SAE J1939-71 and -73" };
}

/** @param controlUnit bus, protocol and address, such as `can0/DM1@00` or `can0/OBD@7E8`. */
export function controlUnitName(controlUnit: string): string {
  const [path = "", address = ""] = controlUnit.split("@");
  const isObd = path.endsWith("/OBD");
  const name = isObd ? obdNames[address] : addressNames[Number.parseInt(address, 16)];
  return name ?? `Control unit ${address}`;
}

function parameterName(spn: number): string | undefined {
  parameters ??= new Map(parameterGroups.flatMap((group) => group.parameters.map(([number, name]) => [number, inWords(name)] as const)));
  return otherParameters[spn] ?? parameters.get(spn);
}

/** `EngineCoolantTemperature` to `Engine coolant temperature`; words in capitals, such as EBS, stay. */
function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(" ");
  return words.map((word, index) => (index === 0 || /^[A-Z]{2,}/.test(word) ? word : word.toLowerCase())).join(" ");
}
