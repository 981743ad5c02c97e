/** From an adapter in whatever state to one that answers as this client likes it. */
import { isHonest, newElmProfile, provenVersions, withRefused, type ElmProfile } from "./elm-profile.ts";
import type { CommandOutcome, ElmScript } from "./elm-script.ts";
import { elmTimes } from "./limits.ts";

export type SetupOutcome =
  | { readonly kind: "ready"; readonly profile: ElmProfile }
  /** `why` is for people. */
  | { readonly kind: "failed"; readonly why: string };

/** A reset may meet an adapter in the middle of something, and some know only one of the two. */
const resets = ["ATZ", "ATZ", "ATWS"] as const;
const identity = /ELM|STN|OBD|^V\d/i;

/** Harmless commands and the version that brought them (ELM327 data sheet, AT command summary). Each of `provenVersions` has one. */
const proofs: Readonly<Record<(typeof provenVersions)[number], string>> = { 1: "ATDPN", 1.2: "ATAT1", 1.4: "ATIGN", 2: "ATAMC" };

export function* setUpAdapter(known: ElmProfile): ElmScript<SetupOutcome> {
  const banner = yield* reset();
  if (banner === undefined) return { kind: "failed", why: "it answers neither ATZ nor ATWS; is it an ELM327, and is the baud rate right?" };
  // Another adapter at the same address: what was learned is not about it.
  let profile = known.claimed === "" || known.claimed === banner ? { ...known, claimed: banner } : { ...newElmProfile(), claimed: banner };
  profile = yield* set(profile, "ATE0");
  profile = yield* setAndWatchEcho(profile, "ATL0");
  for (const text of ["ATS0", "ATH1", "ATAT1", "ATAL"]) profile = yield* set(profile, text);
  if (profile.waitUnits !== newElmProfile().waitUnits) profile = yield* set(profile, waitCommand(profile));
  if (profile.provenVersion === 0) profile = yield* identify(profile);
  // With `A` before it, the known protocol is tried first and all others after it.
  profile = yield* set(profile, profile.protocol === undefined ? "ATSP0" : `ATSPA${profile.protocol}`);
  return { kind: "ready", profile };
}

export function waitCommand(profile: ElmProfile): string {
  return `ATST${profile.waitUnits.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** One setting. A refusal is remembered, not fatal: every setting only makes answers shorter or clearer. */
export function* set(profile: ElmProfile, text: string): ElmScript<ElmProfile> {
  return learn(profile, text, yield { text, unlearnedMs: elmTimes.commandMs });
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

/** The echo of ATE0 itself is still allowed; that of the next command is a habit. */
function* setAndWatchEcho(profile: ElmProfile, text: string): ElmScript<ElmProfile> {
  const outcome = yield { text, unlearnedMs: elmTimes.commandMs };
  const learned = learn(profile, text, outcome);
  return outcome.kind === "answered" ? { ...learned, hasEcho: outcome.answer.echo !== "none" } : learned;
}

function* identify(before: ElmProfile): ElmScript<ElmProfile> {
  let profile = before;
  const sti = yield { text: "STI", unlearnedMs: elmTimes.commandMs };
  const stn = sti.kind === "answered" && sti.result.kind === "done" ? sti.result.texts[0] : undefined;
  profile = { ...learn(profile, "STI", sti), stn: stn?.slice(0, 80) };
  for (const version of provenVersions) {
    const text = proofs[version];
    const outcome = yield { text, unlearnedMs: elmTimes.commandMs };
    profile = learn(profile, text, outcome);
    if (outcome.kind !== "answered" || outcome.result.kind !== "done") break;
    profile = { ...profile, provenVersion: version };
  }
  return profile;
}

function learn(profile: ElmProfile, text: string, outcome: CommandOutcome): ElmProfile {
  if (outcome.kind !== "answered") return profile;
  const learned = outcome.isPromptMissing ? { ...profile, missesPrompts: true } : profile;
  return outcome.result.kind === "refused" ? withRefused(learned, text) : learned;
}

/** For people: what the adapter is, and whether it lies. */
export function describeAdapter(profile: ElmProfile): string {
  const name = profile.stn ?? (profile.claimed === "" ? "unknown adapter" : profile.claimed);
  return isHonest(profile) === false ? `${name} (a clone: it knows the commands of version ${profile.provenVersion.toFixed(1)} only)` : name;
}
