import type { Schemas } from "@drawbar/api-client/api-client.ts";
import type { Permission, TokenView } from "./identity-queries.ts";

export type TokenWord = TokenView["scopes"][number];
export type BroadWord = Schemas["PermissionList"]["items"][number]["scope"];

/** Each broad word with the permission that one needs to give it. */
export const broadWords: readonly { readonly word: BroadWord; readonly needs: Permission }[] = [
  { word: "read", needs: "fleet.read" },
  { word: "write", needs: "fleet.change" },
  { word: "admin", needs: "fleet.administer" },
];

export function isBroad(word: TokenWord): word is BroadWord {
  return broadWords.some((each) => each.word === word);
}

/** What is sent: the picked words, without permissions that a picked broad word stands for. */
export function wordsOf(picked: ReadonlySet<string>, all: Schemas["PermissionList"]["items"]): readonly TokenWord[] {
  const broad = broadWords.map(({ word }) => word).filter((word) => picked.has(word));
  return [...broad, ...all.filter(({ permission, scope }) => picked.has(permission) && !broad.includes(scope)).map(({ permission }) => permission)];
}
