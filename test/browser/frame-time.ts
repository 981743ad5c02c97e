/**
 * How smooth the vehicle page is while it follows live data: gaps between animation frames in Chromium.
 *
 *     node test/browser/frame-time.ts [seconds] [installation]
 *
 * Against the console's development server (18 signals, 20 messages a second), or against a whole installation.
 * `measureFrames` takes any page, so that a soak can watch one for longer.
 */
import type { Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { openFirstLive } from "./console-page.ts";
import { installationTarget, mockTarget } from "./console-target.ts";

export interface FrameTimes {
  readonly frames: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
}

/** Watches a page for so long. At 60 frames a second a frame takes 16.7 ms; a longer gap is a frame that came late. */
export async function measureFrames(page: Page, forMs: number): Promise<FrameTimes> {
  const gaps = await page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const found: number[] = [];
        let last = performance.now();
        const end = last + ms;
        const tick = (now: number) => {
          found.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(tick);
          else resolve(found.slice(1));
        };
        requestAnimationFrame(tick);
      }),
    forMs,
  );
  const sorted = gaps.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { frames: gaps.length, medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), worstMs: at(1) };
}

if (import.meta.main) {
  const seconds = Number(process.argv[2] ?? 60);
  const target = process.argv[3] === "installation" ? await installationTarget() : await mockTarget();
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ baseURL: target.url, viewport: { width: 1_440, height: 960 } });
    await page.goto(target.signInLink);
    await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
    await openFirstLive(page);
    const vehicle = new URL(page.url()).pathname;
    for (const span of ["live", "24h"]) {
      await page.goto(`${vehicle}?span=${span}`);
      await page.locator(".chart canvas").waitFor();
      const { frames, medianMs, p95Ms, p99Ms, worstMs } = await measureFrames(page, seconds * 1_000);
      const [median, p95, p99, worst] = [medianMs, p95Ms, p99Ms, worstMs].map((ms) => ms.toFixed(1));
      console.log(`span ${span}: ${frames} frames in ${seconds} s, median ${median} ms, P95 ${p95} ms, P99 ${p99} ms, worst ${worst} ms`);
    }
  } finally {
    await browser.close();
    await target.stop();
  }
}
