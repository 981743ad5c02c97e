import { readdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";

/** @returns what went wrong in the page's scripts so far, and what its content policy blocked; it grows. */
export function watchFaults(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  // a refused sign-in is an answer, not a fault
  page.on("console", (message) => message.type() === "error" && !message.text().includes("status of 401") && faults.push(message.text()));
  return faults;
}

/**
 * Gives maps the coarse outline of the world where they ask for the fine one, which takes a second of processor to read at
 * each load. For tests of what stands on the map.
 *
 * @param directory holds the built console.
 */
export async function drawCoarseMaps(page: Page, directory: string): Promise<void> {
  const assets = path.join(directory, "assets");
  const coarse = readdirSync(assets).find((name) => name.startsWith("countries-50m"));
  if (coarse === undefined) throw new Error(`no outline of the world in ${assets}`);
  await page.route("**/countries-10m*", (route) => route.fulfill({ path: path.join(assets, coarse) }));
}

/** Opens the first live vehicle of the list and waits for its chart. */
export async function openFirstLive(page: Page): Promise<void> {
  await page.goto("/vehicles?state=live");
  await page.locator("a.rowlink").first().click();
  await page.locator(".chart canvas").waitFor();
}

/** @returns the text of what has the focus. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? "");
}
