/** What people say of vehicles, in Chromium by keyboard, against the development server. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeViolations, objections } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";
import { focused, watchFaults } from "./console-page.ts";
import { mockTarget } from "./console-target.ts";

const fault = "/faults/018f6a00-0000-7000-8000-00000000f000";
const vehicle = "/vehicles/018f6a00-0000-7000-8000-000000000001";

describe.skipIf(!hasChromium())("profiles of vehicles in the console", () => {
  let target: Awaited<ReturnType<typeof mockTarget>>;
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];
  let driver = "/drivers";

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

  const press = async (name: string) => {
    await page.getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };

  it("makes a group by keyboard alone, and says why a second one of the name is none", async () => {
    await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Groups" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("No groups yet").waitFor();
    await press("Add a group");
    await page.getByLabel("Name").focus();
    await page.keyboard.type("Venlo south");
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Venlo south" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Save as Excel" }).getAttribute("href")).toBe("/api/v1/vehicle-groups/export?format=xlsx");
    await press("Add a group");
    await page.getByLabel("Name").focus();
    await page.keyboard.press("Enter");
    await page.getByText("A group needs a name, 60 characters at most.").waitFor();
    await page.keyboard.type("Venlo south");
    await page.keyboard.press("Enter");
    await page.getByText(/another group is called/i).waitFor();
    await page.keyboard.press("Escape");
  });

  it("puts a vehicle into it with tags, refuses a VIN that is none, and finds it by both in the list", async () => {
    await page.goto(`${vehicle}/profile`);
    await page.getByLabel("VIN").fill("IOQ");
    await page.keyboard.press("Enter");
    await page.getByText("A VIN has 17 letters and digits, without I, O and Q.").waitFor();
    await page.getByLabel("VIN").fill("wma06xzz9ap012345");
    await page.getByLabel("Group", { exact: true }).selectOption("Venlo south");
    await page.getByLabel("Tags").fill("reefer, Euro 6");
    await page.keyboard.press("Enter");
    await page.getByText("Saved.").waitFor();

    await page.goto("/groups");
    await page.getByRole("link", { name: "Venlo south" }).click();
    await expect.poll(() => page.locator("a.rowlink").allInnerTexts()).toEqual(["TR 214"]);
    await page.getByLabel("Group", { exact: true }).selectOption("Every group");
    await page.getByLabel("Tag", { exact: true }).selectOption("reefer");
    await expect.poll(() => page.url()).toContain("tag=reefer");
    await expect.poll(() => page.locator("a.rowlink").count()).toBe(1);
  });

  it("takes a vehicle out of the fleet with the reason, and the list shows it only when asked", async () => {
    await page.goto(`${vehicle}/profile`);
    await page.getByLabel("Why").focus();
    await page.keyboard.type("sold");
    await press("Decommission");
    await page.getByRole("cell", { name: "sold" }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Send to workshop" }).count()).toBe(0);
    await page.goto("/vehicles");
    await expect.poll(() => page.locator("a.rowlink").count()).toBe(6);
    await page.getByLabel("Life").selectOption("Decommissioned");
    await expect.poll(() => page.locator("a.rowlink").allInnerTexts()).toEqual(["TR 214"]);
    await page.getByLabel("Life").selectOption("In workshop");
    await page.getByRole("link", { name: "Show every group and tag in the fleet" }).click();
    await expect.poll(() => page.locator("a.rowlink").count()).toBe(6);
    await page.goto(`${vehicle}/profile`);
    await press("Take into service");
    await expect.poll(() => page.locator("section[aria-labelledby=life-h] tbody tr").count()).toBe(2);
  });

  it("goes through the tabs of a vehicle by key", async () => {
    await page.goto(vehicle);
    await page.getByRole("link", { name: "Profile" }).waitFor();
    await page.keyboard.press("]");
    await page.getByRole("table", { name: "Faults" }).waitFor();
    await page.keyboard.press("]");
    await page.getByRole("heading", { name: "Profile" }).waitFor();
    await page.keyboard.press("[");
    await page.keyboard.press("[");
    await page.locator(".sigs").waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe(vehicle);
  });

  it("finds what is wrong in the fleet by keyboard alone: the worst in the list, a fault with its frame, its vehicle and its chart", async () => {
    await page.goto("/vehicles");
    await page.getByText("SPN 110 FMI 16 and 1 more").waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("f");
    await page.getByRole("table", { name: "Faults" }).waitFor();
    await expect
      .poll(() => page.locator("a.rowlink").allInnerTexts())
      .toEqual([
        "Engine coolant temperature: too high, moderately severe",
        "Engine oil pressure: too low, most severe",
        "Exhaust gas recirculation: flow insufficient",
        "Fuel level 1: too low, least severe",
      ]);
    await page.getByText(/unknown since/).waitFor();
    await page.getByLabel("Level").selectOption("Stop now");
    await expect.poll(() => page.locator("a.rowlink").count()).toBe(1);
    expect(page.url()).toContain("level=stop-now");
    await page.getByLabel("Code").focus();
    await page.keyboard.type("P9999");
    await page.keyboard.press("Enter");
    await page.getByText("No fault fits these filters").waitFor();
    await press("Show every level and code");
    await expect.poll(() => page.locator("a.rowlink").count()).toBe(4);
    await page.getByLabel("State").selectOption("Cleared");
    await page.getByText("A code of the vehicle's maker").waitFor();

    await page.goto("/faults");
    await page.locator("a.rowlink").first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Engine coolant temperature: too high, moderately severe" }).waitFor();
    await page.getByText("3 times, each for less than ten minutes").waitFor();
    await page.getByText(/No freeze frame of the control unit came/).waitFor();
    await page.getByRole("cell", { name: "105.3 °C" }).waitFor();
    await page.getByRole("link", { name: "Show signals around the onset" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("list", { name: "Faults that began in this view" }).getByText("SPN 110 FMI 16 set Today").waitFor();
    await page.goto("/faults/018f6a00-0000-7000-8000-00000000ffff");
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
  });

  it("adds a driver, says who drives, refuses a second one, and corrects it", async () => {
    await page.goto("/drivers");
    await page.getByText("No drivers yet").waitFor();
    for (const name of ["Ada Jansen", "Ben Smit"]) {
      await press("Add a driver");
      await page.getByLabel("Name").focus();
      await page.keyboard.type(name);
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name }).waitFor();
    }
    await page.goto(`${vehicle}/profile`);
    await press("Assign the driver");
    await page.getByText("Pick who drives.").waitFor();
    await page.getByLabel("Driver", { exact: true }).selectOption("Ada Jansen");
    await page.getByLabel("From", { exact: true }).fill("2026-11-20T06:00");
    await press("Assign the driver");
    await page.getByRole("link", { name: "Ada Jansen" }).waitFor();
    await page.getByLabel("Driver", { exact: true }).selectOption("Ben Smit");
    await press("Assign the driver");
    await page.getByText(/Somebody drives it then/).waitFor();
    await press("Correct Ada Jansen in TR 214");
    expect(await axeViolations(page)).toEqual([]);
    await press("End it now");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Ada Jansen" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "What Ada Jansen drove" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "TR 214" }).count()).toBe(1);
    await expect.poll(() => page.getByText("goes on").count()).toBe(0);
    driver = new URL(page.url()).pathname;
  });

  it("puts another unit in from a past time, corrects when, and takes it out", async () => {
    await page.goto(`${vehicle}/profile`);
    const rows = () => page.getByRole("table", { name: "Telematics unit" }).locator("tbody tr").allInnerTexts();
    await expect.poll(rows).toEqual([expect.stringMatching(/sim-TR 214\s+since ever\s+sits there/)]);
    await press("Put in another unit");
    await press("Put it in");
    await page.getByText("Pick a unit.", { exact: true }).waitFor();
    await page.getByLabel("Unit", { exact: true }).selectOption("TU-0815, in no vehicle");
    await page.getByRole("dialog").getByLabel("From").fill("2026-11-24T06:00");
    expect(await axeViolations(page)).toEqual([]);
    await press("Put it in");
    await expect
      .poll(rows)
      .toEqual([expect.stringMatching(/TU-0815\s+.*24 Nov 06:00\s+sits there/), expect.stringMatching(/sim-TR 214\s+since ever\s+.*24 Nov/)]);
    await press("Correct TU-0815");
    await page.getByRole("dialog").getByLabel("From").fill("2026-11-24T07:30");
    await press("Save times");
    await page.getByText(/24 Nov 07:30/).waitFor();
    await press("Take TU-0815 out of trust");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("What it has not delivered stays on it").waitFor();
    await press("Take out of trust");
    await dialog.getByText("Say why.", { exact: true }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByLabel("Why", { exact: true }).fill("stolen in Venlo");
    await press("Take out of trust");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(async () => (await rows())[0]).toMatch(/Out of trust since today, \d\d:\d\d\s+by planner@example\.com: stolen in Venlo/);
    expect(await axeViolations(page)).toEqual([]);
    await press("Correct TU-0815");
    await press("Take it out now");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(async () => (await rows()).some((row) => row.includes("sits there"))).toBe(false);
  });

  it("says what the odometer is and who is not believed, and takes a reading by a person, and back", async () => {
    await page.goto(`${vehicle}/profile`);
    const meters = page.getByRole("table", { name: "Odometer and engine hours" });
    await meters.getByText("right to ± 1").waitFor();
    await page.getByRole("table", { name: "Not believed" }).getByText("another unit of measure").waitFor();
    await press("Add a reading");
    await page.getByRole("dialog").getByLabel("Meter").selectOption("Engine hours");
    await page.getByLabel("Value (h)").fill("many");
    await page.keyboard.press("Enter");
    await page.getByText(/A number from 0 to/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel("Value (h)").fill("4 120,5");
    await page.getByRole("dialog").getByLabel("Note").fill("at the pump");
    await page.keyboard.press("Enter");
    await meters.getByText("read by a person").waitFor();
    await page
      .getByRole("table", { name: "Readings by people" })
      .getByRole("button", { name: /Take back/ })
      .focus();
    await page.keyboard.press("Enter");
    await meters.getByText("No signal says it, and nobody has read it.").waitFor();
  });

  it("gives the fleet fields of its own, fills them in a profile, and finds a vehicle by one", async () => {
    await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Vehicle fields" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("No fields yet").waitFor();
    await press("Add a field");
    await page.getByLabel("Label").focus();
    await page.keyboard.press("Enter");
    await page.getByText("A field needs a label.").waitFor();
    await page.keyboard.type("Payload");
    await page.getByLabel("Type").selectOption("Number");
    await page.getByLabel("Unit").fill("t");
    await page.getByLabel("At most").fill("40");
    await page.getByLabel("Every vehicle must have it").check();
    expect(await axeViolations(page)).toEqual([]);
    await press("Save field");
    await page.getByRole("rowheader", { name: /Payload\s*payload/ }).waitFor();
    await press("Add a field");
    await page.getByLabel("Label").fill("Emission class");
    await page.getByLabel("Type").selectOption("Choice");
    await page.getByLabel("Choices").fill("Euro 5\nEuro 6");
    await press("Save field");
    await page.getByText("Euro 5, Euro 6").waitFor();
    await press("Move Emission class up");
    await expect
      .poll(() => page.getByRole("rowheader").allInnerTexts())
      .toEqual([expect.stringContaining("emissionClass"), expect.stringContaining("payload")]);
    expect(await objections(page, ["/admin/attributes"])).toEqual([]);
    await page.setViewportSize({ width: 1_440, height: 960 });

    await page.goto(`${vehicle}/profile`);
    await page.getByLabel("Emission class").selectOption("Euro 6");
    await press("Save fields");
    await page.getByText("Payload is missing.").waitFor();
    await page.getByLabel("Payload (t)").fill("18,5");
    await page.keyboard.press("Enter");
    await page.getByText("Fields saved.").waitFor();
    await page.goto("/vehicles");
    await page.getByLabel("Field", { exact: true }).selectOption("Emission class: Euro 6");
    await expect.poll(() => page.locator("a.rowlink").allInnerTexts()).toEqual(["TR 214"]);
    await expect.poll(() => page.getByRole("link", { name: "Save as CSV" }).getAttribute("href")).toContain("attribute=emissionClass%3DEuro+6");

    await page.goto("/admin/attributes");
    await press("Remove Payload");
    await press("Remove");
    await expect.poll(() => page.getByRole("rowheader").count()).toBe(1);
  });

  it("adds papers with a file, shows what expires next first, and says why a file was not taken", async () => {
    const day = (plus: number) => new Date(Date.now() + plus * 86_400_000).toISOString().slice(0, 10);
    await page.goto("/documents");
    await page.getByText("No documents yet").waitFor();
    await page.goto(`${vehicle}/profile`);
    await press("Add a document");
    await page.getByLabel("Title").focus();
    await page.keyboard.press("Enter");
    await page.getByText("A document needs a title.").waitFor();
    await page.keyboard.type("General inspection");
    await page.getByLabel("Last day on which it holds").fill(day(12));
    await page.getByLabel("Remind so many days before").fill("a week");
    await page.keyboard.press("Enter");
    await page.getByText("Up to six whole numbers of days, 730 at most.").waitFor();
    await page.getByLabel("Remind so many days before").fill("30, 7");
    await page.getByLabel("File", { exact: true }).setInputFiles({ name: "report.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
    await page.getByLabel("Title").focus();
    await page.keyboard.press("Enter");
    await page.getByText(/is no PDF, PNG, JPEG or WebP/).waitFor();
    await page.getByLabel("File", { exact: true }).setInputFiles({ name: "report.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 report") });
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel("Title").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Save report.pdf" }).waitFor();

    await page.goto(driver);
    await press("Add a document");
    await page.getByLabel("Title").fill("Driving licence");
    await page.getByLabel("Last day on which it holds").fill(day(-3));
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Documents" }).focus();
    await page.keyboard.press("Enter");
    const titles = () => page.locator(".reg tbody th").allInnerTexts();
    await expect.poll(titles).toEqual([expect.stringContaining("Driving licence"), expect.stringContaining("General inspection")]);
    await page.getByText(/expired \d days ago/).waitFor();
    await page.getByRole("link", { name: "30 days" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(titles).toEqual([expect.stringContaining("General inspection")]);
    await page.getByLabel("Whose").selectOption("Drivers");
    await page.getByText("No document is so").waitFor();
    await page.getByRole("link", { name: "Show all documents" }).click();
    await expect.poll(async () => (await titles()).length).toBe(2);
    await press("Change Driving licence");
    await press("Remove document");
    await expect.poll(async () => (await titles()).length).toBe(1);

    await press("Add a document");
    await page.getByLabel("Title").fill("Insurance");
    await page.keyboard.press("Enter");
    await page.getByText("Say which vehicle it is of.").waitFor();
    await page.getByLabel("Vehicle", { exact: true }).fill("tr 999");
    await page.keyboard.press("Enter");
    await page.getByText("No vehicle has this call-sign.").waitFor();
    await page.getByLabel("Vehicle", { exact: true }).fill("tr214");
    await page.keyboard.press("Enter");
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel("Title").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /Insurance.*TR 214/ }).waitFor();
    await press("Change Insurance");
    await press("Remove document");
    await expect.poll(async () => (await titles()).length).toBe(1);
  });

  it("says what needs a look today, opens the most urgent by one key, and keeps the rest of the page when a part cannot be read", async () => {
    await page.goto("/");
    const region = (name: string) => page.getByRole("region", { name });
    await page.getByRole("link", { name: "Open first: CR 118" }).waitFor();
    const rows = (name: string) => region(name).locator("tbody tr").allInnerTexts();
    await expect
      .poll(() => rows("Faults"))
      .toEqual([
        expect.stringMatching(/CR 118[\s\S]*too low, most severe[\s\S]*Stop now/),
        expect.stringMatching(/TR 214[\s\S]*Workshop, SPN 110 FMI 16/),
        expect.stringContaining("VN 031"),
      ]);
    await expect.poll(() => rows("Silent or late")).toEqual([expect.stringMatching(/RG 044\s+Silent/), expect.stringMatching(/TR 301\s+Late/)]);
    await expect.poll(() => rows("Depots")).toEqual([expect.stringMatching(/Liège\s+Works alone/)]);
    await expect.poll(async () => (await rows("Documents")).length).toBe(1);
    await region("Imports").getByText("No import waits for a decision.").waitFor();
    await page.getByText("7 things need a look").waitFor();
    for (const _ of [1, 2, 3, 4]) await page.keyboard.press("j");
    await expect.poll(() => focused(page)).toBe("RG 044");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "RG 044" }).waitFor();
    target.mock.fail("/fault-levels", 500);
    await page.goto("/");
    await region("Faults").getByText("The faults could not be read").waitFor();
    await page.getByText("Not everything could be read").waitFor();
    await page.getByRole("link", { name: "Open first: Liège" }).waitFor();
    target.mock.fail("/fault-levels", undefined);
    await region("Faults").getByRole("button", { name: "Try again" }).click();
    await page.getByRole("link", { name: "Open first: CR 118" }).waitFor();
    await page.keyboard.press(".");
    await page.getByText("Engine oil pressure: too low, most severe").first().waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/faults\//);
  });

  it("has nothing that WCAG objects to, wide and narrow, by day and by night", async () => {
    expect(await objections(page, ["/", "/faults", fault, "/groups", "/drivers", driver, "/documents", `${vehicle}/profile`, "/vehicles?tag=reefer"])).toEqual(
      [],
    );
  });

  it("ran without a fault in any script", () => {
    expect(faults.filter((line) => !/status of (4(00|04|09)|500)/.test(line))).toEqual([]);
  });
});
