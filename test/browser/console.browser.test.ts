import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from "vitest";
import { axeViolations, smallTargets } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";
import { installationTarget, mockTarget, type ConsoleTarget } from "./console-target.ts";

const targets = [
  { name: "its development server", start: mockTarget },
  // some 20 s to start: `DRAWBAR_BROWSER_TARGET=mock` leaves it out while a screen is being drawn
  ...(process.env["DRAWBAR_BROWSER_TARGET"] === "mock" ? [] : [{ name: "an installation", start: installationTarget }]),
];

describe.skipIf(!hasChromium()).each(targets)("the console against $name", ({ start }) => {
  let target: ConsoleTarget;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Script errors and anything the content policy blocked. */
  let faults: string[];

  beforeAll(async () => {
    [target, browser] = await Promise.all([start(), launchChromium()]);
    context = await browser.newContext({ baseURL: target.url, viewport: { width: 1_440, height: 960 } });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await target?.stop();
  }, 60_000);
  beforeEach(async () => {
    faults = [];
    page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && !message.text().includes("status of 401") && faults.push(message.text()));
  });
  afterEach(async () => {
    await page.close();
    expect(faults).toEqual([]);
  });

  const openFirstLive = async () => {
    await page.goto("/vehicles?state=live");
    await page.locator("a.rowlink").first().click();
    await page.locator(".chart canvas").waitFor();
  };

  it("asks for a sign-in, refuses a wrong password and says so, and goes on to where it was asked for", async () => {
    await page.goto("/health");
    await page.getByLabel("E-mail").fill(target.email);
    await page.getByLabel("Password", { exact: true }).fill("not this one, really");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("do not belong together").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(target.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Links, depots" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/health");
  });

  it("signs in once with a link, and not twice", async () => {
    const other = await browser.newContext();
    const guest = await other.newPage();
    await guest.goto(target.signInLink);
    await guest.getByRole("heading", { name: "Vehicles" }).waitFor();
    await guest.getByRole("button", { name: /Operator|Planner|@/ }).click();
    await guest.getByRole("button", { name: "Sign out" }).click();
    await guest.getByRole("heading", { name: "Sign in to the fleet" }).waitFor();
    await guest.goto(target.signInLink);
    expect(await guest.getByText("used before").innerText()).toContain("drawbar user reset");
    await other.close();
  });

  it("shows the fleet and values that change by themselves", async () => {
    await page.goto("/vehicles?state=live");
    const row = page.locator("tbody tr").first();
    await row.waitFor();
    const before = await row.innerText();
    await expect.poll(() => row.innerText(), { timeout: 15_000, interval: 200 }).not.toBe(before);
  });

  it("opens a vehicle: values change, the chart is drawn and has a table twin", async () => {
    await openFirstLive();
    const now = page.locator(".sigs tr.sel td.big");
    const before = await now.innerText();
    await expect.poll(() => now.innerText(), { timeout: 15_000, interval: 100 }).not.toBe(before);
    await expect.poll(() => inkOf(page), { timeout: 10_000 }).toBeGreaterThan(500);
    await page.getByText(/^Between/).waitFor();

    await page.keyboard.press("t");
    const table = page.getByRole("table", { name: /in steps of/ });
    await table.waitFor();
    expect(await table.getByRole("row").count()).toBeGreaterThan(2);
    expect(new URL(page.url()).searchParams.get("view")).toBe("table");
    await page.keyboard.press("t");
    await page.locator(".chart canvas").waitFor();
  });

  it("freezes the chart by key, zooms, reads points, and returns to live", async () => {
    await openFirstLive();
    await page.locator(".chart").focus();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("button", { name: "Back to live" }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get("to")).not.toBeNull();
    await page.keyboard.press("+");
    await expect.poll(() => new URL(page.url()).searchParams.get("span")).toBe("150s");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.locator(".chart .tip").waitFor();
    expect(await page.locator("[aria-live=polite]").innerText()).not.toBe("");
    await page.keyboard.press("l");
    await expect.poll(() => new URL(page.url()).searchParams.get("to")).toBeNull();
    expect(await page.getByRole("button", { name: "Back to live" }).count()).toBe(0);
  });

  it("moves in time by drag and by wheel", async () => {
    await openFirstLive();
    const box = await page.locator(".chart").boundingBox();
    if (box === null) throw new Error("the chart has no box");
    await page.mouse.move(box.x + 400, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 600, box.y + 100, { steps: 4 });
    await page.mouse.up();
    await page.getByRole("button", { name: "Back to live" }).waitFor();
    await page.getByRole("button", { name: "Back to live" }).click();
    await page.mouse.move(box.x + 400, box.y + 100);
    await page.mouse.wheel(0, -300);
    await expect.poll(() => page.getByRole("button", { name: "Back to live" }).count()).toBe(1);
  });

  it("can be walked by keyboard alone", async () => {
    await page.goto("/vehicles");
    await page.locator("a.rowlink").first().waitFor();
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Skip to content");
    await page.keyboard.press("j");
    const first = await focused(page);
    await page.keyboard.press("j");
    expect(await focused(page)).not.toBe(first);
    await page.keyboard.press("k");
    expect(await focused(page)).toBe(first);
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type(first.toLowerCase().replaceAll(" ", ""));
    await expect.poll(() => page.locator("a.rowlink").count()).toBe(1);
    await page.keyboard.press("Enter");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: first }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.getByRole("heading", { name: "Links, depots" }).waitFor();
  });

  it("leaves single keys alone once they are switched off", async () => {
    await page.goto("/vehicles");
    await page.locator("a.rowlink").first().waitFor();
    await page.keyboard.press("?");
    await page.getByRole("button", { name: "Switch single keys off" }).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.evaluate(() => localStorage.removeItem("drawbar.keys"));
  });

  it("stands still while held", async () => {
    await openFirstLive();
    await page.getByRole("button", { name: "Hold" }).click();
    const table = page.locator(".sigs tbody");
    const before = await table.innerText();
    await page.waitForTimeout(1_500);
    expect(await table.innerText()).toBe(before);
    await page.getByRole("button", { name: "Go on" }).click();
    await expect.poll(() => table.innerText(), { timeout: 10_000 }).not.toBe(before);
  });

  it("keeps filter and order in the address", async () => {
    await page.goto("/vehicles");
    await page.getByRole("button", { name: "Vehicle" }).click();
    await page.getByRole("link", { name: /^Live/ }).click();
    await expect.poll(() => new URL(page.url()).search).toBe("?sort=vehicle&state=live");
    await page.getByLabel("Find a vehicle").fill("zzz");
    await page.getByText("No vehicle fits").waitFor();
    await page.getByRole("link", { name: "Drop the search" }).click();
    await page.locator("a.rowlink").first().waitFor();
  });

  it("has no violation of WCAG 2.2 up to AAA, in both themes, wide and narrow, and no target under 44 px", async () => {
    await openFirstLive();
    const vehicle = new URL(page.url()).pathname;
    const addresses = [
      "/vehicles",
      "/vehicles?filter=zzz",
      vehicle,
      `${vehicle}?view=table&span=1h`,
      `${vehicle}/runs`,
      "/health",
      "/account/password",
      "/nowhere",
      "/sign-in",
    ];
    const found: string[] = [];
    for (const width of [1_440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      for (const address of addresses) {
        await page.goto(address);
        await page.locator("h1").waitFor();
        await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
        // themes differ in colour only
        for (const [colorScheme, rules] of [
          ["light", undefined],
          ["dark", ["color-contrast", "color-contrast-enhanced"]],
        ] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          found.push(...(await axeViolations(page, rules)).map((violation) => `${width} ${colorScheme} ${address} ${violation}`));
        }
        found.push(...(await smallTargets(page)).map((small) => `${width} ${address} target ${small}`));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) found.push(`${width} ${address} scrolls sideways by ${overflow}`);
      }
    }
    expect(found).toEqual([]);
  }, 180_000);
});

describe.skipIf(!hasChromium())("the console when something fails", () => {
  let target: Awaited<ReturnType<typeof mockTarget>>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [target, browser] = await Promise.all([mockTarget(), launchChromium()]);
    page = await (await browser.newContext({ baseURL: target.url })).newPage(); // axe asks for a context of its own
    await page.goto(target.mock.signInLink());
    await page.locator("a.rowlink").first().waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await target?.stop();
  });

  it("says that history could not be read, keeps live values, and shows it again once it can", async () => {
    target.mock.fail("/vehicles/018f6a00-0000-7000-8000-000000000001/history", 503);
    await page.goto("/vehicles/018f6a00-0000-7000-8000-000000000001?span=24h");
    await page.getByRole("alert").getByText("History could not be read").waitFor();
    await page.getByText("TELEMETRY_UNAVAILABLE").waitFor();
    const now = page.locator(".sigs tr.sel td.big");
    const before = await now.innerText();
    await expect.poll(() => now.innerText(), { timeout: 10_000 }).not.toBe(before);
    expect(await axeViolations(page)).toEqual([]);
    target.mock.fail("/vehicles/018f6a00-0000-7000-8000-000000000001/history", undefined);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".chart canvas").waitFor();
  });

  it("says since when there is no connection, keeps the list, and goes on by itself", async () => {
    await page.goto("/vehicles");
    await page.locator("a.rowlink").first().waitFor();
    target.mock.fail("/live", 503);
    target.mock.dropSockets();
    await page.getByText("No connection for").waitFor({ timeout: 15_000 });
    expect(await page.locator("a.rowlink").count()).toBeGreaterThan(3);
    await page.getByText(/^as of /).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    target.mock.fail("/live", undefined);
    await page.getByRole("button", { name: "Try now" }).click();
    await page.getByText("No connection for").waitFor({ state: "detached" });
  });

  it("leads back to the sign-in, and from there to the same page, when the session ended", async () => {
    await page.goto("/health");
    await page.getByRole("heading", { name: "Depots", exact: true }).waitFor();
    await page.context().clearCookies();
    await page.getByRole("link", { name: "Vehicles", exact: false }).first().click();
    await page.getByRole("heading", { name: "Sign in to the fleet" }).waitFor({ timeout: 15_000 });
    await page.getByLabel("E-mail").fill(target.email);
    await page.getByLabel("Password", { exact: true }).fill(target.password);
    await page.keyboard.press("Enter");
    await page.locator("a.rowlink").first().waitFor();
    expect(new URL(page.url()).pathname).toBe("/vehicles");
  });
});

/** How many pixels of the chart are darker than its grid. */
function inkOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>(".chart canvas");
    const data = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let dark = 0;
    for (let index = 0; index < data.length; index += 4) if ((data[index + 3] ?? 0) > 200 && (data[index] ?? 255) < 60) dark += 1;
    return dark;
  });
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? "");
}
