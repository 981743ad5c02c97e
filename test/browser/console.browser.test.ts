/** What an operator must be able to do, against the development server's made-up fleet and against a whole installation. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { objections } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";
import { installationTarget, mockTarget, type ConsoleTarget } from "./console-target.ts";
import { openFirstLive, watchFaults } from "./console-page.ts";

const pages: readonly (readonly [string, (vehicle: string) => string])[] = [
  ["a vehicle", (vehicle) => vehicle],
  ["the fleet", () => "/vehicles"],
  ["a vehicle's table", (vehicle) => `${vehicle}?view=table&span=1h`],
  ["health", () => "/health"],
];

const targets: readonly { readonly name: string; readonly start: () => Promise<ConsoleTarget>; readonly walked: number }[] = [
  { name: "its development server", start: mockTarget, walked: pages.length },
  // Takes half a minute to start: DRAWBAR_BROWSER_TARGET=mock leaves it out while a screen is being drawn. The pages are
  // the same; real values make a difference to the first ones.
  ...(process.env["DRAWBAR_BROWSER_TARGET"] === "mock" ? [] : [{ name: "an installation", start: installationTarget, walked: 2 }]),
];

describe.skipIf(!hasChromium()).each(targets)("the console against $name", ({ start, walked }) => {
  let target: ConsoleTarget;
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    [target, browser] = await Promise.all([start(), launchChromium()]);
    page = await (await browser.newContext({ baseURL: target.url, viewport: { width: 1_440, height: 960 } })).newPage();
    faults = watchFaults(page);
  });
  afterAll(async () => {
    await browser?.close();
    await target?.stop();
  });
  beforeEach(() => page.setViewportSize({ width: 1_440, height: 960 }));
  afterEach(() => expect(faults).toEqual([]));

  it("asks for a sign-in, refuses a wrong password and says so, and goes on to where it was asked for", async () => {
    await page.goto("/health");
    await page.getByLabel("E-mail").fill(target.email);
    await page.getByLabel("Password", { exact: true }).fill("not this one, really");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("do not belong together").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(target.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Links, depots" }).waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe("/health");
  });

  it("signs in once with a link, and not twice", async () => {
    const other = await browser.newContext();
    const guest = await other.newPage();
    await guest.goto(target.signInLink);
    await guest.getByRole("heading", { name: "Today", exact: true }).waitFor();
    await guest.locator(".me").click();
    await guest.getByRole("button", { name: "Sign out" }).click();
    await guest.getByRole("heading", { name: "Sign in to the fleet" }).waitFor();
    await guest.goto(target.signInLink);
    await expect.poll(() => guest.getByText("used before").innerText()).toContain("drawbar user reset");
    await other.close();
  });

  it("shows the fleet and values that change by themselves", async () => {
    await page.goto("/vehicles?state=live");
    const row = page.locator("tbody tr").first();
    await row.waitFor();
    const before = await row.innerText();
    await expect.poll(() => row.innerText(), { interval: 200 }).not.toBe(before);
  });

  it("opens a vehicle: values change, the chart is drawn and has a table twin", async () => {
    await openFirstLive(page);
    const now = page.locator(".sigs tr.sel td.big");
    const before = await now.innerText();
    await expect.poll(() => now.innerText(), { interval: 100 }).not.toBe(before);
    await expect.poll(() => inkOf(page)).toBeGreaterThan(100);
    await page.getByText(/^Between/).waitFor();

    await page.keyboard.press("t");
    const table = page.getByRole("table", { name: /in steps of/ });
    await table.waitFor();
    await expect.poll(() => table.getByRole("row").count()).toBeGreaterThan(1);
    await expect.poll(() => new URL(page.url()).searchParams.get("view")).toBe("table");
    await page.keyboard.press("t");
    await page.locator(".chart canvas").waitFor();
  });

  it("freezes the chart by key, zooms, reads points, and returns to live", async () => {
    await openFirstLive(page);
    await page.getByText(/^Between/).waitFor();
    await page.locator(".chart").focus();
    await page.keyboard.press("Shift+ArrowLeft");
    await page.locator(".chart .tip").waitFor();
    await expect.poll(() => page.locator("[aria-live=polite]").innerText()).not.toBe("");
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("button", { name: "Back to live" }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get("to")).not.toBeNull();
    await page.keyboard.press("+");
    await expect.poll(() => new URL(page.url()).searchParams.get("span")).toBe("150s");
    await page.keyboard.press("l");
    await expect.poll(() => new URL(page.url()).searchParams.get("to")).toBeNull();
    await expect.poll(() => page.getByRole("button", { name: "Back to live" }).count()).toBe(0);
  });

  it.each(pages.slice(0, walked))(
    "breaks no rule of WCAG 2.2 up to AAA on the page of %s, wide and narrow, by day and by night, and has no target under 44 px",
    async (_what, addressOf) => {
      await openFirstLive(page);
      expect(await objections(page, [addressOf(new URL(page.url()).pathname)])).toEqual([]);
    },
    90_000,
  );
});

/** How many pixels of the chart are drawn in the colour of its line. */
function inkOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>(".chart canvas");
    const data = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let dark = 0;
    for (let index = 0; index < data.length; index += 4) if ((data[index + 3] ?? 0) > 200 && (data[index] ?? 255) < 40) dark += 1;
    return dark;
  });
}
