import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import type { LogEntry } from "./log-entry.ts";
import { logLimits } from "./limits.ts";
import type { ParsedLine } from "./log-format.ts";
import { detectFormat, openLog } from "./log-reader.ts";

function parse(text: string): ParsedLine[] {
  const lines = text.split(/\r?\n/);
  const parser = detectFormat(lines).createParser();
  return lines.map((line) => parser.parse(line)).filter(({ kind }) => kind !== "skip");
}

function rows(text: string): unknown[] {
  return parse(text).map((line) => {
    if (line.kind !== "frame") return line;
    const { bus, time, frame } = line;
    return [
      bus,
      time,
      `${frame.id.toString(16)}${frame.extended ? "x" : ""}`,
      Buffer.from(frame.data).toString("hex"),
      Object.keys(frame.flags ?? {}).join(" "),
    ];
  });
}

const gvret = "Time Stamp,ID,Extended,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8\n";
const pythonCan = "timestamp,arbitration_id,extended,remote,error,dlc,data\n";
const labelled = "timestamp,iface,can_id,dlc,data,label\n";
const spy = `Vehicle Spy 3 Bus Traffic File
Start Date,11/29/2018
Start Time,12:00:01 am
Network Description,Hardware,Network,Protocol,Baud Rate
HS CAN,Default,HS CAN,CAN,500000,
J1708,Default,J1708,J1708,9600,
Line,Abs Time(Sec),Rel Time (Sec),Status,Er,Tx,Description,Network,Node,Arb ID,Remote,Xtd,B1,B2,B3,B4,B5,B6,B7,B8,Value,Trigger,Signals
`;

describe("SavvyCAN's CSV", () => {
  it("is read with and without directions, and with CAN FD payloads", () => {
    expect(rows(`${gvret}166064000,0000021A,false,0,8,FE,36,12,FE,69,05,07,AD,`)).toEqual([["can0", "166.064000", "21a", "fe3612fe690507ad", ""]]);
    expect(rows(`${gvret.replace("Bus", "Dir,Bus")}5,18FEF100,true,Rx,1,2,FE,36,,,,,,`)).toEqual([["can1", "0.000005", "18fef100x", "fe36", ""]]);
    const wide = `Time Stamp,ID,Extended,Dir,Bus,LEN,${Array.from({ length: 12 }, (_, index) => `D${index + 1}`).join(",")}\n`;
    expect(rows(`${wide}5,1,false,Rx,1,12,1,2,3,4,5,6,7,8,9,A,B,C`)).toEqual([["can1", "0.000005", "1", "0102030405060708090a0b0c", "fd"]]);
  });

  it.each([
    ["x,1,false,0,0", "time-impossible"],
    ["1,800,false,0,0", "id-impossible"],
    ["1,1,false,0,9", "length-impossible"],
    ["1,1,false,0,2,AA", "line-truncated"],
    ["1,1,false,0,1,GG", "data-impossible"],
    ["1,1,false,x,0", "line-not-understood"],
  ])("reports %j as %s", (row, code) => {
    expect(parse(gvret + row)).toEqual([{ kind: "problem", code }]);
  });
});

describe("python-can's CSV", () => {
  it("is read, with times in scientific notation too", () => {
    expect(rows(`${pythonCan}1483389946.197,0xdadada,1,0,0,6,WzQyLCA5XQ==\n1e-05,0x1,0,1,0,8,\n2.0,0x0,0,0,1,0,`)).toEqual([
      { kind: "problem", code: "line-truncated" },
      ["can0", "0.000010000", "1", "", "remote"],
      ["can0", "2.0", "0x", "", "error"],
    ]);
    expect(rows(`${pythonCan}1483389946.197,0xdadada,1,0,0,7,WzQyLCA5XQ==`)).toEqual([["can0", "1483389946.197", "dadadax", "5b34322c20395d", ""]]);
  });

  it.each([
    ["soon,0x1,0,0,0,0,", "time-impossible"],
    ["1.0,0x800,0,0,0,0,", "id-impossible"],
    ["1.0,0x1,0,0,0,9,AAAAAAAAAAAA", "length-impossible"],
    ["1.0,0x1,0,0,0,1,A", "data-impossible"],
  ])("reports %j as %s", (row, code) => {
    expect(parse(pythonCan + row)).toEqual([{ kind: "problem", code }]);
  });
});

describe("Vehicle Spy's CSV", () => {
  it("is read with its date, bus names without blanks, and only the CAN networks", () => {
    const frame = "1,2.570999999999998,0,67371012,F,F,HS CAN $18F00131,HS CAN,,18F00131,F,T,FF,FE,,,,,,,,,";
    expect(rows(`${spy}${frame}\n${frame.replaceAll("HS CAN", "J1708")}`)).toEqual([["HS-CAN", "1543449603.570999999999", "18f00131x", "fffe", ""]]);
  });

  it("reads error and remote frames", () => {
    expect(rows(`${spy}1,2.5,0,1,T,F,x,HS CAN,,1,F,F\n2,2.6,0,1,F,F,x,HS CAN,,1,T,F`)).toEqual([
      ["HS-CAN", "1543449603.500000", "0x", "", "error"],
      ["HS-CAN", "1543449603.600000", "1", "", "remote"],
    ]);
  });

  it("remembers no more networks than the limit", () => {
    const networks = Array.from({ length: logLimits.networksMax }, (_, index) => `n${index},Default,n${index},CAN,1,`).join("\n");
    const [head = "", columns = ""] = spy.split(/(?=Line,)/);
    const beyond = `${head}${networks}\nLast,Default,Last,J1708,1,\n${columns}`;
    // What is beyond the limit is not known to be something else than CAN.
    expect(rows(`${beyond}1,2.5,0,1,F,F,x,J1708,,1,F,F\n2,2.5,0,1,F,F,x,Last,,1,F,F`).map((row) => (row as string[])[0])).toEqual(["Last"]);
  });
});

describe("labelled CSV", () => {
  it("is read without its labels", () => {
    expect(rows(`${labelled}0.000536,can0,419356416,8,90A0287D7DFFFFF5,normal\n0.1,can0,2047,1,AA,attack`)).toEqual([
      ["can0", "0.000536", "18fedf00x", "90a0287d7dfffff5", ""],
      ["can0", "0.1", "7ff", "aa", ""],
    ]);
  });

  it.each([
    ["0.1,can0,536870912,0,,x", "id-impossible"],
    ["0.1,can0,1,9,,x", "length-impossible"],
    ["0.1,can0,1,2,AA,x", "line-truncated"],
    ["0.1,,1,0,,x", "line-truncated"],
    ["now,can0,1,0,,x", "time-impossible"],
  ])("reports %j as %s", (row, code) => {
    expect(parse(labelled + row)).toEqual([{ kind: "problem", code }]);
  });
});

describe.skipIf(recordingsFolder() === undefined)("recordings (set DRAWBAR_DATA to their folder)", () => {
  async function entriesOf(name: string): Promise<LogEntry[]> {
    const bytes = (async function* () {
      await Promise.resolve();
      yield recording(name);
    })();
    const entries: LogEntry[] = [];
    for await (const batch of (await openLog(bytes)).batches) {
      expect(batch.problems).toEqual([]);
      entries.push(...batch.entries);
    }
    return entries;
  }
  const frames = (entries: readonly LogEntry[]): string[] => entries.map(({ frame }) => `${frame.id} ${Buffer.from(frame.data).toString("hex")}`);

  it("gives the same frames for one drive in CSV, CRTD and candump", async () => {
    const csv = await entriesOf("canlogs/savvycan_formats/GVRET_Log.csv.gz");
    const crtd = await entriesOf("canlogs/savvycan_formats/CRTD_Log.txt.gz");
    expect(csv).toHaveLength(12_974);
    expect(frames(csv)).toEqual(frames(crtd));
    expect(csv.map(({ frame }) => frame.atUs)).toEqual(crtd.map(({ frame }) => frame.atUs));
    expect(frames(csv)).toEqual(frames(await entriesOf("canlogs/savvycan_formats/candump.log.gz")));
  });

  it("reads OVMS's own CRTD with its bus numbers", async () => {
    const entries = await entriesOf("canlogs/ovms/kcan-synthetic.crtd");
    expect(entries).toHaveLength(20);
    expect([...new Set(entries.map(({ bus }) => bus))]).toEqual(["can3", "can2"]);
  });

  it("reads every frame of the Vehicle Spy export and of the labelled truck drives", async () => {
    const spyEntries = await entriesOf("j1939/kenworth/VSpy_on_a_Kenworth.csv.gz");
    expect(spyEntries).toHaveLength(7_909);
    expect(spyEntries[0]?.frame.atUs).toBe(1_543_506_803_571_000);
    const labelledEntries = await entriesOf("j1939/research_truck/labeled_TSC1.csv.gz");
    expect(frames(labelledEntries)).toEqual(frames(await entriesOf("j1939/research_truck/tsc1_attack.log.gz")));
  });
});
