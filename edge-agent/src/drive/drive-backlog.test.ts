import { describe, expect, it } from "vitest";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import type { AgentReport } from "../health/agent-report.ts";
import type { OutboxReport } from "../outbox/unit-outbox.ts";
import { DriveBacklog, type DriveBacklogOptions, type DriveProgress } from "./drive-backlog.ts";

describe("DriveBacklog", () => {
  it("holds the replay back while more is unsecured than it may be, and lets it go on as soon as the hub has caught up", async () => {
    const { backlog, outbox } = setUp({ unsecuredBytes: 101, unsecuredRecords: 9 });
    let isRoomy = false;
    const waiting = backlog.whenRoomy().then(() => (isRoomy = true));
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(isRoomy).toBe(false);
    Object.assign(outbox, { unsecuredBytes: 100, unsecuredRecords: 8 });
    await waiting;
    expect(isRoomy).toBe(true);
  });

  it("gives up, and says why, when the hub takes nothing while the replay waits for it", async () => {
    const { backlog } = setUp({ unsecuredBytes: 101, unsecuredRecords: 9 });
    await expect(backlog.whenRoomy()).rejects.toThrow("DRIVE_INCOMPLETE: 9 records were not secured in 0 s: no hub is linked (depot:7453 does not answer)");
  });

  it("is done when everything is secured and saved, and says so at the end", async () => {
    const { backlog, outbox, told } = setUp({ unsecuredRecords: 1, unsavedRecords: 1 });
    const waiting = backlog.whenSecured();
    Object.assign(outbox, { unsecuredRecords: 0 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    Object.assign(outbox, { unsavedRecords: 0, secured: 42 });
    expect(await waiting).toMatchObject({ secured: 42 });
    expect(told.at(-1)).toMatchObject({ phase: "securing", securedSamples: 42 });
  });
});

function setUp(first: Partial<OutboxReport>): { backlog: DriveBacklog; outbox: OutboxReport; told: DriveProgress[] } {
  const told: DriveProgress[] = [];
  const outbox = { unsecuredRecords: 0, unsecuredBytes: 0, unsavedRecords: 0, secured: 0, ...first } as OutboxReport; // what a backlog looks at
  const report = {
    outbox,
    samples: { kept: 42 },
    uplink: { kind: "waiting", why: "", detail: "depot:7453 does not answer", untilMs: 0 },
  } as unknown as AgentReport; // as above
  const agent: DriveBacklogOptions["agent"] = {
    feed: { whenRoomy: () => Promise.resolve() },
    report: () => report,
    refreshOutboxReport: () => Promise.resolve({ ...outbox }),
  };
  return {
    outbox,
    told,
    backlog: new DriveBacklog({ agent, bytesMax: 100, frames: 10, clock: systemClock, stallMs: 300, onProgress: (progress) => told.push(progress) }),
  };
}
