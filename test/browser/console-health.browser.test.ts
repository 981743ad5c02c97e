/** The page that says how the cloud stands: what it shows, what it calls attention to, and that everybody can use it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { objections } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";
import { watchFaults } from "./console-page.ts";
import { mockTarget } from "./console-target.ts";

describe.skipIf(!hasChromium())("the page of links and health", () => {
  let target: Awaited<ReturnType<typeof mockTarget>>;
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    [target, browser] = await Promise.all([mockTarget(), launchChromium()]);
    page = await (await browser.newContext({ baseURL: target.url, viewport: { width: 1_440, height: 960 } })).newPage();
    faults = watchFaults(page);
    await page.goto(target.mock.signInLink());
    await page.locator("a.rowlink").first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await target?.stop();
  });

  const region = (name: string) => page.getByRole("region", { name });

  it("says without colour that all is well", async () => {
    await page.goto("/health");
    await region("Work that waits").getByRole("row").nth(2).waitFor();
    const database = await region("Database and disk").innerText();
    expect(database).toContain("Can be restored to any second up to");
    expect(database).toContain("61 % free");
    await expect.poll(() => region("Releases in use").innerText()).toContain("drawbar-depot 0.1.0");
    for (const name of ["Work that waits", "Database and disk", "Releases in use"])
      await expect.poll(() => region(name).locator(".g.stop, .g.warn").count()).toBe(0);
  });

  it("names what a person must do", async () => {
    target.mock.trouble("worker", "archive", "disk");
    await page.goto("/health");
    await region("Work that waits").getByText("Late, the oldest waits 21 min: is the worker running?").waitFor();
    await region("Database and disk").getByText("The log does not reach the folder for backups: mount it, or make room there").waitFor();
    await region("Database and disk").getByText("4 % free: make room").waitFor();
    await page.goto("/");
    await expect.poll(() => region("Headquarters").locator("tbody tr").count()).toBe(3);
    await region("Headquarters").getByRole("link", { name: "Disk" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Links, depots" }).waitFor();
    target.mock.trouble("no-backups");
    await page.reload();
    await region("Database and disk").getByText("None: drawbar backup makes them").waitFor();
    target.mock.trouble();
    expect(faults).toEqual([]);
  });

  it("keeps what can be read when a part cannot, and reads it again on request", async () => {
    target.mock.fail("/system/health", 500);
    await page.goto("/health");
    await page.getByText("Work, database and releases could not be read").waitFor();
    await region("Depots").getByRole("row").nth(1).waitFor();
    target.mock.fail("/system/health", undefined);
    await region("Work that waits").getByRole("button", { name: "Try again" }).click();
    await region("Database and disk").waitFor();
    await expect.poll(() => page.getByText("could not be read").count()).toBe(0);
  });

  it("leads by keyboard to a depot and what heads to it, and from there to the vehicle that says the same", async () => {
    await page.goto("/health");
    await region("Depots").getByRole("link", { name: "Venlo" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Depot Venlo" }).waitFor();
    const rows = page.getByRole("table", { name: "Heading here" }).getByRole("row");
    await rows.nth(3).waitFor();
    await expect
      .poll(() => rows.nth(1).innerText())
      .toMatch(/\d\d:\d\d\s–\s(.* )?\d\d:\d\d[\s\S]*most likely \d\d:\d\d[\s\S]*19 km[\s\S]*93 % sure[\s\S]*12 earlier journeys/);
    await expect.poll(() => rows.nth(3).innerText()).toContain("the times are a guess so far");
    await rows.nth(1).getByRole("link").focus();
    await page.keyboard.press("Enter");
    await page.getByText(/^Heading to Depot Venlo, there between/).waitFor();
    await page.getByText("from 12 earlier journeys through here").waitFor();
    await page.getByRole("link", { name: "Depot Venlo" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Depot Venlo" }).waitFor();
  });

  it("says why nothing heads to a depot, that a way is not clear, and that a depot could not be read", async () => {
    await page.goto("/depots/018f6a00-0000-7000-8000-000000009002");
    await page.getByText("Nobody has said where this depot is").waitFor();
    await page.goto("/vehicles/018f6a00-0000-7000-8000-000000000002");
    await page.getByText("On its way, to which depot is not clear").waitFor();
    target.mock.fail("/depots/018f", 500);
    await page.goto("/depots/018f6a00-0000-7000-8000-000000009001");
    await page.getByText("The depot could not be read").waitFor();
    target.mock.fail("/depots/018f", undefined);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("table", { name: "Heading here" }).waitFor();
    await page.goto("/depots/7");
    await page.getByText("There is nothing here").waitFor();
    await expect.poll(() => page.getByRole("table").count()).toBe(0);
  });

  it("takes a depot's server out of trust once it is said why, and shows who did", async () => {
    await page.goto("/health");
    await page.getByRole("button", { name: "Take Liège out of trust" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("its vehicles keep what headquarters has not confirmed").waitFor();
    await dialog.getByLabel("Why", { exact: true }).fill("burgled");
    await dialog.getByRole("button", { name: "Take out of trust" }).press("Enter");
    await expect
      .poll(() => region("Out of trust").locator("tbody tr").allInnerTexts())
      .toEqual([expect.stringMatching(/Liège\s+Out of trust since today, \d\d:\d\d\s+by planner@example\.com: burgled/)]);
    await expect.poll(() => region("Depots").locator("tbody tr").count()).toBe(1);
  });

  it("leaves axe nothing to object to, wide and narrow, by day and by night, least of all in trouble", async () => {
    target.mock.trouble("worker", "archive", "disk");
    expect(await objections(page, ["/", "/health", "/depots/018f6a00-0000-7000-8000-000000009001"])).toEqual([]);
    target.mock.trouble();
  });
});
