/** What one command led to, told from its answer. */
import type { ElmAnswer } from "./elm-answer.ts";
import type { ElmNotice } from "./elm-notices.ts";
import { vehicleAnswerOf, type VehicleAnswer } from "./vehicle-answer.ts";

export type ElmResult =
  /** At least one control unit answered whole. `also` lists what else went wrong with the same request. */
  | { readonly kind: "answered"; readonly vehicle: VehicleAnswer; readonly also: readonly ElmNotice[] }
  /** Nobody on the bus answered. */
  | { readonly kind: "no-answer" }
  /** The adapter says why it could not; or what came cannot be read (`vehicle.damaged`). */
  | { readonly kind: "failed"; readonly notices: readonly ElmNotice[]; readonly vehicle: VehicleAnswer }
  /** The adapter does not know the command. */
  | { readonly kind: "refused" }
  /** The adapter has done what an AT command asked, or said what it asked for (`texts`). */
  | { readonly kind: "done"; readonly texts: readonly string[] }
  /** The adapter has started anew: nothing that was set before holds. */
  | { readonly kind: "restarted"; readonly notices: readonly ElmNotice[]; readonly texts: readonly string[] }
  /** A prompt, and nothing before it. */
  | { readonly kind: "empty" };

/** Not worth a word when the vehicle answered. */
const progress: ReadonlySet<ElmNotice> = new Set(["searching", "bus-initialised", "ok"]);
const resets = /^(?:ATZ|ATWS|ATI|AT@\d|STI|STDI)$/;

/** @param command as it was sent. */
export function elmResultOf(command: string, answer: ElmAnswer): ElmResult {
  const packed = command.toUpperCase().replaceAll(/\s/g, "");
  const notices = answer.notices.filter((notice) => !progress.has(notice));
  const isQuestion = resets.test(packed);
  if (notices.includes("low-voltage-reset") || (notices.includes("banner") && !isQuestion)) return { kind: "restarted", notices, texts: answer.texts };
  if (notices.includes("unknown-command") && answer.hexLines.length === 0 && answer.texts.length === 0) return { kind: "refused" };
  if (!/^(?:[0-9A-F]{2})+[0-9A-F]?$/.test(packed)) {
    const others = notices.filter((notice) => notice !== "banner" && notice !== "unknown-command");
    if (others.length > 0) return { kind: "failed", notices: others, vehicle: nothing };
    if (answer.notices.length === 0 && answer.texts.length === 0) return { kind: "empty" };
    return { kind: "done", texts: answer.texts };
  }
  const vehicle = vehicleAnswerOf(answer.hexLines, requestOf(packed));
  if (vehicle.payloads.length > 0) return { kind: "answered", vehicle, also: notices };
  if (vehicle.damaged.length > 0 || answer.isTruncated) return { kind: "failed", notices, vehicle };
  if (notices.length === 0 || (notices.length === 1 && notices[0] === "no-data")) {
    return notices.length === 0 && vehicle.strays.length === 0 && answer.texts.length === 0 ? { kind: "empty" } : noAnswer(notices, vehicle, answer.texts);
  }
  return { kind: "failed", notices, vehicle };
}

const nothing: VehicleAnswer = { payloads: [], strays: [], damaged: [], headers: undefined };

/** Text that nobody knows is no silence of the vehicle. */
function noAnswer(notices: readonly ElmNotice[], vehicle: VehicleAnswer, texts: readonly string[]): ElmResult {
  return notices.includes("no-data") || texts.length === 0
    ? { kind: "no-answer" }
    : { kind: "failed", notices, vehicle: { ...vehicle, damaged: ["not-understood"] } };
}

/** An odd last digit says how many answers are expected (data sheet, "Talking to the vehicle"). */
function requestOf(packed: string): Uint8Array {
  return Uint8Array.from({ length: packed.length >> 1 }, (_, index) => Number.parseInt(packed.slice(2 * index, 2 * index + 2), 16));
}
