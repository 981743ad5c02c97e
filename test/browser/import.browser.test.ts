/** Importing vehicles in Chromium against the cloud and its worker, by keyboard alone. */
import type { Browser, Locator, Page } from "playwright-core";
import { buildConsole } from "@drawbar/console/build.ts";
import { startTestApi, type TestApi, type TestFleet } from "@drawbar/cloud/http/testing/test-api.ts";
import { ImportRole } from "@drawbar/cloud/worker/import-role.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeViolations, objections } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";
import { watchFaults } from "./console-page.ts";

const table = [
  "Rufname;Fahrgestellnummer;Farbe",
  "TR 1;WDB9634031L123456;rot",
  ";WDB9634031L123457;blau",
  "TR 3;SHORT;",
  "TR 4;;",
  "TR 5;1FMCU0GA1PK000002;",
].join("\r\n");

describe.skipIf(!hasChromium())("importing vehicles in the console", () => {
  let api: TestApi;
  let worker: ImportRole;
  let fleet: TestFleet;
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    await buildConsole();
    [api, browser] = await Promise.all([startTestApi(), launchChromium()]);
    worker = new ImportRole({ database: api.db.worker, clock: systemClock, log: createLogger({ process: "test", level: "silent" }) });
    worker.start();
    fleet = await api.makeFleet("Group Brabant");
    await api.db.admin.query("update drawbar.operator_account set email = 'planner@brabant.example', name = 'A. Visser' where email = $1", [fleet.email]); // as long as a person's are
    page = await (await browser.newContext({ baseURL: `http://localhost:${api.server.port}`, viewport: { width: 1_440, height: 960 } })).newPage();
    faults = watchFaults(page);
    await page.goto("/sign-in?next=/import");
    await page.getByLabel("E-mail").fill("planner@brabant.example");
    await page.getByLabel("Password", { exact: true }).fill(fleet.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Import" }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await worker?.stop();
    await api?.dispose();
  });

  async function press(target: Locator): Promise<void> {
    await target.waitFor();
    for (let presses = 0; presses < 60; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
    }
    throw new Error(`no way by keyboard to ${String(target)}`);
  }

  const findings = () => page.getByRole("region", { name: "Rows and cells with a finding" }).locator("tbody tr");

  it("says what is missing before a file is chosen, then maps, tries, makes and takes back", async () => {
    await press(page.getByRole("button", { name: "Send and read the file" }));
    await page.getByText("Choose a file first").waitFor();
    await page.getByLabel("Table with vehicles").setInputFiles({ name: "fleet.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
    await press(page.getByRole("button", { name: "Send and read the file" }));

    await page.getByRole("heading", { name: "Waits for columns" }).waitFor();
    await expect.poll(() => page.getByLabel("Call sign, needed").locator("option:checked").innerText()).toBe("Rufname");
    await expect.poll(() => page.getByLabel("VIN").locator("option:checked").innerText()).toBe("Fahrgestellnummer");
    expect(await objections(page, [new URL(page.url()).pathname])).toEqual([]);
    await press(page.getByRole("button", { name: "Dry run" }));

    await page.getByText("3 rows can be made. 2 rows have errors and are left out.").waitFor();
    await expect
      .poll(() => findings().allInnerTexts())
      .toEqual([
        expect.stringContaining("Call sign is missing."),
        expect.stringContaining("A VIN has 17 letters and digits; this has 5."),
        expect.stringContaining("The check digit (ninth place) does not fit"),
      ]);
    expect(await objections(page, [new URL(page.url()).pathname])).toEqual([]);
    await page.setViewportSize({ width: 1_440, height: 960 });
    await press(page.getByRole("button", { name: "Make 3 vehicles" }));
    await page.getByText("3 vehicles were made.").waitFor();

    await press(page.getByRole("button", { name: "Take the 3 vehicles back" }));
    await page.getByText("All vehicles of this import were taken back.").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await press(page.getByRole("link", { name: "Import another file" }));
    await page.getByRole("row", { name: /fleet.csv.*Taken back/ }).waitFor();
    expect(await objections(page, ["/import"])).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("changes vehicles that are there when that is chosen, shows each value before and after, and gives them back", async () => {
    await fleet.addVehicle("TR 7");
    await fleet.addVehicle("TR 8");
    const buffer = Buffer.from("Rufname;Bezeichnung\nTR 7;Kipper\nTR 8;\nTR 9;Pritsche\n;Sattel\n");
    await page.goto("/import");
    await page.getByLabel("Table with vehicles").setInputFiles({ name: "changes.csv", mimeType: "text/csv", buffer });
    await press(page.getByRole("button", { name: "Send and read the file" }));
    const existing = page.getByLabel("Vehicles that are there already");
    await existing.focus();
    await page.keyboard.type("Change: found by C");
    await page.getByText("an empty cell leaves the value as it is").waitFor();
    await expect.poll(() => existing.locator("option:checked").innerText()).toBe("Change: found by Call sign");
    expect(await objections(page, [new URL(page.url()).pathname])).toEqual([]);
    await existing.selectOption({ label: "Change: found by Call sign" }); // the visits of the line above began anew
    await press(page.getByRole("button", { name: "Dry run" }));

    await page.getByText("1 new, 1 with changes, 1 as the file says already, 1 with errors and left out.").waitFor();
    const rows = page.getByRole("region", { name: "What becomes of each row" }).locator("tbody tr");
    await rows.nth(3).waitFor();
    await expect
      .poll(async () => (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ").trim()))
      .toEqual(["2 TR 7 Changes Description: nothing \u2192 Kipper", "3 TR 8 Nothing to do", "4 TR 9 New", "5 Error Call sign is missing."]);
    expect(await objections(page, [new URL(page.url()).pathname])).toEqual([]);
    await page.setViewportSize({ width: 1_440, height: 960 });
    await press(page.getByRole("button", { name: "Apply: 1 new, 1 changed" }));
    await page.getByText("1 made, 1 changed, 1 as the file says already, 1 left out.").waitFor();
    await rows.first().waitFor();
    await expect.poll(() => rows.count()).toBe(1);
    await press(page.getByRole("button", { name: "Take back: 1 new, 1 changed" }));
    await page.getByText("Everything that this import did was taken back.").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
