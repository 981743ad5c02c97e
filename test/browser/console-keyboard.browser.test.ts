/** Every administrative page by keyboard alone: each thing that can be pressed is reached, seen while it has the focus, and left again. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, launchChromium } from "./chromium.ts";
import { watchFaults } from "./console-page.ts";
import { mockTarget } from "./console-target.ts";

const pages = [
  "/admin/users",
  "/admin/roles",
  "/admin/tokens",
  "/admin/sign-on",
  "/admin/flags",
  "/admin/quotas",
  "/admin/keeping?of=TR+214",
  "/account",
  "/account/password",
  "/audit",
  "/integrations",
  "/integrations/received",
  "/health",
] as const;

interface Stop {
  readonly name: string;
  readonly wrong: string;
}

describe.skipIf(!hasChromium())("the keyboard alone", () => {
  let target: Awaited<ReturnType<typeof mockTarget>>;
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    [target, browser] = await Promise.all([mockTarget(), launchChromium()]);
    page = await (await browser.newContext({ baseURL: target.url, reducedMotion: "reduce" })).newPage();
    faults = watchFaults(page);
    await page.goto(target.mock.signInLink());
    await page.locator("a.rowlink").first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await target?.stop();
  });

  it.each([1_440, 390])(
    "reaches everything in the order of reading, and shows where it is, %i px wide",
    async (width) => {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 960 });
      const found: string[] = [];
      for (const address of pages) {
        await page.goto(address);
        await page.locator("h1").waitFor();
        await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
        // What stands around the page is the same on all: it is walked once, then skipped as a person skips it.
        const isFirst = address === pages[0];
        if (!isFirst) {
          await page.keyboard.press("Tab");
          await page.keyboard.press("Enter");
        }
        const wanted = await markTabStops(page, isFirst ? "body" : "main");
        const seen: string[] = [];
        for (let press = 0; press < wanted.length; press += 1) {
          await page.keyboard.press("Tab");
          const { name, wrong } = await stopOf(page);
          if (wrong !== "") found.push(`${address}: ${name} ${wrong}`);
          seen.push(name);
        }
        if (seen.join("\n") !== wanted.join("\n")) {
          const at = wanted.findIndex((name, index) => name !== seen[index]);
          found.push(`${address}: stop ${at + 1} is ${seen[at] ?? "nothing"}, not ${wanted[at] ?? "nothing"}`);
        }
      }
      expect(found).toEqual([]);
    },
    120_000,
  );

  it("opens a dialog, stays in it, and is back where it was after Esc", async () => {
    await page.setViewportSize({ width: 1_440, height: 960 });
    for (const [address, opener] of [
      ["/admin/users", "Invite somebody"],
      ["/admin/tokens", "Make a token"],
      ["/integrations", "New secret"],
      ["/integrations/received", "New secret"],
      ["/admin/keeping?of=TR+214", "Erase of the unit ending in 0000a1"],
    ] as const) {
      await page.goto(address);
      const button = page.getByRole("button", { name: opener });
      await button.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
      for (let press = 0; press < 12; press += 1) {
        await page.keyboard.press("Tab");
        // between its last and its first stop a browser's own bar has the focus, and the page's body stands for it
        await expect.poll(() => page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null)).toBe(true);
      }
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
    }
    expect(faults).toEqual([]);
  });
});

/** Numbers everything that Tab should stop at, in the order of the document. @returns their names. */
function markTabStops(page: Page, within: "body" | "main"): Promise<readonly string[]> {
  return page.evaluate((root) => {
    const all = `a[href], button, input, select, textarea, [tabindex='0']`;
    const stops = [...(document.querySelector(root)?.querySelectorAll<HTMLElement>(all) ?? [])].filter((element) => {
      if (element.tabIndex < 0 || (element as HTMLButtonElement).disabled) return false;
      if (element.closest("dialog:not([open]), [popover]:not(:popover-open), [inert]") !== null) return false;
      return element.checkVisibility({ visibilityProperty: true });
    });
    return stops.map((element, index) => {
      element.dataset["stop"] =
        `${index + 1}. ${element.tagName.toLowerCase()} ${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}`;
      return element.dataset["stop"];
    });
  }, within);
}

/** What has the focus, and what is wrong with how that shows (WCAG 2.4.7, 2.4.11). */
function stopOf(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return { name: "the page's end", wrong: "" };
    const name = element.dataset["stop"] ?? `${element.tagName} that came later`;
    // a link that fills its row has the row's outline, and the field for searching that of its frame
    const outlined = element.closest(element.classList.contains("rowlink") ? "tr" : ".find") ?? element;
    const { outlineStyle, outlineWidth } = getComputedStyle(outlined);
    if (outlineStyle === "none" || Number.parseFloat(outlineWidth) < 2) return { name, wrong: "has no outline" };
    const box = element.getBoundingClientRect();
    const [x, y] = [Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1), Math.min(Math.max(box.y + box.height / 2, 1), innerHeight - 1)];
    if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) return { name, wrong: "is out of view" };
    const top = document.elementFromPoint(x, y);
    const isSeen = top !== null && (element.contains(top) || top.contains(element) || outlined.contains(top));
    return { name, wrong: isSeen ? "" : `is covered by ${top?.tagName ?? "nothing"} ${top?.className ?? ""}` };
  });
}
