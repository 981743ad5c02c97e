import type { NearTown } from "@drawbar/proto/towns/nearest-town.ts";
import type { Texts } from "../texts/texts.tsx";

/** @returns "Near Beesel" or "In Köln", to stand alone. */
export function townWords({ name, isIn }: NearTown, texts: Texts): string {
  return texts(isIn ? "town.in" : "town.near", { town: name });
}

/** @returns "near Beesel" or "in Köln", inside a sentence. */
export function townWordsInside({ name, isIn }: NearTown, texts: Texts): string {
  return texts(isIn ? "town.insideIn" : "town.insideNear", { town: name });
}
