/** What a person at the screen sees of a fleet: when the state of a row changes. */
import type { Page } from "playwright-core";

export interface SeenChange {
  readonly callSign: string;
  readonly state: string;
  /** Milliseconds since 1970, of the frame that showed it. */
  readonly atMs: number;
}

/** Begins to note every change of a row's state in the list. */
export async function watchStates(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: SeenChange[] = [];
    const known = new Map<string, string>();
    const read = (): [string, string][] =>
      [...document.querySelectorAll("tr[data-index]")].map((row) => [
        row.querySelector("a.rowlink")?.textContent ?? "",
        row.querySelector("td:last-child .two")?.textContent ?? "",
      ]);
    for (const [callSign, state] of read()) known.set(callSign, state);
    const look = (): void => {
      for (const [callSign, state] of read()) {
        if (known.get(callSign) === state) continue;
        // a row that was not drawn before has changed nothing
        if (known.has(callSign)) seen.push({ callSign, state, atMs: performance.timeOrigin + performance.now() });
        known.set(callSign, state);
      }
    };
    const observer = new MutationObserver(() => requestAnimationFrame(look));
    const table = document.querySelector("table");
    if (table !== null) observer.observe(table, { subtree: true, childList: true, characterData: true });
    (globalThis as unknown as { seenStates: SeenChange[] }).seenStates = seen; // read by `seenStates` below
  });
}

export function seenStates(page: Page): Promise<readonly SeenChange[]> {
  return page.evaluate(() => (globalThis as unknown as { seenStates?: SeenChange[] }).seenStates ?? []);
}
