/** SOAK: many simulated vehicles for a while; memory, lag and the vehicle page's frames must hold. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { launchChromium } from "../browser/chromium.ts";
import { measureFrames } from "../browser/frame-time.ts";
import { RunningUp } from "../installation/command.ts";
import type { Drill, DrillContext, DrillOutcome } from "./drill.ts";
import { installationOf } from "./kill/cloud-truth.ts";

const vehicles = 50;
const minutes = { short: 8, long: 30 } as const;
/** Memory may grow until here: caches fill, code is compiled. */
const settledAfter = { short: 4, long: 10 } as const;
const growthMax = 0.02;
const frameMsMax = 50;
const sampleEveryMs = 5_000;
/** Memory at either end is the median of so many minutes. */
const endMinutes = { short: 1.5, long: 3 } as const;

export const drills: readonly Drill[] = [
  { id: "SOAK", title: `${vehicles} simulated vehicles for ${minutes.long} minutes (${minutes.short} without --long): growth of memory, lag, frame time`, run },
];

interface Reading {
  readonly minute: number;
  readonly residentBytes: Readonly<Record<string, number>>;
  readonly unsecuredRecords: number;
}

async function run({ isLong, print }: DrillContext): Promise<DrillOutcome> {
  const length = isLong ? "long" : "short";
  const data = mkdtempSync(path.join(tmpdir(), "drawbar-soak-"));
  const up = await RunningUp.start(data, ["--port", "0", "--vehicles", String(vehicles)], 300_000);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ baseURL: up.ready.console, viewport: { width: 1_440, height: 960 } });
    await page.goto(up.ready.signInLink);
    await page
      .getByRole("link", { name: /TR 101/ })
      .first()
      .click();
    await page.locator(".chart canvas").waitFor();
    const readings: Reading[] = [];
    const startedAt = performance.now();
    const minute = (): number => (performance.now() - startedAt) / 60_000;
    let printed = -1;
    while (minute() < minutes[length]) {
      const reading = { minute: minute(), residentBytes: residentOf(up), unsecuredRecords: await unsecuredAtDepot(data) };
      readings.push(reading);
      if (Math.floor(reading.minute) > printed) {
        printed = Math.floor(reading.minute);
        print(
          `minute ${printed}: ${Object.entries(reading.residentBytes)
            .map(([name, bytes]) => `${name} ${megabytes(bytes)}`)
            .join(", ")}; ${reading.unsecuredRecords} records on their way`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, sampleEveryMs));
    }
    const frames = await measureFrames(page, 30_000);
    print(`vehicle page: P95 ${frames.p95Ms.toFixed(1)} ms, worst ${frames.worstMs.toFixed(1)} ms between frames (must <= ${frameMsMax})`);
    const growth = growthOf(readings, settledAfter[length], endMinutes[length]);
    for (const [name, share] of Object.entries(growth))
      print(`${name}: ${(share * 100).toFixed(2)} % after minute ${settledAfter[length]} (must < ${growthMax * 100} %)`);
    const lag = lagOf(readings);
    print(`records on their way: first half at most ${lag.before}, second half at most ${lag.after}`);
    const worst = Math.max(...Object.values(growth));
    const holds = worst < growthMax && frames.p95Ms <= frameMsMax && lag.after <= Math.max(2 * lag.before, vehicles * 4);
    return { value: Number((worst * 100).toFixed(2)), unit: "% most growth of a process", must: `must<${growthMax * 100}`, holds };
  } finally {
    await browser.close();
    await up.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

function residentOf(up: RunningUp): Readonly<Record<string, number>> {
  const processes: Readonly<Record<string, number>> = { launcher: up.pid, ...up.processes() };
  return Object.fromEntries(
    Object.entries(processes).map(([name, pid]) => [name, Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1_024]),
  );
}

async function unsecuredAtDepot(data: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${installationOf(data).ports.depotOperations}/healthz`);
  const { spool } = (await response.json()) as { readonly spool: { readonly unsecured: Readonly<Record<string, { readonly records: number }>> } }; // the depot's own report
  return Object.values(spool.unsecured).reduce((sum, { records }) => sum + records, 0);
}

function growthOf(readings: readonly Reading[], fromMinute: number, forMinutes: number): Readonly<Record<string, number>> {
  const last = readings.at(-1)?.minute ?? 0;
  const names = Object.keys(readings[0]?.residentBytes ?? {});
  const during = (name: string, from: number, to: number): number =>
    median(readings.filter(({ minute }) => minute >= from && minute <= to).map(({ residentBytes }) => residentBytes[name] ?? 0));
  return Object.fromEntries(names.map((name) => [name, during(name, last - forMinutes, last) / during(name, fromMinute, fromMinute + forMinutes) - 1]));
}

function lagOf(readings: readonly Reading[]): { readonly before: number; readonly after: number } {
  const half = Math.floor(readings.length / 2);
  const most = (part: readonly Reading[]): number => Math.max(0, ...part.map(({ unsecuredRecords }) => unsecuredRecords));
  return { before: most(readings.slice(0, half)), after: most(readings.slice(half)) };
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`;
}
