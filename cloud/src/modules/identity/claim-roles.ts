/** Which role a provider's claims give. Pure. */
import type { RoleRule } from "./sign-on-store.ts";

/** Words of one claim that are looked at; more would be no list of roles. */
const wordsMax = 1_000;

/**
 * @param path such as `groups`, or `realm_access.roles`: dots lead into objects, unless a claim has the whole name.
 * @returns its words: of a list each text, of a text itself; empty when there is no such claim.
 */
export function wordsOfClaim(claims: Readonly<Record<string, unknown>>, path: string): readonly string[] {
  const found = Object.hasOwn(claims, path) ? claims[path] : path.split(".").reduce<unknown>(step, claims);
  const list: readonly unknown[] = Array.isArray(found) ? found : [found];
  return list.slice(0, wordsMax).filter((word) => typeof word === "string");
}

/** @returns the role of the first rule whose value is among the words. */
export function roleByRules(rules: readonly RoleRule[], words: readonly string[]): string | undefined {
  return rules.find(({ value }) => words.includes(value))?.roleId;
}

function step(within: unknown, name: string): unknown {
  return typeof within === "object" && within !== null && Object.hasOwn(within, name) ? (within as Readonly<Record<string, unknown>>)[name] : undefined;
}
