import type { Texts } from "./texts.tsx";

/** @returns "Depot Venlo"; a depot that calls itself a depot is not called one twice. */
export function depotTitle(name: string, texts: Texts): string {
  return /^depot\b/i.test(name) ? name : texts("depot.title", { name });
}
