/**
 * What an ELM327 says instead of, or beside, the bytes of a vehicle.
 *
 * @see ELM Electronics, ELM327 data sheet, "Error Messages and Alerts"; STN family reference manual for its own
 */

export type ElmNotice =
  | "ok"
  /** `?`: the command is not known to the adapter. */
  | "unknown-command"
  /** It tried protocols before it answered. */
  | "searching"
  | "bus-initialised"
  | "bus-init-failed"
  | "no-data"
  | "unable-to-connect"
  | "can-error"
  | "bus-error"
  | "bus-busy"
  /** A line on the bus does not follow the adapter: bad wiring (J1850, K line). */
  | "feedback-error"
  | "data-error"
  | "buffer-full"
  /** A character that was sent while it was busy interrupted it. */
  | "stopped"
  /** The supply was too low, and the adapter has reset itself. */
  | "low-voltage-reset"
  /** It is about to go to low power. */
  | "low-power-alert"
  | "activity-alert"
  /** `ERRnn`: an internal error. */
  | "internal-error"
  | "out-of-memory"
  /** A banner such as `ELM327 v1.5`: the adapter has started anew. */
  | "banner";

const exact: ReadonlyMap<string, ElmNotice> = new Map([
  ["OK", "ok"],
  ["?", "unknown-command"],
  ["NODATA", "no-data"],
  ["UNABLETOCONNECT", "unable-to-connect"],
  ["CANERROR", "can-error"],
  ["BUSERROR", "bus-error"],
  ["BUSBUSY", "bus-busy"],
  ["FBERROR", "feedback-error"],
  ["DATAERROR", "data-error"],
  ["<DATAERROR", "data-error"],
  ["BUFFERFULL", "buffer-full"],
  ["STOPPED", "stopped"],
  ["LVRESET", "low-voltage-reset"],
  ["LPALERT", "low-power-alert"],
  ["ACTALERT", "activity-alert"],
  ["OUTOFMEMORY", "out-of-memory"],
  // Of a K line that was tried and failed, where the first half of the line got lost.
  ["...ERROR", "bus-init-failed"],
]);

/** `SEARCHING...` goes on in the same line with what was found, or is overwritten by it on a terminal. */
const searching = /^SEARCHING\.*/;
const busInit = /^BUSINIT:?\.*/;
const banner = /^(?:ELM32\d|ELMSCAN|OBDLINK|STN\d{4}|LONGVERSION)/;

export interface NoticedLine {
  readonly notices: readonly ElmNotice[];
  /** What is left of the line, without blanks at its ends; empty when it held notices only. */
  readonly rest: string;
}

/** @param line one line without its end. */
export function noticesOf(line: string): NoticedLine {
  const notices: ElmNotice[] = [];
  let packed = line.toUpperCase().replaceAll(" ", "");
  let rest = line.trim();
  const cut = (expression: RegExp, notice: ElmNotice): boolean => {
    const [found] = expression.exec(packed) ?? [];
    if (found === undefined) return false;
    notices.push(notice);
    packed = packed.slice(found.length);
    rest = packed;
    return true;
  };
  cut(searching, "searching");
  if (busInit.test(packed)) {
    packed = packed.replace(busInit, "");
    if (!cut(/^OK/, "bus-initialised")) {
      if (!cut(/^ERROR/, "bus-init-failed")) notices.push("searching");
      rest = packed;
    }
  }
  if (packed.startsWith("STOPPED")) {
    // Whatever stands behind it is left from the line that it overwrote.
    return { notices: [...notices, "stopped"], rest: "" };
  }
  const whole = exact.get(packed);
  if (whole !== undefined) return { notices: [...notices, whole], rest: "" };
  if (/^ERR\d\d$/.test(packed)) return { notices: [...notices, "internal-error"], rest: "" };
  if (banner.test(packed)) notices.push("banner");
  return { notices, rest };
}
