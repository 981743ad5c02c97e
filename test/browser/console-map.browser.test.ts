/** The fleet on a map beside its list, in Chromium, against the development server with a large fleet. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConsole } from "@drawbar/console/build.ts";
import { startMock } from "@drawbar/console/mock/mock-server.ts";
import { axeViolations, objections } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";
import { focused, watchFaults } from "./console-page.ts";

const vehicles = 400;
const onePixel = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");

describe.skipIf(!hasChromium())("the fleet on a map", () => {
  let mock: Awaited<ReturnType<typeof startMock>>;
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    const { directory } = await buildConsole();
    const account = { email: "planner@fleet.example", password: "correct horse battery" };
    [mock, browser] = await Promise.all([startMock({ ...account, consoleDirectory: directory, moreVehicles: vehicles }), launchChromium()]);
    page = await (await browser.newContext({ baseURL: mock.url, viewport: { width: 1_440, height: 960 }, reducedMotion: "reduce" })).newPage();
    faults = watchFaults(page);
    await page.goto(mock.signInLink());
    await page.getByRole("link", { name: /^Vehicles/ }).click();
    await page.getByRole("table", { name: "Vehicles" }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await mock?.stop();
  });

  const search = () => Object.fromEntries(new URL(page.url()).searchParams);
  const canvas = () => page.locator(".maplibregl-canvas");

  it("draws few of the rows and counts all, and finds the last one at the end", async () => {
    const table = page.getByRole("table", { name: "Vehicles" });
    await expect.poll(async () => Number(await table.getAttribute("aria-rowcount"))).toBe(vehicles + 8);
    await expect.poll(() => page.locator("a.rowlink").count()).toBeLessThan(60);
    await page.keyboard.press("End");
    await page.locator(`tr[aria-rowindex="${vehicles + 8}"]`).waitFor();
    await page.keyboard.press("Home");
    await page.locator('tr[aria-rowindex="2"]').waitFor();
  });

  it("opens beside the list, and what is chosen in one is chosen in the other, by keyboard alone", async () => {
    // those that stand still: one that drives is gone from the middle before a map that is drawn in software has come there
    await page.getByRole("link", { name: /^Silent/ }).click();
    await page.getByRole("button", { name: "Map", exact: true }).focus();
    await page.keyboard.press("Enter");
    await canvas().waitFor();
    await page.getByText("51 on the map").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const chosen = await focused(page);
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Selected vehicle" }).getByText(chosen, { exact: true }).waitFor();
    await expect.poll(search).toMatchObject({ view: "map", at: expect.stringMatching(/^\d+\.\d+,\d+\.\d+,9/) as string });
    const { selected } = search();
    expect(selected).toBeDefined();
    await page.keyboard.press("Escape");
    await expect.poll(() => search()["selected"]).toBeUndefined();

    // The map still has it in the middle: so near that it stands in no cluster, Enter there chooses it.
    await canvas().focus();
    await page.locator(".map-cross").waitFor({ state: "visible" });
    const zoom = () => Number(search()["at"]?.split(",").at(2));
    await expect
      .poll(
        async () => {
          await page.keyboard.press("+");
          return zoom();
        },
        { interval: 400 },
      )
      .toBeGreaterThan(13);
    await expect
      .poll(
        async () => {
          await page.keyboard.press("Enter");
          return search()["selected"];
        },
        { interval: 400 },
      )
      .toBe(selected);
    await page.keyboard.press(".");
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/vehicles\/.+/);
    await page.goBack();
    await canvas().waitFor();
    expect(search()).toHaveProperty("at");
  });

  it("shows what the list shows: states, search and groups narrow both", async () => {
    await page.goto("/vehicles?view=map");
    await page.getByText("406 on the map").waitFor();
    await page.goto("/vehicles?view=map&filter=TR+10");
    await page.getByText("100 on the map").waitFor();
    await expect.poll(() => page.getByRole("table", { name: "Vehicles" }).getAttribute("aria-rowcount")).toBe("101");
  });

  it("says by which town a vehicle is, and its coordinates until that is known; the map names the towns of its view", async () => {
    const other = await page.context().newPage();
    const asked: string[] = [];
    other.on("request", (request) => asked.push(new URL(request.url()).pathname));
    mock.fail("/towns", 503);
    await other.goto("/vehicles?state=silent");
    await other.getByRole("row", { name: /RG 044.*\d° N, \d\.\d+° E.*Last known/ }).waitFor();
    mock.fail("/towns", undefined);
    await other.goto("/vehicles?state=silent&view=map&at=51.4,6.2,8.00");
    const cell = other.getByRole("row", { name: /RG 044.*(Near|In) \S+.*Last known/ }).locator("td.where-cell > span[title]");
    await expect.poll(() => cell.getAttribute("title")).toMatch(/^5\d\.\d{3}° N, \d\.\d{3}° E$/);
    await other.getByText("Towns: GeoNames (CC BY 4.0)").waitFor();
    await expect.poll(() => asked).toContain("/api/v1/towns/52/4"); // in view, though no vehicle of the list is there
    expect(asked).not.toContain("/api/v1/towns");
    await other.goto("/vehicles?state=silent&view=map&at=50,8,4.00");
    await expect.poll(() => asked).toContain("/api/v1/towns");
    await other.close();
  });

  it("counts what must stop and what needs the workshop, says so above, and shows only those by one key", async () => {
    await page.goto("/vehicles");
    await page.getByText("1 must stop, 2 need the workshop, 51 are silent, 51 are late. The other").waitFor();
    const first = page.locator('tr[aria-rowindex="2"]');
    await first.getByText("Stop now", { exact: false }).waitFor();
    await page.keyboard.press("[");
    await page.getByRole("link", { name: "Workshop 2" }).and(page.locator("[aria-current]")).waitFor();
    expect(search()).toMatchObject({ level: "workshop" });
    await expect.poll(() => page.getByRole("table", { name: "Vehicles" }).getAttribute("aria-rowcount")).toBe("3");
    await expect.poll(() => page.getByRole("link", { name: "Save as CSV" }).getAttribute("href")).toContain("faultLevel=workshop");
    await page.getByRole("button", { name: "Map", exact: true }).click();
    await page.getByText("2 on the map").waitFor();
    // seen whole at once: nothing has moved since
    expect(search()).not.toHaveProperty("at");
    await expect.poll(() => page.locator(".fleet-list").evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
    await page.getByRole("button", { name: "Worst fault" }).click();
    await expect.poll(() => search()["sort"]).toBe("fault");
  });

  it("shows the columns that a person chose, by keyboard alone, and keeps them", async () => {
    const heads = () => page.getByRole("columnheader").allInnerTexts();
    const all = ["Vehicle", "Where, heading", "Worst fault", "Speed", "Engine", "Coolant", "Heard through", "Heard"];
    const file = () => page.getByRole("link", { name: "Save as CSV" }).getAttribute("href");
    const flip = async (name: string) => {
      await page.getByRole("checkbox", { name, exact: true }).focus();
      await page.keyboard.press("Space");
    };
    await page.goto("/vehicles?state=silent&sort=heard");
    await expect.poll(heads).toEqual(all);
    await expect.poll(file).not.toContain("column=");
    await page.getByRole("button", { name: "Columns" }).focus();
    await page.keyboard.press("Enter");
    for (const name of ["Where, heading", "Engine", "Coolant", "Heard"]) await flip(name);
    await expect.poll(heads).toEqual(["Vehicle", "Worst fault", "Speed", "Heard through"]);
    // nothing would say why the rows stand so
    await expect.poll(() => search()["sort"]).toBeUndefined();
    await page.getByRole("row", { name: /RG 044.*Silent · / }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe("Columns");
    await expect.poll(file).toMatch(/&column=callSign&column=description&column=vin&column=depot&/);

    await page.reload();
    await expect.poll(heads).toEqual(["Vehicle", "Worst fault", "Speed", "Heard through"]);
    // the space for rows that are not drawn is as wide as the table
    await expect.poll(() => page.locator("tr.space td").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("colspan")))).toEqual(["4"]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.getByRole("button", { name: "Columns" }).click();
    await flip("Heard");
    await expect.poll(heads).toEqual(["Vehicle", "Worst fault", "Speed", "Heard through", "Heard"]);
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1_440, height: 960 });

    await page.goto("/vehicles?state=silent&view=map");
    await expect.poll(heads).toEqual(["Vehicle", "Worst fault", "Heard"]);
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("button", { name: "As it was" }).click();
    await expect.poll(heads).toEqual(["Vehicle", "Where, heading", "Worst fault", "Heard"]);
    await page.goto("/vehicles");
    await expect.poll(heads).toEqual(all);
  }, 90_000);

  it("names filters, order and columns as a view, and opens, renames and deletes it, by keyboard alone", async () => {
    const menu = (name: string) => page.getByRole("button", { name: `View: ${name}`, exact: true });
    const press = async (name: string) => {
      await page.getByRole("button", { name, exact: true }).focus();
      await page.keyboard.press("Enter");
    };
    await page.goto("/vehicles");
    await menu("Needs attention").waitFor();
    await page.goto("/vehicles?state=silent&sort=-vehicle");
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "Coolant" }).click();
    await page.keyboard.press("Escape");
    await press("View: not named");
    await page.getByLabel("Keep this list as a view").focus();
    await page.keyboard.press("Enter");
    await page.getByText("A view needs a name.").waitFor();
    await page.keyboard.type("Silent, cold");
    await page.keyboard.press("Enter");
    await menu("Silent, cold").waitFor();
    await press("Rename Silent, cold");
    await page.getByLabel('New name of "Silent, cold"').and(page.locator(":focus")).fill("Gone quiet");
    await page.keyboard.press("Enter");
    await menu("Gone quiet").waitFor();
    expect(await axeViolations(page)).toEqual([]);

    await press("Needs attention");
    await menu("Needs attention").and(page.locator(":focus")).waitFor();
    await expect.poll(search).toEqual({});
    await page.getByRole("columnheader", { name: "Coolant" }).waitFor();
    await page.goto("/vehicles?view=map");
    await press("View: Needs attention");
    await press("Gone quiet");
    await expect.poll(search).toMatchObject({ state: "silent", sort: "-vehicle", view: "map" });
    await page.getByRole("button", { name: "List", exact: true }).click();
    await page.getByRole("columnheader", { name: "Engine" }).waitFor();
    await expect.poll(() => page.getByRole("columnheader", { name: "Coolant" }).count()).toBe(0);
    await press("View: Gone quiet");
    await press("Delete Gone quiet");
    await page.keyboard.press("Enter"); // on the view that is always there
    await menu("Needs attention").waitFor();
    await page.reload();
    await expect.poll(() => page.getByText("Gone quiet").count()).toBe(0);
  }, 60_000);

  it("shows who comes to a depot and leaves it, everywhere and without a reload", async () => {
    const silent = "018f6a00-0000-7000-8000-000000000005";
    const tab = (name: string) => page.getByRole("navigation", { name: "Filter vehicles" }).getByRole("link", { name }).waitFor();
    await page.goto(`/vehicles?view=map&filter=RG&selected=${silent}`);
    await tab("Silent 1");
    mock.arrive(silent, "Venlo");
    await tab("In depot 1");
    await tab("Silent 0");
    const selected = page.getByRole("region", { name: "Selected vehicle" });
    await selected.getByText("In depot, 3 h 10").waitFor();
    await selected.getByText(/^In Venlo since /).waitFor();
    // On the map the depot stands for the vehicles in it, and names them.
    await page.goto("/vehicles?view=map&filter=RG&at=51.37,6.173,12");
    await page.getByText("1 on the map").waitFor();
    await canvas().focus();
    const depot = page.getByRole("region", { name: "Selected depot" });
    await expect
      .poll(
        async () => {
          await page.keyboard.press("Enter");
          return depot.count();
        },
        { interval: 400 },
      )
      .toBe(1);
    await expect.poll(() => depot.innerText()).toContain("1 vehicle in it");
    await depot.getByRole("button", { name: "RG 044" }).click();
    await expect.poll(() => search()["selected"]).toBe(silent);
    expect(await objections(page, [`/vehicles?view=map&state=in-depot&selected=${silent}`])).toEqual([]);
    await page.goto("/vehicles?state=in-depot");
    await page.getByRole("row", { name: /RG 044.*Venlo.*Since.*In depot/ }).waitFor();
    await page.goto(`/vehicles/${silent}`);
    await page.getByText(/^In Venlo since /).waitFor();
    mock.arrive(silent);
    await page.getByText("Silent", { exact: false }).first().waitFor();
    await expect.poll(() => page.getByText(/^In Venlo since /).count()).toBe(0);
  });

  it("is readable for everybody in both themes, wide and narrow", async () => {
    // those that stand still: a map that is drawn in software every second leaves little time for looking at it
    expect(await objections(page, ["/vehicles?view=map&state=silent&selected=018f6a00-0000-7000-8000-000000000005"])).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1_440, height: 960 });
  });

  it("asks the tile server that the cloud names, and says whose map it is", async () => {
    const other = await page.context().newPage();
    await other.route("**/api/v1/system", async (route) => {
      const answer = await route.fetch();
      const system = (await answer.json()) as object;
      await route.fulfill({ response: answer, json: { ...system, map: { tilesUrl: `${mock.url}/tiles/{z}/{x}/{y}.png`, attribution: "Maps by the yard" } } });
    });
    const asked: string[] = [];
    await other.route("**/tiles/**", (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return route.fulfill({ contentType: "image/png", body: onePixel });
    });
    await other.goto("/vehicles?view=map&at=51.4,6.2,8.00");
    await other.getByText("Maps by the yard").waitFor();
    await expect.poll(() => asked).toContainEqual(expect.stringMatching(/^\/tiles\/9\/26[4-6]\/17\d\.png$/));
    await other.close();
  });

  it("keeps the list and says why there is no map where the browser draws none", async () => {
    const poor = await page.context().newPage();
    await poor.addInitScript("HTMLCanvasElement.prototype.getContext = () => null");
    await poor.goto("/vehicles?view=map");
    await poor.getByText("This browser draws no maps: WebGL is off.").waitFor();
    await expect.poll(() => poor.locator("a.rowlink").count()).toBeGreaterThan(10);
    await poor.close();
  });

  it("has broken nothing on the way", () => {
    // drawn in software, the driver says that reading back is slow: that is a warning, and no fault of the page
    expect(faults).toEqual([]);
  });
});
