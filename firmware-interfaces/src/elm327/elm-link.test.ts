import { describe, expect, it } from "vitest";
import { ManualTimer } from "../can/manual-timer.ts";
import type { ControlUnits } from "../diagnostics/control-units.ts";
import type { DiagnosticOutcome, DiagnosticRequest } from "../diagnostics/diagnostic-link.ts";
import { memoryLine } from "../serial/memory-byte-stream.ts";
import type { ElmHabits } from "../simulators/elm327/elm-habits.ts";
import { plugIn } from "../simulators/elm327/elm-simulator-line.ts";
import { ElmSimulator, type ElmSimulatorOptions } from "../simulators/elm327/elm-simulator.ts";
import { carVin, twoUnitCar } from "../simulators/elm327/two-unit-car.ts";
import { ElmClient } from "./elm-client.ts";
import { ElmLink } from "./elm-link.ts";
import { isHonest, newElmProfile, readElmProfile, type ElmProfile } from "./elm-profile.ts";
import { elmLimits } from "./limits.ts";
import { describeAdapter } from "./elm-setup.ts";

/** A link, an adapter and a vehicle on virtual time. */
class Bench {
  readonly timer = new ManualTimer();
  readonly link: ElmLink;
  readonly sent: string[] = [];
  readonly #far;

  constructor(options: Partial<ElmSimulatorOptions> & { readonly profile?: ElmProfile } = {}) {
    const [near, far] = memoryLine("adapter");
    const time = { timer: this.timer, clock: this.timer.clock };
    this.#far = far;
    plugIn(new ElmSimulator({ units: twoUnitCar(), ...options }), far, time);
    const write = near.write.bind(near);
    near.write = (bytes) => {
      this.sent.push(Buffer.from(bytes).toString("latin1").trimEnd());
      return write(bytes);
    };
    this.link = new ElmLink({ stream: near, ...time, ...(options.profile === undefined ? {} : { profile: options.profile }) });
  }

  unplug(): Promise<void> {
    return this.#far.stop();
  }

  /** Lets time pass until the answer is there, two minutes at most. */
  async ask(hex: string, requestId?: number): Promise<string> {
    const outcomes: DiagnosticOutcome[] = [];
    void this.link.request(request(hex, requestId)).then((outcome) => outcomes.push(outcome));
    for (let waited = 0; outcomes.length === 0 && waited < 1_200; waited++) await this.timer.advance(100);
    return brief(outcomes[0]);
  }
}

function request(hex: string, requestId?: number): DiagnosticRequest {
  return { target: requestId === undefined ? { kind: "functional" } : { kind: "physical", requestId }, payload: Uint8Array.from(Buffer.from(hex, "hex")) };
}

function brief(outcome: DiagnosticOutcome | undefined): string {
  if (outcome === undefined) return "hangs";
  if (outcome.kind === "failed") return `failed: ${outcome.why}`;
  if (outcome.kind === "silent") return "silent";
  return outcome.answers.map(({ responseId, payload }) => `${responseId.toString(16)}:${Buffer.from(payload).toString("hex")}`).join(" ");
}

const speed = "7e8:410d32 7e9:410d33";
const vin = `490201${Buffer.from(carVin).toString("hex")}`;

describe("an ELM327 link", () => {
  it("sets the adapter up, finds the protocol, and tells control units apart", async () => {
    const bench = new Bench();
    expect(await bench.ask("010D")).toBe(speed);
    expect(bench.sent.slice(0, 3)).toEqual(["ATZ", "ATE0", "ATL0"]);
    expect(bench.link.profile).toMatchObject({ claimed: "ELM327 v2.1", stn: undefined, provenVersion: 2, hasEcho: false, headers: "on", protocol: "6" });
    expect(isHonest(bench.link.profile)).toBe(true);
    const before = bench.sent.length;
    expect(await bench.ask("0902")).toBe(`7e8:${vin}`);
    expect(bench.sent.slice(before)).toEqual(["0902"]);
  });

  it("asks one control unit, then all of them again, on 11 and on 29 bits", async () => {
    const narrow = new Bench();
    expect(await narrow.ask("22F190", 0x7e0)).toBe(`7e8:62f190${vin.slice(6)}`);
    expect(await narrow.ask("22F190", 0x7e1)).toBe("7e9:7f2211");
    expect(await narrow.ask("010D")).toBe(speed);
    expect(await narrow.ask("22F187", 0x710)).toBe("718:62f187354731393539363535");
    expect(await narrow.ask("0902", 0x7e0)).toBe(`7e8:${vin}`);
    expect(narrow.sent.slice(-8)).toEqual(["ATFCSH710", "ATFCSD300000", "ATFCSM1", "22F187", "ATSH7E0", "ATCRA7E8", "ATFCSM0", "0902"]);
    const wide = new Bench({ units: twoUnitCar({ wide: true }), protocol: "7" });
    expect(await wide.ask("22F190", 0x18da10f1)).toBe(`18daf110:62f190${vin.slice(6)}`);
    expect(await wide.ask("010D")).toBe("18daf110:410d32 18daf118:410d33");
  });

  it("says that nobody answered, after the adapter was made to wait longer once, and is quick about it the next time", async () => {
    const bench = new Bench();
    await bench.ask("010D");
    const before = bench.sent.length;
    expect(await bench.ask("01A6")).toBe("silent");
    expect(bench.sent.slice(before)).toEqual(["01A6", "ATST64", "01A6", "ATSTC8", "01A6", "ATSTFF", "01A6", "ATST32"]);
    expect(await bench.ask("01A6")).toBe("silent");
    expect(bench.sent.slice(before + 8)).toEqual(["01A6"]);
    expect(await bench.ask("04")).toBe("silent");
    expect(bench.sent.slice(before + 9)).toEqual(["04"]);
  });

  it("learns how long a slow vehicle takes, and keeps it in the profile", async () => {
    const bench = new Bench({ units: slowFor("010c", 700, twoUnitCar()) });
    expect(await bench.ask("010D")).toBe(speed);
    expect(await bench.ask("010C")).toBe("7e8:410c1af8");
    expect(bench.link.profile.waitUnits).toBe(200);
    const next = new Bench({ units: slowFor("010c", 700, twoUnitCar()), profile: bench.link.profile });
    expect(await next.ask("010C")).toBe("7e8:410c1af8");
    expect(next.sent).toContain("ATSTC8");
    expect(next.sent).toContain("ATSPA6");
    expect(next.sent).not.toContain("STI");
  });

  it("waits for a control unit that asks for patience, and reads only", async () => {
    const bench = new Bench({ units: patientFor("0902", twoUnitCar()) });
    expect(await bench.ask("0902")).toBe(`7e8:${vin}`);
    const clearing = new Bench({ units: patientFor("04", twoUnitCar()) });
    expect(await clearing.ask("04")).toMatch(/^failed: a control unit asked for patience/);
    expect(clearing.sent.filter((text) => text === "04")).toHaveLength(1);
  });

  it("sees through a clone, and works with it all the same", async () => {
    const bench = new Bench({ habits: { claims: "ELM327 v2.1", unknownCommands: ["ATAT", "ATIGN", "ATAMC", "ATH1", "ATS0", "ST", "ATAL"] } });
    expect(await bench.ask("010D")).toBe("0:410d32 0:410d33");
    expect(await bench.ask("0902")).toBe(`0:${vin}`);
    const { profile } = bench.link;
    expect(profile).toMatchObject({ provenVersion: 1, headers: "off", refused: ["ATS0", "ATH1", "ATAT1", "ATAL", "STI"] });
    expect(isHonest(profile)).toBe(false);
    expect(describeAdapter(profile)).toBe("ELM327 v2.1 (a clone: it knows the commands of version 1.0 only)");
  });

  it("fails what fits no frame, and physical requests that an adapter cannot address", async () => {
    const bench = new Bench();
    expect(await bench.ask("2EF19000010203040506")).toMatch(/^failed: a request of 10 bytes does not fit/);
    const clone = new Bench({ habits: { unknownCommands: ["ATSH"] } });
    expect(await clone.ask("22F190", 0x7e0)).toMatch(/^failed: the adapter does not take ATSH7E0/);
    expect(await clone.ask("010D")).toBe(speed);
    const noFilter = new Bench({ habits: { unknownCommands: ["ATCRA", "ATAR"] } });
    expect(await noFilter.ask("22F190", 0x7e0)).toBe(`7e8:62f190${vin.slice(6)}`);
  });

  it("says that the ignition is off, and finds the vehicle once it is on", async () => {
    let isOn = false;
    const car = twoUnitCar();
    const bench = new Bench({ units: { answer: (asked, nowMs) => (isOn ? car.answer(asked, nowMs) : []) } });
    expect(await bench.ask("010D")).toMatch(/^failed: no protocol of the vehicle found/);
    isOn = true;
    expect(await bench.ask("010D")).toBe(speed);
  });

  it("fails what is in line when the line ends or the link is stopped, and everything after", async () => {
    const bench = new Bench();
    const [first, second] = [bench.link.request(request("010C")), bench.link.request(request("010D"))];
    await bench.unplug();
    expect(brief(await first)).toBe("failed: the line to the adapter has ended");
    expect(brief(await second)).toBe("failed: the line to the adapter has ended");
    expect(brief(await bench.link.request(request("010D")))).toBe("failed: the line to the adapter has ended");
    const stopped = new Bench();
    const asked = stopped.link.request(request("010C"));
    await stopped.link.stop();
    expect(brief(await asked)).toBe("failed: the link was stopped");
    expect(stopped.timer.waiting).toBe(0);
  });

  it("lets so many requests wait, and refuses one more at once", async () => {
    const bench = new Bench();
    const waiting = Array.from({ length: elmLimits.requestsWaitingMax + 1 }, () => bench.link.request(request("010D")));
    expect(brief(await bench.link.request(request("010D")))).toMatch(/^failed: 64 requests wait already/);
    await bench.timer.advance(60_000);
    expect(new Set((await Promise.all(waiting)).map(brief))).toEqual(new Set([speed]));
    expect(() => bench.link.request(request(""))).toThrow(/ELM_COMMAND_IMPOSSIBLE/);
  });

  it("gives up an adapter that is silent, within a bounded time", async () => {
    const bench = new Bench({ habits: { unknownCommands: [], claims: "" } });
    expect(await bench.ask("010D")).toMatch(/^failed: it answers neither ATZ nor ATWS/);
    expect(bench.timer.clock.monoUs()).toBeLessThan(120e6);
  });
});

/** Every bad habit, one by one: right answers or a reason, never a wrong answer, and never for ever. */
const habits: readonly (readonly [string, Partial<ElmHabits>, { readonly rightAtLeast: number }])[] = [
  ["none", {}, { rightAtLeast: 60 }],
  ["an echo that stays", { keepsEcho: true }, { rightAtLeast: 60 }],
  ["a doubled echo that stays", { keepsEcho: true, doublesEcho: true }, { rightAtLeast: 60 }],
  ["two prompts", { doublesPrompt: true }, { rightAtLeast: 60 }],
  ["a prompt that is owed after ATE0", { owesPromptAfterEchoOff: true }, { rightAtLeast: 60 }],
  ["slow commands", { commandMs: 900 }, { rightAtLeast: 60 }],
  ["a slow search", { searchMs: 9_000 }, { rightAtLeast: 60 }],
  ["blanks and headers as it likes", { unknownCommands: ["ATS0", "ATL0"] }, { rightAtLeast: 60 }],
  ["late prompts", { latePromptMs: 2_500, latePromptChance: 0.2 }, { rightAtLeast: 40 }],
  ["very late prompts", { latePromptMs: 9_000, latePromptChance: 0.2 }, { rightAtLeast: 30 }],
  ["answers that never end", { hangChance: 0.1 }, { rightAtLeast: 40 }],
  ["NULs", { nulChance: 0.05 }, { rightAtLeast: 60 }],
  ["lost characters", { lostCharacterChance: 0.002 }, { rightAtLeast: 40 }],
  ["chopped lines", { choppedLineChance: 0.1 }, { rightAtLeast: 40 }],
  ["no data at random", { noDataChance: 0.2 }, { rightAtLeast: 40 }],
  ["a weak supply", { lowVoltageResetChance: 0.05 }, { rightAtLeast: 50 }],
];

describe("an adapter with a bad habit", () => {
  const asked: readonly (readonly [string, readonly string[]])[] = [
    ["010C", ["7e8:410c1af8"]],
    ["010D", ["7e8:410d32", "7e9:410d33"]],
    ["0902", [`7e8:${vin}`]],
  ];

  it.each(habits)("never makes a wrong answer: %s", async (_, chosen, { rightAtLeast }) => {
    const bench = new Bench({ habits: chosen, seed: 5 });
    let right = 0;
    for (let round = 0; round < 20; round++) {
      for (const [hex, expected] of asked) {
        const outcome = await bench.ask(hex);
        expect(outcome).not.toBe("hangs");
        if (outcome === "silent" || outcome.startsWith("failed")) continue;
        for (const answer of outcome.split(" ")) expect(expected).toContain(answer);
        if (outcome === expected.join(" ")) right += 1;
      }
    }
    expect(right).toBeGreaterThanOrEqual(rightAtLeast);
  });
});

describe("an adapter that does not react", () => {
  it("is given up after a bounded time, again and again, and used as soon as it answers", async () => {
    const timer = new ManualTimer();
    const time = { timer, clock: timer.clock };
    const [near, far] = memoryLine("adapter");
    const link = new ElmLink({ stream: near, ...time });
    for (let round = 0; round < 2; round++) {
      const asked = link.request(request("010D"));
      await timer.advance(20_000);
      expect(brief(await asked)).toMatch(/^failed: the adapter does not react/);
    }
    plugIn(new ElmSimulator({ units: twoUnitCar() }), far, time);
    const asked = link.request(request("010D"));
    await timer.advance(20_000);
    expect(brief(await asked)).toBe(speed);
  });
});

describe("an adapter that restarts while it is set up", () => {
  /** Answers by command, one after the other, the last one again and again; OK to everything else. */
  function outcomeWith(answers: Readonly<Record<string, readonly string[]>>): { readonly outcome: string; readonly sent: readonly string[] } {
    const client = new ElmClient();
    const sent: string[] = [];
    const counts = new Map<string, number>();
    let nowMs = 0;
    let steps = client.request(request("010D"), nowMs);
    for (let turn = 0; turn < 500; turn++) {
      const finished = steps.find((step) => step.kind === "finished");
      if (finished !== undefined) return { outcome: brief(finished.outcome), sent };
      const write = steps.find((step) => step.kind === "write");
      nowMs += 10;
      if (write === undefined) return { outcome: "hangs", sent };
      const command = Buffer.from(write.bytes).toString().trim();
      sent.push(command);
      const count = counts.get(command) ?? 0;
      counts.set(command, count + 1);
      const known = answers[command];
      steps = client.receive(Buffer.from(`${known?.[Math.min(count, known.length - 1)] ?? "OK"}\r\r>`), nowMs);
    }
    return { outcome: "hangs", sent };
  }
  const vehicle = { ATZ: ["ELM327 v1.5"], "0100": ["41 00 BE 3F A8 13"], "010D": ["41 0D 32"] };

  it("is set up from the beginning", () => {
    const { outcome, sent } = outcomeWith({ ...vehicle, ATH1: ["LV RESET\r\rELM327 v1.5", "OK"] });
    expect(outcome).toBe("0:410d32");
    expect(sent.filter((text) => text === "ATZ")).toHaveLength(2);
    expect(sent.lastIndexOf("ATE0")).toBeGreaterThan(sent.indexOf("ATH1"));
  });

  it("is given up when it does so again and again", () => {
    const { outcome, sent } = outcomeWith({ ...vehicle, ATH1: ["ELM327 v1.5"] });
    expect(outcome).toBe("failed: the adapter restarts again and again; is its supply sound?");
    expect(sent.filter((text) => text === "ATZ")).toHaveLength(3);
  });
});

describe("a profile", () => {
  it("comes back out of a store as it went in", async () => {
    const bench = new Bench({ habits: { unknownCommands: ["ATAL", "ST"] } });
    await bench.ask("010D");
    expect(readElmProfile(JSON.parse(JSON.stringify(bench.link.profile)))).toEqual(bench.link.profile);
    expect(readElmProfile(newElmProfile())).toEqual(newElmProfile());
  });

  it("is refused when something in it cannot be", () => {
    const good = newElmProfile();
    for (const bad of [null, 7, {}, { ...good, waitUnits: 0 }, { ...good, waitUnits: 256 }, { ...good, protocol: "6\rATPP" }, { ...good, refused: ["AT\r"] }]) {
      expect(readElmProfile(bad)).toBeUndefined();
    }
    expect(readElmProfile({ ...good, refused: Array.from({ length: elmLimits.refusedCommandsMax }, () => "ATAL") })).toBeDefined();
    expect(readElmProfile({ ...good, refused: Array.from({ length: elmLimits.refusedCommandsMax + 1 }, () => "ATAL") })).toBeUndefined();
  });

  it("of another adapter is forgotten", async () => {
    const profile: ElmProfile = { ...newElmProfile(), claimed: "ELM327 v1.5", provenVersion: 1.4, waitUnits: 255, refused: ["ATAL"] };
    const bench = new Bench({ profile });
    await bench.ask("010D");
    expect(bench.link.profile).toMatchObject({ claimed: "ELM327 v2.1", provenVersion: 2, waitUnits: 0x32, refused: ["STI"] });
  });
});

function slowFor(hex: string, afterMs: number, units: ControlUnits): ControlUnits {
  return {
    answer: (asked, nowMs) => units.answer(asked, nowMs).map((reply) => (Buffer.from(asked.payload).toString("hex") === hex ? { ...reply, afterMs } : reply)),
  };
}

/** The engine asks for patience, and the answer comes when the adapter with its first setting has stopped listening. */
function patientFor(hex: string, units: ControlUnits): ControlUnits {
  return {
    answer: (asked, nowMs) => {
      const replies = units.answer(asked, nowMs);
      if (Buffer.from(asked.payload).toString("hex") !== hex) return replies;
      const pending = { responseId: 0x7e8, payload: Uint8Array.of(0x7f, asked.payload[0] ?? 0, 0x78), afterMs: 30 };
      return [pending, ...replies.map((reply) => ({ ...reply, afterMs: 350 }))];
    },
  };
}
