/** The page of integrations: what is connected, what became of each delivery, and what a person does about it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { objections } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";
import { watchFaults } from "./console-page.ts";
import { mockTarget } from "./console-target.ts";

describe.skipIf(!hasChromium())("integrations", () => {
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

  it("shows what an endpoint answered, and sends a dead delivery again, by keyboard alone", async () => {
    await page.goto("/vehicles");
    await page.getByRole("link", { name: "Integrations" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("1 delivery was given up.").waitFor();
    await page.getByRole("link", { name: "https://erp.example/hooks/fleet" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "telemetry.stored" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("<h1>Internal Server Error</h1>").waitFor();
    await page.getByRole("button", { name: "Send again" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Every event arrived, or is on its way.").waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get("delivery")).not.toBeNull();
  });

  it("sends a test, pauses and resumes", async () => {
    await page.goto("/integrations");
    await page.getByRole("button", { name: "Send a test" }).click();
    await page.getByRole("link", { name: "webhook.tested" }).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("cell", { name: "Paused" }).waitFor();
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("cell", { name: "Paused" }).waitFor({ state: "detached" });
    await expect.poll(() => page.getByRole("cell", { name: "On", exact: true }).count()).not.toBe(0);
  });

  it("adds an endpoint, shows its secret once, says what is wrong with an address, and removes only when asked twice", async () => {
    await page.goto("/integrations");
    await page.getByLabel("Address").fill("http://inside.example");
    await page.getByRole("button", { name: "Add endpoint" }).click();
    await page.getByText("Webhooks go by https, not by http.").waitFor();
    await page.getByLabel("Address").fill("https://new.example/hook");
    await page.getByRole("button", { name: "Stock movements" }).click();
    await page.getByRole("button", { name: "Add endpoint" }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByRole("link", { name: "https://new.example/hook" }).click();
    await page.getByText("Nothing was sent here yet.").waitFor();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    await expect.poll(() => page.getByRole("link", { name: "https://new.example/hook" }).count()).toBe(1);
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Remove endpoint" }).click();
    await page.getByRole("link", { name: "https://new.example/hook" }).waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("link", { name: "https://workshop.example/drawbar" }).waitFor();
    await expect.poll(() => page.getByText(/^whsec_/).count()).toBe(0);
  });

  it("gives an endpoint a new secret while the old one still signs, and ends that one", async () => {
    await page.goto("/integrations");
    await page.getByRole("button", { name: "New secret" }).click();
    await page.getByLabel("The old secret").selectOption("72");
    await page.getByRole("button", { name: "Make new secret" }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByText("The old secret signs every message, too, until").waitFor();
    await page.getByRole("button", { name: "End the old secret now" }).click();
    await page.getByText("The old secret signs every message, too, until").waitFor({ state: "detached" });
    await expect.poll(() => page.getByText(/^whsec_/).count()).toBe(0);
  });

  it("takes on a system that sends messages, shows its address and secret, and what became of each message, by keyboard alone", async () => {
    await page.goto("/integrations");
    await page.getByRole("link", { name: "Taken from other systems" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("The newest message of 1 system was refused.").waitFor();
    await page.getByText("Verified, came before").waitFor();
    await page.getByRole("link", { name: "Workshop planner" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Refused: wrong signature").first().waitFor();
    await page.getByLabel("Name").focus();
    await page.keyboard.type("ERP");
    await page.keyboard.press("Enter");
    await page.getByText(`The fleet has a receiver "ERP" already.`).waitFor();
    await page.keyboard.type(" of the north");
    await page.keyboard.press("Enter");
    await page.getByText(/^whsec_/).waitFor();
    await expect.poll(() => page.getByText(/\/api\/v1\/hooks\/[0-9a-f-]{36}$/).count()).toBe(2);
    await page.getByRole("link", { name: "ERP of the north" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Nothing came here yet.").waitFor();
    await page.getByRole("button", { name: "Pause" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("cell", { name: "Paused" }).waitFor();
    await page.getByRole("button", { name: "Remove" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove system" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "ERP of the north" }).waitFor({ state: "detached" });
  });

  it("fails in its region only, and says with what", async () => {
    target.mock.fail("/webhooks", 503);
    await page.goto("/integrations");
    await page.getByRole("heading", { name: "Endpoints could not be read" }).waitFor({ timeout: 30_000 });
    target.mock.fail("/webhooks", undefined);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("link", { name: "https://workshop.example/drawbar" }).waitFor();
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
  });

  it("satisfies axe and is large enough to hit, wide and narrow, by day and by night", async () => {
    const delivery = "/integrations?endpoint=018f6b00-0000-7000-8000-000000000005&delivery=018f6b00-0000-7000-8000-000000000001";
    expect(await objections(page, ["/integrations", "/integrations?show=dead", delivery, "/integrations/received"])).toEqual([]);
    expect(faults.filter((fault) => !/503|400|409/.test(fault))).toEqual([]);
  });
});
