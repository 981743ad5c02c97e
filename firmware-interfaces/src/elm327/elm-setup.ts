/** From an adapter in whatever state to one that answers as this client likes it. */
import { isHonest, newElmProfile, provenVersions, withRefused, type ElmProfile } from "./elm-profile.ts";
import type { CommandOutcome, ElmScript } from "./elm-script.ts";
import { elmTimes } from "./limits.ts";

/** What an adapter is told is gone when it restarts, so both belong together. */
export interface AdapterSetup {
  profile: ElmProfile;
  isSetUp: boolean;
}

/** A supply that breaks down as soon as the adapter does something is not waited for. */
const setupsMax = 3;

/** A reset may meet an adapter in the middle of something, and some know only one of the two. */
const resets = ["ATZ", "ATZ", "ATWS"] as const;
const identity = /ELM|STN|OBD|^V\d/i;

/** Harmless commands and the version that brought them (ELM327 data sheet, AT command summary). Each of `provenVersions` has one. */
const proofs: Readonly<Record<(typeof provenVersions)[number], string>> = { 1: "ATDPN", 1.2: "ATAT1", 1.4: "ATIGN", 2: "ATAMC" };

/** @returns why it cannot be set up, for people; `undefined` when it is. */
export function* setUpAdapter(setup: AdapterSetup): ElmScript<string | undefined> {
  for (let count = 0; count < setupsMax; count++) {
    const banner = yield* reset();
    if (banner === undefined) return "it answers neither ATZ nor ATWS; is it an ELM327, and is the baud rate right?";
    setup.isSetUp = true;
    // Another adapter at the same address: what was learned is not about it.
    const isKnown = setup.profile.claimed === "" || setup.profile.claimed === banner;
    setup.profile = { ...(isKnown ? setup.profile : newElmProfile()), claimed: banner };
    yield* configure(setup);
    if (setup.isSetUp) return undefined;
  }
  return "the adapter restarts again and again; is its supply sound?";
}

function* configure(setup: AdapterSetup): ElmScript<void> {
  yield* set(setup, "ATE0");
  // The echo of ATE0 itself is still allowed; that of the next command is a habit.
  const next = yield* set(setup, "ATL0");
  if (next.kind === "answered") setup.profile = { ...setup.profile, hasEcho: next.answer.echo !== "none" };
  for (const text of ["ATS0", "ATH1", "ATAT1", "ATAL"]) yield* set(setup, text);
  if (setup.profile.waitUnits !== newElmProfile().waitUnits) yield* set(setup, waitCommand(setup.profile));
  if (setup.profile.provenVersion === 0) yield* identify(setup);
  const { protocol } = setup.profile;
  // With `A` before it, the known protocol is tried first and all others after it.
  yield* set(setup, protocol === undefined ? "ATSP0" : `ATSPA${protocol}`);
}

export function waitCommand(profile: ElmProfile): string {
  return `ATST${profile.waitUnits.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** One setting. A refusal is remembered, not fatal: every setting only makes answers shorter or clearer. */
export function* set(setup: AdapterSetup, text: string): ElmScript<CommandOutcome> {
  const outcome = yield { text, unlearnedMs: elmTimes.commandMs };
  if (outcome.kind !== "answered") return outcome;
  if (outcome.isPromptMissing) setup.profile = { ...setup.profile, missesPrompts: true };
  if (outcome.result.kind === "refused") setup.profile = withRefused(setup.profile, text);
  if (outcome.result.kind === "restarted") setup.isSetUp = false;
  return outcome;
}

/** @returns how the adapter names itself; `undefined` when it does not react. */
function* reset(): ElmScript<string | undefined> {
  for (const text of resets) {
    const outcome = yield { text, unlearnedMs: elmTimes.resetMs };
    const name = outcome.kind === "answered" && "texts" in outcome.result ? outcome.result.texts.find((line) => identity.test(line)) : undefined;
    if (name !== undefined) return name.slice(0, 80);
  }
  return undefined;
}

function* identify(setup: AdapterSetup): ElmScript<void> {
  const sti = yield* set(setup, "STI");
  const stn = sti.kind === "answered" && sti.result.kind === "done" ? sti.result.texts[0] : undefined;
  setup.profile = { ...setup.profile, stn: stn?.slice(0, 80) };
  for (const version of provenVersions) {
    const outcome = yield* set(setup, proofs[version]);
    if (outcome.kind !== "answered" || outcome.result.kind !== "done") break;
    setup.profile = { ...setup.profile, provenVersion: version };
  }
}

/** For people: what the adapter is, and whether it lies. */
export function describeAdapter(profile: ElmProfile): string {
  const name = profile.stn ?? (profile.claimed === "" ? "unknown adapter" : profile.claimed);
  return isHonest(profile) === false ? `${name} (a clone: it knows the commands of version ${profile.provenVersion.toFixed(1)} only)` : name;
}
