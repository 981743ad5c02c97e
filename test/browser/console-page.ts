import type { Page } from "playwright-core";

/** @returns what went wrong in the page's scripts so far, and what its content policy blocked; it grows. */
export function watchFaults(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  // a refused sign-in is an answer, not a fault
  page.on("console", (message) => message.type() === "error" && !message.text().includes("status of 401") && faults.push(message.text()));
  return faults;
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
