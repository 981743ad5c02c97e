import axe from "axe-core";
import type { Page } from "playwright-core";

/** AAA's rule leaves what fails AA's to AA's rule; from 1:1 on it finds both, and contrast is measured once: that is most of what axe does. */
const contrast = {
  "color-contrast-enhanced": { options: { contrastRatio: { normal: { expected: 7, minThreshold: 1 }, large: { expected: 4.5, minThreshold: 1 } } } },
};
/** What axe's types do not know: options of a check. */
type Asked = axe.RunOptions & { readonly checks: typeof contrast };
/** Every rule of WCAG 2.2 up to AAA, and best practice. */
const everyRule: Asked = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  rules: { "color-contrast": { enabled: false } },
  checks: contrast,
};
/** What can differ when only colours do. */
const colourRules: Asked = { runOnly: { type: "rule", values: ["color-contrast-enhanced"] }, checks: contrast };

/** @returns what axe objects to, one line a node; empty when it objects to nothing. Our pages have no frames to look into. */
export async function axeViolations(page: Page, options: Asked = everyRule): Promise<readonly string[]> {
  // Reading axe costs as much as a short look: once a page is enough.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (asked) => {
    const { axe: here } = globalThis as unknown as { readonly axe: typeof axe }; // put there by the line above
    const { violations } = await here.run(document, { ...asked, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary?.split("\n").at(1)?.trim() ?? ""})`),
    );
  }, options);
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

const widths = [390, 1_440] as const;

/**
 * Looks at pages wide and narrow, by day and by night. A page is loaded once, and is resized and coloured anew as it stands.
 *
 * @param addresses paths within the console; someone is signed in.
 * @returns every objection, with where it was seen.
 */
export async function objections(page: Page, addresses: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  for (const address of addresses) {
    await page.setViewportSize({ width: widths[0], height: 844 });
    await page.goto(address);
    await page.locator("h1").waitFor();
    for (const width of widths) {
      const see = (seen: readonly string[]) => found.push(...seen.map((each) => `${width} ${address} ${each}`));
      await page.setViewportSize({ width, height: 844 });
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      see(await axeViolations(page));
      see(await smallTargets(page));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (overflow > 0) see([`scrolls sideways by ${overflow} px`]);
    }
    // at night only colours differ, and they are the same wide and narrow
    await page.emulateMedia({ colorScheme: "dark" });
    found.push(...(await axeViolations(page, colourRules)).map((violation) => `${address} at night: ${violation}`));
    await page.emulateMedia({ colorScheme: "light" });
  }
  return found;
}
