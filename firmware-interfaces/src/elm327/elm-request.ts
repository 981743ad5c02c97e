/** One diagnostic request through an adapter that is set up: whom to address, what to repeat, when to wait longer. */
import type { DiagnosticAnswer, DiagnosticOutcome, DiagnosticRequest, DiagnosticTarget } from "../diagnostics/diagnostic-link.ts";
import type { ElmNotice } from "./elm-notices.ts";
import { withLongerWait, type ElmProfile } from "./elm-profile.ts";
import type { ElmResult } from "./elm-result.ts";
import type { ElmScript } from "./elm-script.ts";
import { set, setUpAdapter, waitCommand, type AdapterSetup } from "./elm-setup.ts";
import { elmLimits, elmTimes } from "./limits.ts";
import type { ControlUnitPayload } from "./control-unit-payload.ts";

/** `responseId` of answers from an adapter that does not name the control unit: it refuses ATH1. */
export const unknownResponseId = 0;

/** What client and adapter have agreed on since the line was opened. Changed by the scripts only. */
export interface AdapterState extends AdapterSetup {
  isConnected: boolean;
  /** Whom requests go to; `undefined` while it is the adapter's default, every unit. */
  addressedId: number | undefined;
  /** Requests that nobody answered however long the adapter waited, oldest first; at the limit the oldest is forgotten. */
  readonly unanswered: Set<string>;
}

/** Services that only read, so that asking twice does no harm (SAE J1979, ISO 14229-1, ISO 14230-3). */
const repeatable: ReadonlySet<number> = new Set([0x01, 0x02, 0x03, 0x06, 0x07, 0x09, 0x0a, 0x12, 0x13, 0x17, 0x18, 0x19, 0x1a, 0x21, 0x22, 0x3e]);
/** What fits a single frame behind its control byte; the adapter does not split (data sheet, ATCAF). */
const canRequestBytesMax = 7;
const responsePending = 0x78;
const legacyProtocols = /^[1-5]$/;
const wideProtocols = /^[79]$/;

const noticeTexts: Partial<Readonly<Record<ElmNotice, string>>> = {
  "unable-to-connect": "no protocol of the vehicle found (UNABLE TO CONNECT); is the ignition on?",
  "bus-init-failed": "the vehicle does not answer the initialisation of its K line (BUS INIT ERROR); is the ignition on?",
  "can-error": "nobody on the CAN bus confirms what is sent (CAN ERROR)",
  "bus-error": "the bus has a fault (BUS ERROR)",
  "bus-busy": "the bus is never free (BUS BUSY)",
  "feedback-error": "the bus does not follow the adapter (FB ERROR); is its wiring sound?",
  "data-error": "the answer was damaged on the bus (DATA ERROR)",
  "buffer-full": "the adapter was told more than it could pass on (BUFFER FULL)",
  stopped: "the adapter was interrupted (STOPPED)",
  "out-of-memory": "the adapter is out of memory",
  "internal-error": "the adapter has an internal error",
  "low-power-alert": "the adapter is about to go to low power (LP ALERT)",
  "activity-alert": "the adapter is about to go to low power, since the bus is silent (ACT ALERT)",
};

export function* askThrough(state: AdapterState, request: DiagnosticRequest): ElmScript<DiagnosticOutcome> {
  const { waitUnits } = state.profile;
  const outcome = yield* askRepeatedly(state, request);
  const key = keyOf(request);
  state.unanswered.delete(key);
  if (outcome.kind !== "silent") return outcome;
  state.unanswered.add(key);
  const [oldest] = state.unanswered;
  if (state.unanswered.size > elmLimits.timedCommandsMax && oldest !== undefined) state.unanswered.delete(oldest);
  // Waiting longer did not help, and would make every other request without an answer slow.
  if (state.profile.waitUnits !== waitUnits) {
    state.profile = { ...state.profile, waitUnits };
    yield* set(state, waitCommand(state.profile));
  }
  return outcome;
}

function* askRepeatedly(state: AdapterState, request: DiagnosticRequest): ElmScript<DiagnosticOutcome> {
  let why = "";
  for (let attempt = 1; attempt <= elmLimits.attemptsMax; attempt++) {
    const step = yield* attemptOnce(state, request, attempt);
    if (step.kind !== "again") return step;
    why = step.why;
    if (!isRepeatable(request)) break;
  }
  return { kind: "failed", why };
}

/** `again` when another try may help. */
type Attempt = DiagnosticOutcome | { readonly kind: "again"; readonly why: string };

function* attemptOnce(state: AdapterState, request: DiagnosticRequest, attempt: number): ElmScript<Attempt> {
  const obstacle = (yield* prepare(state)) ?? (yield* address(state, request.target)) ?? tooLong(state.profile, request.payload);
  if (obstacle !== undefined) return { kind: "failed", why: obstacle };
  const outcome = yield { text: hexText(request.payload), unlearnedMs: state.isConnected ? elmTimes.requestMs : elmTimes.searchMs };
  if (outcome.kind === "silent") return attempt === 1 ? { kind: "again", why: noPrompt(outcome.afterMs) } : { kind: "failed", why: noPrompt(outcome.afterMs) };
  const { result } = outcome;
  if ("vehicle" in result && result.vehicle.headers !== undefined) state.profile = { ...state.profile, headers: result.vehicle.headers };
  switch (result.kind) {
    case "answered":
      return yield* weigh(state, request, result, attempt);
    case "no-answer":
      // A unit that is slow looks like none; a longer wait that helped is kept in the profile.
      if (attempt === elmLimits.attemptsMax || !state.isConnected || !isRepeatable(request) || state.unanswered.has(keyOf(request))) return { kind: "silent" };
      return (yield* waitLonger(state)) ? { kind: "again", why: "no answer" } : { kind: "silent" };
    case "restarted":
      state.isSetUp = false;
      return { kind: "again", why: "the adapter has restarted by itself; is its supply sound?" };
    case "failed":
      return failure(state, result, attempt);
    case "refused":
      return { kind: "failed", why: "the adapter does not take this request" };
    default:
      return attempt === 1 ? { kind: "again", why: "the adapter answered with nothing" } : { kind: "failed", why: "the adapter answered with nothing" };
  }
}

function* prepare(state: AdapterState): ElmScript<string | undefined> {
  if (!state.isSetUp) {
    const obstacle = yield* setUpAdapter(state);
    if (obstacle !== undefined) return obstacle;
    state.isConnected = false;
    state.addressedId = undefined;
  }
  return state.isConnected ? undefined : yield* connect(state);
}

/** The first request finds the protocol. What every emission-related unit answers is asked, so that the answer is short. */
function* connect(state: AdapterState): ElmScript<string | undefined> {
  const obstacle = yield* address(state, { kind: "functional" });
  if (obstacle !== undefined) return obstacle;
  const outcome = yield { text: "0100", unlearnedMs: elmTimes.searchMs };
  if (outcome.kind === "silent") return noPrompt(outcome.afterMs);
  const { result } = outcome;
  if (result.kind === "restarted") state.isSetUp = false;
  if (result.kind === "failed" && result.vehicle.damaged.length === 0) return whyOf(result);
  if (result.kind !== "answered") return undefined;
  state.isConnected = true;
  state.profile = { ...state.profile, headers: result.vehicle.headers ?? state.profile.headers };
  const described = yield { text: "ATDPN", unlearnedMs: elmTimes.commandMs };
  const [, protocol] = described.kind === "answered" && described.result.kind === "done" ? (/^A?([1-9A-C])$/.exec(described.result.texts[0] ?? "") ?? []) : [];
  if (protocol !== undefined) state.profile = { ...state.profile, protocol };
  return undefined;
}

/** @returns why the target cannot be addressed. */
function* address(state: AdapterState, target: DiagnosticTarget): ElmScript<string | undefined> {
  const wanted = target.kind === "physical" ? target.requestId : undefined;
  if (wanted === state.addressedId) return undefined;
  if (legacyProtocols.test(state.profile.protocol ?? "")) return "single control units can be asked on CAN only";
  for (const text of addressing(wanted, state.profile.protocol)) {
    const outcome = yield* set(state, text);
    if (!state.isSetUp) return "the adapter has restarted by itself; is its supply sound?";
    // Without the filter answers are told apart here; with half an address nobody is asked, so all is set up anew.
    if (text.startsWith("ATSH") && (outcome.kind !== "answered" || outcome.result.kind !== "done")) {
      state.isSetUp = false;
      return `the adapter does not take ${text}, so that a single control unit cannot be asked`;
    }
  }
  state.addressedId = wanted;
  return undefined;
}

/**
 * Header and receive filter. On 11 bits a unit answers 8 above its request (ISO 15765-4); on 29, with addresses swapped.
 * For units outside of OBD the adapter must also be told with which identifier to ask for the rest of a long answer.
 */
function addressing(id: number | undefined, protocol: string | undefined): readonly string[] {
  if (id === undefined) return [...(wideProtocols.test(protocol ?? "") ? ["ATCP18", "ATSHDB33F1"] : ["ATSH7DF"]), "ATAR", "ATFCSM0"];
  if (id <= 0x7ff) {
    const flowControl = id >= 0x7e0 && id <= 0x7e7 ? ["ATFCSM0"] : [`ATFCSH${hexDigits(id, 3)}`, "ATFCSD300000", "ATFCSM1"];
    return [`ATSH${hexDigits(id, 3)}`, `ATCRA${hexDigits(responseIdOf(id), 3)}`, ...flowControl];
  }
  return [`ATCP${hexDigits(id >>> 24, 2)}`, `ATSH${hexDigits(id & 0xff_ffff, 6)}`, `ATCRA${hexDigits(responseIdOf(id), 8)}`, "ATFCSM0"];
}

function responseIdOf(requestId: number): number {
  if (requestId <= 0x7ff) return (requestId + 8) & 0x7ff;
  return (requestId & ~0xffff) + ((requestId & 0xff) << 8) + ((requestId >> 8) & 0xff);
}

function tooLong(profile: ElmProfile, payload: Uint8Array): string | undefined {
  if (payload.length <= canRequestBytesMax) return undefined;
  return `a request of ${payload.length} bytes does not fit; ${profile.claimed === "" ? "an ELM327" : profile.claimed} sends at most ${canRequestBytesMax}`;
}

/** Answers without those that ask for patience; which of them to wait for decides on another try. */
function* weigh(state: AdapterState, request: DiagnosticRequest, result: ElmResult & { readonly kind: "answered" }, attempt: number): ElmScript<Attempt> {
  const addressed = result.vehicle.payloads.filter(({ responseId }) => responseId === undefined || isAddressed(responseId, request.target));
  if (addressed.length === 0) return { kind: "silent" };
  const final = addressed.filter(({ payload }) => !isPending(payload));
  if (final.length === 0) {
    yield* waitLonger(state);
    return { kind: "again", why: "a control unit asked for patience (7F 78) until the adapter stopped listening" };
  }
  if (attempt === 1 && result.vehicle.damaged.length > 0 && isRepeatable(request)) return { kind: "again", why: "a line was damaged" };
  return { kind: "answered", answers: lastOfEach(final, request.target) };
}

/** @returns false when it waits as long as it can. */
function* waitLonger(state: AdapterState): ElmScript<boolean> {
  const longer = withLongerWait(state.profile);
  if (longer === undefined) return false;
  state.profile = longer;
  yield* set(state, waitCommand(longer));
  return true;
}

function failure(state: AdapterState, result: ElmResult & { readonly kind: "failed" }, attempt: number): Attempt {
  const why = whyOf(result);
  const isVehicleGone = result.notices.some((notice) => notice === "unable-to-connect" || notice === "bus-init-failed");
  if (isVehicleGone) state.isConnected = false;
  return attempt === 1 && !isVehicleGone ? { kind: "again", why } : { kind: "failed", why };
}

function whyOf({ notices, vehicle }: ElmResult & { readonly kind: "failed" }): string {
  const [notice] = notices;
  if (notice !== undefined) return noticeTexts[notice] ?? `the adapter says ${notice}`;
  return `the answer was damaged between adapter and here (${vehicle.damaged[0] ?? "too long"})`;
}

function noPrompt(afterMs: number): string {
  return `the adapter did not finish within ${Math.round(afterMs)} ms`;
}

function isRepeatable({ payload }: DiagnosticRequest): boolean {
  return repeatable.has(payload[0] ?? 0);
}

function keyOf({ target, payload }: DiagnosticRequest): string {
  return `${target.kind === "physical" ? target.requestId : "all"} ${hexText(payload)}`;
}

function isPending(payload: Uint8Array): boolean {
  return payload[0] === 0x7f && payload[2] === responsePending;
}

function isAddressed(responseId: number, target: DiagnosticTarget): boolean {
  return target.kind === "functional" || responseId === responseIdOf(target.requestId);
}

function lastOfEach(payloads: readonly ControlUnitPayload[], target: DiagnosticTarget): readonly DiagnosticAnswer[] {
  const expected = target.kind === "physical" ? responseIdOf(target.requestId) : unknownResponseId;
  const answers = payloads.map(({ responseId, payload }) => ({ responseId: responseId ?? expected, payload }));
  // Without headers two units cannot be told apart, so both stay.
  return answers.filter(
    ({ responseId }, index) => responseId === unknownResponseId || !answers.slice(index + 1).some((later) => later.responseId === responseId),
  );
}

function hexText(payload: Uint8Array): string {
  return Buffer.from(payload).toString("hex").toUpperCase();
}

function hexDigits(value: number, width: number): string {
  return value.toString(16).toUpperCase().padStart(width, "0");
}
