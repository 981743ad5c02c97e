/** What was learned of one adapter: a plain value, kept by whoever knows the adapter's address and given again the next time. */
import { elmLimits } from "./limits.ts";

export interface ElmProfile {
  /** As it names itself, such as `ELM327 v2.1`; empty before it was asked. */
  readonly claimed: string;
  /** Its own name for STN adapters, such as `STN1110 v4.0.1`. */
  readonly stn: string | undefined;
  /** The latest ELM327 version whose commands it knows: clones claim 2.1 and know 1.2. 0 before it was tried. */
  readonly provenVersion: number;
  /** Commands that it does not know. */
  readonly refused: readonly string[];
  /** It repeats each command although it was told not to. */
  readonly hasEcho: boolean;
  /** Whether answers name the control unit; `unknown` before the first answer. */
  readonly headers: "on" | "off" | "unknown";
  /** Number of the vehicle's protocol (ATDPN), `1` to `C`; `undefined` before one was found. */
  readonly protocol: string | undefined;
  /** How long it waits for a control unit (ATST), in 4 ms; raised when answers come too late. */
  readonly waitUnits: number;
  /** It leaves out the prompt behind some answers. */
  readonly missesPrompts: boolean;
}

/** 200 ms, the adapter's own default. */
const waitUnitsDefault = 0x32;
const waitUnitsMax = 0xff;

export function newElmProfile(): ElmProfile {
  return {
    claimed: "",
    stn: undefined,
    provenVersion: 0,
    refused: [],
    hasEcho: false,
    headers: "unknown",
    protocol: undefined,
    waitUnits: waitUnitsDefault,
    missesPrompts: false,
  };
}

/** Whether the adapter knows what it claims to know; `undefined` before both are known. */
export function isHonest(profile: ElmProfile): boolean | undefined {
  const [, version] = /v(\d+\.\d+)/i.exec(profile.claimed) ?? [];
  if (version === undefined || profile.provenVersion === 0) return undefined;
  // 1.3 and 1.5 brought no command that is safe to try; the last proof below the claim is what there can be.
  const provable = provenVersions.findLast((proof) => proof <= Number(version));
  return provable === undefined || profile.provenVersion >= provable;
}

/** Versions that a harmless command proves (elm-setup.ts has them). */
export const provenVersions = [1.0, 1.2, 1.4, 2.0] as const;

/**
 * A profile out of a store.
 *
 * @returns `undefined` for anything that `newElmProfile` and learning could not have made: start anew then.
 */
export function readElmProfile(value: unknown): ElmProfile | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const { claimed, stn, provenVersion, refused, hasEcho, headers, protocol, waitUnits, missesPrompts } = fields;
  if (typeof claimed !== "string" || claimed.length > 80 || !(stn === undefined || (typeof stn === "string" && stn.length <= 80))) return undefined;
  if (typeof provenVersion !== "number" || !(provenVersion >= 0 && provenVersion < 10)) return undefined;
  if (!Array.isArray(refused) || refused.length > elmLimits.refusedCommandsMax || !refused.every(isCommand)) return undefined;
  if (typeof hasEcho !== "boolean" || typeof missesPrompts !== "boolean") return undefined;
  if (headers !== "on" && headers !== "off" && headers !== "unknown") return undefined;
  if (!(protocol === undefined || (typeof protocol === "string" && /^[1-9A-C]$/.test(protocol)))) return undefined;
  if (typeof waitUnits !== "number" || !Number.isInteger(waitUnits) || waitUnits < 1 || waitUnits > waitUnitsMax) return undefined;
  return { claimed, stn, provenVersion, refused, hasEcho, headers, protocol, waitUnits, missesPrompts };
}

function isCommand(value: unknown): value is string {
  return typeof value === "string" && /^[A-Z0-9@ ]{1,32}$/.test(value);
}

export function withRefused(profile: ElmProfile, command: string): ElmProfile {
  if (profile.refused.includes(command)) return profile;
  return { ...profile, refused: [...profile.refused, command].slice(-elmLimits.refusedCommandsMax) };
}

/** @returns `undefined` when it waits as long as it can already. */
export function withLongerWait(profile: ElmProfile): ElmProfile | undefined {
  if (profile.waitUnits >= waitUnitsMax) return undefined;
  return { ...profile, waitUnits: Math.min(waitUnitsMax, profile.waitUnits * 2) };
}
