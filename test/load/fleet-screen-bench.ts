/** FLEET: 10,000 vehicles that report every 10 s, as a person at the screen sees them: list and map in Chromium. */
import { setTimeout as sleep } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";
import type { Page } from "playwright-core";
import { startTestApi } from "@drawbar/cloud/http/testing/test-api.ts";
import { buildConsole } from "@drawbar/console/build.ts";
import { launchChromium } from "../browser/chromium.ts";
import { measureFrames, type FrameTimes } from "../browser/frame-time.ts";
import { ReportingFleet } from "./fleet/reporting-fleet.ts";
import { seenStates, watchStates } from "./fleet/screen-watch.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";

const vehicles = 10_000;
const reportMs = 10_000;
/** Rows at the top of the list, by call-sign, which fall asleep and wake in turn. */
const changing = 8;
const changeMs = 500;
const warmMs = 8_000;
const shortMs = 15_000;
const minuteMs = 60_000;
/** Memory grows while caches fill; after this it must not. */
const settleMs = 10 * minuteMs;
const longMs = 30 * minuteMs;

export const benches: readonly Bench[] = [{ id: "FLEET", title: `${vehicles} vehicles on the screen, each reports every ${reportMs / 1_000} s`, run: measure }];

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  await buildConsole();
  const api = await startTestApi({ level: "silent" });
  const browser = await launchChromium();
  const owner = await api.makeFleet();
  const fleet = await ReportingFleet.make(api, owner, vehicles, reportMs);
  try {
    fleet.start();
    const page = await (await browser.newContext({ baseURL: `http://127.0.0.1:${api.server.port}`, viewport: { width: 1_440, height: 960 } })).newPage();
    await signIn(page, owner);
    await page.goto("/vehicles?sort=vehicle");
    await page.getByRole("link", { name: "FL 00001" }).waitFor();
    await sleep(warmMs);
    const delays = await delaysOfChanges(page, fleet, () => measureFrames(page, shortMs));
    say(context, "list", delays);
    await page.goto("/vehicles?view=map&sort=vehicle");
    await page.getByText(/^10\u202f000 on the map/).waitFor();
    await sleep(warmMs);
    const memory = context.isLong ? await growth(context, page, fleet) : undefined;
    const onMap = await delaysOfChanges(page, fleet, () => measureFrames(page, shortMs));
    say(context, "map", onMap);
    context.say(`${fleet.reports} reports were told`);
    return [
      { name: "list", ...atMost(delays.frames.p95Ms, "ms", 50, 20) },
      { name: "map", ...atMost(onMap.frames.p95Ms, "ms", 50, 20) },
      { name: "state", ...atMost(percentile([...delays.delaysMs, ...onMap.delaysMs], 0.99), "ms", 1_000, 600) },
      { name: "browser-memory", ...atMost(memory?.browser, "%", 2, 0.5) },
      { name: "server-memory", ...atMost(memory?.server, "%", 2, 0.5) },
    ];
  } finally {
    fleet.stop();
    await browser.close();
    await api.dispose();
  }
}

async function signIn(page: Page, { email, password }: { readonly email: string; readonly password: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
}

interface Seen {
  readonly frames: FrameTimes;
  readonly delaysMs: readonly number[];
}

/** Vehicles of the first rows change their state while something is measured. */
async function delaysOfChanges(page: Page, fleet: ReportingFleet, meanwhile: () => Promise<FrameTimes>): Promise<Seen> {
  await watchStates(page);
  const told: { readonly callSign: string; readonly state: string; readonly atMs: number }[] = [];
  const asleep = new Set<number>();
  let next = 0;
  const timer = setInterval(() => {
    const index = next++ % changing;
    const isAsleep = asleep.delete(index);
    if (!isAsleep) asleep.add(index);
    told.push({ callSign: `FL ${String(index + 1).padStart(5, "0")}`, state: isAsleep ? "Live" : "Asleep", atMs: Date.now() });
    if (isAsleep) fleet.report(index);
    else fleet.sleep(index);
  }, changeMs);
  const frames = await meanwhile();
  clearInterval(timer);
  await sleep(3_000);
  const seen = await seenStates(page);
  for (const index of asleep) fleet.report(index);
  const delaysMs = told.map(({ callSign, state, atMs }) => {
    const shown = seen.find((change) => change.callSign === callSign && change.state === state && change.atMs >= atMs);
    return shown === undefined ? Number.POSITIVE_INFINITY : shown.atMs - atMs;
  });
  return { frames, delaysMs };
}

interface Memory {
  readonly browser: number;
  readonly server: number;
}

/** By how much browser and server have grown from the tenth minute to the last, in percent. */
async function growth(context: BenchContext, page: Page, fleet: ReportingFleet): Promise<Memory> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Performance.enable");
  v8.setFlagsFromString("--expose-gc");
  const collect = vm.runInNewContext("gc") as () => void; // there once the flag is set
  const look = async (): Promise<Memory> => {
    await devTools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devTools.send("Performance.getMetrics");
    collect();
    return {
      browser: metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN,
      server: process.memoryUsage().heapUsed + process.memoryUsage().external,
    };
  };
  await sleep(settleMs - minuteMs);
  const first: Memory[] = [];
  const last: Memory[] = [];
  for (let minute = 9; minute <= longMs / minuteMs; minute += 1) {
    const seen = await look();
    if (minute < 12) first.push(seen);
    if (minute > longMs / minuteMs - 3) last.push(seen);
    context.say(`minute ${minute}: browser ${(seen.browser / 1e6).toFixed(1)} MB, server ${(seen.server / 1e6).toFixed(1)} MB, ${fleet.reports} reports`);
    if (minute < longMs / minuteMs) await sleep(minuteMs);
  }
  const middle = (of: readonly Memory[], name: "browser" | "server") =>
    percentile(
      of.map((each) => each[name]),
      0.5,
    );
  const percent = (name: "browser" | "server") => (middle(last, name) / middle(first, name) - 1) * 100;
  return { browser: percent("browser"), server: percent("server") };
}

function say(context: BenchContext, where: string, { frames, delaysMs }: Seen): void {
  const { medianMs, p95Ms, p99Ms, worstMs } = frames;
  const [median, p95, p99, worst] = [medianMs, p95Ms, p99Ms, worstMs].map((ms) => ms.toFixed(1));
  context.say(`${where}: frames median ${median} ms, P95 ${p95} ms, P99 ${p99} ms, worst ${worst} ms`);
  context.say(
    `${where}: ${delaysMs.length} changes of state, on the screen after ${percentile(delaysMs, 0.5).toFixed(0)} ms (P50), ${percentile(delaysMs, 0.99).toFixed(0)} ms (P99)`,
  );
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function atMost(value: number | undefined, unit: string, must: number, moonshot: number): Omit<Figure, "name"> {
  return { value, unit, direction: "at-most", must, moonshot };
}
