/** What AT commands set, and what they answer. */
import type { ElmHabits } from "./elm-habits.ts";

export interface ElmSettings {
  echo: boolean;
  lineFeeds: boolean;
  spaces: boolean;
  headers: boolean;
  /** `0` to `C`; the bus that was found, in automatic mode behind `isAutomatic`. */
  protocol: string;
  isAutomatic: boolean;
  isConnected: boolean;
  waitUnits: number;
  isLong: boolean;
  priority: number;
  /** As set by ATSH, 3 or 6 digits; `undefined` = everybody. */
  header: string | undefined;
  receiveOnly: number | undefined;
  /** Flow control goes out as set by ATFCSH and ATFCSD, not to the units of OBD only. */
  hasOwnFlowControl: boolean;
}

export function defaultSettings(): ElmSettings {
  return {
    echo: true,
    lineFeeds: false,
    spaces: true,
    headers: false,
    protocol: "0",
    isAutomatic: true,
    isConnected: false,
    waitUnits: 0x32,
    isLong: false,
    priority: 0x18,
    header: undefined,
    receiveOnly: undefined,
    hasOwnFlowControl: false,
  };
}

const protocolNames: Readonly<Record<string, string>> = {
  "0": "AUTO",
  "6": "ISO 15765-4 (CAN 11/500)",
  "7": "ISO 15765-4 (CAN 29/500)",
  "8": "ISO 15765-4 (CAN 11/250)",
  "9": "ISO 15765-4 (CAN 29/250)",
};

type Handler = (settings: ElmSettings, argument: string, habits: ElmHabits) => string | undefined;

const ok = "OK";
const toggle =
  (name: "echo" | "lineFeeds" | "spaces" | "headers"): Handler =>
  (settings, argument) => {
    settings[name] = argument === "1";
    return ok;
  };
const setProtocol: Handler = (settings, argument) => {
  settings.isAutomatic = argument.length === 2 || argument === "0";
  settings.protocol = argument.at(-1) ?? "0";
  settings.isConnected = false;
  return ok;
};

/** Form of the command behind `AT`, and what it does; `undefined` as an answer is `?`. */
const handlers: readonly (readonly [RegExp, Handler])[] = [
  [/^I$/, (_settings, _argument, habits) => habits.claims],
  [/^@1$/, () => "OBDII to RS232 Interpreter"],
  [/^E([01])$/, toggle("echo")],
  [/^L([01])$/, toggle("lineFeeds")],
  [/^S([01])$/, toggle("spaces")],
  [/^H([01])$/, toggle("headers")],
  [/^(?:SP|TP)(A?[0-9A-C])$/, setProtocol],
  [/^DPN$/, ({ isAutomatic, protocol }) => `${isAutomatic ? "A" : ""}${protocol}`],
  [/^DP$/, ({ isAutomatic, protocol }) => (isAutomatic && protocol !== "0" ? "AUTO, " : "") + (protocolNames[protocol] ?? "USER")],
  [/^RV$/, () => "12.6V"],
  [/^IGN$/, () => "ON"],
  [/^AMC$/, () => "00"],
  [/^AT[012]$/, () => ok],
  [/^(?:M|R|V|D|CAF|CFC|CSM)[01]$/, () => ok],
  [/^FC(?:SH[0-9A-F]{3,8}|SD[0-9A-F]{2,10})$/, () => ok],
  [
    /^FCSM([01])$/,
    (settings, argument) => {
      settings.hasOwnFlowControl = argument === "1";
      return ok;
    },
  ],
  [
    /^([AN])L$/,
    (settings, argument) => {
      settings.isLong = argument === "A";
      return ok;
    },
  ],
  [
    /^ST([0-9A-F]{2})$/,
    (settings, argument) => {
      const units = Number.parseInt(argument, 16);
      settings.waitUnits = units === 0 ? 0x32 : units;
      return ok;
    },
  ],
  [
    /^SH([0-9A-F]{3}|[0-9A-F]{6})$/,
    (settings, argument) => {
      settings.header = argument;
      return ok;
    },
  ],
  [
    /^CP([0-9A-F]{2})$/,
    (settings, argument) => {
      settings.priority = Number.parseInt(argument, 16) & 0x1f;
      return ok;
    },
  ],
  [
    /^CRA([0-9A-F]{3}|[0-9A-F]{8})?$/,
    (settings, argument) => {
      settings.receiveOnly = argument === "" ? undefined : Number.parseInt(argument, 16);
      return ok;
    },
  ],
  [
    /^AR$/,
    (settings) => {
      settings.receiveOnly = undefined;
      return ok;
    },
  ],
  [
    /^PC$/,
    (settings) => {
      settings.isConnected = false;
      return ok;
    },
  ],
];

/** @param command without blanks, in capitals, without `AT`. @returns its answer; `undefined` when it is not known. */
export function applyCommand(settings: ElmSettings, command: string, habits: ElmHabits): string | undefined {
  for (const [form, handler] of handlers) {
    const match = form.exec(command);
    if (match !== null) return handler(settings, match[1] ?? "", habits);
  }
  return undefined;
}
