/** Keys, pointer, address, and what the console says when something fails: against the development server, which can be told to fail. */
import type { Browser, Page } from "playwright-core";
import { startMock } from "@drawbar/console/mock/mock-server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeViolations, objections } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";
import { focused, openFirstLive, watchFaults } from "./console-page.ts";
import { mockTarget } from "./console-target.ts";

const vehicle = "/vehicles/018f6a00-0000-7000-8000-000000000001";

describe.skipIf(!hasChromium())("the console in detail", () => {
  let target: Awaited<ReturnType<typeof mockTarget>>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [target, browser] = await Promise.all([mockTarget(), launchChromium()]);
    page = await (await browser.newContext({ baseURL: target.url, viewport: { width: 1_440, height: 960 } })).newPage();
    await page.goto(target.mock.signInLink());
    await page.locator("a.rowlink").first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await target?.stop();
  });

  it("can be walked by keyboard alone", async () => {
    await page.goto("/vehicles");
    await page.locator("a.rowlink").first().waitFor();
    await page.keyboard.press("Tab");
    await expect.poll(() => focused(page)).toBe("Skip to content");
    await page.keyboard.press("j");
    const first = await focused(page);
    await page.keyboard.press("j");
    await expect.poll(() => focused(page)).not.toBe(first);
    await page.keyboard.press("k");
    await expect.poll(() => focused(page)).toBe(first);
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
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    await page.evaluate(() => localStorage.removeItem("drawbar.keys"));
  });

  it("stands still while held", async () => {
    await openFirstLive(page);
    await page.getByRole("button", { name: "Hold" }).click();
    const table = page.locator(".sigs tbody");
    const before = await table.innerText();
    await page.waitForTimeout(1_500);
    await expect.poll(() => table.innerText()).toBe(before);
    await page.getByRole("button", { name: "Go on" }).click();
    await expect.poll(() => table.innerText()).not.toBe(before);
  });

  it("moves in time by drag and by wheel", async () => {
    await openFirstLive(page);
    const box = await page.locator(".chart").boundingBox();
    if (box === null) throw new Error("the chart has no box");
    const isFrozen = () => page.getByRole("button", { name: "Back to live" }).count();
    await page.mouse.move(box.x + 400, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 600, box.y + 100, { steps: 4 });
    await page.mouse.up();
    await expect.poll(isFrozen).toBe(1);
    await page.getByRole("button", { name: "Back to live" }).click();
    await page.mouse.move(box.x + 400, box.y + 100);
    await page.mouse.wheel(0, -300);
    await expect.poll(isFrozen).toBe(1);
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

  it("shows a recorded run and leads back", async () => {
    await page.goto("/vehicles/018f6a00-0000-7000-8000-000000000002/runs");
    await page.getByRole("link", { name: /rav4/ }).click();
    await page.getByText(/^Between/).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get("run")).not.toBeNull();
    await page.getByRole("link", { name: "Back to the vehicle" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("run")).toBeNull();
  });

  it("says what a vehicle's VIN says, warns of a likely typing error, and tells the rest by a key", async () => {
    await page.goto("/vehicles/018f6a00-0000-7000-8000-000000000002");
    await page.getByText("Look at position 9").waitFor();
    const summary = page.locator("details.vin summary");
    await expect.poll(() => summary.textContent()).toBe("What the VIN says: 2023 Ford Escape Active");
    await summary.focus();
    await page.keyboard.press("Enter");
    await page.getByText("Maker's country").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(vehicle);
    await page.getByText("What the VIN says: MAN").click();
    await page.getByText("it is 2010 or 1980").waitFor();
  });

  it("blocks nothing of its own by the content policy, and throws nowhere", async () => {
    const faults = watchFaults(page);
    for (const address of ["/vehicles", vehicle, "/health", "/account/password", "/nowhere"]) {
      await page.goto(address);
      await page.locator("h1").waitFor();
    }
    expect(faults).toEqual([]);
  });

  it("is looked at by what finds pale text, however pale", async () => {
    const made = await (await browser.newContext()).newPage();
    const text = (colour: string) => `<p style="color:${colour}">Text</p>`;
    await made.setContent(`<html lang="en"><title>Pale</title><main><h1>Pale</h1>${["#111", "#666", "#bbb", "#eee"].map(text).join("")}<img src="x"></main>`);
    const found = (await axeViolations(made)).map((line) => line.split(" ", 2).join(" "));
    expect(found).toEqual([...[3, 4, 5].map((child) => `color-contrast-enhanced: p:nth-child(${child})`), "image-alt: img"]);
    await made.context().close();
  });

  it("breaks no rule of WCAG 2.2 up to AAA on its other pages", async () => {
    expect(await objections(page, ["/vehicles?filter=zzz", "/vehicles/018f6a00-0000-7000-8000-000000000002/runs", "/account/password", "/nowhere"])).toEqual(
      [],
    );
    await page.setViewportSize({ width: 1_440, height: 960 });
    await page.goto("/vehicles");
    await page.locator(".me").click();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press("Escape");
  });

  it("says that history could not be read, keeps live values, and shows it again once it can", async () => {
    target.mock.fail(`${vehicle}/history`, 503);
    await page.goto(`${vehicle}?span=24h`);
    await page.getByRole("alert").getByText("History could not be read").waitFor();
    await page.getByText("TELEMETRY_UNAVAILABLE").waitFor();
    const now = page.locator(".sigs tr.sel td.big");
    const before = await now.innerText();
    await expect.poll(() => now.innerText()).not.toBe(before);
    expect(await axeViolations(page)).toEqual([]);
    target.mock.fail(`${vehicle}/history`, undefined);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".chart canvas").waitFor();
  });

  it("says since when there is no connection, keeps the list, and goes on when told to", async () => {
    await page.goto("/vehicles");
    await page.locator("a.rowlink").first().waitFor();
    target.mock.fail("/live", 503);
    target.mock.dropSockets();
    await page.getByText("No connection for").waitFor();
    await expect.poll(() => page.locator("a.rowlink").count()).toBeGreaterThan(3);
    await page.getByText(/^as of /).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    target.mock.fail("/live", undefined);
    await page.getByRole("button", { name: "Try now" }).click();
    await page.getByText("No connection for").waitFor({ state: "detached" });
  });

  it("leads to the sign-in when the session ended, and back to the same page", async () => {
    await page.goto("/health");
    await page.getByRole("heading", { name: "Depots", exact: true }).waitFor();
    await page.context().clearCookies();
    target.mock.dropSockets();
    await page.getByText("Your session has ended").waitFor();
    await page.getByLabel("E-mail").fill(target.email);
    await page.getByLabel("Password", { exact: true }).fill(target.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Depots", exact: true }).waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe("/health");
  });

  it("warns before a session ends and takes a new sign-in without leaving the page", async () => {
    const short = await startMock({ email: target.email, password: target.password, sessionMs: 200_000, consoleDirectory: target.directory });
    const guest = await (await browser.newContext({ baseURL: short.url })).newPage();
    await guest.goto(short.signInLink());
    await guest.getByText(/You are signed out in 4/).waitFor();
    await guest.getByRole("button", { name: "Sign in again" }).click();
    await guest.getByRole("dialog").getByLabel("Password", { exact: true }).fill(target.password);
    await guest.keyboard.press("Enter");
    await guest.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(() => new URL(guest.url()).pathname).toBe("/");
    await guest.context().close();
    await short.stop();
  });

  it("says how a vehicle comes into an empty fleet", async () => {
    const empty = await startMock({ email: target.email, password: target.password, moreVehicles: -7, consoleDirectory: target.directory });
    const guest = await (await browser.newContext({ baseURL: empty.url })).newPage();
    await guest.goto(empty.signInLink());
    await guest.getByRole("heading", { name: "No vehicles yet" }).waitFor();
    await expect.poll(() => guest.getByText("drawbar claim create unit").count()).toBe(1);
    expect(await axeViolations(guest)).toEqual([]);
    await guest.context().close();
    await empty.stop();
  });
});
