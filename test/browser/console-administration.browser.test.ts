/** Audit trail, features and quotas, against the development server. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeViolations, objections } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";
import { watchFaults } from "./console-page.ts";
import { mockTarget } from "./console-target.ts";

describe.skipIf(!hasChromium())("administering a fleet in the console", () => {
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

  const rows = () => page.locator("tbody tr");

  it("reaches all three pages from the list at the left", async () => {
    for (const [link, heading] of [
      ["Audit trail", "Audit trail"],
      ["Features", "Features"],
      ["Quotas", "Quotas"],
    ] as const) {
      await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: link }).click();
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
      await expect.poll(() => page.getByRole("navigation", { name: "You are here" }).innerText()).toBe(heading);
    }
  });

  it("shows who did what, newest first, says that the trail is whole, and goes back in time", async () => {
    await page.goto("/audit");
    await page.getByText("The trail is whole: 120 entries, signed up to entry 100.").waitFor();
    await expect.poll(() => rows().count()).toBe(50);
    await expect.poll(() => rows().first().innerText()).toContain("entry 120");
    await page.getByRole("button", { name: "Show older entries" }).click();
    await expect.poll(() => rows().count()).toBe(100);
    await page.getByRole("button", { name: "Show older entries" }).click();
    await expect.poll(() => rows().count()).toBe(120);
    await expect.poll(() => page.getByRole("button", { name: "Show older entries" }).count()).toBe(0);
  });

  it("narrows by what is clicked, keeps that in the address and in the file, and drops it again", async () => {
    await page.goto("/audit");
    await page.getByRole("link", { name: "nightly script" }).first().click();
    await page.getByRole("link", { name: "Refused" }).click();
    await expect.poll(() => page.url()).toMatch(/actorId=018f6a00.*outcome=refused|outcome=refused.*actorId=018f6a00/);
    await expect.poll(async () => (await rows().allInnerTexts()).every((row) => row.includes("nightly script") && row.includes("refused"))).toBe(true);
    await expect.poll(() => page.getByRole("link", { name: "Save as CSV" }).getAttribute("href")).toMatch(/^\/api\/v1\/audit\/export\?.*outcome=refused/);
    await page.reload();
    await page.getByRole("link", { name: /^Who 018f6a00.*show all$/ }).click();
    await expect.poll(() => page.url()).not.toContain("actorId");

    await page.goto("/audit?action=nothing.suchThing");
    await page.getByText("No entry fits").waitFor();
  });

  it("says aloud that the trail was changed", async () => {
    target.mock.breakTrail("entry 7 is missing");
    await page.goto("/audit?outcome=refused");
    await page.getByRole("alert").filter({ hasText: "entry 7 is missing" }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    target.mock.breakTrail(undefined);
  });

  it("switches a feature, and the trail has it", async () => {
    await page.goto("/admin/flags");
    const feature = page.getByRole("group", { name: "Export of raw samples" });
    await feature.getByRole("button", { name: "Off" }).click();
    await expect.poll(() => feature.getByRole("button", { name: "Off" }).getAttribute("aria-pressed")).toBe("true");
    await expect.poll(() => rows().first().innerText()).toMatch(/Today|\d{2}:\d{2}/);
    await page.goto("/audit");
    await expect.poll(() => rows().first().innerText()).toContain("variant on → off");
  });

  it("says so when a feature could not be switched, and leaves it as it stands", async () => {
    await page.goto("/admin/flags");
    const feature = page.getByRole("group", { name: "Values in the audit trail" });
    await feature.waitFor();
    target.mock.fail("/flags/", 503);
    await feature.getByRole("button", { name: "Left out" }).click();
    await page.getByText(/^Nothing was changed\./).waitFor();
    await expect.poll(() => feature.getByRole("button", { name: "Kept" }).getAttribute("aria-pressed")).toBe("true");
    target.mock.fail("/flags/", undefined);
  });

  it("shows where little or nothing is left", async () => {
    await page.goto("/admin/quotas");
    await page.getByText("2 quotas are nearly used up, or are.").waitFor();
    await expect.poll(() => page.getByRole("row", { name: /^Storage/ }).innerText()).toContain("100 %, nothing left");
    await expect.poll(() => page.getByRole("row", { name: /^Samples, today/ }).innerText()).toContain("96 %, little left");
  });

  it("tells what fewer days take away before they are confirmed, by keyboard alone", async () => {
    await page.goto("/admin/keeping");
    await page.getByLabel("Ordinary samples, days").focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("400");
    await page.keyboard.press("Enter");
    await page.getByText("Events, alarms and roll-ups are kept at least as long as ordinary samples").waitFor();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("14");
    await page.keyboard.press("Enter");
    await page.getByText(/This takes away 1\s382\s400 samples, 1\.2\s?MB/).waitFor();
    await page.getByText("Minutes and hours of those days stay.").waitFor();
    await expect.poll(() => page.getByText("Ordinary samples are kept for 30 days").count()).toBe(1);
    await page.getByRole("button", { name: "Keep for 14 and 365 days" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Ordinary samples are kept for 14 days").waitFor();
  });

  it("erases a unit's past only when the end of its id is typed, and lists that it did", async () => {
    await page.goto("/admin/keeping");
    await page.getByText("Nothing was erased before its time.").waitFor();
    await page.getByLabel("Call-sign, or id of a unit or run").fill("TR 000");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("Nothing has the call-sign or id TR 000.").waitFor();
    await page.getByLabel("Call-sign, or id of a unit or run").fill("TR 214");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("cell", { name: "2026-07 – 2026-11" }).waitFor();
    await page.getByRole("button", { name: "Erase of the unit ending in 0000a1" }).click();
    await page.getByLabel("Everything received up to the end of").selectOption("2026-09");
    await page.getByText(/under 3 keys/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel("Type 0000a1").fill("TR 214");
    await page.getByRole("button", { name: "Erase for ever" }).click();
    await page.getByText("The end of its id is 0000a1").waitFor();
    await page.getByLabel("Type 0000a1").fill("0000a1");
    await page.getByRole("button", { name: "Erase for ever" }).click();
    await page.getByText("Erased through 2026-09. 3 keys were dropped.").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("cell", { name: "2026-10 – 2026-11" }).waitFor();
    await page.getByRole("region", { name: "Erasures so far" }).getByRole("cell", { name: "2026-09" }).waitFor();
  });

  it("keeps the page when only its region fails", async () => {
    target.mock.fail("/quotas", 503);
    await page.goto("/admin/quotas");
    await page.getByRole("heading", { name: "The quotas could not be read" }).waitFor();
    target.mock.fail("/quotas", undefined);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => page.getByRole("row", { name: /^Vehicles/ }).count()).toBe(1);
  });

  it.each(["/audit?outcome=refused", "/admin/flags", "/admin/quotas", "/admin/keeping?of=TR+214"])(
    "has nothing that WCAG objects to at %s, wide and narrow, by day and by night",
    async (address) => {
      expect(await objections(page, [address])).toEqual([]);
    },
    90_000,
  );

  it("ran without a fault in any script", () => {
    expect(faults.filter((fault) => !fault.includes("status of 503"))).toEqual([]);
  });
});
