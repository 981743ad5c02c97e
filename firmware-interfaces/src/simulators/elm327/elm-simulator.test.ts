import { describe, expect, it } from "vitest";
import type { ControlUnits } from "../../diagnostics/control-units.ts";
import { ElmSimulator, type ElmSimulatorOptions } from "./elm-simulator.ts";
import { elmSimulatorLimits } from "./limits.ts";
import { carVin, twoUnitCar } from "./two-unit-car.ts";

/** Types a command and hears all that comes of it. */
class Typist {
  readonly simulator: ElmSimulator;
  now = 0;

  constructor(options: Partial<ElmSimulatorOptions> = {}) {
    this.simulator = new ElmSimulator({ units: twoUnitCar(), ...options });
  }

  type(text: string): string {
    this.simulator.receive(Buffer.from(text, "latin1"), this.now);
    let heard = "";
    for (let due = this.simulator.dueAtMs; due !== undefined; due = this.simulator.dueAtMs) {
      this.now = Math.max(this.now, due);
      heard += Buffer.from(this.simulator.take(this.now)).toString("latin1");
    }
    return heard;
  }

  /** Echo off and whatever else is to be set. */
  set(...commands: readonly string[]): this {
    for (const command of ["ATE0", ...commands]) this.type(`${command}\r`);
    return this;
  }
}

describe("the simulated ELM327", () => {
  it("answers as the data sheet prints it", () => {
    const adapter = new Typist();
    expect(adapter.type("ATZ\r")).toBe("ATZ\r\r\rELM327 v2.1\r\r>");
    expect(adapter.type("at e0\r")).toBe("at e0\rOK\r\r>");
    expect(adapter.type("ATDP\r")).toBe("AUTO\r\r>");
    expect(adapter.type("0105\r")).toBe("SEARCHING...\r41 05 7B \r\r>");
    expect(adapter.type("ATDP\r")).toBe("AUTO, ISO 15765-4 (CAN 11/500)\r\r>");
    expect(adapter.type("ATDPN\r")).toBe("A6\r\r>");
    expect(adapter.type("0105\r")).toBe("41 05 7B \r\r>");
    expect(adapter.type("\r")).toBe("41 05 7B \r\r>");
    expect(adapter.type("01A6\r")).toBe("NO DATA\r\r>");
    expect(adapter.type("HELLO\r")).toBe("?\r\r>");
    expect(adapter.type("ATL1\r")).toBe("OK\r\n\r\n>");
  });

  it("prints long answers in numbered lines, and as frames with headers", () => {
    const vin = Buffer.from(carVin).toString("hex").toUpperCase();
    const lines = (text: string): string[] => text.split("\r").filter((line) => line !== "" && line !== ">");
    const bare = new Typist().set("ATS0", "ATSP6");
    expect(lines(bare.type("0902\r"))).toEqual(["014", `0:490201${vin.slice(0, 6)}`, `1:${vin.slice(6, 20)}`, `2:${vin.slice(20)}`]);
    const framed = new Typist().set("ATS0", "ATH1", "ATSP6");
    expect(lines(framed.type("0902\r"))).toEqual([`7E81014490201${vin.slice(0, 6)}`, `7E821${vin.slice(6, 20)}`, `7E822${vin.slice(20)}`]);
    expect(lines(framed.type("010D\r"))).toEqual(["7E803410D3200000000", "7E903410D3300000000"]);
    const wide = new Typist({ units: twoUnitCar({ wide: true }), protocol: "7" }).set("ATH1");
    expect(lines(wide.type("0105\r"))).toEqual(["SEARCHING...", "18 DA F1 10 03 41 05 7B 00 00 00 00 "]);
  });

  it("asks one unit, filters, and stops after as many answers as are expected", () => {
    const adapter = new Typist().set("ATH1", "ATS0", "ATSP6");
    expect(adapter.type("010D1\r")).toBe("7E803410D3200000000\r\r>");
    adapter.set("ATCRA7E9");
    expect(adapter.type("010D\r")).toBe("7E903410D3300000000\r\r>");
    adapter.set("ATAR", "ATSH7E1");
    expect(adapter.type("22F190\r")).toBe("7E9037F221100000000\r\r>");
  });

  it("stops listening after its wait, and sees no vehicle on another bus", () => {
    const slow = new Typist({ units: twoUnitCar({ engineMs: 300 }) }).set("ATSP6");
    expect(slow.type("0105\r")).toBe("NO DATA\r\r>");
    slow.set("ATST64");
    expect(slow.type("0105\r")).toBe("41 05 7B \r\r>");
    expect(new Typist().set("ATSP7").type("0105\r")).toBe("NO DATA\r\r>");
    expect(new Typist({ units: { answer: () => [] } }).set().type("0105\r")).toBe("SEARCHING...\rUNABLE TO CONNECT\r\r>");
  });

  it("is interrupted by any character while it asks", () => {
    const adapter = new Typist().set();
    adapter.simulator.receive(Buffer.from("0105\r"), adapter.now);
    expect(Buffer.from(adapter.simulator.take(adapter.now)).toString()).toBe("SEARCHING...\r");
    expect(adapter.type("A")).toBe("STOPPED\r\r>");
    expect(adapter.type("TI\r")).toBe("?\r\r>");
  });

  it("repeats a run from its seed, and not from another", () => {
    const run = (seed: number): string => {
      const adapter = new Typist({ seed, habits: { lostCharacterChance: 0.05, noDataChance: 0.3, choppedLineChance: 0.3 } }).set("ATSP6");
      return Array.from({ length: 20 }, () => adapter.type("0902\r")).join("");
    };
    expect(run(1)).toBe(run(1));
    expect(run(1)).not.toBe(run(2));
  });

  it("drops what a command has beyond its limit", () => {
    const adapter = new Typist().set("ATSP6");
    expect(adapter.type(`${" ".repeat(1_000)}0105\r`)).toBe("41 05 7B \r\r>");
    expect(adapter.type(`${"0".repeat(elmSimulatorLimits.commandCharsMax + 1_000)}\r`)).toBe("?\r\r>");
  });

  it("prints so many replies and says that there were more", () => {
    const crowd = (count: number): ControlUnits => ({
      answer: () => Array.from({ length: count }, (_, index) => ({ afterMs: index, responseId: 0x7e8, payload: Uint8Array.of(0x41, 0x05, index) })),
    });
    const heard = (count: number): string => new Typist({ units: crowd(count) }).set("ATSP6").type("0105\r");
    expect(heard(elmSimulatorLimits.repliesMax)).not.toContain("BUFFER FULL");
    expect(heard(elmSimulatorLimits.repliesMax + 1)).toMatch(/41 05 3F \rBUFFER FULL\r\r>$/);
  });
});
