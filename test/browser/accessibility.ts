import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const tags = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * @param rules only these; without them every rule of WCAG 2.2 up to AAA, and best practice.
 * @returns what axe objects to, one line a node; empty when it objects to nothing.
 */
export async function axeViolations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // Our pages have no frames: without them the results need no page of their own to be put together in.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules === undefined ? builder.withTags(tags) : builder.withRules([...rules])).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary?.split("\n").at(1)?.trim() ?? ""})`),
  );
}

/** Least side of a target, CSS pixels: WCAG 2.5.5. */
const targetLeast = 44;

/**
 * @returns targets smaller than 44 by 44. A target is the element with its `::after`, which widens what is drawn smaller;
 * links within a sentence are exempt, and so is what is not shown.
 */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate((least) => {
    const isInSentence = (element: Element) =>
      element.tagName === "A" && getComputedStyle(element).display === "inline" && element.parentElement?.closest("p") !== null;
    return [...document.querySelectorAll("a[href], button, input")].flatMap((element) => {
      const box = element.getBoundingClientRect();
      const isHidden = box.width === 0 || getComputedStyle(element).visibility === "hidden" || element.classList.contains("skip");
      if (isHidden || isInSentence(element)) return [];
      const after = getComputedStyle(element, "::after");
      const isWidened = after.content !== "none" && after.position === "absolute";
      const px = (value: string) => (isWidened ? Number.parseFloat(value) || 0 : 0);
      const width = Math.max(box.width, box.width - px(after.left) - px(after.right), px(after.width));
      const height = Math.max(box.height, box.height - px(after.top) - px(after.bottom), px(after.height));
      // a link that fills its row takes the row's size
      const row = element.classList.contains("rowlink") ? element.closest("tr")?.getBoundingClientRect() : undefined;
      const [wide, high] = [Math.max(width, row?.width ?? 0), Math.max(height, row?.height ?? 0)];
      return wide < least - 0.5 || high < least - 0.5
        ? [`${element.tagName} "${element.textContent?.trim() ?? ""}" ${Math.round(wide)}x${Math.round(high)}`]
        : [];
    });
  }, targetLeast);
}

/**
 * Looks at pages wide and narrow, by day and by night.
 *
 * @param addresses paths within the console; someone is signed in.
 * @returns every objection, with where it was seen.
 */
export async function objections(page: Page, addresses: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  for (const width of [1_440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const address of addresses) {
      const see = (seen: readonly string[]) => found.push(...seen.map((each) => `${width} ${address} ${each}`));
      await page.goto(address);
      await page.locator("h1").waitFor();
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      see(await axeViolations(page));
      see(await smallTargets(page));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (overflow > 0) see([`scrolls sideways by ${overflow} px`]);
      if (width !== 1_440) continue;
      // at night only colours differ, and they are the same wide and narrow
      await page.emulateMedia({ colorScheme: "dark" });
      see((await axeViolations(page, ["color-contrast", "color-contrast-enhanced"])).map((violation) => `at night: ${violation}`));
      await page.emulateMedia({ colorScheme: "light" });
    }
  }
  return found;
}
