/** Trips, their replay, and places, in Chromium by keyboard, against the development server. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { objections } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";
import { drawCoarseMaps, watchFaults } from "./console-page.ts";
import { mockTarget } from "./console-target.ts";

const vehicle = "/vehicles/018f6a00-0000-7000-8000-000000000001";
const venlo = "/places/018f6d00-0000-7000-8000-000000000001";
const trip = `${vehicle}/trips/018f6c00-0000-4000-8000-000000000011`;

/** Chromium draws maps without a graphics card here. */
const mapsMs = 60_000;
/** A few rows: axe looks at each. */
const lately = `from=${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}`;

describe.skipIf(!hasChromium())("trips and places in the console", () => {
  let target: Awaited<ReturnType<typeof mockTarget>>;
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    [target, browser] = await Promise.all([mockTarget(), launchChromium()]);
    page = await (await browser.newContext({ baseURL: target.url, viewport: { width: 1_440, height: 960 } })).newPage();
    faults = watchFaults(page);
    await drawCoarseMaps(page, target.directory);
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
  const rows = () => page.locator("a.rowlink");

  it("lists the fleet's trips, narrows them by vehicle and day, and offers a way back from a filter without hits", async () => {
    await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Trips" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => rows().count()).toBe(100);
    await press("Show older trips");
    await expect.poll(() => rows().count()).toBeGreaterThan(100);
    await page.getByLabel("Vehicle", { exact: true }).focus();
    await page.keyboard.type("tr9");
    await page.keyboard.press("Enter");
    await page.getByText("No vehicle has this call-sign.").waitFor();
    await page.getByLabel("Vehicle", { exact: true }).fill("tr 214");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.locator("tbody .plate").allInnerTexts())
      .toSatisfy((signs: string[]) => signs.length > 5 && signs.every((sign) => sign === "TR 214"));
    await expect.poll(() => page.getByRole("link", { name: "Save as CSV" }).getAttribute("href")).toContain("vehicleId=018f6a00");
    await press("30 days");
    await page.getByLabel("To", { exact: true }).fill("2020-01-01");
    await page.getByText("No trip fits").waitFor();
    await press("Show trips of every day");
    await expect.poll(() => rows().count()).toBeGreaterThan(5);
  });

  it(
    "plays a trip by key, with one time for slider and charts, and keeps it in the address",
    async () => {
      await page.goto(`${vehicle}/trips`);
      await page.getByText(/make no trips/).waitFor();
      await rows().nth(4).focus();
      await page.keyboard.press("Enter");
      await page.locator(".replay-chart canvas").nth(3).waitFor();
      const slider = page.getByRole("slider", { name: "Time" });
      await slider.focus();
      for (let index = 0; index < 20; index += 1) await page.keyboard.press("ArrowRight");
      await expect.poll(() => slider.getAttribute("aria-valuetext")).toMatch(/^\d\d:\d\d:\d\d, Vehicle speed .*km\/h/);
      await expect.poll(() => page.url()).toContain("at=");
      const line = () =>
        page
          .locator(".replay-chart .cross")
          .first()
          .evaluate((element) => element.getBoundingClientRect().x);
      const before = await line();
      await press("Play");
      await expect.poll(line).toBeGreaterThan(before + 5);
      await press("Pause");
      await slider.focus();
      await page.keyboard.press("End");
      const end = await slider.inputValue();
      await page.keyboard.press("t");
      await slider.waitFor();
      await page.getByRole("heading", { level: 2 }).first().click();
      await page.keyboard.press("t");
      await page.getByRole("table", { name: "The trip as a table" }).waitFor();
      await page.keyboard.press("t");
      await expect.poll(() => slider.inputValue()).toBe(end);
      await page.getByText("Signals", { exact: true }).click();
      await page.getByLabel("Combustion engine load").check();
      await expect.poll(() => page.locator(".replay-chart").count()).toBe(5);
      await page.goto(`${vehicle}/trips/018f6c00-0000-4000-8000-999999999999`);
      await page.getByText("This trip is not there any more").waitFor();
    },
    mapsMs,
  );

  it(
    "goes in steps where motion is to be reduced",
    async () => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.goto(trip);
      const slider = page.getByRole("slider", { name: "Time" });
      await press("60×");
      await press("Play");
      const start = Number(await slider.getAttribute("min"));
      await expect.poll(async () => (Number(await slider.inputValue()) - start) % 60_000 === 0 && Number(await slider.inputValue()) > start).toBe(true);
      await page.emulateMedia({ reducedMotion: "no-preference" });
    },
    mapsMs,
  );

  it(
    "draws an outline by fields alone, says what is wrong with it, takes steps back, and saves it",
    async () => {
      await page.goto("/places");
      await expect.poll(() => rows().count()).toBe(3);
      await page.getByRole("link", { name: "Draw a place" }).focus();
      await page.keyboard.press("Enter");
      const corner = async (latitude: string, longitude: string) => {
        await page.getByLabel("New corner, Latitude").focus();
        await page.keyboard.type(latitude);
        await page.keyboard.press("Tab");
        await page.keyboard.type(longitude);
        await page.keyboard.press("Enter");
      };
      await page.getByLabel("New corner, Latitude").waitFor();
      await press("Save place");
      await page.getByText(/The shape needs more corners/).waitFor();
      await page.getByText("A place needs a name, 100 characters at most.").waitFor();
      for (const [latitude, longitude] of [["51.5", "6,1"], ["51.5", "6.2"], ["51.6", "6.1"], ["51.6", "6.2"]] as const) await corner(latitude, longitude); // prettier-ignore
      await page.getByText(/The outline crosses itself/).waitFor();
      await press("Undo");
      await expect.poll(() => page.getByRole("group", { name: /^Corner \d/ }).count()).toBe(3);
      await press("Redo");
      await press("Remove corner 4");
      await page.getByLabel("Name").fill("Venlo");
      await press("Save place");
      await page.getByText(/Another place is called/).waitFor();
      await page.getByLabel("Name").fill("Gravel pit");
      await page.getByLabel("Ground of the depot").selectOption("Venlo");
      await press("Save place");
      await page.getByRole("heading", { level: 1, name: "Gravel pit" }).waitFor();
      await page.getByText("Outline of 3 corners").waitFor();
      await page.getByText(/It has left when it is more than 25 m beyond the line/).waitFor();
    },
    mapsMs,
  );

  it(
    "draws a circle with the pointer and a corridor with the crosshair, and undoes a drag at once",
    async () => {
      await page.goto("/places/new");
      const canvas = page.locator(".places-map canvas");
      await canvas.waitFor();
      await page.getByText("Click sets a corner", { exact: false }).waitFor();
      await press("Circle");
      const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
      await page.mouse.click(...at(0.5, 0.5));
      await page.mouse.click(...at(0.7, 0.5));
      await expect.poll(() => page.getByLabel("Radius in metres").inputValue()).not.toBe("250");
      await page.getByRole("button", { name: "Draw on" }).waitFor();
      const radius = await page.getByLabel("Radius in metres").inputValue();
      await press("Draw on");
      await page.mouse.move(...at(0.5, 0.5));
      await page.mouse.down();
      await page.mouse.move(...at(0.4, 0.55), { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => page.getByLabel("Radius in metres").inputValue()).not.toBe(radius);
      await press("Corridor");
      await canvas.focus();
      await page.keyboard.press("Enter");
      const corners = () => page.getByRole("group", { name: /^Corner \d/ }).count();
      await expect.poll(corners).toBe(2); // the circle's centre, and what was under the crosshair
      await page.keyboard.press("ArrowRight");
      await page.waitForTimeout(600); // the map glides there
      await page.keyboard.press("Enter");
      await expect.poll(corners).toBe(3);
      await page.keyboard.press("Backspace");
      await expect.poll(corners).toBe(2);
    },
    mapsMs,
  );

  it(
    "shows who came and went, and who is in there; a change of somebody else is not written over unseen",
    async () => {
      await page.goto(venlo);
      await page.getByRole("table", { name: "In there now" }).getByText("or longer").waitFor();
      await page.getByLabel("What happened").selectOption("left");
      await expect.poll(() => page.url()).toContain("kind=left");
      await expect
        .poll(async () => new Set(await page.getByRole("table", { name: "Who came and went" }).locator("tbody td:last-child").allInnerTexts()).size > 0)
        .toBe(true);
      await page.getByLabel("From").fill("2030-01-01");
      await page.getByText("Nothing of this kind happened on these days.").waitFor();
      await press("Show all events");
      await page.getByRole("link", { name: "Change", exact: true }).click();
      await page.getByLabel("Note").fill("mine");
      await page.evaluate(async (path) => {
        const { csrfToken } = (await (await fetch("/api/v1/session")).json()) as { csrfToken: string };
        await fetch(`/api/v1${path}`, {
          method: "PATCH",
          headers: { "content-type": "application/json", "x-csrf-token": csrfToken },
          body: JSON.stringify({ note: "theirs", hysteresisM: 40 }),
        });
      }, venlo);
      await press("Save change");
      await page.getByText("Somebody changed this place meanwhile").waitFor();
      await page.getByText("Note: – became theirs").waitFor();
      await expect.poll(() => page.getByLabel("Note").inputValue()).toBe("mine");
      await press("Save mine over it");
      await page.getByRole("heading", { level: 2, name: "What it is" }).waitFor();
      await page.getByText("mine", { exact: true }).waitFor();
      await page.goto("/places?filter=gravel");
      await rows().first().focus();
      await page.keyboard.press("Enter");
      await press("Remove");
      await press("Remove place and events");
      await expect.poll(() => rows().allInnerTexts()).toEqual(["A73 south", "Roermond", "Venlo"]);
    },
    mapsMs,
  );

  it(
    "has nothing that WCAG objects to, wide and narrow, by day and by night",
    async () => {
      expect(await objections(page, [`/trips?${lately}`, trip, `${trip}?view=table`, `${venlo}?kind=found`, `${venlo}/edit`])).toEqual([]);
    },
    4 * mapsMs,
  );

  it("ran without a fault in any script", () => {
    expect(faults.filter((fault) => !/status of (404|409|412)/.test(fault))).toEqual([]);
  });
});
